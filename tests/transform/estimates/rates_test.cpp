#include "transform/estimates/rates.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("a rate without a population or with a negative count is none", "[transform]")
{
    CHECK_FALSE(rate(5, 0, 1000));
    CHECK_FALSE(rate(-1, 100, 1000));
    CHECK_FALSE(rate(std::nan(""), 100, 1000));
    CHECK_FALSE(share_control_limits(0.5, 0, 0.05));
}

TEST_CASE("exact limits of a count are Garwood's", "[transform]")
{
    // Garwood 1936: 0 -> 3.689, 5 -> 1.623 and 11.668, 10 -> 4.795 and 18.390.
    CHECK(exact_count_interval(0).lower == 0);
    CHECK_THAT(exact_count_interval(0).upper, WithinAbs(3.6889, 5e-5));
    CHECK_THAT(exact_count_interval(5).lower, WithinAbs(1.6235, 5e-5));
    CHECK_THAT(exact_count_interval(5).upper, WithinAbs(11.6683, 5e-5));
    CHECK_THAT(exact_count_interval(10).lower, WithinAbs(4.7954, 5e-5));
    CHECK_THAT(exact_count_interval(10).upper, WithinAbs(18.3904, 5e-5));
}

TEST_CASE("Byar's limits are close to the exact ones from ten events on, and a rate changes over there",
          "[transform]")
{
    // Breslow and Day 1987: Byar's limits of 10 are 4.79 and 18.39.
    CHECK_THAT(byar_count_interval(10).lower, WithinAbs(4.79, 5e-3));
    CHECK_THAT(byar_count_interval(10).upper, WithinAbs(18.39, 5e-3));
    CHECK(byar_count_interval(0).lower == 0);
    const auto nine = *rate(9, 1000, 100000);
    CHECK(nine.exact);
    CHECK_THAT(nine.value, WithinRel(900.0, 1e-14));
    CHECK_THAT(nine.interval.lower, WithinRel(100 * exact_count_interval(9).lower, 1e-14));
    const auto ten = *rate(10, 1000, 100000);
    CHECK_FALSE(ten.exact);
    CHECK_THAT(ten.interval.upper, WithinRel(100 * byar_count_interval(10).upper, 1e-14));
}

TEST_CASE("a standardised rate of one group is the crude rate with Byar's limits", "[transform]")
{
    const std::array<RateGroup, 1> one{{{40, 2000, 500}}};
    const auto result = *standardised_rate(one, 1000);
    CHECK_THAT(result.value, WithinRel(20.0, 1e-14));
    CHECK_THAT(result.interval.lower, WithinRel(byar_count_interval(40).lower / 2, 1e-13));
    CHECK_THAT(result.interval.upper, WithinRel(byar_count_interval(40).upper / 2, 1e-13));
}

TEST_CASE("a standardised rate weighs its groups by the standard, with Dobson's limits", "[transform]")
{
    // Rates 1 % and 4 %, standard 3 to 1: 1.75 %. Variance: (9 * 10/10^6 + 40/10^6) / 16.
    const std::array<RateGroup, 2> groups{{{10, 1000, 3}, {40, 1000, 1}}};
    const auto result = *standardised_rate(groups, 100);
    CHECK_THAT(result.value, WithinRel(1.75, 1e-14));
    const double scale = std::sqrt((90 + 40) * 1e-6 / 16 / 50) * 100;
    CHECK_THAT(result.interval.lower, WithinRel(1.75 + scale * (byar_count_interval(50).lower - 50), 1e-13));
    CHECK_THAT(result.interval.upper, WithinRel(1.75 + scale * (byar_count_interval(50).upper - 50), 1e-13));
}

TEST_CASE("a standardised rate of fewer than ten events, or without a group's population, is none",
          "[transform]")
{
    const std::array<RateGroup, 1> few{{{9, 2000, 500}}};
    CHECK_FALSE(standardised_rate(few, 1000));
    const std::array<RateGroup, 2> empty{{{40, 2000, 500}, {0, 0, 100}}};
    CHECK_FALSE(standardised_rate(empty, 1000));
}

TEST_CASE("control limits of a share narrow with the root of n and stay in [0, 1]", "[transform]")
{
    const auto limits = *share_control_limits(0.5, 100, 0.05);
    CHECK_THAT(limits.upper, WithinRel(0.5 + 1.959963984540054 * 0.05, 1e-14));
    CHECK(share_control_limits(0.01, 10, 0.05)->lower == 0);
    CHECK(share_control_limits(0.99, 10, 0.05)->upper == 1);
    CHECK(expected_count_limits(7, 0.05).upper == exact_count_interval(7, 0.05).upper);
}
