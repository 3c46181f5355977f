#include "transform/tally/scales.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace lup;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double blank = std::numeric_limits<double>::quiet_NaN();

std::optional<double> score_of(const char* name, const std::vector<double>& items, bool reversed = false)
{
    const auto* instrument = find_instrument(name);
    REQUIRE(instrument != nullptr);
    REQUIRE(items.size() == instrument->items);
    return score(*instrument, items, std::vector<bool>(items.size(), reversed));
}

bool case_of(const char* name, double score)
{
    const auto* instrument = find_instrument(name);
    return is_case(*instrument, score, instrument->cut);
}

} // namespace

TEST_CASE("an unknown instrument is none", "[transform]")
{
    CHECK(find_instrument("kessler10") == nullptr);
    CHECK(find_instrument("") == nullptr);
}

TEST_CASE("Kessler-6 sums six items and asks for all of them", "[transform]")
{
    CHECK(score_of("kessler6", {0, 0, 0, 0, 0, 0}) == 0.0);
    CHECK(score_of("kessler6", {2, 2, 2, 2, 2, 2}) == 12.0);
    CHECK_FALSE(case_of("kessler6", 12));
    CHECK(score_of("kessler6", {3, 2, 2, 2, 2, 2}) == 13.0);
    CHECK(case_of("kessler6", 13));
    CHECK_FALSE(score_of("kessler6", {4, 4, 4, blank, 0, 0}));
}

TEST_CASE("Kessler-6 from form codes 1 = all the time counts backwards", "[transform]")
{
    // Form codes 1 to 5 as the codebook harmonises them, 0 to 4, with all items reversed.
    std::vector<double> items{3, 3, 3, 3, 3, 2};
    for (auto& item : items)
        item -= 1;
    CHECK(score_of("kessler6", items, true) == 13.0);
}

TEST_CASE("GHQ counts answers of 3 and 4", "[transform]")
{
    CHECK(score_of("ghq12", {3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2}) == 3.0);
    CHECK(case_of("ghq12", 3));
    CHECK(score_of("ghq12", {4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}) == 2.0);
    CHECK_FALSE(case_of("ghq12", 2));
    CHECK_FALSE(score_of("ghq12", {4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, blank}));
    CHECK(score_of("ghq5", {3, 4, 2, 1, 1}) == 2.0);
    CHECK(case_of("ghq5", 2));
}

TEST_CASE("SWEMWBS turns the raw sum into the metric score", "[transform]")
{
    CHECK(score_of("swemwbs", {1, 1, 1, 1, 1, 1, 1}) == 7.00);
    CHECK(score_of("swemwbs", {3, 3, 3, 3, 3, 3, 3}) == 19.25);
    CHECK(score_of("swemwbs", {5, 5, 5, 5, 5, 5, 4}) == 32.55);
    CHECK(score_of("swemwbs", {5, 5, 5, 5, 5, 5, 5}) == 35.00);
    CHECK_FALSE(score_of("swemwbs", {5, 5, 5, blank, 5, 5, 5}));
}

TEST_CASE("WHO-5 is four times its sum, and low is a case", "[transform]")
{
    CHECK(score_of("who5", {3, 3, 3, 2, 2}) == 52.0);
    CHECK_FALSE(case_of("who5", 52));
    CHECK(score_of("who5", {2, 3, 2, 3, 2}) == 48.0);
    CHECK(case_of("who5", 48));
    CHECK_FALSE(score_of("who5", {2, 3, 2, 3, blank}));
}

TEST_CASE("AUDIT-C is 0 for who never drinks, and its cut-off is the sex's", "[transform]")
{
    const auto& auditc = *find_instrument("auditc");
    CHECK(score_of("auditc", {2, 1, 2}) == 5.0);
    CHECK(is_case(auditc, 5, 5));
    CHECK_FALSE(is_case(auditc, 5, 6));
    CHECK(score_of("auditc", {2, 2, 2}) == 6.0);
    CHECK(is_case(auditc, 6, 6));
    CHECK(score_of("auditc", {0, blank, blank}) == 0.0);
    CHECK_FALSE(score_of("auditc", {2, blank, 2}));
    CHECK_FALSE(score_of("auditc", {blank, 0, 0}));
}

TEST_CASE("PHQ-9 and GAD-7 prorate up to two missing items", "[transform]")
{
    CHECK(score_of("phq9", {2, 2, 2, 2, 2, 2, 2, blank, blank}) == 18.0);
    CHECK_FALSE(score_of("phq9", {2, 2, 2, 2, 2, 2, blank, blank, blank}));
    CHECK_THAT(*score_of("gad7", {1, 1, 1, 1, 1, 2, blank}), WithinAbs(7 * 7.0 / 6, 1e-12));
    CHECK(case_of("gad7", 10));
    CHECK_FALSE(case_of("phq9", 9.9));
}

TEST_CASE("SDQ scores five subscales and totals four of them", "[transform]")
{
    for (const auto* name :
         {"sdq_emotional", "sdq_conduct", "sdq_hyperactivity", "sdq_peer", "sdq_prosocial"})
        CHECK(score_of(name, {1, 1, 1, 1, 1}) == 5.0);
    CHECK(score_of("sdq_total", std::vector<double>(20, 1.0)) == 20.0);
    CHECK(score_of("sdq_peer", {1, 2, 1, blank, blank}) == 7.0); // 4 * 5/3 = 6.67, rounded
    CHECK_FALSE(score_of("sdq_peer", {1, 2, blank, blank, blank}));
    auto items = std::vector<double>(20, 1.0);
    items[0] = items[1] = items[2] = blank;
    CHECK_FALSE(score_of("sdq_total", items));
    CHECK(case_of("sdq_prosocial", 4));
    CHECK_FALSE(case_of("sdq_prosocial", 5));
}

TEST_CASE("a reversed item counts from the other end", "[transform]")
{
    const auto& sdq = *find_instrument("sdq_conduct");
    const std::vector<double> items{2, 0, 0, 0, blank};
    CHECK(score(sdq, items, {false, false, false, false, false}) == 3.0); // 2 * 5/4 = 2.5, rounded up
    CHECK(score(sdq, items, {true, false, false, false, true}) == 0.0);
}
