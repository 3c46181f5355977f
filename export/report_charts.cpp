#include "export/report_charts.hpp"

#include "export/cell_roles.hpp"
#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

bool is_drawable(const Codebook& codebook, const WorkbookTable& table)
{
    const auto& dimensions = table.table->dimensions;
    return dimensions.empty() ||
           (dimensions.size() == 1 &&
            role_of_dimension(codebook, table.table->survey, dimensions[0].name) == Role::sex);
}

bool any_shown(const WorkbookTable& table)
{
    return std::any_of(table.rows.begin(), table.rows.end(), [](const auto* cell) { return cell->shown(); });
}

/// One series a group, each over all periods of the table that are drawn.
std::vector<SvgSeries> series_of(const WorkbookTable& table)
{
    const bool pooled = std::none_of(table.rows.begin(), table.rows.end(),
                                     [](const auto* cell) { return cell->wave && cell->shown(); });
    std::vector<std::string> periods;
    for (const auto& cell : table.table->cells)
        if (cell.wave.has_value() != pooled &&
            std::find(periods.begin(), periods.end(), cell.period) == periods.end())
            periods.push_back(cell.period);
    const bool broken = table.breaks_within(table.rows);
    std::vector<SvgSeries> all;
    for (const auto* cell : table.rows) {
        if (cell->wave.has_value() == pooled)
            continue;
        const auto name = group_label(table, *cell);
        auto series =
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
        if (series == all.end()) {
            series = all.insert(all.end(), SvgSeries{name, {}, !broken});
            for (const auto& period : periods)
                series->points.push_back({period_text(period), {}, {}, {}});
        }
        const auto place = std::find(periods.begin(), periods.end(), cell->period) - periods.begin();
        series->points[static_cast<std::size_t>(place)] = {period_text(cell->period), cell->value,
                                                           cell->lower, cell->upper};
    }
    return all;
}

SvgChart chart_of(const WorkbookContent& content, const WorkbookTable& table, const Codebook& codebook)
{
    SvgChart chart;
    chart.unit = value_heading(*table.indicator);
    chart.decimals = table.decimals;
    chart.series = series_of(table);
    chart.title = table.title;
    if (table.table->dimensions.empty())
        if (const auto words =
                change_words(*table.indicator, table.decimals,
                             comparable_series(*table.indicator, codebook, table.rows), content.comparisons);
            !words.empty())
            chart.title =
                fmt::format("{}: {} {}", table.indicator->title, figure_noun(*table.indicator), words);
    chart.description = "Linjediagram med intervall. " + table.title + ".";
    for (const auto& series : chart.series)
        for (const auto& point : series.points)
            if (point.value)
                chart.description +=
                    fmt::format(" {}{}{} {}.", series.name, series.name.empty() ? "" : " ", point.label,
                                figure_text(*table.indicator, *point.value, table.decimals));
    return chart;
}

} // namespace

std::vector<SvgChart> report_charts(const Publication& publication)
{
    const auto content = content_for(publication, nullptr);
    std::vector<SvgChart> charts;
    const Indicator* drawn = nullptr;
    for (const auto& table : content.tables)
        if (table.indicator != drawn && is_drawable(publication.codebook, table) && any_shown(table)) {
            charts.push_back(chart_of(content, table, publication.codebook));
            drawn = table.indicator;
        }
    return charts;
}

} // namespace lup
