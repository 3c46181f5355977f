#include "transform/tally/tally_notes.hpp"

#include "config/text_numbers.hpp"
#include "transform/estimates/method_text.hpp"
#include "transform/tally/pooled_sizes.hpp"
#include "transform/tally/scales.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

std::optional<std::uint64_t> eligible_count(const Codebook& codebook, const Wave& wave)
{
    const auto found = std::find_if(codebook.eligible.begin(), codebook.eligible.end(), [&](const auto& row) {
        return row.survey == wave.survey && row.wave == wave.wave && row.domain.empty();
    });
    return found == codebook.eligible.end() ? std::nullopt : std::optional(found->count);
}

std::string design_sentence(const WaveTally& tally)
{
    if (!tally.has_weights())
        return "Undersökningen är oviktad.";
    const std::string design = tally.has_strata() && tally.has_clusters() ? "med strata och kluster"
                               : tally.has_strata()                       ? "med strata"
                               : tally.has_clusters()                     ? "med kluster"
                                                                          : "utan uppgift om strata";
    return fmt::format("Svaren är viktade; osäkerheten är beräknad med Taylorlinearisering {}.", design);
}

DesignFacts design_facts(const TallyFrame& frame, const WaveTallies& waves, const LonelyRules& lonely)
{
    DesignFacts facts;
    facts.lonely = lonely.in_design;
    for (const auto& [id, wave] : waves) {
        facts.weights = facts.weights || wave->has_weights();
        facts.strata = facts.strata || wave->has_strata();
        facts.clusters = facts.clusters || wave->has_clusters();
        facts.lonely_strata += wave->sums().lonely_strata();
        facts.finite_population =
            facts.finite_population ||
            frame.codebook.variable_with_role(frame.survey.survey, Role::fpc, id) != nullptr;
    }
    return facts;
}

std::optional<ScaleFacts> scale_facts(const TallyFrame& frame, const Indicator& indicator)
{
    const auto* scale = frame.codebook.find_scale(frame.survey.survey, indicator.variable);
    if (scale == nullptr)
        return std::nullopt;
    const auto* instrument = find_instrument(scale->instrument);
    ScaleFacts facts;
    facts.instrument = scale->instrument;
    facts.reversed_items = scale->reversed.size();
    facts.case_at_or_below = instrument->side == CaseSide::at_or_below;
    if (indicator.statistic != Statistic::share || !indicator.numerator.empty())
        return facts;
    for (const auto& [sex, cut] : scale->cut_by_sex)
        facts.cut_by_sex.emplace_back(frame.codebook.label(frame.survey.survey, "sex", sex), cut);
    if (facts.cut_by_sex.empty())
        facts.cut = scale->cut.value_or(instrument->cut);
    return facts;
}

std::optional<StandardFacts> standard_facts(const TallyFrame& frame, const Indicator& indicator)
{
    const auto groups = frame.codebook.standard_of(indicator);
    if (groups.empty())
        return std::nullopt;
    const auto& name = groups.front().group;
    const auto* variable = frame.codebook.meaning(frame.survey.survey, name, "")->variable;
    StandardFacts facts{indicator.standard, variable->question.empty() ? name : variable->question, {}};
    for (const auto& group : groups)
        facts.groups.push_back(frame.codebook.label(frame.survey.survey, name, group.code));
    return facts;
}

/// How many answered in all waves and which share did not, where that may be told: not under the gate, and
/// not if a wave's figure for the whole survey is of too few.
void add_counts(MethodFacts& facts, const TallyFrame& frame, const Indicator& indicator,
                const std::vector<TalliedTable>& tables)
{
    if (frame.survey.protection == Protection::gate)
        return;
    std::uint64_t n = 0, missing = 0;
    std::set<std::string> seen;
    for (const auto& table : tables) {
        if (table.survey != indicator.survey || table.indicator != indicator.indicator || !table.wave ||
            !table.dimensions.empty() || !seen.insert(*table.wave).second)
            continue;
        for (const auto& cell : table.cells) {
            if (cell.n() < static_cast<std::uint64_t>(std::max(frame.survey.min_base, 1)))
                return;
            n += cell.n();
            missing += cell.estimate.n_missing;
        }
    }
    if (n > 0) {
        facts.n = n;
        facts.missing_percent = missing_percent(n, missing);
    }
}

/// The facts that do not depend on what was answered.
MethodFacts without_counts(MethodFacts facts)
{
    facts.n.reset();
    facts.missing_percent.reset();
    facts.design.lonely_strata = 0;
    return facts;
}

std::vector<double> counts_of(const MethodFacts& facts)
{
    std::vector<double> counts;
    if (facts.n)
        counts.push_back(static_cast<double>(*facts.n));
    if (facts.missing_percent)
        counts.push_back(std::max(*facts.missing_percent, 1U));
    if (tells_lonely_strata(facts))
        counts.push_back(static_cast<double>(facts.design.lonely_strata));
    return counts;
}

void add_pooled(MethodFacts& facts, const TallyFrame& frame, const Indicator& indicator,
                const std::vector<TalliedTable>& tables)
{
    const auto made = std::find_if(tables.begin(), tables.end(), [&](const TalliedTable& table) {
        return table.indicator == indicator.indicator && table.survey == indicator.survey && !table.wave;
    });
    if (made == tables.end())
        return;
    for (const auto& wave : made->breakdown->pooled_waves)
        facts.pooled_waves.push_back(frame.codebook.wave(indicator.survey, wave).title);
    facts.unequal_waves = has_unequal_waves(*made->breakdown, indicator, tables);
}

MethodFacts method_facts(const TallyFrame& frame, const WaveTallies& waves, const Indicator& indicator,
                         const LonelyRules& lonely)
{
    MethodFacts facts;
    facts.kind = frame.survey.kind;
    facts.statistic = indicator.statistic;
    facts.per = indicator.per;
    facts.design = design_facts(frame, waves, lonely);
    facts.interval = frame.survey.interval;
    facts.precision = frame.survey.precision;
    if (frame.survey.protection == Protection::base)
        facts.smallest_n = static_cast<std::uint64_t>(std::max(frame.survey.min_base, 0));
    facts.scale = scale_facts(frame, indicator);
    facts.standard = standard_facts(frame, indicator);
    for (const auto& id : indicator.breaks)
        facts.breaks.push_back(frame.codebook.wave(indicator.survey, id).title);
    return facts;
}

/// What the gate promises, without anything that a reader could not count.
const char* const gate_sentences = " Undersökningen vänder sig till alla elever, så små antal skyddas: antal "
                                   "under gränsen och allt som skulle göra "
                                   "det möjligt att räkna ut dem visas som två punkter (..). Skyddet gäller "
                                   "alla tabeller tillsammans med allt som "
                                   "har publicerats tidigare. Det skyddar inte mot gissningar om "
                                   "sannolikheter, mot flera som lägger ihop vad de "
                                   "vet eller mot samband som inte är kända.";
const char* const base_sentences = " Undersökningen skyddas genom att värden som bygger på för få svar "
                                   "inte visas; det starkare skydd som "
                                   "gäller för totalundersökningar utlovas inte här.";

} // namespace

WaveNote wave_note(const Codebook& codebook, const Survey& survey, const WaveTally& tally)
{
    WaveNote note{survey.survey, tally.wave().wave, tally.wave().title, {}, {}, {}};
    note.sentences.push_back(design_sentence(tally));
    if (survey.protection == Protection::gate) {
        note.sentences.emplace_back("Antalet deltagare redovisas inte, eftersom det kan röja små grupper.");
        return note;
    }
    note.respondents = tally.rows();
    note.eligible = eligible_count(codebook, tally.wave());
    return note;
}

std::vector<MethodNote> method_notes(const TallyFrame& frame, const WaveTallies& waves,
                                     const std::vector<TalliedTable>& tables, const LonelyRules& lonely)
{
    std::vector<MethodNote> notes;
    for (const auto* indicator : frame.indicators) {
        const char* protection =
            frame.survey.protection == Protection::gate ? gate_sentences : base_sentences;
        auto facts = method_facts(frame, waves, *indicator, lonely);
        add_counts(facts, frame, *indicator, tables);
        add_pooled(facts, frame, *indicator, tables);
        notes.push_back({indicator->indicator, method_text(facts) + protection,
                         numbers_in(method_text(without_counts(facts))), counts_of(facts)});
    }
    return notes;
}

} // namespace lup
