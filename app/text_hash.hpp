#pragma once

#include <string>
#include <string_view>

namespace lup {

/// SHA-256 of a text in hex.
std::string text_hash(std::string_view text);

} // namespace lup
