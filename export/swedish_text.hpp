#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lup {

/// A number as Swedish text: decimal comma, thousands apart by a no-break space, a true minus sign.
/// Never "-0". REQUIRES: finite, decimals 0 to 12.
std::string swedish_number(double number, int decimals);

/// A count as Swedish text: "12 345" with no-break spaces.
std::string swedish_count(std::uint64_t count);

/// "2022-06-21" as "21 juni 2022"; any other text as it stands.
std::string swedish_date(std::string_view iso_date);

/// "a, b och c".
std::string swedish_list(std::span<const std::string> words);

/// Code points in UTF-8 text.
std::size_t character_count(std::string_view text);

/// The first `count` code points.
std::string_view first_characters(std::string_view text, std::size_t count);

/// Lower case of the first letter, unless the word looks like an abbreviation (its second letter is a
/// capital).
std::string uncapitalised(std::string_view text);

/// Upper case of the first letter, åäö too.
std::string capitalised(std::string_view text);

/// Lower case of ASCII letters and åäöé.
std::string lowered(std::string_view text);

bool is_valid_utf8(std::string_view text);

} // namespace lup
