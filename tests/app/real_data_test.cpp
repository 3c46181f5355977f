#include "ingest/sheet_reader.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinAbs;

namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path(LUP_SOURCE_DIR) / ".." / "shared" / "data";

/// Puts the codebook kept for a data set in the home and drops the file; false, with a line, if it is
/// missing.
bool drop_real_file(const TestHome& home, const std::string& set, const std::string& file)
{
    if (!fs::exists(data / set / file)) {
        WARN(set << ": the data folder is not there, nothing was checked");
        return false;
    }
    fs::remove_all(home.home().codebook());
    fs::copy(fs::path(LUP_SOURCE_DIR) / "tests/app/codebooks" / set / "kodbok", home.home().codebook());
    fs::copy_file(data / set / file, home.home().inbox() / file);
    return true;
}

double rounded(const TestHome& home, const std::string& column, const std::string& indicator,
               const std::string& domain, int decimals)
{
    const auto found =
        home.rows("plan.db", fmt::format("SELECT {} FROM v_value WHERE indicator = '{}' AND domain = '{}'",
                                         column, indicator, domain));
    REQUIRE(found.size() == 1);
    const auto scale = std::pow(10.0, decimals);
    return std::round(std::stod(found.front()) * scale) / scale;
}

struct SourceRow {
    std::string indicator;
    double n, share, lower, upper, girls, boys;
};

/// Rows of `masculinity-survey.csv`: the answer and its percentages for all and by age.
struct Answer {
    std::string text;
    std::vector<std::string> shares;
};

/// The blocks of the published report: a question, then its answers.
std::vector<std::vector<Answer>> published_blocks(const fs::path& file)
{
    constexpr std::uint32_t answer_column = 2, last_age_column = 6;
    const auto sheets = open_sheet_file(file);
    const auto reader = sheets->read(0);
    std::vector<std::vector<Answer>> blocks;
    for (Row row; reader->next(row);) {
        if (row.number <= 2)
            continue;
        if (row.cells.front().column == 1)
            blocks.emplace_back();
        if (row.cells.front().column != answer_column)
            continue;
        Answer answer{std::string(row.cells.front().text), {}};
        for (const auto& cell : row.cells)
            if (cell.column > answer_column && cell.column <= last_age_column)
                answer.shares.emplace_back(cell.text);
        blocks.back().push_back(std::move(answer));
    }
    return blocks;
}

} // namespace

TEST_CASE("the school survey of 2019 gives its published and recomputed table through a whole night", "[app]")
{
    TestHome home;
    if (!drop_real_file(home, "yrbs2019", "yrbs2019.xlsx"))
        return;
    home.run();
    const std::vector<SourceRow> table{
        {"qn25", 13421, 36.71, 35.1, 38.3, 46.6, 26.8}, {"qn26", 13437, 18.75, 17.6, 20.0, 24.1, 13.3},
        {"qn27", 13422, 15.71, 14.6, 16.9, 19.9, 11.3}, {"qn28", 10520, 8.91, 7.9, 10.0, 11.0, 6.6},
        {"qn29", 8749, 2.52, 2.1, 3.0, 3.3, 1.7},       {"qn23", 13447, 19.52, 18.2, 20.9, 23.6, 15.4},
        {"qn24", 13485, 15.71, 14.6, 16.9, 20.4, 10.9}};
    for (const auto& row : table) {
        INFO(row.indicator);
        CHECK_THAT(rounded(home, "n", row.indicator, "", 0), WithinAbs(row.n, 0.0));
        CHECK_THAT(rounded(home, "value", row.indicator, "", 2), WithinAbs(row.share, 1e-9));
        CHECK_THAT(rounded(home, "lower", row.indicator, "", 1), WithinAbs(row.lower, 1e-9));
        CHECK_THAT(rounded(home, "upper", row.indicator, "", 1), WithinAbs(row.upper, 1e-9));
        CHECK_THAT(rounded(home, "value", row.indicator, "Q2=K", 1), WithinAbs(row.girls, 1e-9));
        CHECK_THAT(rounded(home, "value", row.indicator, "Q2=M", 1), WithinAbs(row.boys, 1e-9));
    }
}

TEST_CASE("one item of the school survey of 2015 agrees with its published interval to six digits", "[app]")
{
    TestHome home;
    if (!drop_real_file(home, "yrbs2015_one_item", "yrbs2015_qn8.csv"))
        return;
    home.run();
    CHECK_THAT(rounded(home, "value", "qn8", "", 4), WithinAbs(81.3623, 1e-9));
    CHECK_THAT(rounded(home, "lower", "qn8", "", 4), WithinAbs(76.9622, 1e-9));
    CHECK_THAT(rounded(home, "upper", "qn8", "", 4), WithinAbs(85.0848, 1e-9));
}

TEST_CASE("fourteen questions of a weighted poll give every published percentage, for all and by age",
          "[app]")
{
    TestHome home;
    if (!drop_real_file(home, "masculinity_survey", "raw-responses.csv"))
        return;
    home.run();
    const auto blocks = published_blocks(data / "masculinity_survey" / "masculinity-survey.csv");
    std::vector<std::pair<std::string, std::size_t>> questions{{"q0001", 0}, {"q0002", 1}, {"q0005", 3}};
    for (std::size_t i = 0; i < 11; ++i)
        questions.emplace_back(fmt::format("q0007_{:04}", i + 1), i + 4);
    std::size_t checked = 0;
    for (const auto& [question, block] : questions)
        for (std::size_t answer = 0; answer < blocks[block].size(); ++answer) {
            const auto indicator = fmt::format("{}_{}", question, answer + 1);
            const std::vector<std::string> domains{"", "age3=18 - 34", "age3=35 - 64", "age3=65 and up"};
            for (std::size_t i = 0; i < domains.size(); ++i) {
                INFO(indicator << " " << domains[i]);
                const auto share = home.value(indicator, "2018", domains[i]);
                REQUIRE(share.has_value());
                CHECK(fmt::format("{:.0f}%", *share) == blocks[block][answer].shares[i]);
                ++checked;
            }
        }
    CHECK(checked == 316);
}
