#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// A released figure in a chart; without a value it leaves a gap.
struct SvgPoint {
    std::string label; ///< period or group
    std::optional<double> value, lower, upper;
};

struct SvgSeries {
    std::string name;
    std::vector<SvgPoint> points; ///< as many in each series, with the same labels
    bool connected = true;        ///< false: the series has a break, so no line joins its points
};

/// What an inline SVG shows. Needs nothing from outside: no script, no font, no style sheet.
struct SvgChart {
    std::string title;       ///< the finding
    std::string description; ///< alt text
    std::string unit;        ///< of the value axis: "Andel (%)"
    int decimals = 1;
    std::vector<SvgSeries> series;
};

/// Points over time with interval lines and Swedish numbers, as one <svg> element with role="img", <title>
/// and <desc>. The axis begins at zero unless a figure lies below it. The same chart gives the same text.
/// REQUIRES: at least one series with a point.
std::string line_chart_svg(const SvgChart& chart);

/// `text` with & < > " ' as entities, for HTML and SVG alike.
std::string html_escaped(std::string_view text);

} // namespace lup
