#include "survey_rows.hpp"
#include "transform/estimates/quantile.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinRel;

TEST_CASE("a quantile of no valid answers is none", "[transform]")
{
    const SurveyRows rows{{Answer::missing}, {0}, {}, {}, {}, {}, {1.0}};
    const auto all = estimate_quantiles(rows.batch(), DesignSums::Units::rows, 0, 0, 0.5);
    REQUIRE(all.size() == 1);
    CHECK(all[0].n == 0);
    CHECK(std::isnan(all[0].value));
    CHECK_FALSE(all[0].interval);
}

TEST_CASE("each rule puts the median where its definition says", "[transform]")
{
    const WeightedDistribution even({{4, 1}, {1, 1}, {3, 1}, {2, 1}});
    CHECK(even.quantile(0.5, QuantileRule::math) == 2);
    CHECK(even.quantile(0.5, QuantileRule::school) == 2.5);
    CHECK(even.quantile(0.5, QuantileRule::hf7) == 2.5);
    CHECK(even.quantile(0.6, QuantileRule::math) == 3);
    const WeightedDistribution weighted({{10, 1}, {20, 5}, {30, 1}, {99, 0}});
    CHECK(weighted.size() == 3);
    CHECK(weighted.quantile(0.5, QuantileRule::math) == 20);
    CHECK(weighted.quantile(1, QuantileRule::school) == 30);
    // Running weights 0, 1/6, 1: p = 1/2 lies at 20 + 10 (3 - 1) / 5.
    CHECK_THAT(weighted.quantile(0.5, QuantileRule::hf7), WithinRel(24.0, 1e-14));
    CHECK(WeightedDistribution({{7, 2}}).quantile(0.5, QuantileRule::hf7) == 7);
}

TEST_CASE("a running weight that meets p but for rounding meets it", "[transform]")
{
    const WeightedDistribution tenths(
        std::vector<WeightedValue>{{1, 0.1}, {2, 0.1}, {3, 0.1}, {4, 0.1}, {5, 0.1}, {6, 0.1}});
    CHECK(tenths.quantile(0.5, QuantileRule::school) == 3.5);
}

TEST_CASE("the median's interval comes from the share of answers up to it", "[transform]")
{
    SurveyRows rows;
    for (int i = 1; i <= 101; ++i) {
        rows.answers.push_back(Answer::yes);
        rows.cells.push_back(0);
        rows.values.push_back(i);
    }
    const auto median = estimate_quantiles(rows.batch(), DesignSums::Units::rows, 0, 0, 0.5)[0];
    const double p = 51.0 / 101, half = t_quantile(100) * std::sqrt(p * (1 - p) / 100);
    CHECK(median.n == 101);
    CHECK(median.value == 51);
    CHECK(median.interval->lower == std::ceil((p - half) * 101));
    CHECK(median.interval->upper == std::ceil((p + half) * 101));
    CHECK_THAT(median.se, WithinRel(median.interval->width() / (2 * t_quantile(100)), 1e-14));
}
