#include "app/demo/demo_data.hpp"
#include "config/codebook.hpp"
#include "config/plan.hpp"
#include "ingest/delivery/delivery.hpp"
#include "ingest/raw_tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

/// The demo files read by the shipped codebook, once for all tests.
struct DemoReading {
    lup::CodebookReading codebook;
    std::map<std::string, lup::DeliveryReport> reports;
};

DemoReading read_demo()
{
    DemoReading demo;
    demo.codebook = lup::parse_codebook(
        lup::read_raw_tables(fs::path(LUP_SOURCE_DIR) / "config/jamtland-harjedalen/kodbok"));
    const auto folder = fs::temp_directory_path() / ("lup-demo-reading-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    lup::write_demo_files(folder);
    for (const auto& file : lup::demo_files())
        demo.reports[file.name] = lup::read_delivery(*lup::open_sheet_file(folder / file.name), file.name,
                                                     demo.codebook.codebook, {}, folder / "copy.gz");
    fs::remove_all(folder);
    return demo;
}

const DemoReading& demo()
{
    static const DemoReading read = read_demo();
    return read;
}

std::vector<lup::DemoFile> files_with(lup::DemoPurpose purpose)
{
    auto files = lup::demo_files();
    std::erase_if(files, [&](const lup::DemoFile& file) { return file.purpose != purpose; });
    return files;
}

bool has_rule(const lup::DeliveryReport& report, const std::string& part)
{
    return std::ranges::any_of(report.findings, [&](const lup::Finding& finding) {
        return finding.advice.find(part) != std::string::npos;
    });
}

} // namespace

TEST_CASE("the shipped tables are read as the program reads them, without a remark", "[app]")
{
    const auto plan =
        lup::parse_plan(lup::read_raw_tables(fs::path(LUP_SOURCE_DIR) / "config/jamtland-harjedalen/plan"),
                        demo().codebook.codebook);
    CHECK(demo().codebook.findings.empty());
    CHECK(plan.findings.empty());
    CHECK(plan.plan.organisations.size() >= 8);
    CHECK(demo().codebook.codebook.indicators.size() >= 25);
}

TEST_CASE("a demo file as it should be is green and taken for its own wave", "[app]")
{
    for (const auto& file : files_with(lup::DemoPurpose::delivery)) {
        INFO(file.name);
        const auto& report = demo().reports.at(file.name);
        CHECK(report.verdict == lup::DeliveryVerdict::accepted);
        CHECK(report.survey == file.survey);
        CHECK(report.wave == file.wave);
        CHECK(report.rows_used > 1400);
        for (const auto& column : report.columns)
            CHECK(column.unmatched == 0);
    }
}

TEST_CASE("the demo file with mistakes is red, with the misspelt heading and code named", "[app]")
{
    const auto& report = demo().reports.at(files_with(lup::DemoPurpose::mistakes).at(0).name);
    CHECK(report.verdict == lup::DeliveryVerdict::rejected);
    CHECK(has_rule(report, "k6_psyk_hog"));
    CHECK(has_rule(report, "Kvinna"));
}

TEST_CASE("the demo file with a personnummer in a note is put in quarantine", "[app]")
{
    const auto& report = demo().reports.at(files_with(lup::DemoPurpose::identity_number).at(0).name);
    CHECK(report.verdict == lup::DeliveryVerdict::quarantined);
    CHECK(report.rows_used == 0);
}

TEST_CASE("the two parts of the demo's läsår are a supplement of each other", "[app]")
{
    std::vector<std::set<lup::PartKey>> parts;
    for (const auto& file : files_with(lup::DemoPurpose::delivery))
        if (file.wave == "2021-2022")
            parts.push_back(demo().reports.at(file.name).parts);
    REQUIRE(parts.size() == 2);
    CHECK(lup::relation_to(parts[1], {parts[0]}).relation == lup::Relation::supplement);
}
