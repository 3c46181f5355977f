#include "ingest/sheets/cell_format.hpp"

#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <charconv>
#include <unordered_map>

namespace lup {
namespace {

std::uint32_t number_of(const XmlAttribute* attribute)
{
    std::uint32_t number = 0;
    if (attribute != nullptr) {
        std::from_chars(attribute->value.data(), attribute->value.data() + attribute->value.size(), number);
    }
    return number;
}

bool is_elapsed(std::string_view bracket)
{
    return !bracket.empty() && (bracket.find_first_not_of("hH") == std::string_view::npos ||
                                bracket.find_first_not_of("mM") == std::string_view::npos ||
                                bracket.find_first_not_of("sS") == std::string_view::npos);
}

} // namespace

FormatKind kind_of_format(std::string_view code)
{
    if (code.starts_with("General") || code.starts_with("GENERAL")) {
        return FormatKind::number;
    }
    bool day = false;
    bool month = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        switch (code[i]) {
        case '"':
            i = std::min(code.find('"', i + 1), code.size());
            break;
        case '\\':
        case '_':
        case '*':
            ++i;
            break;
        case '[': {
            const auto close = std::min(code.find(']', i), code.size());
            if (is_elapsed(code.substr(i + 1, close - i - 1))) {
                return FormatKind::number;
            }
            i = close;
            break;
        }
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
            day = true;
            break;
        case 'm':
        case 'M':
            month = true;
            break;
        case 'h':
        case 'H':
        case 's':
        case 'S':
            time = true;
            break;
        default:
            break;
        }
    }
    if (day || (month && !time)) {
        return FormatKind::date;
    }
    return time ? FormatKind::time : FormatKind::number;
}

FormatKind kind_of_builtin_format(std::uint32_t id)
{
    const bool time =
        (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56;
    const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return time ? FormatKind::time : date ? FormatKind::date : FormatKind::number;
}

std::vector<FormatKind> read_cell_formats(const ZipArchive& zip, const ZipEntry& styles)
{
    std::unordered_map<std::uint32_t, FormatKind> own;
    std::vector<FormatKind> kinds;
    XmlScanner xml(zip.open(styles), zip.source().name(), styles.name);
    std::string section;
    for (auto token = xml.next(); token != XmlToken::finished; token = xml.next()) {
        if (token != XmlToken::start) {
            continue;
        }
        const auto name = local_name(xml.name());
        if (xml.depth() == 2) {
            section = name;
        } else if (section == "numFmts" && name == "numFmt") {
            const auto* code = xml.attribute("formatCode");
            const auto text = code == nullptr ? std::nullopt : decode_xml_attribute(code->value);
            own[number_of(xml.attribute("numFmtId"))] = kind_of_format(text.value_or(std::string()));
        } else if (section == "cellXfs" && xml.depth() == 3 && name == "xf") {
            const auto id = number_of(xml.attribute("numFmtId"));
            const auto found = own.find(id);
            kinds.push_back(found == own.end() ? kind_of_builtin_format(id) : found->second);
        }
        if (kinds.size() > limits::cell_formats || own.size() > limits::cell_formats) {
            refuse_too_large(zip.source().name(), styles.name, "arbetsboken har fler än 65 536 cellformat");
        }
    }
    return kinds;
}

} // namespace lup
