#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// `text` without the spaces at its ends: ASCII white space, no-break, thin, ideographic and zero-width ones.
std::string trimmed(std::string_view text);

/// `text` trimmed, with every run of spaces inside it (line breaks and no-break spaces too) as one space.
std::string joined_spaces(std::string_view text);

/// The form in which words are compared: joined spaces, letters with loose accents (a + ring) composed, Unicode
/// case folded. Bytes that are not UTF-8 become '?'.
std::string folded(std::string_view text);

/// Whether two headings are the same word: trimmed, joined spaces, case folded. An exact match should be
/// looked for first.
bool same_heading(std::string_view a, std::string_view b);

/// Whether two codes are the same: as text, or as numbers where both are numbers (1 = 1.0 = 1,0). A number
/// with a leading zero (0180) is text.
bool same_code(std::string_view a, std::string_view b);

/// A number written with decimal comma or point and perhaps spaces between thousands; absent if it is not one.
std::optional<double> parse_number(std::string_view text);

/// `number` in the shortest form that reads back equal, with a point and without exponent where it can be.
std::string number_text(double number);

/// The parts of `text` between `separator`s, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text, char separator);

/// `parts` with `separator` between them.
std::string join_list(std::span<const std::string> parts, std::string_view separator);

/// The allowed word that is nearest to `word` by edits (insert, delete, replace, swap neighbours) of their
/// folded forms, if it is near enough to be meant: at most a third of the longer word's letters.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> allowed);

/// "Menade du 'wave'?" for the nearest allowed word, or "" if none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> allowed);

} // namespace lup
