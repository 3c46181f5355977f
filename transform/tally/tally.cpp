#include "transform/tally/tally.hpp"

#include "transform/tally/tally_notes.hpp"
#include "transform/tally/tally_tables.hpp"

#include <algorithm>
#include <iterator>

namespace lup {

namespace {

LonelyRules lonely_rules(const Settings& settings)
{
    LonelyRules rules;
    if (settings.lonely_psu == "remove")
        rules.in_design = LonelyPsu::remove;
    else if (settings.lonely_psu == "average")
        rules.in_design = LonelyPsu::average;
    else if (settings.lonely_psu == "fail")
        rules.in_design = LonelyPsu::fail;
    return rules;
}

/// Adds a list of names to be tallied, once.
void add_breakdown(TallyFrame& frame, const std::vector<std::string>& by)
{
    if (std::find(frame.breakdowns.begin(), frame.breakdowns.end(), by) == frame.breakdowns.end())
        frame.breakdowns.push_back(by);
    for (const auto& name : by)
        if (!frame.dimensions.contains(name))
            frame.dimensions[name] =
                std::make_unique<DimensionCategories>(frame.codebook, frame.survey, name);
}

TallyFrame frame_of(const Codebook& codebook, const Survey& survey)
{
    TallyFrame frame{codebook, survey, {}, {}, {}};
    for (const auto& indicator : codebook.indicators)
        if (indicator.survey == survey.survey)
            frame.indicators.push_back(&indicator);
    for (const auto& breakdown : codebook.breakdowns) {
        if (breakdown.survey != survey.survey)
            continue;
        add_breakdown(frame, breakdown.by);
        for (const auto* indicator : frame.indicators) {
            const auto standard = codebook.standard_of(*indicator);
            if (standard.empty() || !codebook.can_divide(*indicator, breakdown.by))
                continue;
            auto divided = breakdown.by;
            divided.push_back(standard.front().group);
            add_breakdown(frame, divided);
        }
    }
    return frame;
}

TalliedCensus census_of(const TallyFrame& frame, const WaveTallies& tallies)
{
    TalliedCensus census;
    census.survey = frame.survey.survey;
    for (const auto* indicator : frame.indicators)
        census.indicators.push_back(indicator->indicator);
    std::size_t first = 0;
    for (const auto& [name, dimension] : frame.dimensions) {
        census.dimensions.push_back(
            {name, first, dimension->depth(), dimension->codes(), dimension->role(frame.codebook)});
        first += dimension->depth();
    }
    for (const auto* wave : frame.codebook.waves_of(frame.survey.survey))
        if (const auto tallied = tallies.find(wave->wave); tallied != tallies.end())
            census.waves.push_back({wave->wave, *tallied->second->census(), 0, {}});
    return census;
}

/// Counts the earlier vintages of a wave. A correction that changes no count makes no vintage of its own.
void add_vintages(TalliedCensus::CensusWave& wave, TallyFrame& frame, const WaveResponses& responses)
{
    wave.vintage = responses.vintage;
    wave.origin = responses.origin;
    for (const auto& earlier : responses.earlier) {
        WaveTally tally(frame, frame.codebook.wave(frame.survey.survey, wave.wave));
        tally.add_all(*earlier.open());
        wave.earlier.push_back({earlier.vintage, *tally.census()});
    }
    if (!wave.earlier.empty() && wave.earlier.back().counts.same_counts(wave.counts)) {
        wave.vintage = wave.earlier.back().vintage;
        wave.earlier.pop_back();
    }
}

} // namespace

Tally tally_waves(const std::vector<WaveResponses>& waves, const Codebook& codebook, const Settings& settings)
{
    Tally tally;
    tally.lonely = lonely_rules(settings);
    for (const auto& survey : codebook.surveys) {
        auto frame = frame_of(codebook, survey);
        WaveTallies tallies;
        for (const auto* wave : codebook.waves_of(survey.survey)) {
            const auto delivered = std::find_if(waves.begin(), waves.end(), [&](const auto& one) {
                return one.survey == survey.survey && one.wave == wave->wave;
            });
            if (delivered == waves.end())
                continue;
            auto& made = tallies[wave->wave] = std::make_unique<WaveTally>(frame, *wave);
            made->add_all(*delivered->open());
            tally.wave_notes.push_back(wave_note(codebook, survey, *made));
        }
        std::ranges::move(TableMaker(frame, tallies, tally.lonely).make(), std::back_inserter(tally.tables));
        if (survey.protection == Protection::gate) {
            auto census = census_of(frame, tallies);
            for (auto& wave : census.waves)
                add_vintages(wave, frame, *std::ranges::find_if(waves, [&](const auto& one) {
                                 return one.survey == survey.survey && one.wave == wave.wave;
                             }));
            for (auto& dimension : census.dimensions) // earlier records may have had other categories too
                dimension.codes = frame.dimensions.at(dimension.name)->codes();
            tally.censuses.push_back(std::move(census));
        }
        std::ranges::move(method_notes(frame, tallies, tally.tables, tally.lonely),
                          std::back_inserter(tally.method_notes));
        for (auto& [wave, sums] : tallies)
            tally.designs.push_back(sums->take_sums());
    }
    return tally;
}

} // namespace lup
