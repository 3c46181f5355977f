#include "app/demo/adult_layout.hpp"
#include "app/demo/demo_data.hpp"
#include "app/demo/pupils.hpp"
#include "tests/config/table_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

/// A folder of its own, removed with the test.
class Folder {
public:
    explicit Folder(const std::string& name)
        : path_(fs::temp_directory_path() / ("lup-demo-" + std::to_string(::getpid()) + "-" + name))
    {
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string bytes_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t column_of(const lup::RawTable& table, const std::string& heading)
{
    return static_cast<std::size_t>(std::ranges::find(table.headings, heading) - table.headings.begin());
}

/// Weighted share, in percent, of women or men 16-84 years in the round who have 1 in the outcome.
double share(std::size_t round, std::string_view variable, bool women)
{
    const auto outcomes = lup::adult_outcomes();
    const auto outcome = static_cast<std::size_t>(
        std::ranges::find(outcomes, variable, &lup::AdultOutcome::variable) - outcomes.begin());
    double yes = 0, all = 0;
    for (const auto& adult : lup::made_up_adults(round))
        if (adult.woman == women && adult.age_band < 4 && adult.outcomes.at(outcome)) {
            all += adult.weight;
            yes += *adult.outcomes[outcome] ? adult.weight : 0;
        }
    return 100 * yes / all;
}

bool everyone(const lup::DemoSchool&)
{
    return true;
}

} // namespace

TEST_CASE("the demo files are the same bytes each time", "[app]")
{
    const Folder first("first"), second("second");
    lup::write_demo_files(first.path());
    lup::write_demo_files(second.path());
    for (const auto& file : lup::demo_files()) {
        INFO(file.name);
        const auto bytes = bytes_of(first.path() / file.name);
        CHECK(bytes.size() > 10'000);
        CHECK(bytes == bytes_of(second.path() / file.name));
    }
}

TEST_CASE("every wave of the shipped codebook has a demo file that is as it should be", "[app]")
{
    const auto file = fs::path(LUP_SOURCE_DIR) / "config/jamtland-harjedalen/kodbok/waves.csv";
    const auto waves = lup::testing::table_from("waves", bytes_of(file));
    std::set<std::pair<std::string, std::string>> declared, written;
    for (const auto& row : waves.rows)
        declared.emplace(row.cells.at(column_of(waves, "survey")), row.cells.at(column_of(waves, "wave")));
    for (const auto& demo : lup::demo_files())
        if (demo.purpose == lup::DemoPurpose::delivery)
            written.emplace(demo.survey, demo.wave);
    CHECK(declared.size() == 9);
    CHECK(written == declared);
}

TEST_CASE("the demo has one file with mistakes and one with an identity number", "[app]")
{
    const auto files = lup::demo_files();
    CHECK(std::ranges::count(files, lup::DemoPurpose::mistakes, &lup::DemoFile::purpose) == 1);
    CHECK(std::ranges::count(files, lup::DemoPurpose::identity_number, &lup::DemoFile::purpose) == 1);
}

TEST_CASE("made-up adults have believable levels, sex differences and trends", "[app]")
{
    constexpr std::size_t y2020 = 1, y2022 = 2, y2024 = 3;
    CHECK(share(y2022, "k6_psyk_hog", true) > share(y2022, "k6_psyk_hog", false) + 1);
    CHECK(share(y2024, "k6_psyk_hog", true) > share(y2020, "k6_psyk_hog", true));
    CHECK_THAT(share(y2022, "godhals", true), Catch::WithinAbs(71, 4));
    CHECK_THAT(share(y2022, "stress", false), Catch::WithinAbs(13, 3));
}

TEST_CASE("weights of made-up adults add up to the county's population in rounds of any size", "[app]")
{
    for (std::size_t round = 2; round < lup::adult_rounds; ++round) {
        double sum = 0;
        for (const auto& adult : lup::made_up_adults(round))
            sum += adult.weight;
        CHECK_THAT(sum, Catch::WithinRel(109'300.0, 0.03));
    }
}

TEST_CASE("a sheet a grade ends with a totals row, and small municipalities have few pupils", "[app]")
{
    const auto tables = lup::pupil_tables(0, everyone);
    REQUIRE(tables.size() == lup::demo_grades);
    for (const auto& table : tables) {
        INFO(table.sheet);
        CHECK(table.rows.size() > 1000);
        CHECK(std::get<std::string>(table.totals.front()) == "Totalt");
        const auto in_ragunda = std::ranges::count_if(
            table.rows, [](const auto& row) { return row[2] == lup::DemoCell(std::string("Ragunda")); });
        CHECK(in_ragunda < 45);
    }
}

TEST_CASE("the two parts of a made-up läsår are the whole, pupil by pupil", "[app]")
{
    const auto in_big = [](const lup::DemoSchool& school) { return school.municipality == 7; };
    const auto whole = lup::pupil_tables(2, everyone);
    const auto big = lup::pupil_tables(2, in_big);
    const auto rest = lup::pupil_tables(2, [&](const lup::DemoSchool& school) { return !in_big(school); });
    for (std::size_t grade = 0; grade < lup::demo_grades; ++grade) {
        CHECK(big[grade].rows.size() + rest[grade].rows.size() == whole[grade].rows.size());
        // All but the running number, which starts anew in each file.
        std::vector<lup::DemoCell> last_part = big[grade].rows.back(), last = {};
        for (const auto& row : whole[grade].rows)
            if (row[3] == last_part[3])
                last = row;
        last_part[0] = last[0] = {};
        CHECK(last_part == last);
    }
}
