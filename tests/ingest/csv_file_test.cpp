#include "reading_support.hpp"

#include "ingest/sheets/csv_file.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;

namespace {

std::string csv(std::string bytes)
{
    return cells_of(std::move(bytes), "x.csv");
}

} // namespace

TEST_CASE("text with zero bytes and a quotation that never ends are refused by their line", "[ingest]")
{
    CHECK_THAT(refusal_of(std::string("id;q1\n1;\0002\n", 12), "x.csv"), Contains("varken text"));
    CHECK_THAT(refusal_of("id;q1\n1;\"aldrig\n2;b\n", "x.csv"), Contains("x.csv: rad 2: ett citattecken"));
}

TEST_CASE("a row over 16 384 columns and a text over 32 767 characters are refused", "[ingest]")
{
    CHECK_THAT(refusal_of("a" + std::string(16'384, ';') + "b\n", "x.csv"), Contains("16 384 kolumner"));
    CHECK_THAT(refusal_of("a;" + std::string(32'768, 'x') + "\n", "x.csv"), Contains("32 767"));
    CHECK_THAT(refusal_of("a;\"" + std::string(32'768, 'x') + "\"\n", "x.csv"), Contains("32 767"));
}

TEST_CASE("a text file may have more rows than a sheet", "[ingest]")
{
    constexpr std::uint32_t rows = 1'048'600;
    std::string bytes;
    for (std::uint32_t i = 0; i < rows; ++i) {
        bytes += "1;2\n";
    }
    const auto file = lup::open_csv_text("x.csv", std::move(bytes));
    const auto reader = file->read(0);
    lup::Row row;
    std::uint32_t read = 0;
    while (reader->next(row)) {
        read += row.cells.size() == 2 ? 1 : 0;
    }
    CHECK(read == rows);
}

TEST_CASE("the separator is found from all rows, also when the first ones are titles", "[ingest]")
{
    CHECK(csv("Titel, med komma\n\nid;q1;q2\n1;2,5;3\n2;4,5;1\n") ==
          "x,1,1,s,\"Titel, med "
          "komma\"\nx,3,1,s,id\nx,3,2,s,q1\nx,3,3,s,q2\nx,4,1,s,1\nx,4,2,s,\"2,5\"\nx,4,3,s,3\n"
          "x,5,1,s,2\nx,5,2,s,\"4,5\"\nx,5,3,s,1\n");
    CHECK(csv("id,q1\n1,\"a;b;c\"\n") == "x,1,1,s,id\nx,1,2,s,q1\nx,2,1,s,1\nx,2,2,s,a;b;c\n");
    CHECK(csv("id\tq1\n1\ta,b;c\n") == "x,1,1,s,id\nx,1,2,s,q1\nx,2,1,s,1\nx,2,2,s,\"a,b;c\"\n");
    CHECK(csv("id|q1\n1|2\n") == "x,1,1,s,id\nx,1,2,s,q1\nx,2,1,s,1\nx,2,2,s,2\n");
    CHECK(csv("id\n1\n") == "x,1,1,s,id\nx,2,1,s,1\n");
    CHECK(csv("sep=,\r\na,b;c;d;e\r\n") == "x,1,1,s,a\nx,1,2,s,b;c;d;e\n");
}

TEST_CASE("quoted texts keep separators, line ends and doubled quotes", "[ingest]")
{
    CHECK(csv("a;b\r\n\"1;\"\"x\"\"\";\"två\r\nrader\"\r\n;\"\"\r\n3;4\"5\r\n") ==
          "x,1,1,s,a\nx,1,2,s,b\nx,2,1,s,\"1;\"\"x\"\"\"\nx,2,2,s,\"två\r\nrader\"\nx,4,1,s,3\nx,4,2,s,"
          "\"4\"\"5\"\n");
}

TEST_CASE("a cell knows whether it was quoted, and leading zeros stay", "[ingest]")
{
    const auto file = lup::open_csv_text("x.csv", "kommun;\"0114\"\n0115;5\n");
    const auto reader = file->read(0);
    lup::Row row;
    REQUIRE(reader->next(row));
    CHECK(!row.cells.at(0).quoted);
    CHECK(row.cells.at(1).quoted);
    CHECK(row.cells.at(1).text == "0114");
    REQUIRE(reader->next(row));
    CHECK(row.cells.at(0).text == "0115");
    CHECK(!reader->next(row));
}

TEST_CASE("the encoding is found from the whole file", "[ingest]")
{
    const std::string expected = "x,1,1,s,id\nx,1,2,s,kön\nx,2,1,s,1\nx,2,2,s,å–€\n";
    CHECK(csv("id;kön\n1;å–€\n") == expected);
    CHECK(csv("\xEF\xBB\xBFid;kön\n1;å–€\n") == expected);
    CHECK(csv("id;k\xF6n\n1;\xE5\x96\x80\n") == expected);
    const std::u16string wide = u"id;kön\r\n1;å–€\r\n";
    const std::string little(reinterpret_cast<const char*>(wide.data()), wide.size() * 2);
    CHECK(csv("\xFF\xFE" + little) == expected);
    CHECK(csv(little) == expected);
    std::string big = "\xFE\xFF";
    for (const auto unit : wide) {
        big += static_cast<char>(unit >> 8);
        big += static_cast<char>(unit & 0xFF);
    }
    CHECK(csv(big) == expected);
}

TEST_CASE("a late Windows-1252 byte decides for the whole file", "[ingest]")
{
    std::string bytes = "id;svar\n";
    for (int i = 0; i < 100'000; ++i) {
        bytes += "1;abc\n";
    }
    CHECK_THAT(csv(bytes + "2;\xE4\n"), Catch::Matchers::EndsWith("x,100002,2,s,ä\n"));
}

TEST_CASE("UTF-8 and Windows-1252 in one file is an error finding", "[ingest]")
{
    const auto file = open_bytes_as("id;svar\n1;\xC3\xA5\n2;\xE5\n", "x.csv");
    CHECK(found(*file, lup::Severity::error, "blandar teckenkodningar"));
}

TEST_CASE("bytes that Windows-1252 does not have are a warning", "[ingest]")
{
    const auto file = open_bytes_as("id;svar\n1;\x8F\n", "x.csv");
    CHECK(found(*file, lup::Severity::warning, "Windows-1252"));
}

TEST_CASE("rows of old Macs end with a carriage return", "[ingest]")
{
    CHECK(csv("a;b\r1;2\r") == "x,1,1,s,a\nx,1,2,s,b\nx,2,1,s,1\nx,2,2,s,2\n");
}

TEST_CASE("rows larger than the reader's window read the same", "[ingest]")
{
    std::string bytes = "a;b\n";
    std::string expected = "x,1,1,s,a\nx,1,2,s,b\n";
    for (int i = 2; i < 30; ++i) {
        const auto n = std::to_string(i);
        const std::string text(30'000, static_cast<char>('a' + i % 20));
        bytes += "\"" + text + "\"\"" + n + "\";" + text + "\n";
        expected += "x," + n + ",1,s,\"" + text + "\"\"" + n + "\"\nx," + n + ",2,s," + text + "\n";
    }
    CHECK(csv(bytes) == expected);
}

TEST_CASE("a text file that calls itself Excel is read, with a warning", "[ingest]")
{
    const auto file = open_bytes_as("id;q1\n1;2\n", "enkat.xlsx");
    CHECK(cells_of(*file).ends_with("enkat,2,2,s,2\n"));
    CHECK(found(*file, lup::Severity::warning, "är en textfil"));
}
