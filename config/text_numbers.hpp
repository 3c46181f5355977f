#pragma once

#include <string_view>
#include <vector>

namespace lup {

/// A number that stands in a text: its bytes [start, end) and what they say.
struct TextNumber {
    std::size_t start = 0, end = 0;
    double value = 0;
};

/// The numbers of a text, without signs: digits with a decimal comma or point, and with thousands apart by a
/// no-break space. "12,5", "2 303" (one number with a no-break space, two with a plain one), "F32" (32).
std::vector<TextNumber> text_numbers(std::string_view text);

/// What they say.
std::vector<double> numbers_in(std::string_view text);

} // namespace lup
