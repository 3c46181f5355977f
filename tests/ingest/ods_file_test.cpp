#include "reading_support.hpp"
#include "zip_builder.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;

namespace {

std::string ods(const std::string& table, const std::string& styles = {})
{
    return ZipBuilder()
        .add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .add("content.xml", "<office:document-content><office:automatic-styles>" + styles +
                                "</office:automatic-styles><office:body><office:spreadsheet>" + table +
                                "</office:spreadsheet></office:body></office:document-content>")
        .bytes();
}

std::string cell(const std::string& attributes, const std::string& text = {})
{
    return "<table:table-cell " + attributes + ">" + (text.empty() ? "" : "<text:p>" + text + "</text:p>") +
           "</table:table-cell>";
}

std::string table(const std::string& rows)
{
    return "<table:table table:name=\"B\">" + rows + "</table:table>";
}

std::string row(const std::string& cells, const std::string& attributes = {})
{
    return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

const std::string one = cell("office:value-type=\"float\" office:value=\"1\"", "1");

} // namespace

TEST_CASE("repetitions past a sheet's size, of no sense or of too many cells are refused", "[ingest]")
{
    const auto repeated = [](const std::string& columns, const std::string& rows) {
        return refusal_of(ods(table(row("<table:table-cell table:number-columns-repeated=\"" + columns +
                                            "\" office:value-type=\"float\" office:value=\"1\"/>",
                                        "table:number-rows-repeated=\"" + rows + "\""))));
    };
    CHECK_THAT(repeated("16384", "1048576"), Contains("200 000 000 celler"));
    CHECK_THAT(repeated("16385", "1"), Contains("16 384 kolumner"));
    CHECK_THAT(repeated("1", "1048577"), Contains("1 048 576 rader"));
    for (const char* count : {"-1", "0", "99999999999", "x", ""}) {
        CHECK_THAT(repeated(count, "1"), Contains("upprepningar"));
        CHECK_THAT(repeated("1", count), Contains("upprepningar"));
    }
}

TEST_CASE("an encrypted .ods is refused with how to save it", "[ingest]")
{
    const auto bytes = ZipBuilder()
                           .add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                           .add("META-INF/manifest.xml", "<manifest:encryption-data/>")
                           .add("content.xml", "x")
                           .bytes();
    CHECK_THAT(refusal_of(bytes, "a.ods"), Contains("a.ods: filen är lösenordsskyddad"));
}

TEST_CASE("an .ods that stops before its end is refused and not read in part", "[ingest]")
{
    const auto bytes =
        ZipBuilder()
            .add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            .add("content.xml", "<a><table:table table:name=\"B\">" + row(one) + "</table:table>")
            .bytes();
    CHECK_THAT(refusal_of(bytes), Contains("avkortad"));
}

TEST_CASE("every type of an .ods cell is read as what it is", "[ingest]")
{
    const auto cells =
        cell("office:value-type=\"float\" office:value=\"1.5\"", "1,50") +
        cell("office:value-type=\"percentage\" office:value=\"0.25\"", "25 %") +
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "SANT") +
        cell("office:value-type=\"date\" office:date-value=\"2023-03-15T00:00:00\"", "15 mars") +
        cell("office:value-type=\"time\" office:time-value=\"PT13H45M00S\"", "13:45") +
        cell("office:value-type=\"time\" office:time-value=\"PT36H00M00S\"", "36:00") +
        cell("office:value-type=\"string\"", "å &lt; ö") +
        cell("office:value-type=\"string\" calcext:value-type=\"error\"", "#N/A");
    CHECK(cells_of(ods(table(row(cells)))) == "B,1,1,n,1.5\nB,1,2,n,0.25\nB,1,3,b,1\nB,1,4,d,2023-03-15\nB,1,"
                                              "5,d,13:45:00\nB,1,6,n,1.5\nB,1,7,s,å < ö\nB,1,8,e,#N/A\n");
}

TEST_CASE("paragraphs, spaces and runs of an .ods text are joined, and notes are left out", "[ingest]")
{
    const std::string text =
        "<table:table-cell "
        "office:value-type=\"string\"><office:annotation><text:p>anm</text:p></office:annotation>"
        "<text:p>a<text:s "
        "text:c=\"2\"/><text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>";
    CHECK(cells_of(ods(table(row(text)))) == "B,1,1,s,\"a  b\nc\"\n");
}

TEST_CASE("empty repetitions cost nothing and filled ones are cells", "[ingest]")
{
    const auto empty_row = row("<table:table-cell table:number-columns-repeated=\"16384\"/>",
                               "table:number-rows-repeated=\"1000000\"");
    const auto twice =
        row("<table:covered-table-cell/>" +
                cell("table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\""),
            "table:number-rows-repeated=\"2\"");
    CHECK(cells_of(
              ods(table(empty_row + "<table:table-header-rows>" + twice + "</table:table-header-rows>"))) ==
          "B,1000001,2,n,7\nB,1000001,3,n,7\nB,1000002,2,n,7\nB,1000002,3,n,7\n");
}

TEST_CASE("all sheets of an .ods are read, and a sheet that is not displayed is hidden", "[ingest]")
{
    const auto file = open_bytes_as(ods(
        table(row(one)) + "<table:table table:name=\"C\" table:style-name=\"dold\">" + row(one) +
            "</table:table>",
        "<style:style style:name=\"dold\"><style:table-properties table:display=\"false\"/></style:style>"));
    CHECK(cells_of(*file) == "B,1,1,n,1\nC,1,1,n,1\n");
    CHECK(!file->sheets().at(0).hidden);
    CHECK(file->sheets().at(1).hidden);
}
