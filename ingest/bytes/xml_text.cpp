#include "ingest/bytes/xml_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace lup {
namespace {

constexpr std::string_view bad_characters = "XML-delen har tecken som inte får finnas där";
constexpr std::string_view too_long = "en text är längre än 32 767 tecken";

enum : unsigned char { plain, ampersand, carriage_return, control, high };

constexpr std::array<unsigned char, 256> character_kinds = [] {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t i = 0; i < 256; ++i) {
        kinds[i] = i >= 0x80 ? high : i < 0x20 && i != '\t' && i != '\n' ? control : plain;
    }
    kinds['&'] = ampersand;
    kinds['\r'] = carriage_return;
    return kinds;
}();

unsigned char kind_of(char c)
{
    return character_kinds[static_cast<unsigned char>(c)];
}

/// Section 2.2, production [2].
bool is_xml_character(char32_t code)
{
    return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code < 0xD800) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

/// What stands between `&` and `;`, decoded.
std::optional<std::string> entity(std::string_view name)
{
    if (name.size() > 1 && name[0] == '#') {
        const bool hex = name[1] == 'x';
        const auto digits = name.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
        if (error != std::errc() || stop != end || !is_xml_character(code)) {
            return std::nullopt;
        }
        std::string text;
        append_utf8(text, code);
        return text;
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> named = {
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}}};
    for (const auto& [key, value] : named) {
        if (key == name) {
            return std::string(value);
        }
    }
    return std::nullopt;
}

std::optional<char32_t> hex_unit(std::string_view escape)
{
    if (escape.size() < 7 || escape[0] != '_' || escape[1] != 'x' || escape[6] != '_') {
        return std::nullopt;
    }
    std::uint32_t code = 0;
    const auto [stop, error] = std::from_chars(escape.data() + 2, escape.data() + 6, code, 16);
    return error == std::errc() && stop == escape.data() + 6 ? std::optional<char32_t>(code) : std::nullopt;
}

} // namespace

std::string_view decode_xml_text(std::string_view raw, TextArena& out, XmlText kind)
{
    bool ascii = true;
    std::size_t i = 0;
    std::size_t run = 0;
    while (i < raw.size()) {
        const auto what = kind_of(raw[i]);
        if (what == plain || (what == ampersand && kind == XmlText::literal)) {
            ++i;
            continue;
        }
        if (what == high) {
            ascii = false;
            ++i;
            continue;
        }
        if (what == control) {
            return bad_characters;
        }
        if (!out.append(raw.substr(run, i - run))) {
            return too_long;
        }
        if (what == carriage_return) {
            const bool pair = i + 1 < raw.size() && raw[i + 1] == '\n';
            if (!out.append("\n")) {
                return too_long;
            }
            i += pair ? 2 : 1;
        } else {
            const auto end = raw.substr(i, 12).find(';');
            const auto text =
                end == std::string_view::npos ? std::nullopt : entity(raw.substr(i + 1, end - 1));
            if (!text) {
                return "XML-delen har en entitet som inte är känd";
            }
            if (!out.append(*text)) {
                return too_long;
            }
            i += end + 1;
        }
        run = i;
    }
    if (!ascii && !is_utf8(raw)) {
        return "texten är inte giltig UTF-8";
    }
    return out.append(raw.substr(run)) ? std::string_view() : too_long;
}

std::optional<std::string> decode_xml_attribute(std::string_view raw)
{
    TextArena text;
    return decode_xml_text(raw, text, XmlText::with_entities).empty()
               ? std::optional<std::string>(text.open_text())
               : std::nullopt;
}

std::string decode_excel_escapes(std::string_view text)
{
    std::string decoded;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto unit = hex_unit(text.substr(i, 7));
        if (!unit) {
            decoded += text[i++];
            continue;
        }
        i += 7;
        const auto second = *unit >= 0xD800 && *unit < 0xDC00 ? hex_unit(text.substr(i, 7)) : std::nullopt;
        if (second && *second >= 0xDC00 && *second < 0xE000) {
            append_utf8(decoded, 0x10000 + ((*unit - 0xD800) << 10) + (*second - 0xDC00));
            i += 7;
        } else {
            append_utf8(decoded, *unit >= 0xD800 && *unit < 0xE000 ? U'\uFFFD' : *unit);
        }
    }
    return decoded;
}

std::optional<Encoding> xml_encoding(std::string_view head)
{
    if (head.starts_with("\xFF\xFE") || head.starts_with(std::string_view("<\0", 2))) {
        return Encoding::utf16_little;
    }
    if (head.starts_with("\xFE\xFF") || head.starts_with(std::string_view("\0<", 2))) {
        return Encoding::utf16_big;
    }
    const auto declaration = head.substr(0, head.find("?>"));
    const auto place =
        declaration.starts_with("<?xml") ? declaration.find("encoding") : std::string_view::npos;
    const auto quote = declaration.find_first_of("\"'", place);
    if (place == std::string_view::npos || quote == std::string_view::npos) {
        return Encoding::utf8;
    }
    const auto close = declaration.find(declaration[quote], quote + 1);
    std::string name(declaration.substr(quote + 1, close - quote - 1));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name == "iso-8859-1" || name == "windows-1252" || name == "latin1") {
        return Encoding::windows_1252;
    }
    // A part that says UTF-16 and is read as bytes here is not: its declaration was copied.
    const bool is_8_bit =
        name == "utf-8" || name == "utf8" || name == "us-ascii" || name.starts_with("utf-16");
    return is_8_bit ? std::optional(Encoding::utf8) : std::nullopt;
}

} // namespace lup
