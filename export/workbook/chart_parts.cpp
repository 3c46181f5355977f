#include "export/workbook/chart_parts.hpp"

#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::array<std::uint32_t, most_series> colours{0x1F4E79, 0xC55A11, 0x4F7A28, 0x7030A0, 0x7F6000};

CellRange range_of(const WorkbookTable& table, const RowRun& run, std::uint16_t column)
{
    const auto first = table.header + 1 + static_cast<std::uint32_t>(run.first);
    return {table.sheet, first, first + static_cast<std::uint32_t>(run.cells.size()) - 1, column};
}

} // namespace

bool same_group(const ReleasedCell& a, const ReleasedCell& b)
{
    return a.codes == b.codes;
}

bool same_periods(const RowRun& a, const RowRun& b)
{
    return std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(),
                      [](const auto* x, const auto* y) { return x->period == y->period; });
}

bool any_shown(std::span<const ReleasedCell* const> cells)
{
    return std::any_of(cells.begin(), cells.end(), [](const auto* cell) { return cell->shown(); });
}

bool draws_pooled(const WorkbookTable& table)
{
    return std::none_of(table.rows.begin(), table.rows.end(),
                        [](const auto* cell) { return cell->wave && cell->shown(); });
}

ChartSeries series_of(const WorkbookTable& table, const RowRun& run, Column kind, std::uint16_t categories,
                      std::string name, SeriesLook look, std::size_t colour)
{
    return {std::move(name), range_of(table, run, categories), range_of(table, run, *table.column(kind)),
            look, colours[colour % colours.size()]};
}

std::string hidden_words(std::span<const ReleasedCell* const> cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const auto* cell) { return cell->shown(); })
               ? ""
               : " Uppgifter som är skyddade eller alltför osäkra visas inte.";
}

ChartSpec empty_chart(const WorkbookTable& table)
{
    ChartSpec chart;
    chart.value_axis = value_heading(*table.indicator);
    chart.starts_at_zero =
        table.indicator->statistic != Statistic::mean && table.indicator->statistic != Statistic::median;
    return chart;
}

void add_run(ChartSpec& chart, const WorkbookTable& table, const RowRun& run, const std::string& name,
             std::size_t colour)
{
    const bool broken = table.breaks_within({run.cells.begin(), run.cells.end()});
    chart.series.push_back(series_of(table, run, Column::value, 0, name,
                                     broken ? SeriesLook::points : SeriesLook::line, colour));
    if (!table.column(Column::lower) || broken)
        return;
    const auto suffix = name == "Värde" ? std::string() : ", " + name;
    chart.series.push_back(
        series_of(table, run, Column::lower, 0, "Nedre gräns" + suffix, SeriesLook::limit, colour));
    chart.series.push_back(
        series_of(table, run, Column::upper, 0, "Övre gräns" + suffix, SeriesLook::limit, colour));
}

std::string run_in_words(const WorkbookTable& table, const RowRun& run)
{
    std::string words;
    for (const auto* cell : run.cells) {
        if (!cell->shown())
            continue;
        words += words.empty() ? "" : ", ";
        words +=
            period_text(cell->period) + " " + figure_text(*table.indicator, *cell->value, table.decimals);
    }
    return words;
}

} // namespace lup
