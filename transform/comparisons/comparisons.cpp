#include "transform/comparisons/comparisons.hpp"

#include "config/text_numbers.hpp"
#include "transform/comparisons/row_comparer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace lup {

namespace {

constexpr double false_discovery_rate = 0.05;

/// Adjusts the p-values of one row, period by period, and lets them decide.
void decide(std::vector<Candidate>& candidates)
{
    std::map<std::string, std::vector<std::size_t>> families;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        families[candidates[i].made.period].push_back(i);
    for (const auto& [period, members] : families) {
        std::vector<double> p_values;
        for (const auto place : members)
            p_values.push_back(candidates[place].p_value);
        const auto adjusted = benjamini_hochberg(p_values);
        for (std::size_t i = 0; i < members.size(); ++i)
            if (!(adjusted[i] <= false_discovery_rate))
                candidates[members[i]].made.verdict = CompareVerdict::not_sure;
    }
}

std::string method_of(const Survey& survey)
{
    const std::string how =
        survey.kind == SurveyKind::sample
            ? "Skillnaden är räknad på värden som inte är avrundade. Medelfelet är beräknat med "
              "Taylorlinearisering och tar hänsyn till att grupperna kan dela strata, urvalsenheter och "
              "svar. En "
              "trend är en rät linje genom omgångarna."
            : "Skillnaden är räknad på de tal som visas i tabellerna. De som svarat ses som utfall av en "
              "process: "
              "intervallet är Newcombes, av två av Wilsons intervall. En trend är en rät linje genom "
              "omgångarnas "
              "andelar, vägda efter säkerhet. Omgångar jämförs bara för de områden och skolor som var med i "
              "alla, enligt de tabeller som alla som får jämförelsen har.";
    return fmt::format("Bara tal som visas och som bygger på minst {} svar jämförs, aldrig över ett "
                       "tidsseriebrott och aldrig ett "
                       "sammanslaget värde med en enskild omgång. {} Intervallet (95 %) gäller jämförelsen "
                       "för sig. Bedömningen är "
                       "korrigerad för att många jämförelser görs (Benjamini och Hochberg, 5 %, för varje "
                       "rad i kodbokens tabell "
                       "comparisons och period), så den kan vara försiktigare än intervallet.",
                       smallest_compared_n(survey), how);
}

/// Who was missing in one of two waves that follow on each other.
std::string missing_text(const Codebook& codebook, const Survey& survey, const Participation& participation,
                         std::span<const ReleasedComparison> made)
{
    std::string text;
    if (survey.kind == SurveyKind::sample)
        return text; // who answered in an area is the sample's doing
    const auto waves = codebook.waves_of(survey.survey);
    for (const auto* later : waves)
        for (const auto* earlier : waves) {
            const bool compared = std::any_of(made.begin(), made.end(), [&](const ReleasedComparison& one) {
                return one.survey == survey.survey && one.kind == CompareKind::wave &&
                       one.period == later->wave && one.other_period == earlier->wave;
            });
            if (const auto missing = participation.missing({earlier, later}); compared && !missing.empty())
                text += fmt::format(" {} jämfört med {}: {}", later->wave, earlier->wave, missing);
        }
    return text;
}

/// Who reads a row's comparisons of an indicator: its recipients, or those of the tables that hold its cells.
Readers readers_of(const Comparison& row, const Indicator& indicator, const ShownFigures& figures)
{
    Readers readers(row.recipients.begin(), row.recipients.end());
    if (!readers.empty())
        return readers;
    std::set<const ReleasedTable*> tables;
    for (const auto& placed : figures.divided_by(indicator.indicator, Codebook::divided_by(row)))
        tables.insert(placed.table);
    for (const auto* table : tables) {
        if (table->recipients.empty())
            return {};
        readers.insert(table->recipients.begin(), table->recipients.end());
    }
    return readers;
}

/// The comparisons of one survey. Who took part is told, and reckoned with, by the tables that all readers of
/// what is made have.
class SurveyComparer {
public:
    SurveyComparer(const Tally& tally, const ShownFigures& figures, const Codebook& codebook,
                   const Survey& survey)
        : tally_(tally), figures_(figures), codebook_(codebook), survey_(survey)
    {
    }

    std::vector<ReleasedComparison> make()
    {
        std::vector<ReleasedComparison> made;
        for (const auto& row : codebook_.comparisons) {
            if (row.survey != survey_.survey)
                continue;
            auto candidates = candidates_of(row);
            decide(candidates);
            for (auto& one : candidates)
                made.push_back(std::move(one.made));
        }
        return made;
    }

    ComparisonNote note(std::span<const ReleasedComparison> made)
    {
        const auto method = method_of(survey_);
        return {survey_.survey,
                method + missing_text(codebook_, survey_,
                                      participation_for(is_public_ ? Readers() : readers_), made),
                numbers_in(method)};
    }

private:
    struct Scope {
        Scope(const ShownFigures& all, const Readers& readers, const Codebook& codebook, const Survey& survey)
            : figures(all.for_readers(readers)), participation(figures, codebook, survey)
        {
        }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

        ShownFigures figures;
        Participation participation;
    };

    const Participation& participation_for(const Readers& readers)
    {
        return scopes_.try_emplace(readers, figures_, readers, codebook_, survey_)
            .first->second.participation;
    }

    std::vector<Candidate> candidates_of(const Comparison& row)
    {
        std::vector<Candidate> candidates;
        for (const auto* indicator : codebook_.compared(row)) {
            const auto readers = readers_of(row, *indicator, figures_);
            auto made =
                RowComparer(tally_, figures_, codebook_, participation_for(readers), row, *indicator).make();
            if (made.empty())
                continue;
            is_public_ = is_public_ || readers.empty();
            readers_.insert(readers.begin(), readers.end());
            for (auto& one : made)
                candidates.push_back(std::move(one));
        }
        return candidates;
    }

    const Tally& tally_;
    const ShownFigures& figures_;
    const Codebook& codebook_;
    const Survey& survey_;
    std::map<Readers, Scope> scopes_;
    Readers readers_; ///< of all that was made
    bool is_public_ = false;
};

} // namespace

MadeComparisons compare_released(const Tally& tally, const std::vector<ReleasedTable>& tables,
                                 const Codebook& codebook)
{
    MadeComparisons all;
    const ShownFigures figures(tally, tables);
    for (const auto& survey : codebook.surveys) {
        SurveyComparer comparer(tally, figures, codebook, survey);
        auto made = comparer.make();
        if (!made.empty())
            all.notes.push_back(comparer.note(made));
        std::ranges::move(made, std::back_inserter(all.comparisons));
    }
    return all;
}

} // namespace lup
