#include "reading_support.hpp"
#include "xls_builder.hpp"

#include <catch2/catch.hpp>

#include <bit>

using Catch::Matchers::Contains;

namespace {

const std::string end = xls_record(0x0A, "");

std::string cell(std::uint16_t type, int row, int column, const std::string& data, int format = 0)
{
    return xls_record(type, little_bytes(static_cast<std::uint64_t>(row), 2) +
                                little_bytes(static_cast<std::uint64_t>(column), 2) +
                                little_bytes(static_cast<std::uint64_t>(format), 2) + data);
}

std::string number(double value)
{
    return little_bytes(std::bit_cast<std::uint64_t>(value), 8);
}

/// The stream of a workbook with one sheet called B.
std::string workbook(const std::string& globals, const std::string& cells, char hidden = 0)
{
    const auto before = xls_start(5) + globals;
    const auto entry = [&](std::size_t offset) {
        return xls_record(0x85, little_bytes(offset, 4) + std::string(1, hidden) + std::string("\0\1\0B", 4));
    };
    const auto offset = before.size() + entry(0).size() + end.size();
    return before + entry(offset) + end + xls_start(16) + cells + end;
}

std::string xls(const std::string& cells, const std::string& globals = {})
{
    return compound_file(workbook(globals, cells));
}

std::string format(std::uint16_t id)
{
    return xls_record(0xE0, little_bytes(0, 2) + little_bytes(id, 2) + std::string(16, '\0'));
}

} // namespace

TEST_CASE("a password, an older Excel and a stream cut at any place are refused in words", "[ingest]")
{
    CHECK_THAT(refusal_of(xls("", xls_record(0x2F, std::string(6, '\0'))), "a.xls"),
               Contains("a.xls: filen är lösenordsskyddad"));
    CHECK_THAT(refusal_of(compound_file(xls_start(5, 0x0500) + end)), Contains("Excel 95"));
    CHECK_THAT(refusal_of(compound_file("x", "Book")), Contains("Excel 95"));
    CHECK_THAT(refusal_of(compound_file("x", "Annat")), Contains("annat slag"));
    const auto whole = workbook("", cell(0x203, 0, 0, number(1)) +
                                        cell(0x204, 0, 1, little_bytes(2, 2) + std::string("\0ab", 3)));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        CHECK(!refusal_of(compound_file(whole.substr(0, size))).empty());
    }
    CHECK(refusal_of(compound_file(whole)).empty());
}

TEST_CASE("a compound file cut at any place, or whose chain of sectors turns back, is refused", "[ingest]")
{
    const auto whole = xls(cell(0x203, 0, 0, number(1)));
    for (std::size_t size = 8; size + 512 < whole.size(); size += 37) {
        CHECK(!refusal_of(whole.substr(0, size)).empty());
    }
    auto loop = xls(std::string(20'000, '\0'));
    for (std::size_t slot = 512 + 4 * 4; slot < 512 + 40; slot += 4) {
        loop.replace(slot, 4, little_bytes(3, 4));
    }
    CHECK(!refusal_of(loop).empty());
}

TEST_CASE("a shared text that is not there is refused with its cell", "[ingest]")
{
    CHECK_THAT(refusal_of(xls(cell(0xFD, 0, 2, little_bytes(7, 4)))),
               Contains("B!C1: cellens text finns inte"));
}

TEST_CASE("cells past the last column of an .xls are refused, also in a row of many", "[ingest]")
{
    CHECK_THAT(refusal_of(xls(cell(0x203, 0, 16'384, number(1)))), Contains("utanför bladet"));
    const auto many = little_bytes(0, 2) + little_bytes(16'383, 2) + std::string(12, '\0') + little_bytes(16'384, 2);
    CHECK_THAT(refusal_of(xls(xls_record(0xBD, many))), Contains("utanför bladet"));
}

TEST_CASE("every kind of number in an .xls is read to the last digit", "[ingest]")
{
    const auto rk = [](std::uint32_t value) { return little_bytes(value, 4); };
    const auto hundredth = static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(1.5) >> 32) | 1U;
    const auto multiple =
        xls_record(0xBD, little_bytes(1, 2) + little_bytes(3, 2) + little_bytes(0, 2) + rk(7 << 2 | 2) +
                             little_bytes(0, 2) + rk(250U << 2 | 3) + little_bytes(4, 2));
    CHECK(cells_of(xls(cell(0x203, 0, 0, number(0.1)) +
                       cell(0x27E, 0, 1, rk(static_cast<std::uint32_t>(-5 * 4) | 2U)) +
                       cell(0x27E, 0, 2, rk(hundredth)) + multiple)) ==
          "B,1,1,n,0.1\nB,1,2,n,-5\nB,1,3,n,0.015\nB,2,4,n,7\nB,2,5,n,2.5\n");
}

TEST_CASE("formulas in an .xls are read as their stored results of every kind", "[ingest]")
{
    const auto special = [](const std::string& head) {
        return head + std::string(6 - head.size(), '\0') + "\xFF\xFF" + std::string(8, '\0');
    };
    const auto text =
        xls_record(0x4BC, "delad") + xls_record(0x207, little_bytes(2, 2) + std::string("\1\xE5\0\xF6\0", 5));
    CHECK(cells_of(xls(cell(0x06, 0, 0, number(2.5) + std::string(8, '\0')) +
                       cell(0x06, 0, 1, special(std::string("\0", 1))) + text +
                       cell(0x06, 0, 2, special(std::string("\1\0\1", 3))) +
                       cell(0x06, 0, 3, special(std::string("\2\0\x2A", 3))) +
                       cell(0x06, 0, 4, special(std::string("\3", 1))))) ==
          "B,1,1,n,2.5\nB,1,2,s,åö\nB,1,3,b,1\nB,1,4,e,#N/A\n");
}

TEST_CASE("a shared text may go on in a second record with another width", "[ingest]")
{
    const auto strings =
        xls_record(0xFC,
                   little_bytes(2, 4) + little_bytes(2, 4) + little_bytes(4, 2) + std::string("\0ab", 3)) +
        xls_record(0x3C, std::string("\1\xE5\0\xF6\0", 5) + little_bytes(1, 2) + std::string("\x8", 1) +
                             little_bytes(1, 2) + "c" + std::string(4, '\0'));
    CHECK(cells_of(xls(cell(0xFD, 0, 0, little_bytes(0, 4)) + cell(0xFD, 0, 1, little_bytes(1, 4)),
                       strings)) == "B,1,1,s,abåö\nB,1,2,s,c\n");
}

TEST_CASE("dates in an .xls follow the cell's format and the workbook's date system", "[ingest]")
{
    const auto cells = cell(0x203, 0, 0, number(45000), 1) + cell(0x203, 0, 1, number(45000), 0);
    CHECK(cells_of(xls(cells, format(0) + format(14))) == "B,1,1,d,2023-03-15\nB,1,2,n,45000\n");
    CHECK(cells_of(xls(cells, xls_record(0x22, little_bytes(1, 2)) + format(0) + format(14)))
              .starts_with("B,1,1,d,2027-03-16\n"));
    const auto own = xls_record(0x41E, little_bytes(170, 2) + little_bytes(4, 2) + std::string("\0yyyy", 5));
    CHECK(cells_of(xls(cells, format(0) + format(170) + own)).starts_with("B,1,1,d,2023-03-15\n"));
}

TEST_CASE("hidden sheets and rows of an .xls are said, and a chart inside a sheet holds no cells", "[ingest]")
{
    const auto row = xls_record(0x208, std::string(12, '\0') + little_bytes(0x20, 4));
    const auto chart = xls_start(32) + cell(0x203, 0, 5, number(666)) + end;
    const auto file = open_bytes_as(
        compound_file(workbook("", row + chart + cell(0x205, 0, 0, std::string("\1\0", 2)), 1)));
    CHECK(cells_of(*file) == "B,1,1,b,1\n");
    CHECK(file->sheets().at(0).hidden);
    CHECK(found(*file, lup::Severity::note, "dolda rader"));
}
