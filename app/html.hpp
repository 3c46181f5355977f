#pragma once

#include <string>
#include <string_view>

namespace lup {

/// `text` with the characters that mean something in HTML replaced.
std::string html_escaped(std::string_view text);

/// A self-contained page in Swedish: title, the house's style, `body`. No script, nothing from a network.
std::string html_page(std::string_view title, std::string_view body);

} // namespace lup
