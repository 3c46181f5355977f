#include "export/workbook/workbook_package.hpp"

#include "config/errors.hpp"
#include "ingest/bytes/xml_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

namespace lup {

namespace {

void ignore(const WorkbookElement&) {}

/// A kind of part, by how its name begins, and the elements that it may have, by local name.
struct PartKind {
    std::string_view start, elements;
};
constexpr std::array<PartKind, 7> part_kinds{
    {{"[Content_Types].xml", "Types Default Override"},
     {"xl/workbook.xml", "workbook fileVersion workbookPr bookViews workbookView sheets sheet definedNames "
                         "definedName calcPr"},
     {"xl/sharedStrings.xml", "sst si t"},
     {"xl/worksheets/sheet",
      "worksheet sheetPr pageSetUpPr dimension sheetViews sheetView pane selection "
      "sheetFormatPr cols col sheetData row c v hyperlinks hyperlink pageMargins pageSetup "
      "headerFooter oddFooter ignoredErrors ignoredError tableParts tablePart rowBreaks brk "
      "drawing"},
     {"xl/tables/", "table autoFilter tableColumns tableColumn tableStyleInfo"},
     {"xl/drawings/drawing",
      "wsDr twoCellAnchor from col colOff row rowOff to graphicFrame nvGraphicFramePr cNvPr "
      "cNvGraphicFramePr xfrm off ext graphic graphicData chart clientData"},
     {"xl/charts/chart",
      "chartSpace lang chart title tx rich bodyPr lstStyle p pPr defRPr r rPr t layout plotArea "
      "barChart lineChart barDir grouping ser idx order v spPr solidFill noFill srgbClr "
      "prstDash cat strRef f strCache ptCount pt val numRef numCache formatCode gapWidth axId "
      "catAx scaling orientation delete axPos tickLblPos crossAx crosses auto lblAlgn lblOffset "
      "valAx min max majorGridlines ln numFmt crossBetween plotVisOnly printSettings "
      "headerFooter pageMargins pageSetup marker symbol size legend legendPos legendEntry "
      "dispBlanksAs overlap varyColors majorTickMark minorTickMark"}}};

bool has_word(std::string_view words, std::string_view word)
{
    for (auto at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
            return true;
    }
    return false;
}

} // namespace

bool is_numbered(std::string_view part, std::string_view start, std::string_view end)
{
    if (!part.starts_with(start) || !part.ends_with(end) || part.size() <= start.size() + end.size())
        return false;
    const auto number = part.substr(start.size(), part.size() - start.size() - end.size());
    return number.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string WorkbookElement::attribute(const std::string& key) const
{
    const auto found = attributes.find(key);
    return found == attributes.end() ? std::string() : found->second;
}

WorkbookPackage::WorkbookPackage(const std::filesystem::path& file)
    : file_(file.string()), archive_(open_bytes(file))
{
    check_part_names();
    walk("[Content_Types].xml", ignore, ignore);
    check_formats();
    check_no_gaps(file);
}

void WorkbookPackage::fail(const std::string& part, std::string_view what) const
{
    throw ExportError(fmt::format("{}, {}: {}", file_, part, what));
}

void WorkbookPackage::walk(const std::string& part, const Visit& start, const Visit& end) const
{
    const auto* entry = archive_.find(part);
    if (!entry)
        fail(part, "delen saknas");
    XmlScanner scanner(archive_.open(*entry), file_, part);
    TextArena arena;
    std::vector<WorkbookElement> open;
    for (auto token = scanner.next(); token != XmlToken::finished; token = scanner.next()) {
        if (token == XmlToken::start) {
            WorkbookElement element;
            element.name = local_name(scanner.name());
            for (const auto& attribute : scanner.attributes())
                element.attributes[std::string(local_name(attribute.name))] =
                    decode_xml_attribute(attribute.value).value_or("");
            check_element(part, element.name);
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

void WorkbookPackage::check_element(const std::string& part, const std::string& name) const
{
    for (const auto& kind : part_kinds)
        if (part.starts_with(kind.start) && !has_word(kind.elements, name))
            fail(part, "delen innehåller '" + name + "', som inte ska finnas");
}

void WorkbookPackage::check_part_names() const
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
    for (const auto& entry : archive_.entries()) {
        const bool known = std::find(single.begin(), single.end(), entry.name) != single.end() ||
                           std::any_of(numbered.begin(), numbered.end(), [&](const auto& kind) {
                               return is_numbered(entry.name, kind.first, kind.second);
                           });
        if (!known)
            fail(entry.name, "en sådan del ska inte finnas i arbetsboken");
        if (entry.name.ends_with(".rels"))
            walk(
                entry.name,
                [&](const WorkbookElement& element) {
                    if (element.attribute("TargetMode") == "External")
                        fail(entry.name, "en länk leder ut ur arbetsboken");
                },
                ignore);
    }
}

/// Number formats can hold words of their own; ours are two.
void WorkbookPackage::check_formats() const
{
    walk(
        "xl/styles.xml",
        [&](const WorkbookElement& element) {
            const auto code = element.attribute("formatCode");
            if (element.name == "numFmt" && code != "0.0" && code != "#,##0")
                fail("xl/styles.xml", "ett talformat som inte ska finnas");
        },
        ignore);
}

/// The parts stand one after the other from the file's first byte, and nothing follows the directory.
void WorkbookPackage::check_no_gaps(const std::filesystem::path& file) const
{
    constexpr std::uint64_t descriptor = 16, longest_extra = 32;
    constexpr std::size_t end_record = 22;
    auto entries = archive_.entries();
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.header_offset < b.header_offset; });
    std::uint64_t end = 0;
    for (const auto& entry : entries) {
        const auto header = entry.data_offset - entry.header_offset;
        if (entry.header_offset > end + descriptor || header > 30 + entry.name.size() + longest_extra)
            fail(entry.name, "det står något mellan arbetsbokens delar");
        end = entry.data_offset + entry.packed_size;
    }
    std::ifstream in(file, std::ios::binary);
    in.seekg(-static_cast<std::streamoff>(end_record), std::ios::end);
    std::array<char, 4> mark{};
    in.read(mark.data(), mark.size());
    if (!in || std::string_view(mark.data(), mark.size()) != "PK\x05\x06")
        fail("slutet", "det står något efter arbetsbokens delar");
}

} // namespace lup
