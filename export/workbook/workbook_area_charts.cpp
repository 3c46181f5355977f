#include "export/cell_roles.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/chart_parts.hpp"
#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::string_view whole_name = "Hela undersökningen";

/// The own areas and the whole survey over time; REQUIRES: their runs have the same periods.
ChartSpec lines_beside(const WorkbookTable& own, const std::vector<RowRun>& runs, const WorkbookTable& whole,
                       const RowRun& whole_run)
{
    auto chart = empty_chart(own);
    std::string words;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto name = group_label(own, *runs[i].cells.front());
        add_run(chart, own, runs[i], name, i);
        words += fmt::format(" {}: {}.", name, run_in_words(own, runs[i]));
    }
    add_run(chart, whole, whole_run, std::string(whole_name), runs.size());
    chart.description = fmt::format("Linjediagram. {}. {}.{} {}: {}.{}", own.title, whole.title, words,
                                    whole_name, run_in_words(whole, whole_run), hidden_words(own.rows));
    return chart;
}

/// A bar for each own area and one for the whole survey.
ChartSpec bars_beside(const WorkbookTable& own, const std::vector<RowRun>& cells, const WorkbookTable& whole,
                      const RowRun& whole_cell)
{
    auto chart = empty_chart(own);
    for (std::size_t i = 0; i < cells.size(); ++i)
        chart.series.push_back(series_of(own, cells[i], Column::value, 0,
                                         group_label(own, *cells[i].cells.front()), SeriesLook::bars, i));
    chart.series.push_back(series_of(whole, whole_cell, Column::value, 0, std::string(whole_name),
                                     SeriesLook::bars, cells.size()));
    chart.description = fmt::format("Stapeldiagram. {}. {}. ", own.title, whole.title);
    return chart;
}

/// The rows of one period that are shown, each by itself.
std::vector<RowRun> shown_in(const WorkbookTable& table, const std::string& period)
{
    std::vector<RowRun> found;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (table.rows[i]->period == period && table.rows[i]->shown())
            found.push_back({i, {table.rows[i]}});
    return found;
}

/// The newest period, single waves first, in which both tables show a figure; "" if none.
std::string newest_common(const WorkbookTable& own, const WorkbookTable& whole)
{
    std::string period;
    bool is_single = false;
    for (const auto* cell : whole.rows) // oldest first, pooled last
        if (cell->shown() && !(is_single && !cell->wave) && !shown_in(own, cell->period).empty()) {
            period = cell->period;
            is_single = cell->wave.has_value();
        }
    return period;
}

std::optional<ChartSpec> area_chart(const WorkbookTable& own, const WorkbookTable& whole)
{
    const auto period = newest_common(own, whole);
    const auto now = shown_in(own, period);
    if (period.empty() || now.size() >= most_series)
        return std::nullopt;
    const auto whole_now = shown_in(whole, period).front();
    auto runs = runs_of(own, same_group);
    std::erase_if(runs, [](const RowRun& run) { return !any_shown(run.cells); });
    const auto whole_run = runs_of(whole, same_group).front();
    const bool over_time = whole_run.cells.size() > 1 && runs.size() < most_series &&
                           std::all_of(runs.begin(), runs.end(),
                                       [&](const RowRun& run) { return same_periods(run, whole_run); });
    auto chart =
        over_time ? lines_beside(own, runs, whole, whole_run) : bars_beside(own, now, whole, whole_now);
    std::vector<const ReleasedCell*> cells;
    for (const auto& run : now)
        cells.push_back(run.cells.front());
    chart.title = fmt::format("{} {}: {}, {} {}", own.indicator->title, period_text(period),
                              groups_in_words(own, cells), uncapitalised(whole_name),
                              figure_text(*whole.indicator, *whole_now.cells.front()->value, whole.decimals));
    if (!over_time)
        chart.description += chart.title + "." + hidden_words(cells);
    return chart;
}

/// The table of the whole survey that a table by the recipient's own areas is drawn beside; nullptr if the
/// table is of another kind or the recipient has every area.
const WorkbookTable* whole_beside(const WorkbookContent& content, const WorkbookTable& own,
                                  const Codebook& codebook)
{
    const auto& dimensions = own.table->dimensions;
    if (!content.organisation || content.organisation->areas.empty() || dimensions.size() != 1 ||
        role_of_dimension(codebook, own.table->survey, dimensions[0].name) != Role::area)
        return nullptr;
    const auto found = std::find_if(content.tables.begin(), content.tables.end(), [&](const auto& table) {
        return table.indicator == own.indicator && table.table->dimensions.empty();
    });
    return found == content.tables.end() ? nullptr : &*found;
}

} // namespace

std::optional<ChartSpec> own_areas_chart(const WorkbookContent& content, const WorkbookTable& table,
                                         const Codebook& codebook)
{
    const auto* whole = whole_beside(content, table, codebook);
    return whole ? area_chart(table, *whole) : std::nullopt;
}

} // namespace lup
