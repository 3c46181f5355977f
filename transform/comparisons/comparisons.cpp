#include "transform/comparisons/comparisons.hpp"

#include "transform/comparisons/row_comparer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

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
              "alla.";
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

} // namespace

MadeComparisons compare_released(const Tally& tally, const std::vector<ReleasedTable>& tables,
                                 const Codebook& codebook)
{
    MadeComparisons all;
    const ShownFigures figures(tally, tables);
    for (const auto& survey : codebook.surveys) {
        const Participation participation(figures, codebook, survey);
        const auto before = all.comparisons.size();
        for (const auto& row : codebook.comparisons) {
            if (row.survey != survey.survey)
                continue;
            std::vector<Candidate> candidates;
            for (const auto* indicator : codebook.compared(row))
                for (auto& one : RowComparer(tally, figures, codebook, participation, row, *indicator).make())
                    candidates.push_back(std::move(one));
            decide(candidates);
            for (auto& one : candidates)
                all.comparisons.push_back(std::move(one.made));
        }
        if (all.comparisons.size() > before)
            all.notes.push_back(
                {survey.survey,
                 method_of(survey) + missing_text(codebook, survey, participation, all.comparisons)});
    }
    return all;
}

} // namespace lup
