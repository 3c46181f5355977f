#include "app/published_waves.hpp"

#include "export/plan/plan_database.hpp"

#include <algorithm>
#include <vector>

namespace lup {

namespace {

/// The waves that a figure counts. Of a pooled one that does not say, those that its label has now.
std::vector<std::string> waves_counted(const PublishedCell& cell, const Codebook& codebook)
{
    std::vector<std::string> waves;
    if (cell.records)
        for (const auto& counted : *cell.records)
            waves.push_back(counted.wave);
    else if (!cell.wave.empty())
        waves.push_back(cell.wave);
    else
        for (const auto& breakdown : codebook.breakdowns)
            if (breakdown.survey == cell.survey && breakdown.pooled == cell.period)
                waves = breakdown.pooled_waves;
    return waves;
}

/// A figure from before plan.db told the protection stood behind the gate, unless its survey is a sample.
bool is_gated(const PublishedCell& cell, const Codebook& codebook)
{
    const auto survey = std::ranges::find(codebook.surveys, cell.survey, &Survey::survey);
    return cell.gated.value_or(survey == codebook.surveys.end() || survey->kind != SurveyKind::sample);
}

/// A figure of an older version that stood as it was when plan.db began to tell the protection.
bool is_restated(const PublishedCell& cell)
{
    return cell.gated && !cell.records;
}

} // namespace

std::map<WaveId, PublishedWave> published_waves(const std::filesystem::path& plan_database,
                                                const Codebook& codebook)
{
    std::map<WaveId, PublishedWave> waves;
    if (!std::filesystem::exists(plan_database))
        return waves;
    for (const auto& cell : PlanDatabase(plan_database).newest_by_records().cells) {
        if (cell.held())
            continue;
        for (const auto& name : waves_counted(cell, codebook)) {
            auto& wave = waves[{cell.survey, name}];
            wave.gated = wave.gated || is_gated(cell, codebook);
            if (cell.value && !is_restated(cell))
                wave.last_number = cell.release;
        }
    }
    return waves;
}

} // namespace lup
