#include "reading_support.hpp"
#include "zip_builder.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;

namespace {

std::string refused_rows(std::string_view rows)
{
    return refusal_of(XlsxBuilder().rows("Data", rows).bytes());
}

std::string refused_sheet(const std::string& xml)
{
    return refusal_of(XlsxBuilder().sheet("Data", xml).bytes());
}

constexpr std::string_view head =
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)";

} // namespace

TEST_CASE("a DTD is refused wherever it stands", "[ingest]")
{
    const std::string dtd = R"(<!DOCTYPE x [<!ENTITY a "b">]>)";
    CHECK_THAT(refused_sheet(dtd + std::string(head) + "</sheetData></worksheet>"), Contains("DTD"));
    CHECK_THAT(refusal_of(XlsxBuilder().rows("Data", "").strings(dtd + "<sst/>").bytes()), Contains("DTD"));
}

TEST_CASE("sheet XML that stops before its end is refused and not read in part", "[ingest]")
{
    const std::string whole =
        std::string(head) +
        R"(<row r="1"><c r="A1" t="inlineStr"><is><t>hej</t></is></c><c r="B1"><v>5</v></c></row></sheetData></worksheet>)";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        CHECK(!refused_sheet(whole.substr(0, size)).empty());
    }
    CHECK(refused_sheet(whole).empty());
}

TEST_CASE("end tags that do not match, an unknown entity and control characters are refused", "[ingest]")
{
    CHECK_THAT(refused_rows(R"(<row r="1"><c r="A1"><v>1</c></v></row>)"), Contains("avslutas inte"));
    CHECK_THAT(refused_rows(R"(<row r="1"><c r="A1" t="str"><v>&hej;</v></c></row>)"), Contains("entitet"));
    CHECK_THAT(refused_rows(R"(<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>)"), Contains("entitet"));
    CHECK_THAT(refused_rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x01</v></c></row>"), Contains("tecken"));
}

TEST_CASE("invalid UTF-8 is refused: a Latin-1 byte, an overlong form, a surrogate", "[ingest]")
{
    for (const char* bytes : {"\xE5", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
        const auto cell =
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a" + std::string(bytes) + "</t></is></c></row>";
        CHECK_THAT(refused_rows(cell), Contains("UTF-8"));
    }
}

TEST_CASE("an address that is none, is outside the sheet or belongs to another row is refused by its row",
          "[ingest]")
{
    for (const char* address :
         {"", "A", "1", "$A$1", "a1", "XFE1", "ZZZZ1", "A0", "A-1", "A1:B2", "A99999999999", "A1048577"}) {
        INFO(address);
        CHECK_THAT(refused_rows("<row r=\"1\"><c r=\"" + std::string(address) + "\"><v>1</v></c></row>"),
                   Contains("Data!rad 1: en celladress"));
    }
    CHECK_THAT(refused_rows(R"(<row r="1"><c r="A2"><v>1</v></c></row>)"), Contains("en annan rad"));
}

TEST_CASE("rows and columns past the limits are refused", "[ingest]")
{
    CHECK_THAT(refused_rows(R"(<row r="1048577"><c><v>1</v></c></row>)"), Contains("1 048 576 rader"));
    CHECK_THAT(refused_rows(R"(<row r="0"><c><v>1</v></c></row>)"), Contains("radnummer"));
    CHECK_THAT(refused_rows(R"(<row r="1"><c r="XFD1"><v>1</v></c><c><v>2</v></c></row>)"),
               Contains("16 384 kolumner"));
}

TEST_CASE("a text over 32 767 characters is refused and one of 32 767 is read", "[ingest]")
{
    const auto row = [](std::size_t size) {
        return "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + std::string(size, 'x') +
               "</t></is></c></row>";
    };
    CHECK_THAT(refused_rows(row(32'768)), Contains("32 767 tecken"));
    CHECK_THAT(refused_rows(row(1'000'000)), Contains("32 767 tecken"));
    CHECK(refused_rows(row(32'767)).empty());
}

TEST_CASE("elements nested past 100 levels and tags past 65 536 characters are refused", "[ingest]")
{
    std::string deep;
    for (int i = 0; i < 200; ++i) {
        deep += "<a>";
    }
    CHECK_THAT(refused_rows(deep), Contains("100 nivåer"));
    CHECK_THAT(refused_rows("<row r=\"1\" a=\"" + std::string(300'000, 'x') + "\"/>"), Contains("65 536"));
}

TEST_CASE("a shared string that is not there is refused with the cell's address", "[ingest]")
{
    for (const char* index : {"1", "-1", "0.5", "x", "99999999999999999999999"}) {
        const auto bytes =
            XlsxBuilder()
                .rows("Data", "<row r=\"1\"><c r=\"C1\" t=\"s\"><v>" + std::string(index) + "</v></c></row>")
                .strings("<sst><si><t>hej</t></si></sst>")
                .bytes();
        CHECK_THAT(refusal_of(bytes), Contains("Data!C1: cellens text"));
    }
}

TEST_CASE("a sheet that is outside the package, missing or not a sheet is refused", "[ingest]")
{
    const auto with_target = [](const std::string& target, const std::string& mode) {
        ZipBuilder zip;
        zip.add(
            "_rels/.rels",
            R"(<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>)");
        zip.add("xl/workbook.xml",
                R"(<workbook xmlns:r="r"><sheets><sheet name="Data" r:id="b"/></sheets></workbook>)");
        zip.add("xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"" + target + "\" " +
                    mode + "/></Relationships>");
        return zip.bytes();
    };
    CHECK_THAT(refusal_of(with_target("../../../etc/passwd", "")), Contains("saknas"));
    CHECK_THAT(refusal_of(with_target("http://example.se/a.xml", "TargetMode=\"External\"")),
               Contains("saknas"));
    CHECK_THAT(refusal_of(with_target("workbook.xml", "")), Contains("inte ett kalkylblad"));
    CHECK_THAT(refusal_of(with_target("", "")), Contains("saknas"));
}

TEST_CASE("files of other kinds are refused with what they are", "[ingest]")
{
    CHECK_THAT(refusal_of(""), Contains("enkat.xlsx: filen är tom"));
    CHECK_THAT(refusal_of("%PDF-1.7 ..."), Contains("PDF"));
    CHECK_THAT(refusal_of("<html><table><tr><td>1</td></tr></table></html>"), Contains("HTML, inte Excel"));
    CHECK_THAT(refusal_of(ZipBuilder().add("a.txt", "hej").bytes()),
               Contains("zip-fil men inget kalkylblad"));
    CHECK_THAT(refusal_of(ZipBuilder().add("word/document.xml", "<a/>").bytes()),
               Contains("dokument av annat slag"));
    CHECK_THAT(
        refusal_of(
            ZipBuilder()
                .add(
                    "_rels/.rels",
                    R"(<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>)")
                .add("xl/workbook.bin", "x")
                .bytes()),
        Contains(".xlsb"));
}

TEST_CASE("more than 1 000 sheets are refused", "[ingest]")
{
    XlsxBuilder builder;
    for (int i = 0; i < 1001; ++i) {
        builder.rows("Blad" + std::to_string(i), "");
    }
    CHECK_THAT(refusal_of(builder.bytes()), Contains("1 000 blad"));
}
