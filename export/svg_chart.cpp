#include "export/svg_chart.hpp"

#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace lup {

namespace {

constexpr double width = 640;
constexpr double height = 320;
constexpr double left = 60;
constexpr double right = 20;
constexpr double top = 16;
constexpr double bottom = 64;
constexpr std::array<std::string_view, 4> colours{"#1f4e79", "#c55a11", "#4f7a28", "#7030a0"};

/// Where values and labels stand in the picture.
struct Scale {
    double low = 0, high = 1, step = 1;
    std::size_t labels = 1, groups = 1;

    double y(double value) const { return top + (high - value) / (high - low) * (height - top - bottom); }
    /// Points of several series at one label stand a little apart, so that no interval hides another.
    double x(std::size_t label, std::size_t group) const
    {
        const double slot = (width - left - right) / static_cast<double>(labels);
        const double apart = (static_cast<double>(group) - static_cast<double>(groups - 1) / 2) * 10;
        return left + slot * (static_cast<double>(label) + 0.5) + apart;
    }
};

/// A round step (1, 2 or 5 times a power of ten) that gives at most six lines.
double round_step(double span)
{
    const double power = std::pow(10, std::floor(std::log10(span / 6)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (span / (factor * power) <= 6)
            return factor * power;
    return 10 * power;
}

Scale scale_of(const SvgChart& chart)
{
    double low = 0;
    double high = 0;
    for (const auto& series : chart.series)
        for (const auto& point : series.points)
            for (const auto& value : {point.value, point.lower, point.upper})
                if (value) {
                    low = std::min(low, *value);
                    high = std::max(high, *value);
                }
    Scale scale;
    scale.step = round_step(high > low ? high - low : 1);
    scale.low = std::floor(low / scale.step) * scale.step;
    scale.high = std::max(scale.low + scale.step, std::ceil(high / scale.step) * scale.step);
    scale.labels = std::max<std::size_t>(1, chart.series.front().points.size());
    scale.groups = chart.series.size();
    return scale;
}

std::string axes(const SvgChart& chart, const Scale& scale)
{
    std::string svg;
    const int decimals = scale.step < 1 ? 1 : 0;
    for (int i = 0; scale.low + i * scale.step <= scale.high + scale.step / 2; ++i) {
        const double value = scale.low + i * scale.step;
        svg += fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{2:.1f}\" y2=\"{1:.1f}\" stroke=\"#d9d9d9\"/>"
            "<text x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>",
            left, scale.y(value), width - right, left - 8, scale.y(value) + 4,
            swedish_number(value, decimals));
    }
    const auto& points = chart.series.front().points;
    for (std::size_t i = 0; i < points.size(); ++i)
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
                           scale.x(i, 0) + static_cast<double>(scale.groups - 1) * 5, height - bottom + 20,
                           html_escaped(points[i].label));
    svg += fmt::format(
        "<text x=\"14\" y=\"{0:.1f}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {0:.1f})\">{1}"
        "</text>",
        (top + height - bottom) / 2, html_escaped(chart.unit));
    return svg;
}

std::string drawn_series(const SvgSeries& series, std::size_t group, const Scale& scale, int decimals)
{
    const auto colour = colours[group % colours.size()];
    std::string svg;
    std::string path;
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const auto& point = series.points[i];
        const double x = scale.x(i, group);
        if (point.lower && point.upper)
            svg += fmt::format(
                "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\" "
                "stroke-width=\"2\"/>",
                x, scale.y(*point.lower), scale.y(*point.upper), colour);
        if (!point.value) {
            path += " ";
            continue;
        }
        const bool continues = !path.empty() && path.back() != ' ';
        path += fmt::format("{}{:.1f} {:.1f}", continues ? "L" : "M", x, scale.y(*point.value));
        svg += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"><title>{} {}: {}</title></circle>", x,
            scale.y(*point.value), colour, html_escaped(series.name), html_escaped(point.label),
            swedish_number(*point.value, decimals));
    }
    if (series.connected && !path.empty())
        svg += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>", path, colour);
    return svg;
}

std::string legend(const SvgChart& chart)
{
    if (chart.series.size() < 2)
        return {};
    std::string svg;
    double x = left;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const auto& name = chart.series[i].name;
        svg += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\"/><text x=\"{:.1f}\" y=\"{:.1f}\">{}"
            "</text>",
            x + 5, height - 14, colours[i % colours.size()], x + 15, height - 10, html_escaped(name));
        x += 40 + static_cast<double>(character_count(name)) * 8;
    }
    return svg;
}

} // namespace

std::string html_escaped(std::string_view text)
{
    std::string result;
    for (const char byte : text)
        switch (byte) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += byte;
        }
    return result;
}

std::string line_chart_svg(const SvgChart& chart)
{
    const auto scale = scale_of(chart);
    auto svg =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {:.0f} {:.0f}\" "
                    "font-family=\"sans-serif\" font-size=\"13\"><title>{}</title><desc>{}</desc>"
                    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
                    width, height, html_escaped(chart.title), html_escaped(chart.description));
    svg += axes(chart, scale);
    for (std::size_t i = 0; i < chart.series.size(); ++i)
        svg += drawn_series(chart.series[i], i, scale, chart.decimals);
    return svg + legend(chart) + "</svg>\n";
}

} // namespace lup
