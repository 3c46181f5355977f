#include "app/published_waves.hpp"

#include "export/plan/plan_database.hpp"

#include <algorithm>
#include <vector>

namespace lup {

namespace {

/// The records that a figure counts. Of a pooled one that does not say, those of the waves of its label.
std::vector<CountedWave> records_of(const PublishedCell& cell, const Codebook& codebook)
{
    if (cell.records)
        return *cell.records;
    if (!cell.wave.empty())
        return {{cell.wave, 0}};
    std::vector<CountedWave> records;
    for (const auto& breakdown : codebook.breakdowns)
        if (records.empty() && breakdown.survey == cell.survey && breakdown.pooled == cell.period)
            for (const auto& wave : breakdown.pooled_waves)
                records.push_back({wave, 0});
    return records;
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
        for (const auto& counted : records_of(cell, codebook)) {
            auto& wave = waves[{cell.survey, counted.wave}];
            wave.vintage = std::max(wave.vintage, counted.vintage);
            wave.gated = wave.gated || is_gated(cell, codebook);
            if (cell.value && !is_restated(cell))
                wave.last_number = cell.release;
        }
    }
    return waves;
}

} // namespace lup
