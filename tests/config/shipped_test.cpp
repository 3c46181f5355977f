#include "config/codebook.hpp"
#include "config/plan.hpp"
#include "config/settings.hpp"
#include "tests/config/table_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

const std::filesystem::path shipped = std::filesystem::path(LUP_SOURCE_DIR) / "config/jamtland-harjedalen";

std::string text_of(const std::filesystem::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::vector<lup::RawTable> tables_in(const std::filesystem::path& folder)
{
    std::vector<lup::RawTable> tables;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".csv") {
            tables.push_back(lup::testing::table_from(entry.path().stem(), text_of(entry.path())));
        }
    }
    return tables;
}

/// Warnings and notes are shown with a failing test, errors counted.
std::size_t errors_in(const lup::Findings& findings)
{
    for (const auto& finding : findings) {
        UNSCOPED_INFO(static_cast<int>(finding.severity) << " " << finding.file << ": " << finding.place
                                                         << ": " << finding.rule << " " << finding.advice);
    }
    return static_cast<std::size_t>(
        std::ranges::count(findings, lup::Severity::error, &lup::Finding::severity));
}

} // namespace

TEST_CASE("the shipped codebook has no mistakes", "[config]")
{
    const auto reading = lup::parse_codebook(tables_in(shipped / "kodbok"));
    CHECK(errors_in(reading.findings) == 0);
    CHECK(reading.codebook.indicators.size() >= 25);
}

TEST_CASE("the shipped settings are read", "[config]")
{
    const auto settings = lup::parse_settings(text_of(shipped / "lup.toml"), "lup.toml");
    CHECK(settings.region == "Region Jämtland Härjedalen");
}

TEST_CASE("the shipped plan has no mistakes", "[config]")
{
    const auto codebook = lup::parse_codebook(tables_in(shipped / "kodbok")).codebook;
    const auto reading = lup::parse_plan(tables_in(shipped / "plan"), codebook);
    CHECK(errors_in(reading.findings) == 0);
    CHECK(reading.plan.organisations.size() >= 8);
    CHECK(!reading.plan.targets.empty());
}
