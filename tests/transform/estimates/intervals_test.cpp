#include "transform/estimates/estimate.hpp"
#include "transform/estimates/intervals.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace lup;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("an interval without degrees of freedom is none", "[transform]")
{
    for (const double df : {0.0, -1.0}) {
        CHECK_FALSE(mean_interval(0.3, 0.1, df));
        CHECK_FALSE(xlogit_interval(0.3, 0.1, df));
        CHECK_FALSE(asin_interval(0.3, 0.1, df));
        CHECK_FALSE(beta_interval(0.3, 0.1, df, 10));
    }
    CHECK_FALSE(wilson_interval(0.3, 0));
    CHECK_FALSE(clopper_pearson_interval(0.3, 0));
    CHECK_FALSE(fhm_interval(0.3, 0));
}

TEST_CASE("a share of 0 or 1 has no interval on the logit scale", "[transform]")
{
    CHECK_FALSE(xlogit_interval(0, 0, 10));
    CHECK_FALSE(xlogit_interval(1, 0, 10));
}

TEST_CASE("quantiles are those of the printed tables", "[transform]")
{
    CHECK_THAT(normal_quantile(), WithinAbs(1.959963984540054, 1e-14));
    CHECK_THAT(t_quantile(1), WithinAbs(12.70620473617469, 1e-13));
    CHECK_THAT(t_quantile(10), WithinAbs(2.228138851986274, 1e-13));
    CHECK(t_quantile(std::numeric_limits<double>::infinity()) == normal_quantile());
    CHECK_THAT(t_p_value(2.228138851986274, 10), WithinAbs(0.05, 1e-14));
    CHECK_THAT(normal_p_value(-1.959963984540054), WithinAbs(0.05, 1e-15));
}

TEST_CASE("the logit interval stays in [0, 1] and mirrors for the complement", "[transform]")
{
    const auto limits = *xlogit_interval(0.02, 0.019, 3);
    const auto mirrored = *xlogit_interval(0.98, 0.019, 3);
    CHECK(limits.lower > 0);
    CHECK(limits.upper < 1);
    CHECK_THAT(mirrored.lower, WithinRel(1 - limits.upper, 1e-13));
    CHECK_THAT(mirrored.upper, WithinRel(1 - limits.lower, 1e-13));
    // logit(1/2) = 0: the limits are expit(-/+ t se / (1/4)).
    const double half = t_quantile(10) * 0.05 * 4;
    CHECK_THAT(xlogit_interval(0.5, 0.05, 10)->upper, WithinRel(1 / (1 + std::exp(-half)), 1e-14));
}

TEST_CASE("the t interval is not cut, the arcsine interval turns on its own scale", "[transform]")
{
    CHECK_THAT(mean_interval(0.01, 0.01, 10)->lower, WithinAbs(0.01 - 0.02228138851986274, 1e-15));
    const double half = t_quantile(10) * 0.05;
    CHECK_THAT(asin_interval(0.5, 0.05, 10)->lower,
               WithinRel(std::pow(std::sin(std::asin(std::sqrt(0.5)) - half), 2), 1e-14));
}

TEST_CASE("Clopper and Pearson's limits are the published ones", "[transform]")
{
    // Clopper and Pearson 1934; 3 of 10 and 0 of 10 from any table of exact limits.
    const auto three = *clopper_pearson_interval(0.3, 10);
    CHECK_THAT(three.lower, WithinAbs(0.06673951, 5e-9));
    CHECK_THAT(three.upper, WithinAbs(0.65245285, 5e-9));
    const auto none = *clopper_pearson_interval(0, 10);
    CHECK(none.lower == 0);
    CHECK_THAT(none.upper, WithinRel(1 - std::pow(0.025, 0.1), 1e-12));
    CHECK_THAT(clopper_pearson_interval(1, 10)->lower, WithinRel(std::pow(0.025, 0.1), 1e-12));
}

TEST_CASE("the effective size for Korn and Graubard's interval carries the ratio of t quantiles",
          "[transform]")
{
    const double ratio = t_quantile(99) / t_quantile(10);
    const double n = *korn_graubard_n(0.3, 0.05, 10, 100);
    CHECK_THAT(n, WithinRel(0.21 / 0.0025 * ratio * ratio, 1e-13));
    const auto limits = *beta_interval(0.3, 0.05, 10, 100);
    CHECK(limits.lower == clopper_pearson_interval(0.3, n)->lower);
    CHECK_FALSE(korn_graubard_n(0.3, 0, 10, 100));
}

TEST_CASE("Wilson's limits are the published ones", "[transform]")
{
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const auto near = [](double found, double printed) { return std::fabs(found - printed) < 5e-5; };
    CHECK(near(wilson_interval(81.0 / 263, 263)->lower, 0.2553));
    CHECK(near(wilson_interval(81.0 / 263, 263)->upper, 0.3662));
    CHECK(near(wilson_interval(15.0 / 148, 148)->lower, 0.0624));
    CHECK(near(wilson_interval(15.0 / 148, 148)->upper, 0.1605));
    CHECK(wilson_interval(0, 20)->lower == 0);
    CHECK(near(wilson_interval(0, 20)->upper, 0.1611));
    CHECK(near(wilson_interval(1.0 / 29, 29)->lower, 0.0061));
    CHECK(near(wilson_interval(1.0 / 29, 29)->upper, 0.1718));
}

TEST_CASE("the agency's interval uses the plain n, is cut at 0 and not at 1, and none stands at a share of 0",
          "[transform]")
{
    const auto limits = *fhm_interval(0.5, 100);
    CHECK_THAT(limits.lower, WithinAbs(0.402, 1e-15));
    CHECK_THAT(limits.upper, WithinAbs(0.598, 1e-15));
    CHECK(fhm_interval(0.01, 100)->lower == 0);
    CHECK(fhm_interval(0.99, 100)->upper > 1);
    CHECK_FALSE(fhm_interval(0, 100));
}

TEST_CASE("the codebook's interval method decides which limits an estimate gets", "[transform]")
{
    Estimate share;
    share.n = 90;
    share.n_missing = 10;
    share.n_positive = 27;
    share.value = 0.3;
    share.se = 0.05;
    share.df = 20;
    share.n_eff = 84;
    const auto of = [&](IntervalMethod method, SurveyKind kind = SurveyKind::sample) {
        return interval(share, method, Measure::share, kind)->lower;
    };
    CHECK(of(IntervalMethod::xlogit) == xlogit_interval(0.3, 0.05, 20)->lower);
    CHECK(of(IntervalMethod::beta) == beta_interval(0.3, 0.05, 20, 100)->lower);
    CHECK(of(IntervalMethod::wilson) == wilson_interval(0.3, 84)->lower);
    CHECK(of(IntervalMethod::wilson, SurveyKind::census) == wilson_interval(0.3, 90)->lower);
    CHECK(of(IntervalMethod::mean) == mean_interval(0.3, 0.05, 20)->lower);
    CHECK(of(IntervalMethod::fhm) == fhm_interval(0.3, 90)->lower);
    CHECK_FALSE(interval(share, IntervalMethod::none, Measure::share));
    CHECK(interval(share, IntervalMethod::xlogit, Measure::mean)->lower ==
          mean_interval(0.3, 0.05, 20)->lower);
    share.n_positive = 0;
    share.value = share.se = 0;
    CHECK(of(IntervalMethod::xlogit) == 0);
    CHECK(interval(share, IntervalMethod::xlogit, Measure::share)->upper ==
          clopper_pearson_interval(0, 90)->upper);
}
