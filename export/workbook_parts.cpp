#include "export/workbook_parts.hpp"

#include "config/errors.hpp"
#include "ingest/xml_scanner.hpp"
#include "ingest/zip_archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

namespace lup {

namespace {

/// One element of a part: its local name, attributes, and text (of leaves).
struct Element {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;

    std::string attribute(const std::string& key) const
    {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::string() : found->second;
    }
};

/// The parts of a workbook, read one element at a time.
class Parts {
public:
    explicit Parts(const std::filesystem::path& file) : file_(file.string()), archive_(open_bytes(file)) {}

    const ZipArchive& archive() const { return archive_; }

    [[noreturn]] void fail(const std::string& part, std::string_view what) const
    {
        throw ExportError(fmt::format("{}, {}: {}", file_, part, what));
    }

    /// Calls `start(element)` for each element and `end(element)` when it closes, with its text.
    void walk(const std::string& part, const std::function<void(const Element&)>& start,
              const std::function<void(const Element&)>& end) const
    {
        const auto* entry = archive_.find(part);
        if (!entry)
            fail(part, "delen saknas");
        XmlScanner scanner(archive_.open(*entry), file_, part);
        TextArena arena;
        std::vector<Element> open;
        for (auto token = scanner.next(); token != XmlToken::finished; token = scanner.next()) {
            if (token == XmlToken::start) {
                Element element;
                element.name = local_name(scanner.name());
                for (const auto& attribute : scanner.attributes())
                    element.attributes[std::string(local_name(attribute.name))] =
                        decode_xml_attribute(attribute.value).value_or("");
                start(element);
                open.push_back(std::move(element));
            } else if (token == XmlToken::text) {
                arena.clear();
                scanner.append_text(arena);
                if (!open.empty())
                    open.back().text += arena.finish();
            } else {
                end(open.back());
                open.pop_back();
            }
        }
    }

private:
    std::string file_;
    ZipArchive archive_;
};

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

bool is_numbered(std::string_view part, std::string_view start, std::string_view end)
{
    if (!part.starts_with(start) || !part.ends_with(end) || part.size() <= start.size() + end.size())
        return false;
    const auto number = part.substr(start.size(), part.size() - start.size() - end.size());
    return number.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_part_names(const Parts& parts)
{
    constexpr std::array<std::string_view, 10> single{
        "[Content_Types].xml", "_rels/.rels",         "docProps/app.xml",           "docProps/core.xml",
        "docProps/custom.xml", "xl/workbook.xml",     "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/theme/theme1.xml", "xl/sharedStrings.xml"};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> numbered{
        {{"xl/worksheets/sheet", ".xml"},
         {"xl/worksheets/_rels/sheet", ".xml.rels"},
         {"xl/tables/table", ".xml"},
         {"xl/drawings/drawing", ".xml"},
         {"xl/drawings/_rels/drawing", ".xml.rels"},
         {"xl/charts/chart", ".xml"}}};
    for (const auto& entry : parts.archive().entries()) {
        const bool known = std::find(single.begin(), single.end(), entry.name) != single.end() ||
                           std::any_of(numbered.begin(), numbered.end(), [&](const auto& kind) {
                               return is_numbered(entry.name, kind.first, kind.second);
                           });
        if (!known)
            parts.fail(entry.name, "en sådan del ska inte finnas i arbetsboken");
        if (entry.name.ends_with(".rels"))
            parts.walk(
                entry.name,
                [&](const Element& element) {
                    if (element.attribute("TargetMode") == "External")
                        parts.fail(entry.name, "en länk leder ut ur arbetsboken");
                },
                ignore);
    }
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

void read_sheet(const Parts& parts, const std::string& part, const std::vector<std::string>& strings,
                ReadSheet& sheet)
{
    constexpr std::array<std::string_view, 10> unwanted{"f",
                                                        "is",
                                                        "mergeCell",
                                                        "legacyDrawing",
                                                        "oleObject",
                                                        "control",
                                                        "picture",
                                                        "conditionalFormatting",
                                                        "dataValidation",
                                                        "rowBreaksHidden"};
    Element cell;
    parts.walk(
        part,
        [&](const Element& element) {
            if (element.attribute("hidden") == "1" || element.attribute("zeroHeight") == "1")
                parts.fail(part, "en rad eller kolumn är dold");
            if (std::find(unwanted.begin(), unwanted.end(), element.name) != unwanted.end())
                parts.fail(part, "bladet innehåller '" + element.name + "', som inte ska finnas");
            if (element.name == "c")
                cell = element;
            if (element.name == "hyperlink")
                sheet.links.push_back(element.attribute("location"));
            sheet.tables += element.name == "tablePart" ? 1 : 0;
            sheet.drawings += element.name == "drawing" ? 1 : 0;
        },
        [&](const Element& element) {
            if (element.name != "v")
                return;
            const auto number = number_of(parts, part, element.text);
            const auto place = place_of(cell.attribute("r"));
            const auto type = cell.attribute("t");
            if (type == "s")
                sheet.cells[place] = strings.at(static_cast<std::size_t>(number));
            else if (type.empty() || type == "n")
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
    bool in_numbers = false;
    std::uint32_t index = 0;
    parts.walk(
        part,
        [&](const Element& element) {
            if (element.name == "numRef")
                cache = {};
            if (element.name == "numCache")
                in_numbers = true;
            if (element.name == "pt")
                index = static_cast<std::uint32_t>(number_of(parts, part, element.attribute("idx")));
            if (element.name == "symbol" &&
                std::find(markers.begin(), markers.end(), element.attribute("val")) == markers.end())
                parts.fail(part, "en markör är av ett slag som inte finns");
        },
        [&](const Element& element) {
            if (element.name == "f")
                cache.range = element.text;
            if (element.name == "v" && in_numbers)
                cache.numbers[index] = number_of(parts, part, element.text);
            if (element.name == "t")
                chart.title += element.text;
            if (element.name == "numCache")
                in_numbers = false;
            if (element.name == "numRef")
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
    });
    std::string name;
    parts.walk(
        "docProps/custom.xml",
        [&](const Element& element) {
            if (element.name == "property")
                name = element.attribute("name");
        },
        [&](const Element& element) {
            if (element.name == "lpwstr")
                book.properties[name] = element.text;
            if (element.name == "property" && name != "Language")
                parts.fail("docProps/custom.xml", "egenskapen '" + name + "' ska inte finnas");
        });
}

} // namespace

ReadWorkbook read_workbook(const std::filesystem::path& file)
{
    try {
        const Parts parts(file);
        check_part_names(parts);
        ReadWorkbook book;
        read_properties(parts, book);
        book.sheets = sheet_list(parts);
        const auto strings = shared_strings(parts);
        for (std::size_t i = 0; i < book.sheets.size(); ++i)
            read_sheet(parts, fmt::format("xl/worksheets/sheet{}.xml", i + 1), strings, book.sheets[i]);
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
        return book;
    } catch (const InputError& error) {
        throw ExportError(std::string("den färdiga arbetsboken kan inte läsas tillbaka: ") + error.what());
    }
}

} // namespace lup
