#include "reading_support.hpp"

#include "config/errors.hpp"
#include "ingest/sheets/sav_layout.hpp"
#include "ingest/sheets/statistics_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <random>

#include <readstat.h>

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

ssize_t keep_bytes(const void* data, std::size_t size, void* context)
{
    static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
    return static_cast<ssize_t>(size);
}

/// Writes a .sav of `cases` cases: a number, one with declared missing ranges, a date, and texts of each of
/// `widths` bytes, of which "SLUT" is declared missing.
class SavWriter {
public:
    SavWriter(std::initializer_list<std::size_t> widths, readstat_compress_t packing)
        : writer_(readstat_writer_init())
    {
        readstat_set_data_writer(writer_, keep_bytes);
        readstat_writer_set_compression(writer_, packing);
        number_ = readstat_add_variable(writer_, "N", READSTAT_TYPE_DOUBLE, 0);
        ranged_ = readstat_add_variable(writer_, "R", READSTAT_TYPE_DOUBLE, 0);
        readstat_variable_add_missing_double_range(ranged_, 90, 99);
        day_ = readstat_add_variable(writer_, "D", READSTAT_TYPE_DOUBLE, 0);
        readstat_variable_set_format(day_, "DATETIME20");
        for (const auto width : widths) {
            texts_.push_back(readstat_add_variable(writer_, ("T" + std::to_string(texts_.size())).c_str(),
                                                   READSTAT_TYPE_STRING, width));
            if (width <= 8) {
                readstat_variable_add_missing_string_value(texts_.back(), "SLUT");
            }
        }
    }
    SavWriter(const SavWriter&) = delete;
    SavWriter& operator=(const SavWriter&) = delete;
    ~SavWriter() { readstat_writer_free(writer_); }

    std::string write(long cases, const std::function<double(long, int)>& number,
                      const std::function<std::string(long, std::size_t)>& text)
    {
        REQUIRE(readstat_begin_writing_sav(writer_, &bytes_, cases) == READSTAT_OK);
        for (long i = 0; i < cases; ++i) {
            REQUIRE(readstat_begin_row(writer_) == READSTAT_OK);
            int column = 0;
            for (auto* variable : {number_, ranged_, day_}) {
                const double value = number(i, column++);
                std::isnan(value) ? readstat_insert_missing_value(writer_, variable)
                                  : readstat_insert_double_value(writer_, variable, value);
            }
            for (std::size_t j = 0; j < texts_.size(); ++j) {
                readstat_insert_string_value(writer_, texts_[j], text(i, j).c_str());
            }
            REQUIRE(readstat_end_row(writer_) == READSTAT_OK);
        }
        REQUIRE(readstat_end_writing(writer_) == READSTAT_OK);
        return bytes_;
    }

private:
    readstat_writer_t* writer_;
    readstat_variable_t* number_;
    readstat_variable_t* ranged_;
    readstat_variable_t* day_;
    std::vector<readstat_variable_t*> texts_;
    std::string bytes_;
};

/// Every cell with its marks, or the words of the refusal.
std::vector<std::string> all_of(const std::function<std::unique_ptr<lup::SheetFile>()>& open)
{
    std::vector<std::string> all;
    try {
        const auto file = open();
        const auto reader = file->read(0);
        for (lup::Row row; reader->next(row);) {
            for (const auto& cell : row.cells) {
                all.push_back(std::to_string(row.number) + " " + std::to_string(cell.column) + " " +
                              std::to_string(static_cast<int>(cell.type)) +
                              (cell.user_missing ? " m " : " ") + std::to_string(cell.number) + " " +
                              std::string(cell.text));
            }
        }
        for (const auto& finding : file->findings()) {
            all.push_back(finding.place + finding.rule + std::to_string(finding.count));
        }
    } catch (const lup::InputError&) {
        all.emplace_back("refused");
    }
    return all;
}

std::vector<std::string> read_by_us(const std::string& bytes)
{
    return all_of([&] {
        return lup::open_statistics(lup::bytes_in_memory(bytes, "x.sav"), lup::StatisticsFormat::sav);
    });
}

std::vector<std::string> read_by_readstat(const std::string& bytes)
{
    return all_of([&] {
        return lup::open_statistics_with_readstat(lup::bytes_in_memory(bytes, "x.sav"),
                                                  lup::StatisticsFormat::sav);
    });
}

bool same_cells(const lup::Row& first, const lup::Row& second)
{
    const auto same = [](const lup::Cell& a, const lup::Cell& b) {
        return a.column == b.column && a.type == b.type && a.user_missing == b.user_missing &&
               a.number == b.number && a.text == b.text;
    };
    return first.number == second.number &&
           std::equal(first.cells.begin(), first.cells.end(), second.cells.begin(), second.cells.end(), same);
}

/// How many rows both readings have in common before the first difference; -1 if all are the same.
long rows_before_difference(const lup::SheetFile& ours, const lup::SheetFile& reference)
{
    const auto first = ours.read(0);
    const auto second = reference.read(0);
    lup::Row row;
    lup::Row other;
    for (long rows = 0; true; ++rows) {
        const bool more = first->next(row);
        if (more != second->next(other) || (more && !same_cells(row, other))) {
            return rows;
        }
        if (!more) {
            return -1;
        }
    }
}

bool is_ordinary(const std::string& bytes)
{
    return lup::sav_layout(*lup::bytes_in_memory(bytes, "x.sav")).has_value();
}

/// The place of the code page in the record that holds it: the last of eight whole numbers.
std::size_t code_page_at(const std::string& bytes)
{
    using namespace std::string_view_literals;
    const auto at = bytes.find("\7\0\0\0\3\0\0\0\4\0\0\0\10\0\0\0"sv);
    REQUIRE(at != std::string::npos);
    return at + 16 + 28;
}

std::string with_code_page(std::string bytes, std::uint32_t page)
{
    std::memcpy(bytes.data() + code_page_at(bytes), &page, sizeof page);
    return bytes;
}

std::string replaced(std::string bytes, std::string_view from, std::string_view to)
{
    const auto at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, from.size(), to);
}

constexpr double spss_day = 13'898'217'600; // 2023-03-15, from 1582-10-14

std::string one_text(const std::string& text, readstat_compress_t packing = READSTAT_COMPRESS_NONE)
{
    return SavWriter({16}, packing)
        .write(
            1, [](long, int column) { return column == 2 ? spss_day : 1; },
            [&](long, std::size_t) { return text; });
}

} // namespace

TEST_CASE("a .sav that ends within a case or has fewer than it says is refused, packed or not", "[ingest]")
{
    for (const auto packing : {READSTAT_COMPRESS_NONE, READSTAT_COMPRESS_ROWS}) {
        const auto whole = one_text("hej", packing);
        REQUIRE(is_ordinary(whole));
        CHECK(read_by_us(whole).back() == "2 4 1 0.000000 hej");
        for (std::size_t lost = 16; lost < 40; lost += 8) {
            CHECK(read_by_us(whole.substr(0, whole.size() - lost)).back() == "refused");
        }
        auto two = whole;
        two[80] = 2;
        CHECK(read_by_us(two).back() == "refused");
        auto none = whole;
        none[80] = 0;
        CHECK(read_by_us(none).back() == "refused");
        auto unsaid = whole;
        std::memset(unsaid.data() + 80, 0xFF, 4);
        CHECK(read_by_us(unsaid) == read_by_us(whole));
    }
}

TEST_CASE("a text that is not in the encoding that its .sav names is refused, one that is cut is not",
          "[ingest]")
{
    const auto utf8 = one_text("räksmörgås");
    CHECK(read_by_us(utf8).back() == "2 4 1 0.000000 räksmörgås");
    const auto wrong = replaced(utf8, "räksmörgås   ", "r\xE4ksm\xF6rg\xE5s      ");
    CHECK(read_by_us(wrong).back() == "refused");
    CHECK(read_by_readstat(wrong).back() == "refused");
    const auto cut = replaced(utf8, "räksmörgås   ", "räksmörgås xx\xC3");
    CHECK(read_by_us(cut).back() == "2 4 1 0.000000 räksmörgås xx");
    CHECK(read_by_us(cut) == read_by_readstat(cut));
}

TEST_CASE("texts of a .sav in Windows-1252 are read as ReadStat reads them", "[ingest]")
{
    const auto western = replaced(one_text("räksmörgås"), "räksmörgås   ", "r\xE4ksm\xF6rg\xE5s \x80    ");
    for (const auto page : {2U, 3U, 1252U}) {
        const auto bytes = with_code_page(western, page);
        REQUIRE(is_ordinary(bytes));
        CHECK(read_by_us(bytes).back() == "2 4 1 0.000000 räksmörgås €");
        CHECK(read_by_us(bytes) == read_by_readstat(bytes));
    }
    CHECK(!is_ordinary(with_code_page(western, 28'591)));
    CHECK(!is_ordinary(with_code_page(western, 932)));
    const auto unknown = with_code_page(replaced(western, "\xE5s \x80", "\xE5s \x81"), 1252);
    CHECK(read_by_us(unknown).back() == "refused");
    CHECK(read_by_readstat(unknown).back() == "refused");
}

TEST_CASE("zero bytes within a text of a .sav mean what they mean to ReadStat", "[ingest]")
{
    using namespace std::string_view_literals;
    const auto bytes = replaced(one_text("abcdefgh"), "abcdefgh", "ab\0de  \0"sv);
    CHECK(read_by_us(bytes).back() == "2 4 1 0.000000 abde");
    CHECK(read_by_us(bytes) == read_by_readstat(bytes));
    const auto western = with_code_page(bytes, 1252);
    CHECK(read_by_us(western).back() == "2 4 1 0.000000 ab");
    CHECK(read_by_us(western) == read_by_readstat(western));
}

TEST_CASE("thousands of cases of every kind read the same as ReadStat reads them", "[ingest]")
{
    for (const auto packing : {READSTAT_COMPRESS_NONE, READSTAT_COMPRESS_ROWS}) {
        std::mt19937_64 random(7);
        const auto number = [&](long, int column) {
            const double all[] = {0, 1, 5, 99, 90, 151, 152, -1, -99, -100, 0.5, 1e300, std::nan(""), 95.5};
            return column == 2 ? spss_day + static_cast<double>(random() % 1'000'000'000)
                               : all[random() % std::size(all)];
        };
        const auto text = [&](long, std::size_t column) -> std::string {
            const std::string words[] = {"", "SLUT", "a", "åäö", "  framför", "hej och hå", "x y z"};
            const auto& word = words[random() % std::size(words)];
            return column < 2 ? word.substr(0, 8) : word + std::string(random() % 200, 'q');
        };
        const auto bytes =
            SavWriter({8, 5, 255, 1, 250}, packing).write(5'000, number, [&](long i, std::size_t c) {
                return c == 3 ? std::string("j") : c == 1 ? text(i, c).substr(0, 4) : text(i, c);
            });
        REQUIRE(is_ordinary(bytes));
        const auto ours = read_by_us(bytes);
        CHECK(ours.size() > 20'000);
        CHECK((ours == read_by_readstat(bytes))); // not printed when they differ
    }
}

TEST_CASE("a .sav with texts over 255 bytes, or packed with zlib, is left to ReadStat", "[ingest]")
{
    const auto write = [](std::size_t width, readstat_compress_t packing) {
        return SavWriter({width}, packing)
            .write(
                2, [](long, int) { return 1; }, [&](long, std::size_t) { return std::string(width, 'a'); });
    };
    CHECK(is_ordinary(write(255, READSTAT_COMPRESS_ROWS)));
    const auto longer = write(700, READSTAT_COMPRESS_ROWS);
    CHECK(!is_ordinary(longer));
    CHECK(read_by_us(longer).back().ends_with(std::string(700, 'a')));
    CHECK(!is_ordinary(write(8, READSTAT_COMPRESS_BINARY)));
}

TEST_CASE("a date that no calendar has is read as a number and said, with its row", "[ingest]")
{
    const auto bytes =
        SavWriter({}, READSTAT_COMPRESS_ROWS)
            .write(3, [](long i, int column) { return column == 2 && i > 0 ? 1e15 : spss_day; }, {});
    const auto ours = read_by_us(bytes);
    REQUIRE(ours.size() > 1);
    CHECK_THAT(ours.back(), Contains("rad 3") && Contains("utanför") && Contains("2"));
    CHECK(ours == read_by_readstat(bytes));
}

TEST_CASE("every .sav that is at hand reads the same as ReadStat reads it", "[ingest]")
{
    const fs::path data = fs::path(LUP_SOURCE_DIR) / "../shared/data";
    std::size_t files = 0;
    for (const auto* folder : {"spreadsheets/corpus/haven", "yrbs2019"}) {
        if (!fs::exists(data / folder)) {
            continue;
        }
        for (const auto& entry : fs::directory_iterator(data / folder)) {
            if (entry.path().extension() == ".sav") {
                INFO(entry.path().filename());
                const auto source = lup::open_bytes(entry.path());
                CHECK(lup::sav_layout(*source));
                CHECK(rows_before_difference(
                          *lup::open_statistics(source, lup::StatisticsFormat::sav),
                          *lup::open_statistics_with_readstat(source, lup::StatisticsFormat::sav)) == -1);
                ++files;
            }
        }
    }
    if (files == 0) {
        WARN("skipped: no .sav in " << data);
    }
}
