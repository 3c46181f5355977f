#include "export/workbook/workbook_parts.hpp"
#include "fixture.hpp"
#include "staged.hpp"
#include "tampering.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// The row of the sheet, from 1, whose first cell is `text`.
std::uint32_t row_of(const std::filesystem::path& file, const std::string& sheet, const std::string& text)
{
    const auto book = read_workbook(file);
    for (const auto& each : book.sheets)
        for (const auto& [place, value] : each.cells)
            if (each.name == sheet && place.second == 0 && value == std::variant<double, std::string>(text))
                return place.first + 1;
    throw std::logic_error("no such row");
}

const std::string first_table = "xl/worksheets/sheet5.xml"; // after Om, Innehåll, Läget and Vad är nytt

} // namespace

TEST_CASE("a release whose files say what was released passes the last check", "[export]")
{
    const Staged staged;
    CHECK(staged.refusal().empty());
}

TEST_CASE("leak: a hidden figure in a PX file stops the release", "[export]")
{
    const Staged staged;
    replace_in(staged.px(), "\"..\"", "14.2");
    CHECK_THAT(staged.refusal(), Contains("publicerat/px/stress-sex.px, DATA") && !Contains("14.2"));
}

TEST_CASE("leak: an unrounded figure in a PX file stops the release", "[export]")
{
    const Staged staged;
    replace_in(staged.px(), "13.1 ", "13.1234 ");
    CHECK_THAT(staged.refusal(), Contains("stress-sex.px") && !Contains("1234"));
}

TEST_CASE("a PX file with a note, a text of its own or a figure too many is stopped", "[export]")
{
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"DATA=", "NOTE=\"40 svar\";\nDATA="},
             {"UNITS=\"procent\"", "UNITS=\"procent av 40\""},
             {"13.1 ", "13.1 40 "},
             {"\n;\n", "\n;\nDATANOTESUM=\"40\";\n"},
             {"CODES(\"Uppgift\")=\"value\"", "CODES(\"Uppgift\")=\"rader\""}}) {
        INFO(to);
        const Staged staged;
        replace_in(staged.px(), from, to);
        CHECK_THAT(staged.refusal(), Contains("publicerat/px/stress-sex.px"));
    }
}

TEST_CASE("a PX file with another symbol for one hidden figure is stopped", "[export]")
{
    const Staged staged;
    replace_in(staged.px(), "\"..\"", "\".\"");
    CHECK_THAT(staged.refusal(), Contains("stress-sex.px, DATA"));
}

TEST_CASE("a JSON-stat file with anything but the released figures is stopped", "[export]")
{
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"null", "14.2"},
             {"[13.1,", "[13.1234,"},
             {"\"version\"", "\"extension\": {\"rows\": 40},\n  \"version\""},
             {"\"label\": \"Kön\"", "\"label\": \"Kön\", \"note\": [\"40\"]"},
             {"\"12\": \"..\"", "\"12\": \"14.2\""},
             {"\"K\": \"Kvinnor\"", "\"K\": \"Kvinnor, 40\""},
             {"\"K\": \"Kvinnor\"", "\"K\": 40"}}) {
        INFO(to);
        const Staged staged;
        replace_in(staged.json(), from, to);
        CHECK_THAT(staged.refusal(), Contains("publicerat/json-stat/stress-sex.json"));
    }
}

TEST_CASE("leak: a column of unrounded figures in the CSV stops the release", "[export]")
{
    const Staged staged;
    auto text = bytes_of(staged.csv());
    for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at + 10))
        text.insert(at, at < 100 ? ",exact" : ",1.2345");
    std::ofstream(staged.csv(), std::ios::binary) << text;
    CHECK_THAT(staged.refusal(), Contains("publicerat/csv/lup.csv, rad 1") && !Contains("1.2345"));
}

TEST_CASE("a CSV row with a figure, an n or a text that was not released is stopped", "[export]")
{
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {",2022,,,,,..,", ",2022,,,,430,..,"},
             {",2022,,,,,..,", ",2022,14.2,,,,,"},
             {"13.1,10.1", "13.1234,10.1"},
             {"enkat,2018,stress,sex=K,,K", "enkat,40,stress,sex=K,,K"},
             {"enkat,2018,stress,sex=K,,K", "enkat,2018,stress,sex=K,,40"}}) {
        INFO(to);
        const Staged staged;
        replace_in(staged.csv(), from, to);
        CHECK_THAT(staged.refusal(), Contains("publicerat/csv/lup.csv"));
    }
}

TEST_CASE("a CSV row of a table for named recipients is stopped", "[export]")
{
    const Staged staged;
    std::ofstream(staged.csv(), std::ios::binary | std::ios::app)
        << "enkat,2022,somn,,,,2022,77.7,,,900,,1," << staged.release.id() << "\r\n";
    CHECK_THAT(staged.refusal(), Contains("publicerat/csv/lup.csv, rad 9"));
}

TEST_CASE("metadata of the CSV with a key or a number of its own is stopped", "[export]")
{
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"url\"", "\"rows\" : 40, \"url\""}, {"true", "40"}, {"\"sv\"", "\"sv 40\""}}) {
        INFO(to);
        const Staged staged;
        replace_in(staged.file("publicerat/csv/lup.csv-metadata.json"), from, to);
        CHECK_THAT(staged.refusal(), Contains("lup.csv-metadata.json"));
    }
}

TEST_CASE("a file that no part of the program writes is not published", "[export]")
{
    for (const auto* name :
         {"publicerat/csv/rader.csv", "excel/psykiatrin/lup.txt", "excel/annan/lup-annan.xlsx"}) {
        const Staged staged;
        std::filesystem::create_directories(staged.file(name).parent_path());
        std::ofstream(staged.file(name)) << "40";
        CHECK_THAT(staged.refusal(), Contains(name));
    }
}

TEST_CASE("leak: a hidden cell's number in a workbook stops the release", "[export]")
{
    const Staged staged;
    const auto row = row_of(staged.workbook(), "T01 Stress", "2020");
    staged.retouch(first_table, fmt::format("<c r=\"A{}\"", row),
                   fmt::format("<c r=\"B{0}\"><v>14.2</v></c><c r=\"A{0}\"", row));
    CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: T01 Stress") && !Contains("14.2"));
}

TEST_CASE("leak: a column of unrounded figures in a workbook stops the release", "[export]")
{
    const Staged staged;
    staged.retouch("xl/worksheets/sheet11.xml", "</row></sheetData>",
                   "<c r=\"Q9\"><v>15.51234</v></c></row></sheetData>");
    CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: Data") && !Contains("1234"));
}

TEST_CASE("leak: a hidden sheet in a workbook stops the release", "[export]")
{
    const Staged staged;
    staged.retouch("xl/workbook.xml", "<sheet name=\"Data\"", "<sheet state=\"veryHidden\" name=\"Data\"");
    CHECK_THAT(staged.refusal(), Contains("dolt"));
}

TEST_CASE("a hidden row or column, a formula or a cell of another kind stops the release", "[export]")
{
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"<row r=\"1\"", "<row hidden=\"1\" r=\"1\""},
             {"<row r=\"1\"", "<row hidden=\"true\" r=\"1\""},
             {"<row r=\"1\"", "<row collapsed=\"1\" r=\"1\""},
             {"<col min=\"1\"", "<col hidden=\"1\" min=\"1\""},
             {"</row></sheetData>", "<c r=\"Z9\"><f>14.2</f><v>14.2</v></c></row></sheetData>"},
             {"</row></sheetData>", "<c r=\"Z9\" t=\"str\"><v>14.2</v></c></row></sheetData>"},
             {"</row></sheetData>", "<c r=\"Z9\" t=\"inlineStr\"><is><t>40</t></is></c></row></sheetData>"},
             {"&amp;RSida", "&amp;R40 svar Sida"}}) {
        INFO(to);
        const Staged staged;
        staged.retouch(first_table, from, to);
        CHECK_THAT(staged.refusal(), Contains("sheet5.xml"));
    }
}

TEST_CASE("leak: a chart that keeps a hidden figure stops the release", "[export]")
{
    const Staged staged;
    staged.retouch("xl/charts/chart1.xml", "<c:v>12.5</c:v>", "<c:v>14.2</c:v>");
    CHECK_THAT(staged.refusal(), Contains("diagram") && !Contains("14.2"));
}

TEST_CASE("a chart whose labels, title or alt text tell another number stops the release", "[export]")
{
    for (const auto& [part, from, to] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"xl/charts/chart1.xml", "<c:v>2018</c:v>", "<c:v>2018 (40)</c:v>"},
             {"xl/charts/chart1.xml", "<c:v>Värde</c:v>", "<c:v>40 svar</c:v>"},
             {"xl/charts/chart1.xml", "Stress: ", "Stress, 14,2 %: "},
             {"xl/charts/chart1.xml", "<c:plotVisOnly", "<c:userShapes/><c:plotVisOnly"},
             {"xl/drawings/drawing1.xml", "12,5", "14,2"}}) {
        INFO(to);
        const Staged staged;
        staged.retouch(part, from, to);
        CHECK_FALSE(staged.refusal().empty());
    }
}

TEST_CASE("leak: a comment in a workbook stops the release", "[export]")
{
    const Staged staged;
    staged.retouch("xl/comments1.xml", "", "<comments><comment><t>40 svar</t></comment></comments>");
    CHECK_THAT(staged.refusal(), Contains("xl/comments1.xml"));
}

TEST_CASE("leak: a property of a workbook that nobody fills in stops the release", "[export]")
{
    for (const auto& [part, from, to] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"docProps/core.xml", "<dc:subject>", "<dc:description>40 svar</dc:description><dc:subject>"},
             {"docProps/custom.xml", "name=\"Language\"", "name=\"Rader\""},
             {"docProps/custom.xml", "<vt:lpwstr>sv-SE</vt:lpwstr>", "<vt:i4>40</vt:i4>"},
             {"docProps/app.xml", "<vt:lpstr>Worksheets", "<vt:lpstr>40 svar"},
             {"xl/workbook.xml", "_xlnm.Print_Titles", "rader40"}}) {
        INFO(part << ": " << to);
        const Staged staged;
        staged.retouch(part, from, to);
        CHECK_THAT(staged.refusal(), Contains(part));
    }
}

TEST_CASE(
    "a workbook with a text that no cell shows, words in a number format or bytes at its end is stopped",
    "[export]")
{
    const Staged strings, formats, tail;
    strings.retouch("xl/sharedStrings.xml", "</sst>", "<si><t>14,2 %</t></si></sst>");
    CHECK_THAT(strings.refusal(), Contains("xl/sharedStrings.xml"));
    formats.retouch("xl/styles.xml", "formatCode=\"0.0\"", "formatCode=\"0.0&quot;14,2&quot;\"");
    CHECK_THAT(formats.refusal(), Contains("xl/styles.xml"));
    std::ofstream(tail.workbook(), std::ios::binary | std::ios::app) << "40 svar";
    CHECK_FALSE(tail.refusal().empty());
}

TEST_CASE("leak: a count of rows in a workbook's texts stops the release", "[export]")
{
    const Staged staged;
    staged.rewrite([](const WorkbookContent&) {});
    CHECK(staged.refusal().empty());
    staged.retouch("xl/worksheets/sheet10.xml", "</row></sheetData>",
                   "<c r=\"D9\"><v>40</v></c></row></sheetData>");
    CHECK_THAT(staged.refusal(), Contains("Metod och kvalitet"));
}
