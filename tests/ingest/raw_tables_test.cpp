#include "config/codebook.hpp"
#include "config/errors.hpp"
#include "ingest/raw_tables.hpp"
#include "tests/ingest/delivery_support.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace lup;
using namespace lup::testing;

namespace {

void write_text(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("tables that are not there or stand twice are configuration errors", "[ingest]")
{
    const ScratchFolder folder;
    CHECK_THROWS_AS(read_raw_tables(folder / "saknas"), ConfigurationError);
    write_text(folder / "kodbok/surveys.csv", "survey;title\na;A\n");
    write_text(folder / "kodbok/Surveys.CSV", "survey;title\nb;B\n");
    CHECK_THROWS_WITH(read_raw_tables(folder / "kodbok"),
                      Catch::Contains("tabellen 'surveys' finns också i"));
    write_text(folder / "bredvid/surveys.csv", "survey;title\na;A;mer\n");
    CHECK_THROWS_WITH(read_raw_tables(folder / "bredvid"), Catch::Contains("surveys.csv: rad 2"));
}

TEST_CASE("a folder of CSV files is read with either separator, a byte order mark and leading zeros",
          "[ingest]")
{
    const ScratchFolder folder;
    write_text(folder / "kodbok/areas.csv",
               "\xEF\xBB\xBFområde;namn\r\n0180;Stockholm\r\n\r\n2380; Östersund \r\n");
    write_text(folder / "kodbok/groups.csv", "group,label\ng,\"ja, ofta\"\n");
    write_text(folder / "kodbok/scales.csv", "scale;survey\n");
    write_text(folder / "kodbok/~$waves.csv", "x");
    write_text(folder / "kodbok/.dold.csv", "x");
    write_text(folder / "kodbok/LÄSMIG.txt", "x");
    const auto tables = read_raw_tables(folder / "kodbok");
    REQUIRE(tables.size() == 3);
    CHECK(tables[0].name == "areas");
    CHECK(tables[0].file == "kodbok/areas.csv");
    CHECK(tables[0].headings == std::vector<std::string>{"område", "namn"});
    REQUIRE(tables[0].rows.size() == 2);
    CHECK(tables[0].rows[0].cells == std::vector<std::string>{"0180", "Stockholm"});
    CHECK(tables[0].rows[1].number == 4);
    CHECK(tables[0].rows[1].cells[1] == "Östersund");
    CHECK(tables[1].rows[0].cells[1] == "ja, ofta");
    CHECK(tables[2].rows.empty());
}

TEST_CASE("an empty folder holds no tables", "[ingest]")
{
    const ScratchFolder folder;
    std::filesystem::create_directories(folder / "plan");
    CHECK(read_raw_tables(folder / "plan").empty());
}

TEST_CASE("the shipped codebook is read without an error", "[ingest]")
{
    const auto tables =
        read_raw_tables(std::filesystem::path(LUP_SOURCE_DIR) / "config/jamtland-harjedalen/kodbok");
    const auto reading = parse_codebook(tables);
    CHECK(reading.codebook.waves.size() >= 9);
    for (const auto& finding : reading.findings) {
        INFO(finding.file << " " << finding.place << " " << finding.rule);
        CHECK(finding.severity != Severity::error);
    }
}
