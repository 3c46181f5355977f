#include "transform/shift_findings.hpp"

#include "transform/estimates/compare.hpp"
#include "transform/released_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace lup {

namespace {

constexpr std::uint64_t smallest_compared_n = 30;

struct NamedSeries {
    const TalliedTable* table = nullptr;
    const TalliedCell* cell = nullptr;
    ShiftSeries series;
};

std::optional<Figure> figure_of(const TalliedCell& cell)
{
    if (cell.impossible || cell.n() < smallest_compared_n)
        return std::nullopt;
    const double p = cell.estimate.value;
    // A census has no design noise; a year's pupils are one outcome of a process.
    const double se =
        cell.estimate.se > 0 ? cell.estimate.se : std::sqrt(p * (1 - p) / static_cast<double>(cell.n()));
    return Figure{p, se};
}

/// Whether `earlier` belongs to the same series as `wave`: no break after it, up to and with the wave.
bool same_series(const Codebook& codebook, const Indicator& indicator, const Wave& earlier, const Wave& wave)
{
    return earlier.period_from < wave.period_from &&
           !codebook.breaks_between(indicator, earlier.wave, wave.wave);
}

std::vector<Figure> earlier_figures(const Tally& tally, const Codebook& codebook, const TalliedTable& table,
                                    const std::string& domain, const Wave& wave)
{
    std::vector<Figure> figures;
    const auto& indicator = codebook.indicator(table.indicator);
    for (const auto& other : tally.tables) {
        if (other.indicator != table.indicator || other.survey != table.survey || !other.wave ||
            other.breakdown->by != table.breakdown->by ||
            !same_series(codebook, indicator, codebook.wave(other.survey, *other.wave), wave))
            continue;
        for (const auto& cell : other.cells)
            if (domain_of(other.dimensions, cell.categories) == domain)
                if (const auto figure = figure_of(cell))
                    figures.push_back(*figure);
    }
    return figures;
}

Finding finding_of(const NamedSeries& named, const Codebook& codebook)
{
    const auto domain = domain_of(named.table->dimensions, named.cell->categories);
    return {Severity::warning,
            "",
            domain.empty() ? "hela undersökningen" : domain,
            fmt::format("{} har ändrats mer än vad slumpen brukar ge sedan tidigare omgångar.",
                        codebook.indicator(named.table->indicator).title),
            "Kontrollera att frågan, svarskoderna och urvalet är desamma som förut.",
            1};
}

} // namespace

Findings shift_findings(const Tally& tally, const Codebook& codebook, const std::string& survey,
                        const std::string& wave)
{
    constexpr std::size_t most_dimensions = 1; // finer domains are noise, and many
    std::vector<NamedSeries> named;
    std::vector<ShiftSeries> series;
    for (const auto& table : tally.tables) {
        if (table.survey != survey || table.wave != wave || table.dimensions.size() > most_dimensions ||
            codebook.indicator(table.indicator).statistic != Statistic::share)
            continue;
        for (const auto& cell : table.cells) {
            const auto current = figure_of(cell);
            if (!current)
                continue;
            auto earlier =
                earlier_figures(tally, codebook, table, domain_of(table.dimensions, cell.categories),
                                codebook.wave(survey, wave));
            named.push_back({&table, &cell, {std::move(earlier), *current}});
            series.push_back(named.back().series);
        }
    }
    const auto shifts = shift_alarm(series);
    Findings findings;
    for (std::size_t i = 0; i < shifts.size(); ++i)
        if (shifts[i].alarm)
            findings.push_back(finding_of(named[i], codebook));
    return findings;
}

} // namespace lup
