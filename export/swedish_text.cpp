#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace lup {

namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view minus = "\u2212";

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::string grouped(std::string_view digits)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += no_break_space;
        text += digits[i];
    }
    return text;
}

/// Number of bytes of the code point that starts with `lead`, 0 if none can.
std::size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

} // namespace

std::string swedish_number(double number, int decimals)
{
    const auto text = fmt::format("{:.{}f}", number, decimals);
    const auto digits = std::string_view(text).substr(text[0] == '-' ? 1 : 0);
    const auto point = digits.find('.');
    std::string result = grouped(digits.substr(0, point));
    if (point != std::string_view::npos)
        result += "," + std::string(digits.substr(point + 1));
    const bool is_zero = digits.find_first_of("123456789") == std::string_view::npos;
    return text[0] == '-' && !is_zero ? std::string(minus) + result : result;
}

std::string swedish_count(std::uint64_t count)
{
    return grouped(std::to_string(count));
}

std::string swedish_date(std::string_view iso_date)
{
    constexpr std::array<std::string_view, 12> months{"januari",   "februari", "mars",     "april",
                                                      "maj",       "juni",     "juli",     "augusti",
                                                      "september", "oktober",  "november", "december"};
    unsigned month = 0;
    unsigned day = 0;
    const bool is_date = iso_date.size() == 10 && iso_date[4] == '-' && iso_date[7] == '-';
    if (!is_date ||
        std::from_chars(iso_date.data() + 5, iso_date.data() + 7, month).ptr != iso_date.data() + 7 ||
        std::from_chars(iso_date.data() + 8, iso_date.data() + 10, day).ptr != iso_date.data() + 10 ||
        month < 1 || month > 12)
        return std::string(iso_date);
    return fmt::format("{} {} {}", day, months[month - 1], iso_date.substr(0, 4));
}

std::string swedish_list(std::span<const std::string> words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += i == 0 ? "" : i + 1 == words.size() ? " och " : ", ";
        text += words[i];
    }
    return text;
}

std::size_t character_count(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues(byte); }));
}

std::string_view first_characters(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    while (end < text.size() && (count > 0 || continues(text[end]))) {
        if (!continues(text[end]))
            --count;
        ++end;
    }
    return text.substr(0, end);
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (std::size_t i = 0; i < result.size(); ++i) {
        auto& byte = result[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = static_cast<char>(byte + 32);
        // Å, Ä, Ö, É are C3 85, 84, 96, 89; their small letters stand 0x20 higher.
        else if (byte == '\xC3' && i + 1 < result.size() &&
                 static_cast<unsigned char>(result[i + 1]) < 0x9F) {
            ++i;
            result[i] = static_cast<char>(static_cast<unsigned char>(result[i]) + 0x20);
        }
    }
    return result;
}

std::string capitalised(std::string_view text)
{
    std::string result(text);
    if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
        result[0] = static_cast<char>(result[0] - 32);
    else if (result.size() > 1 && result[0] == '\xC3' && static_cast<unsigned char>(result[1]) >= 0xA0)
        result[1] = static_cast<char>(static_cast<unsigned char>(result[1]) - 0x20);
    return result;
}

std::string uncapitalised(std::string_view text)
{
    const auto first = first_characters(text, 1);
    const auto second = first_characters(text.substr(first.size()), 1);
    if (second != lowered(second) || second.empty() || (second[0] >= '0' && second[0] <= '9') ||
        second == "-")
        return std::string(text);
    return lowered(first) + std::string(text.substr(first.size()));
}

bool is_valid_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const auto length = sequence_length(lead);
        if (length == 0 || i + length > text.size())
            return false;
        for (std::size_t k = 1; k < length; ++k)
            if (!continues(text[i + k]))
                return false;
        const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0U;
        // Overlong forms, surrogates and what lies above U+10FFFF.
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return false;
        i += length;
    }
    return true;
}

} // namespace lup
