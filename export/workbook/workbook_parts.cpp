#include "export/workbook/workbook_parts.hpp"

#include "config/errors.hpp"
#include "export/workbook/workbook_package.hpp"
#include "ingest/bytes/xml_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace lup {

namespace {

using Element = WorkbookElement;
using Parts = WorkbookPackage;

void ignore(const Element&) {}

double number_of(const Parts& parts, const std::string& part, const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        parts.fail(part, "ett tal går inte att läsa");
    return number;
}

/// "D47" as row and column from 0.
std::pair<std::uint32_t, std::uint32_t> place_of(const std::string& reference)
{
    std::uint32_t column = 0;
    std::size_t i = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i)
        column = column * 26 + static_cast<std::uint32_t>(reference[i] - 'A') + 1;
    std::uint32_t row = 0;
    std::from_chars(reference.data() + i, reference.data() + reference.size(), row);
    return {row - 1, column - 1};
}

std::vector<std::string> shared_strings(const Parts& parts)
{
    std::vector<std::string> strings;
    std::string text;
    parts.walk("xl/sharedStrings.xml", ignore, [&](const Element& element) {
        if (element.name == "t")
            text += element.text;
        if (element.name == "si") {
            strings.push_back(decode_excel_escapes(text));
            text.clear();
        }
    });
    return strings;
}

std::vector<ReadSheet> sheet_list(const Parts& parts)
{
    const std::string part = "xl/workbook.xml";
    std::vector<ReadSheet> sheets;
    parts.walk(
        part,
        [&](const Element& element) {
            if (!element.attribute("state").empty() || element.attribute("hidden") == "1" ||
                element.attribute("visibility") == "hidden")
                parts.fail(part, "ett blad eller ett namn är dolt");
            if (element.name == "definedName" && element.attribute("name") != "_xlnm.Print_Titles")
                parts.fail(part, "ett namn är definierat som inte ska finnas");
            if (element.name == "sheet") {
                ReadSheet sheet;
                sheet.name = element.attribute("name");
                sheets.push_back(std::move(sheet));
            }
        },
        ignore);
    return sheets;
}

/// A row, column or cell has its place, size and look, and nothing that hides it.
void check_visible(const Parts& parts, const std::string& part, const Element& element)
{
    static const std::map<std::string_view, std::set<std::string_view>> known{
        {"row", {"r", "spans", "ht", "customHeight"}},
        {"col", {"min", "max", "width", "customWidth"}},
        {"c", {"r", "s", "t"}},
        {"sheetFormatPr", {"defaultRowHeight"}}};
    const auto found = known.find(element.name);
    if (found == known.end())
        return;
    for (const auto& [name, value] : element.attributes)
        if (!found->second.contains(name) || ((name == "ht" || name == "width") && value.starts_with("0")))
            parts.fail(part, "en rad eller kolumn är dold eller har en egenskap som den inte ska ha");
}

void read_sheet(const Parts& parts, const std::string& part, const std::vector<std::string>& strings,
                std::vector<bool>& used, ReadSheet& sheet)
{
    Element cell;
    parts.walk(
        part,
        [&](const Element& element) {
            check_visible(parts, part, element);
            if (element.name == "c")
                cell = element;
            if (element.name == "hyperlink")
                sheet.links.push_back(element.attribute("location"));
            sheet.tables += element.name == "tablePart" ? 1 : 0;
            sheet.drawings += element.name == "drawing" ? 1 : 0;
        },
        [&](const Element& element) {
            if (element.name == "oddFooter" && element.text != "&L&A&RSida &P av &N")
                parts.fail(part, "sidfoten är inte den som den ska");
            if (element.name != "v")
                return;
            const auto number = number_of(parts, part, element.text);
            const auto place = place_of(cell.attribute("r"));
            const auto type = cell.attribute("t");
            if (sheet.cells.contains(place))
                parts.fail(part, "en cell står två gånger");
            if (type == "s") {
                sheet.cells[place] = strings.at(static_cast<std::size_t>(number));
                used.at(static_cast<std::size_t>(number)) = true;
            } else if (type.empty() || type == "n")
                sheet.cells[place] = number;
            else
                parts.fail(part, "en cell är varken text eller tal");
        });
}

ReadTable read_table(const Parts& parts, const std::string& part)
{
    ReadTable table;
    parts.walk(
        part,
        [&](const Element& element) {
            if (element.name == "table") {
                table.name = element.attribute("displayName");
                table.range = element.attribute("ref");
            }
            if (element.name == "tableColumn")
                table.headings.push_back(element.attribute("name"));
        },
        ignore);
    return table;
}

ReadChart read_chart(const Parts& parts, const std::string& part)
{
    // The marker styles of ECMA-376 part 1, 21.2.3.27; a program refuses a chart with any other.
    constexpr std::array<std::string_view, 11> markers{"circle", "dash", "diamond",  "dot", "none", "plus",
                                                       "square", "star", "triangle", "x",   "auto"};
    ReadChart chart;
    ReadCache cache;
    bool in_cache = false, is_number = false;
    std::uint32_t index = 0;
    parts.walk(
        part,
        [&](const Element& element) {
            if (element.name == "numRef" || element.name == "strRef")
                cache = {};
            if (element.name == "numCache" || element.name == "strCache") {
                in_cache = true;
                is_number = element.name == "numCache";
            }
            if (element.name == "pt")
                index = static_cast<std::uint32_t>(number_of(parts, part, element.attribute("idx")));
            if (element.name == "symbol" &&
                std::find(markers.begin(), markers.end(), element.attribute("val")) == markers.end())
                parts.fail(part, "en markör är av ett slag som inte finns");
        },
        [&](const Element& element) {
            if (element.name == "f")
                cache.range = element.text;
            if (element.name == "v" && in_cache && is_number)
                cache.values[index] = number_of(parts, part, element.text);
            else if (element.name == "v" && in_cache)
                cache.values[index] = element.text;
            if (element.name == "t" || (element.name == "v" && !in_cache))
                chart.title += (chart.title.empty() ? "" : "; ") + element.text;
            if (element.name == "numCache" || element.name == "strCache")
                in_cache = false;
            if (element.name == "numRef" || element.name == "strRef")
                chart.caches.push_back(cache);
        });
    return chart;
}

void read_properties(const Parts& parts, ReadWorkbook& book)
{
    constexpr std::array<std::string_view, 7> core{"coreProperties", "title",   "subject", "creator",
                                                   "lastModifiedBy", "created", "modified"};
    parts.walk("docProps/core.xml", ignore, [&](const Element& element) {
        if (std::find(core.begin(), core.end(), element.name) == core.end())
            parts.fail("docProps/core.xml", "egenskapen '" + element.name + "' ska inte finnas");
        if (element.name != "coreProperties")
            book.properties[element.name] = element.text;
    });
    constexpr std::array<std::string_view, 15> app{
        "Properties", "Application",       "DocSecurity", "ScaleCrop", "HeadingPairs", "TitlesOfParts",
        "vector",     "variant",           "lpstr",       "i4",        "Company",      "LinksUpToDate",
        "SharedDoc",  "HyperlinksChanged", "AppVersion"};
    parts.walk("docProps/app.xml", ignore, [&](const Element& element) {
        if (std::find(app.begin(), app.end(), element.name) == app.end())
            parts.fail("docProps/app.xml", "egenskapen '" + element.name + "' ska inte finnas");
        if (element.name == "Company")
            book.properties["Company"] = element.text;
        if (element.name == "lpstr")
            book.part_titles.push_back(element.text);
    });
    std::string name;
    parts.walk(
        "docProps/custom.xml",
        [&](const Element& element) {
            if (element.name == "property")
                name = element.attribute("name");
            else if (element.name != "Properties" && element.name != "lpwstr")
                parts.fail("docProps/custom.xml", "en egenskap av ett slag som inte ska finnas");
        },
        [&](const Element& element) {
            if (element.name == "lpwstr")
                book.properties[name] = element.text;
            if (element.name == "property" && name != "Language")
                parts.fail("docProps/custom.xml", "egenskapen '" + name + "' ska inte finnas");
        });
}

/// docProps/app.xml lists the sheets and their printed titles, and nothing else.
void check_part_titles(const Parts& parts, const ReadWorkbook& book)
{
    for (const auto& title : book.part_titles) {
        const auto names = [&title](const ReadSheet& sheet) {
            return title == sheet.name || title == sheet.name + "!Print_Titles" ||
                   title == "'" + sheet.name + "'!Print_Titles";
        };
        if (title != "Worksheets" && title != "Named Ranges" &&
            std::none_of(book.sheets.begin(), book.sheets.end(), names))
            parts.fail("docProps/app.xml", "en text som inte är namnet på ett blad");
    }
}

/// A table's headings are those of a row that a sheet shows.
void check_headings(const Parts& parts, const ReadWorkbook& book, const ReadTable& table)
{
    const auto stands_in = [&table](const ReadSheet& sheet) {
        return std::any_of(sheet.cells.begin(), sheet.cells.end(), [&](const auto& cell) {
            for (std::uint32_t i = 0; i < table.headings.size(); ++i) {
                const auto found = sheet.cells.find({cell.first.first, i});
                if (found == sheet.cells.end() ||
                    found->second != std::variant<double, std::string>(table.headings[i]))
                    return false;
            }
            return cell.first.second == 0;
        });
    };
    if (std::none_of(book.sheets.begin(), book.sheets.end(), stands_in))
        parts.fail(table.name, "tabellens rubriker är inte bladets");
}

} // namespace

ReadWorkbook read_workbook(const std::filesystem::path& file)
{
    try {
        const Parts parts(file);
        ReadWorkbook book;
        read_properties(parts, book);
        book.sheets = sheet_list(parts);
        check_part_titles(parts, book);
        const auto strings = shared_strings(parts);
        std::vector<bool> used(strings.size());
        for (std::size_t i = 0; i < book.sheets.size(); ++i)
            read_sheet(parts, fmt::format("xl/worksheets/sheet{}.xml", i + 1), strings, used, book.sheets[i]);
        if (std::find(used.begin(), used.end(), false) != used.end())
            parts.fail("xl/sharedStrings.xml", "en text som ingen cell visar");
        for (const auto& entry : parts.archive().entries()) {
            if (is_numbered(entry.name, "xl/tables/table", ".xml"))
                book.tables.push_back(read_table(parts, entry.name));
            if (is_numbered(entry.name, "xl/charts/chart", ".xml"))
                book.charts.push_back(read_chart(parts, entry.name));
            if (is_numbered(entry.name, "xl/drawings/drawing", ".xml"))
                parts.walk(
                    entry.name,
                    [&](const Element& element) {
                        if (element.name == "cNvPr")
                            book.descriptions.push_back(element.attribute("descr"));
                    },
                    ignore);
        }
        for (const auto& table : book.tables)
            check_headings(parts, book, table);
        return book;
    } catch (const InputError& error) {
        throw ExportError(std::string("den färdiga arbetsboken kan inte läsas tillbaka: ") + error.what());
    }
}

} // namespace lup
