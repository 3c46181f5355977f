#include "reading_support.hpp"
#include "zip_builder.hpp"

#include <catch2/catch.hpp>

namespace {

std::string rows(std::string_view xml)
{
    return cells_of(XlsxBuilder().rows("B", xml).bytes());
}

/// A workbook whose cell format 1 has number format `id`, and `code` for it if it is an own one.
XlsxBuilder formatted(std::string_view rows_xml, const std::string& id, const std::string& code = {})
{
    const auto own = code.empty()
                         ? std::string()
                         : "<numFmts><numFmt numFmtId=\"" + id + "\" formatCode=\"" + code + "\"/></numFmts>";
    return XlsxBuilder()
        .rows("B", rows_xml)
        .styles("<styleSheet>" + own + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" + id +
                "\"/></cellXfs></styleSheet>");
}

} // namespace

TEST_CASE("every type of cell is read as what it is", "[ingest]")
{
    CHECK(
        rows(
            R"(<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="n"><v>-3</v></c><c r="C1" t="str"><v>å&amp;ö</v></c>)"
            R"(<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c><c r="F1" t="d"><v>2023-03-15</v></c>)"
            R"(<c r="G1" t="inlineStr"><is><t>hej</t></is></c></row>)") ==
        "B,1,1,n,1.5\nB,1,2,n,-3\nB,1,3,s,å&ö\nB,1,4,b,1\nB,1,5,e,#N/A\nB,1,6,d,2023-03-15\nB,1,7,s,hej\n");
}

TEST_CASE("numbers come back as the nearest double, however they are written", "[ingest]")
{
    CHECK(
        rows(
            R"(<row r="1"><c r="A1"><v>0.1</v></c><c r="B1"><v>0.30000000000000004</v></c><c r="C1"><v>1E-3</v></c>)"
            R"(<c r="D1"><v>123456789012345678</v></c><c r="E1"><v> 7 </v></c><c r="F1"><v>-0.5</v></c>)"
            R"(<c r="G1"><v>4.9406564584124654e-324</v></c><c r="H1"><v>007</v></c></row>)") ==
        "B,1,1,n,0.1\nB,1,2,n,0.30000000000000004\nB,1,3,n,0.001\nB,1,4,n,1.2345678901234568e+17\nB,1,5,n,7\n"
        "B,1,6,n,-0.5\nB,1,7,n,5e-324\nB,1,8,n,7\n");
}

TEST_CASE("rows and cells without addresses stand after those before them", "[ingest]")
{
    CHECK(
        rows(
            R"(<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c/><c><v>4</v></c></row>)"
            R"(<row><c><v>5</v></c></row>)") == "B,1,1,n,1\nB,1,4,n,2\nB,1,5,n,3\nB,5,2,n,4\nB,6,1,n,5\n");
}

TEST_CASE("empty cells are left out, also those with a format, an empty value or an empty text", "[ingest]")
{
    CHECK(
        rows(R"(<row r="1"><c r="A1"/><c r="B1" s="0"></c><c r="C1"><v/></c><c r="D1"><v></v></c>)"
             R"(<c r="E1" t="str"><v></v></c><c r="F1" t="inlineStr"><is><t/></is></c></row><row r="2"/>)") ==
        "");
}

TEST_CASE("comments, CDATA and instructions never make cells", "[ingest]")
{
    CHECK(
        rows(
            R"(<!-- <row r="1"><c r="A1"><v>666</v></c></row> --><row r="1"><?x <c r="A1"><v>666</v></c>?>)"
            R"(<c r='A1' x=">"  ><v>4<!-- 6 -->2</v></c><c r="B1" t="str"><v><![CDATA[<c r="Z1"><v>666</v></c>]]>&lt;</v></c></row>)") ==
        "B,1,1,n,42\nB,1,2,s,\"<c r=\"\"Z1\"\"><v>666</v></c><\"\n");
}

TEST_CASE("rows in an extension or in another namespace are no rows", "[ingest]")
{
    const std::string xml =
        R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:y="y">)"
        R"(<y:sheetData><y:row><y:c><y:v>666</y:v></y:c></y:row></y:sheetData><x:sheetData><x:row r="1">)"
        R"(<x:c r="A1"><x:v>1</x:v></x:c><y:c r="B1"><y:v>666</y:v></y:c></x:row></x:sheetData>)"
        R"(<x:extLst><x:ext><x:sheetData><x:row><x:c><x:v>666</x:v></x:c></x:row></x:sheetData></x:ext></x:extLst></x:worksheet>)";
    CHECK(cells_of(XlsxBuilder().sheet("B", xml).bytes()) == "B,1,1,n,1\n");
}

TEST_CASE("runs of a text are joined, phonetic guides are left out and escapes are decoded", "[ingest]")
{
    const auto bytes =
        XlsxBuilder()
            .rows(
                "B",
                R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>)")
            .strings("<sst uniqueCount=\"1\"><si><r><t>rik</t></r><r><rPr/><t xml:space=\"preserve\"> "
                     "text</t></r><rPh><t>ignorerad</t></rPh></si>"
                     "<si><t>a_x000D_b_x005F_x000D_</t></si><si><t>rad 1\r\nrad 2</t></si></sst>")
            .bytes();
    CHECK(cells_of(bytes) == "B,1,1,s,rik text\nB,1,2,s,\"a\rb_x000D_\"\nB,1,3,s,\"rad 1\nrad 2\"\n");
}

TEST_CASE("a number is a date when its format shows a day", "[ingest]")
{
    const char* row = R"(<row r="1"><c r="A1" s="1"><v>45000</v></c></row>)";
    for (const char* code :
         {"yyyy\\-mm\\-dd", "d/m/yy", "[$-41D]d mmmm yyyy;@", "mmm", "&quot;den &quot;d"}) {
        INFO(code);
        CHECK(cells_of(formatted(row, "170", code).bytes()) == "B,1,1,d,2023-03-15\n");
    }
    for (const char* code : {"0.00", "General", "[Red]0", "&quot;dag&quot; 0", "[h]:mm", "0\\d", "0.0E+00"}) {
        INFO(code);
        CHECK(cells_of(formatted(row, "170", code).bytes()) == "B,1,1,n,45000\n");
    }
    CHECK(cells_of(formatted(row, "14").bytes()) == "B,1,1,d,2023-03-15\n");
}

TEST_CASE("days are counted from 1900 with its false leap day, or from 1904", "[ingest]")
{
    const char* row =
        R"(<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>59</v></c><c r="C1" s="1"><v>61</v></c>)"
        R"(<c r="D1" s="1"><v>45000.5</v></c><c r="E1" s="1"><v>2958465</v></c></row>)";
    CHECK(cells_of(formatted(row, "14").bytes()) == "B,1,1,d,1900-01-01\nB,1,2,d,1900-02-28\nB,1,3,d,1900-03-"
                                                    "01\nB,1,4,d,2023-03-15T12:00:00\nB,1,5,d,9999-12-31\n");
    CHECK(cells_of(formatted(R"(<row r="1"><c r="A1" s="1"><v>0</v></c></row>)", "14")
                       .workbook_properties("<workbookPr date1904=\"1\"/>")
                       .bytes()) == "B,1,1,d,1904-01-01\n");
}

TEST_CASE("a date that does not exist is a number and a warning", "[ingest]")
{
    for (const char* serial : {"0", "60", "-1", "2958466", "1E300"}) {
        const auto file = open_bytes_as(
            formatted("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>" + std::string(serial) + "</v></c></row>", "14")
                .bytes());
        CHECK(cells_of(*file).starts_with("B,1,1,n,"));
        CHECK(found(*file, lup::Severity::warning, "datum som inte finns"));
    }
}

TEST_CASE("a time of day is a time, and a format that is not in the file is a warning", "[ingest]")
{
    CHECK(cells_of(formatted(R"(<row r="1"><c r="A1" s="1"><v>0.5</v></c></row>)", "20").bytes()) ==
          "B,1,1,d,12:00:00\n");
    const auto file =
        open_bytes_as(formatted(R"(<row r="1"><c r="A1" s="9"><v>5</v></c></row>)", "20").bytes());
    CHECK(cells_of(*file) == "B,1,1,n,5\n");
    CHECK(found(*file, lup::Severity::warning, "format finns inte"));
}

TEST_CASE("cells out of order are put in order, and one that stands twice is an error finding", "[ingest]")
{
    const auto file = open_bytes_as(
        XlsxBuilder()
            .rows("B",
                  R"(<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)")
            .bytes());
    CHECK(cells_of(*file) == "B,1,1,n,2\nB,1,3,n,3\n");
    CHECK(found(*file, lup::Severity::error, "cellen står två gånger"));
}

TEST_CASE("rows out of order keep their numbers and are said, and one that stands twice is an error",
          "[ingest]")
{
    const auto file = open_bytes_as(
        XlsxBuilder()
            .rows(
                "B",
                R"(<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="2"><c r="A2"><v>9</v></c></row>)")
            .bytes());
    CHECK(cells_of(*file) == "B,5,1,n,5\nB,2,1,n,2\nB,2,1,n,9\n");
    CHECK(found(*file, lup::Severity::warning, "inte i ordning"));
    CHECK(found(*file, lup::Severity::error, "raden står två gånger"));
}

TEST_CASE("hidden sheets and rows are read and said", "[ingest]")
{
    const auto file = open_bytes_as(
        XlsxBuilder()
            .rows("B", R"(<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>)", "state=\"veryHidden\"")
            .bytes());
    CHECK(file->sheets().at(0).hidden);
    CHECK(cells_of(*file) == "B,1,1,n,1\n");
    CHECK(found(*file, lup::Severity::note, "dolda rader"));
}

TEST_CASE("formulas are read as their stored results, and one without is empty and a warning", "[ingest]")
{
    const auto file = open_bytes_as(
        XlsxBuilder()
            .rows(
                "B",
                R"(<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>"a"</f><v>a</v></c></row>)")
            .bytes());
    CHECK(cells_of(*file) == "B,1,1,n,2\nB,1,3,s,a\n");
    CHECK(found(*file, lup::Severity::warning, "utan uträknat värde"));
}

TEST_CASE("a sheet in UTF-16 or Latin-1 reads as the same sheet in UTF-8", "[ingest]")
{
    const std::u16string wide =
        u"\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row><c "
        u"t=\"str\"><v>räksmörgås €</v></c></row></sheetData></worksheet>";
    std::string bytes(reinterpret_cast<const char*>(wide.data()), wide.size() * 2);
    CHECK(cells_of(XlsxBuilder().sheet("B", bytes).bytes()) == "B,1,1,s,räksmörgås €\n");
    CHECK(cells_of(XlsxBuilder()
                       .sheet("B",
                              "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet><sheetData><row><c "
                              "t=\"str\"><v>r\xE4ksm\xF6rg\xE5s</v></c></row></sheetData></worksheet>")
                       .bytes()) == "B,1,1,s,räksmörgås\n");
}

TEST_CASE("a sheet larger than the scanner's window reads the same at every place of its edge", "[ingest]")
{
    std::string xml;
    std::string expected;
    for (int i = 1; i <= 9000; ++i) {
        const auto n = std::to_string(i);
        xml += "<row r=\"" + n + "\" spans=\"1:3\"><c r=\"A" + n + "\"><v>" + n + "</v></c><c r=\"B" + n +
               "\" t=\"inlineStr\"><is><t>å &lt;" + n + "</t></is></c><c r=\"C" + n + "\"><v>" + n +
               ".25</v></c></row>";
        expected += "B," + n + ",1,n," + n + "\nB," + n + ",2,s,å <" + n + "\nB," + n + ",3,n," + n + ".25\n";
    }
    CHECK(rows(xml) == expected);
}

TEST_CASE("parts named with backslashes are found by their relationships", "[ingest]")
{
    const auto bytes =
        ZipBuilder()
            .add(
                "_rels\\.rels",
                R"(<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/bok.xml"/></Relationships>)")
            .add("xl\\bok.xml",
                 R"(<workbook xmlns:r="r"><sheets><sheet name="B" r:id="b"/></sheets></workbook>)")
            .add(
                "xl\\_rels\\bok.xml.rels",
                R"(<Relationships><Relationship Id="b" Type="x/worksheet" Target="blad\1.xml"/></Relationships>)")
            .add("xl\\blad\\1.xml",
                 "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")
            .bytes();
    CHECK(cells_of(bytes) == "B,1,1,n,1\n");
}
