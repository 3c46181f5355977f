#include "reading_support.hpp"

#include "ingest/sheets/statistics_file.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <readstat.h>

using Catch::Matchers::Contains;

namespace {

ssize_t keep_bytes(const void* data, std::size_t size, void* context)
{
    static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
    return static_cast<ssize_t>(size);
}

using Begin = readstat_error_t (*)(readstat_writer_t*, void*, long);

/// Two cases of Q1 (labelled, 9 declared missing), DAT (a date by `date_format`) and TXT, as `begin` writes
/// them.
std::string written(Begin begin, const char* date_format, double date,
                    readstat_compress_t compression = READSTAT_COMPRESS_NONE)
{
    std::string bytes;
    auto* writer = readstat_writer_init();
    readstat_set_data_writer(writer, keep_bytes);
    readstat_writer_set_compression(writer, compression);
    const bool has_missing = begin != readstat_begin_writing_dta;
    auto* labels =
        readstat_add_label_set(writer, has_missing ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32, "trivsel");
    has_missing ? readstat_label_double_value(labels, 1, "Mycket bra")
                : readstat_label_int32_value(labels, 1, "Mycket bra");
    auto* q1 =
        readstat_add_variable(writer, "Q1", has_missing ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32, 0);
    readstat_variable_set_label(q1, "Hur trivs du?");
    readstat_variable_set_label_set(q1, labels);
    if (has_missing) {
        readstat_variable_add_missing_double_value(q1, 9);
    }
    auto* day = readstat_add_variable(writer, "DAT", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(day, date_format);
    auto* text = readstat_add_variable(writer, "TXT", READSTAT_TYPE_STRING, 8);
    REQUIRE(begin(writer, &bytes, 2) == READSTAT_OK);
    for (int i = 0; i < 2; ++i) {
        readstat_begin_row(writer);
        has_missing ? readstat_insert_double_value(writer, q1, i == 0 ? 1 : 9)
                    : readstat_insert_int32_value(writer, q1, i == 0 ? 1 : 9);
        i == 0 ? readstat_insert_double_value(writer, day, date) : readstat_insert_missing_value(writer, day);
        readstat_insert_string_value(writer, text, i == 0 ? "hej" : "");
        readstat_end_row(writer);
    }
    REQUIRE(readstat_end_writing(writer) == READSTAT_OK);
    readstat_writer_free(writer);
    return bytes;
}

constexpr double spss_day = 13'898'217'600; // 2023-03-15, from 1582-10-14
constexpr const char* expected =
    "x,1,1,s,Q1\nx,1,2,s,DAT\nx,1,3,s,TXT\nx,2,1,n,1\nx,2,2,d,2023-03-15\nx,2,3,s,hej\nx,3,1,n,9\n";

} // namespace

TEST_CASE("a statistics file cut anywhere in its head is refused and never crashes", "[ingest]")
{
    const auto whole = written(readstat_begin_writing_sav, "DATE11", spss_day);
    for (std::size_t size = 4; size < 500; size += 3) {
        INFO(size);
        CHECK_THAT(refusal_of(whole.substr(0, size), "x.sav"), Contains("x.sav: "));
    }
}

TEST_CASE(".sav, .zsav and .por are read with their names, dates and empty cells", "[ingest]")
{
    CHECK(cells_of(written(readstat_begin_writing_sav, "DATE11", spss_day), "x.sav") == expected);
    CHECK(cells_of(written(readstat_begin_writing_sav, "DATE11", spss_day, READSTAT_COMPRESS_ROWS),
                   "x.sav") == expected);
    CHECK(cells_of(written(readstat_begin_writing_sav, "DATE11", spss_day, READSTAT_COMPRESS_BINARY),
                   "x.zsav") == expected);
    CHECK(cells_of(written(readstat_begin_writing_por, "DATE11", spss_day), "x.por") == expected);
}

TEST_CASE("a .dta and a .sas7bdat are read with dates that count from 1960", "[ingest]")
{
    CHECK(cells_of(written(readstat_begin_writing_dta, "%td", 23'084), "x.dta") == expected);
    CHECK(cells_of(written(readstat_begin_writing_sas7bdat, "DATE9", 23'084), "x.sas7bdat") == expected);
}

TEST_CASE("labels and declared missing values of a .sav are there for the codebook", "[ingest]")
{
    const auto file = open_bytes_as(written(readstat_begin_writing_sav, "DATE11", spss_day), "x.sav");
    const auto& q1 = file->variables().at(0);
    CHECK(q1.label == "Hur trivs du?");
    REQUIRE(q1.labels.size() == 1);
    CHECK(q1.labels[0] == std::pair<std::string, std::string>("1", "Mycket bra"));
    REQUIRE(q1.missing.size() == 1);
    CHECK(q1.missing[0].first == "9");
    const auto reader = file->read(0);
    lup::Row row;
    REQUIRE((reader->next(row) && reader->next(row)));
    CHECK(!row.cells.at(0).user_missing);
    REQUIRE(reader->next(row));
    CHECK(row.cells.at(0).user_missing);
    CHECK(!reader->next(row));
}

TEST_CASE("a reader of a statistics file may be left at any row", "[ingest]")
{
    const auto file = open_bytes_as(written(readstat_begin_writing_sav, "DATE11", spss_day), "x.sav");
    for (int rows = 0; rows < 3; ++rows) {
        const auto reader = file->read(0);
        lup::Row row;
        for (int i = 0; i < rows; ++i) {
            CHECK(reader->next(row));
        }
    }
}
