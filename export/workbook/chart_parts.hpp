#pragma once

#include "export/workbook/workbook_charts.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace lup {

// What charts of a workbook are put together from.

/// How many series a chart can tell apart.
constexpr std::size_t most_series = 5;

/// Neighbouring rows of a table, from index `first`.
struct RowRun {
    std::size_t first = 0;
    std::vector<const ReleasedCell*> cells;
};

bool any_shown(std::span<const ReleasedCell* const> cells);

/// Whether the table's chart is of pooled periods: only where no single wave has a shown figure.
bool draws_pooled(const WorkbookTable& table);

/// The longest runs of rows, single waves or pooled as draws_pooled() says, over which `same` holds.
template <typename Same>
std::vector<RowRun> runs_of(const WorkbookTable& table, Same same)
{
    std::vector<RowRun> runs;
    const bool pooled = draws_pooled(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto* cell = table.rows[i];
        if (cell->wave.has_value() == pooled)
            continue;
        const bool follows = !runs.empty() && runs.back().first + runs.back().cells.size() == i;
        if (!follows || !same(*runs.back().cells.back(), *cell))
            runs.push_back({i, {}});
        runs.back().cells.push_back(cell);
    }
    return runs;
}

bool same_group(const ReleasedCell& a, const ReleasedCell& b);
bool same_periods(const RowRun& a, const RowRun& b);

/// One column of a run as a series; `categories`: the column that names its points. Colours take turns.
ChartSeries series_of(const WorkbookTable& table, const RowRun& run, Column kind, std::uint16_t categories,
                      std::string name, SeriesLook look, std::size_t colour);

/// The axis of the indicator, and no series yet.
ChartSpec empty_chart(const WorkbookTable& table);

/// A run as a line with its limits; as points without them where the series breaks.
void add_run(ChartSpec& chart, const WorkbookTable& table, const RowRun& run, const std::string& name,
             std::size_t colour);

/// "2018 12,1 %, 2022 13,4 %": the shown figures.
std::string run_in_words(const WorkbookTable& table, const RowRun& run);

/// A sentence if any of the cells is hidden, else "".
std::string hidden_words(std::span<const ReleasedCell* const> cells);

/// The chart of a table by the recipient's own areas: they stand beside the whole survey, over time where
/// both have the same rounds, else in the newest period that both show. None if the table is of another kind,
/// the recipient has every area, there is no such period, or there are too many areas for one chart.
std::optional<ChartSpec> own_areas_chart(const WorkbookContent& content, const WorkbookTable& table,
                                         const Codebook& codebook);

} // namespace lup
