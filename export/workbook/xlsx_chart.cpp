#include "export/workbook/xlsx_state.hpp"
#include "export/workbook/xlsx_writer.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

constexpr std::uint32_t grey = 0xD9D9D9;

lxw_chart_series* add_series(lxw_chart* chart, const ChartSeries& spec)
{
    auto* series = chart_add_series(chart, nullptr, nullptr);
    if (!series)
        return nullptr;
    const auto& categories = spec.categories;
    const auto& values = spec.values;
    chart_series_set_categories(series, categories.sheet.c_str(), categories.first, categories.column,
                                categories.last, categories.column);
    chart_series_set_values(series, values.sheet.c_str(), values.first, values.column, values.last,
                            values.column);
    chart_series_set_name(series, spec.name.c_str());
    return series;
}

void dress_line(lxw_chart_series* series, const ChartSeries& spec)
{
    lxw_chart_line line{};
    line.color = spec.colour;
    line.width = spec.look == SeriesLook::limit ? 1.0F : 2.25F;
    line.dash_type = spec.look == SeriesLook::limit ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
    line.none = spec.look == SeriesLook::points;
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, spec.look == SeriesLook::limit ? LXW_CHART_MARKER_DIAMOND
                                                                        : LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, spec.look == SeriesLook::limit ? 3 : 7);
    lxw_chart_fill fill{};
    fill.color = spec.colour;
    chart_series_set_marker_fill(series, &fill);
    lxw_chart_line edge{};
    edge.color = spec.colour;
    chart_series_set_marker_line(series, &edge);
}

void dress_bars(lxw_chart* chart, lxw_chart_series* series, const ChartSeries& spec)
{
    lxw_chart_fill fill{};
    fill.color = spec.colour;
    chart_series_set_fill(series, &fill);
    chart_set_series_gap(chart, 60);
}

void dress(lxw_chart* chart, const ChartSpec& spec, bool is_bars)
{
    lxw_chart_font title_font{};
    title_font.size = 12;
    title_font.bold = LXW_TRUE;
    chart_title_set_name(chart, spec.title.c_str());
    chart_title_set_name_font(chart, &title_font);
    // libxlsxwriter swaps the axes of a bar chart: its x_axis carries the values.
    auto* values = is_bars ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(values, spec.value_axis.c_str());
    lxw_chart_font axis_font{};
    axis_font.size = 10;
    axis_font.bold = LXW_EXPLICIT_FALSE;
    chart_axis_set_name_font(values, &axis_font);
    chart_axis_set_num_format(values, "0");
    lxw_chart_line gridline{};
    gridline.color = grey;
    chart_axis_major_gridlines_set_line(values, &gridline);
    if (spec.starts_at_zero)
        chart_axis_set_min(values, 0);
    if (is_bars) { // the first row stands at the top, as in the table
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_crossing_max(chart->y_axis); // and the values below
    }
    chart_legend_set_position(chart, spec.legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    std::vector<std::int16_t> unnamed; // limits are told of once, above the charts
    for (std::size_t i = 0; i < spec.series.size(); ++i)
        if (spec.series[i].look == SeriesLook::limit)
            unnamed.push_back(static_cast<std::int16_t>(i));
    unnamed.push_back(-1);
    chart_legend_delete_series(chart, unnamed.data());
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

} // namespace

void XlsxSheet::chart(std::uint32_t row, std::uint16_t column, const ChartSpec& spec, int width, int height)
{
    ChartSpec safe = spec;
    safe.title = workbook_->checked("diagram", spec.title);
    safe.description = workbook_->checked("diagram", spec.description);
    safe.value_axis = workbook_->checked("diagram", spec.value_axis);
    if (safe.series.empty() || safe.title.empty() || safe.description.empty())
        workbook_->fail(sheet_->name, "ett diagram saknar serie, rubrik eller beskrivning");
    const bool is_bars = safe.series.front().look == SeriesLook::bars;
    auto* chart = workbook_add_chart(workbook_->state_->workbook, is_bars ? LXW_CHART_BAR : LXW_CHART_LINE);
    if (!chart)
        workbook_->fail(sheet_->name, "ett diagram kan inte skapas");
    for (auto& each : safe.series) {
        each.name = workbook_->checked("diagram", each.name);
        auto* series = add_series(chart, each);
        if (!series)
            workbook_->fail(sheet_->name, "en diagramserie kan inte skapas");
        if (is_bars)
            dress_bars(chart, series, each);
        else
            dress_line(series, each);
    }
    dress(chart, safe, is_bars);
    lxw_chart_options options{};
    options.x_scale = width / 480.0;
    options.y_scale = height / 288.0;
    options.y_offset = 8; // so that no page break cuts its border
    options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
    options.description = safe.description.data();
    if (const auto error = worksheet_insert_chart_opt(sheet_, row, column, chart, &options);
        error != LXW_NO_ERROR)
        workbook_->fail(sheet_->name, lxw_strerror(error));
}

} // namespace lup
