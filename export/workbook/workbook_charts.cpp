#include "export/workbook/workbook_charts.hpp"

#include "export/cell_roles.hpp"
#include "export/workbook/chart_parts.hpp"
#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::string title_start(const WorkbookTable& table)
{
    return fmt::format("{}: {} ", table.indicator->title, figure_noun(*table.indicator));
}

std::string finding_over_time(const WorkbookContent& content, const WorkbookTable& table, const RowRun& run,
                              const Codebook& codebook)
{
    const auto series = comparable_series(*table.indicator, codebook, run.cells);
    if (!series.empty())
        return title_start(table) +
               change_words(*table.indicator, table.decimals, series, content.comparisons);
    const auto shown =
        std::find_if(run.cells.rbegin(), run.cells.rend(), [](auto* cell) { return cell->shown(); });
    return fmt::format("{}var {} ({})", title_start(table),
                       figure_text(*table.indicator, *(*shown)->value, table.decimals),
                       period_text((*shown)->period));
}

/// The whole survey over time.
ChartSpec whole_chart(const WorkbookContent& content, const WorkbookTable& table, const RowRun& run,
                      const Codebook& codebook)
{
    auto chart = empty_chart(table);
    add_run(chart, table, run, "Värde", 0);
    chart.legend = false;
    chart.title = finding_over_time(content, table, run, codebook);
    chart.description =
        fmt::format("Linjediagram. {}. {}{}.{}", table.title,
                    table.breaks_within({run.cells.begin(), run.cells.end()}) ? "Serien bryts. " : "",
                    run_in_words(table, run), hidden_words(run.cells));
    return chart;
}

/// Each sex over time; the title tells the newest period that shows any.
ChartSpec sex_chart(const WorkbookTable& table, const std::vector<RowRun>& runs)
{
    auto chart = empty_chart(table);
    std::string words;
    std::vector<const ReleasedCell*> newest;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto name = group_label(table, *runs[i].cells.front());
        if (any_shown(runs[i].cells)) {
            add_run(chart, table, runs[i], name, i);
            words += fmt::format(" {}: {}.", name, run_in_words(table, runs[i]));
        }
    }
    for (std::size_t k = runs.front().cells.size(); k-- > 0 && newest.empty();)
        for (const auto& run : runs)
            if (run.cells[k]->shown())
                newest.push_back(run.cells[k]);
    chart.title = fmt::format("{} {}: {}", table.indicator->title, period_text(newest.front()->period),
                              groups_in_words(table, newest));
    chart.description = fmt::format("Linjediagram. {}.{}{}", table.title, words, hidden_words(table.rows));
    return chart;
}

/// Bars by the first breakdown for one run of rows.
ChartSpec bar_chart(const WorkbookTable& table, const RowRun& run)
{
    auto chart = empty_chart(table);
    chart.series.push_back(
        series_of(table, run, Column::value, 1, period_text(run.cells.front()->period), SeriesLook::bars, 0));
    chart.legend = false;
    chart.title = fmt::format("{} {}: {}", table.indicator->title, period_text(run.cells.front()->period),
                              run.cells.size() <= 3 ? groups_in_words(table, run.cells)
                                                    : range_in_words(table, run.cells));
    chart.description =
        fmt::format("Stapeldiagram. {}. {}: {}.{}", table.title, period_text(run.cells.front()->period),
                    groups_in_words(table, run.cells), hidden_words(run.cells));
    return chart;
}

/// Same period and same codes but for the first breakdown.
bool same_bars(const ReleasedCell& a, const ReleasedCell& b)
{
    return a.period == b.period &&
           std::equal(a.codes.begin() + 1, a.codes.end(), b.codes.begin() + 1, b.codes.end());
}

std::optional<ChartSpec> chart_of(const WorkbookContent& content, const WorkbookTable& table,
                                  const Codebook& codebook)
{
    if (!any_shown(table.rows))
        return std::nullopt;
    const auto& dimensions = table.table->dimensions;
    const auto runs = dimensions.empty() ? runs_of(table, [](const auto&, const auto&) { return true; })
                                         : runs_of(table, same_group);
    if (dimensions.empty())
        return whole_chart(content, table, runs.front(), codebook);
    const bool by_sex = dimensions.size() == 1 &&
                        role_of_dimension(codebook, table.table->survey, dimensions[0].name) == Role::sex &&
                        std::all_of(runs.begin(), runs.end(),
                                    [&](const auto& run) { return same_periods(run, runs.front()); });
    if (by_sex && runs.front().cells.size() > 1)
        return sex_chart(table, runs);
    for (const auto& run : runs_of(table, same_bars))
        if (any_shown(run.cells))
            return bar_chart(table, run);
    return std::nullopt;
}

/// Tables of several breakdowns that are their indicator's only source of a chart: the first such one each.
std::vector<std::size_t> only_sources(const WorkbookContent& content)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < content.tables.size(); ++i) {
        const auto& table = content.tables[i];
        const auto is_other_source = [&](const WorkbookTable& other) {
            const auto known = std::any_of(places.begin(), places.end(),
                                           [&](auto place) { return &content.tables[place] == &other; });
            return other.indicator == table.indicator && any_shown(other.rows) &&
                   (other.table->dimensions.size() < 2 || known);
        };
        if (table.table->dimensions.size() >= 2 && any_shown(table.rows) &&
            std::none_of(content.tables.begin(), content.tables.end(), is_other_source))
            places.push_back(i);
    }
    return places;
}

} // namespace

void order_for_charts(WorkbookContent& content)
{
    for (const auto place : only_sources(content)) {
        auto& rows = content.tables[place].rows;
        const auto first_row = rows;
        const auto outer = [&](const ReleasedCell* cell) {
            return std::find_if(first_row.begin(), first_row.end(),
                                [&](const auto* other) { return same_bars(*other, *cell); });
        };
        std::stable_sort(rows.begin(), rows.end(),
                         [&](const auto* a, const auto* b) { return outer(a) < outer(b); });
    }
}

std::vector<PlannedChart> plan_charts(const WorkbookContent& content, const Codebook& codebook)
{
    const auto sources = only_sources(content);
    std::vector<PlannedChart> charts;
    for (std::size_t i = 0; i < content.tables.size(); ++i) {
        const auto& table = content.tables[i];
        const bool is_source = std::find(sources.begin(), sources.end(), i) != sources.end();
        if (table.table->dimensions.size() >= 2 && !is_source)
            continue;
        auto chart = own_areas_chart(content, table, codebook);
        if (!chart)
            chart = chart_of(content, table, codebook);
        if (chart)
            charts.push_back({&table, std::move(*chart)});
    }
    return charts;
}

} // namespace lup
