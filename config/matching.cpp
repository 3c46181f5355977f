#include "config/matching.hpp"

#include <Poco/UTF8String.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace lup {

namespace {

constexpr std::array<std::string_view, 21> wide_spaces = {
    "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
    "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u200b",
    "\u2028", "\u2029", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff"};

/// Length of the space that `text` starts with, or 0.
std::size_t space_length(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const auto first = static_cast<unsigned char>(text.front());
    if (first == ' ' || (first >= '\t' && first <= '\r')) {
        return 1;
    }
    if (first < 0xC2) {
        return 0;
    }
    const auto found = std::ranges::find_if(wide_spaces, [&](auto space) { return text.starts_with(space); });
    return found == wide_spaces.end() ? 0 : found->size();
}

struct Accented {
    std::string_view loose, composed;
};

constexpr std::string_view combining_marks[] = {"\u0300", "\u0301", "\u0302", "\u0303",
                                                "\u0308", "\u030a", "\u0327"};

/// Lower-case letters that Swedish and its neighbours write with an accent.
constexpr std::array<Accented, 22> accents = {
    {{"a\u030a", "å"}, {"a\u0308", "ä"}, {"o\u0308", "ö"}, {"u\u0308", "ü"}, {"e\u0301", "é"},
     {"e\u0300", "è"}, {"e\u0308", "ë"}, {"a\u0301", "á"}, {"a\u0300", "à"}, {"o\u0301", "ó"},
     {"i\u0301", "í"}, {"i\u0308", "ï"}, {"u\u0301", "ú"}, {"n\u0303", "ñ"}, {"c\u0327", "ç"},
     {"e\u0302", "ê"}, {"a\u0302", "â"}, {"o\u0302", "ô"}, {"i\u0302", "î"}, {"u\u0302", "û"},
     {"y\u0301", "ý"}, {"a\u0303", "ã"}}};

bool holds_loose_accents(std::string_view text)
{
    return std::ranges::any_of(combining_marks,
                               [&](auto mark) { return text.find(mark) != std::string_view::npos; });
}

std::string composed(std::string text)
{
    for (const auto& [loose, whole] : accents) {
        for (auto at = text.find(loose); at != std::string::npos; at = text.find(loose, at)) {
            text.replace(at, loose.size(), whole);
        }
    }
    return text;
}

/// Code points as one string each letter, so that å counts as one edit.
std::vector<std::string_view> letters(std::string_view text)
{
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) {
            ++length;
        }
        result.push_back(text.substr(at, length));
        at += length;
    }
    return result;
}

/// Optimal string alignment distance (Damerau 1964, restricted form).
std::size_t edits(std::span<const std::string_view> a, std::span<const std::string_view> b)
{
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = std::min(now[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(now);
    }
    return last[b.size()];
}

/// Words with one separator between their parts, whichever the writer prefers.
std::string comparable(std::string_view word)
{
    auto text = folded(word);
    std::ranges::replace(text, ' ', '_');
    std::ranges::replace(text, '-', '_');
    return text;
}

bool starts_with_padding_zero(std::string_view text)
{
    return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

} // namespace

std::string trimmed(std::string_view text)
{
    while (const auto length = space_length(text)) {
        text.remove_prefix(length);
    }
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = space_length(text.substr(at));
        at += length == 0 ? 1 : length;
        end = length == 0 ? at : end;
    }
    return std::string(text.substr(0, end));
}

std::string joined_spaces(std::string_view text)
{
    std::string result;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto length = space_length(text.substr(at))) {
            gap = true;
            at += length;
            continue;
        }
        if (gap && !result.empty()) {
            result += ' ';
        }
        gap = false;
        result += text[at++];
    }
    return result;
}

std::string folded(std::string_view text)
{
    // Upper first: letters with two lower-case forms (σ, ς) meet there.
    auto result = Poco::UTF8::toLower(Poco::UTF8::toUpper(joined_spaces(text)));
    return holds_loose_accents(result) ? composed(std::move(result)) : result;
}

bool same_heading(std::string_view a, std::string_view b)
{
    return a == b || folded(a) == folded(b);
}

bool same_code(std::string_view a, std::string_view b)
{
    if (a == b) {
        return true;
    }
    if (starts_with_padding_zero(a) || starts_with_padding_zero(b)) {
        return false;
    }
    const auto x = parse_number(a);
    return x && x == parse_number(b);
}

std::optional<double> parse_number(std::string_view text)
{
    std::string digits;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = space_length(text.substr(at));
        if (length == 0) {
            digits += text[at] == ',' ? '.' : text[at];
        }
        at += length == 0 ? 1 : length;
    }
    for (const std::string_view minus : {"\u2212", "\u2013"}) {
        if (digits.starts_with(minus)) {
            digits.replace(0, minus.size(), "-");
        }
    }
    const std::string_view rest = std::string_view(digits).substr(digits.starts_with('+') ? 1 : 0);
    if (rest.empty() || rest.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
        return std::nullopt;
    }
    double number = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (problem != std::errc() || end != rest.data() + rest.size() || !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

std::string number_text(double number)
{
    if (number == 0) {
        return "0";
    }
    const auto size = std::abs(number);
    if (size < 1e15 && number == std::trunc(number)) {
        return fmt::format("{:.0f}", number);
    }
    return fmt::format("{}", number);
}

std::vector<std::string> split_list(std::string_view text, char separator)
{
    std::vector<std::string> result;
    while (true) {
        const auto at = text.find(separator);
        if (auto part = trimmed(text.substr(0, at)); !part.empty()) {
            result.push_back(std::move(part));
        }
        if (at == std::string_view::npos) {
            return result;
        }
        text.remove_prefix(at + 1);
    }
}

std::string join_list(std::span<const std::string> parts, std::string_view separator)
{
    return fmt::format("{}", fmt::join(parts, separator));
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> allowed)
{
    const auto sought = comparable(word);
    const auto sought_letters = letters(sought);
    std::optional<std::string> best;
    std::size_t best_edits = 0;
    for (const auto& candidate : allowed) {
        const auto form = comparable(candidate);
        const auto form_letters = letters(form);
        const auto longest = std::max(sought_letters.size(), form_letters.size());
        const auto distance = edits(sought_letters, form_letters);
        if (distance <= std::max<std::size_t>(1, longest / 3) && distance < longest &&
            (!best || distance < best_edits)) {
            best = candidate;
            best_edits = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> allowed)
{
    const auto found = nearest(word, allowed);
    return found ? fmt::format("Menade du '{}'?", *found) : std::string();
}

} // namespace lup
