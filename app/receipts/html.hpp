#pragma once

#include "export/svg_chart.hpp"

#include <string>
#include <string_view>

namespace lup {

/// A self-contained page in Swedish: title, the house's style, `body`. No script, nothing from a network.
std::string html_page(std::string_view title, std::string_view body);

} // namespace lup
