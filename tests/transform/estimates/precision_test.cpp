#include "transform/estimates/precision.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinRel;

namespace {

Estimate share(double p, std::uint64_t n, double deff, std::int64_t df)
{
    Estimate share;
    share.n = n;
    share.n_positive = static_cast<std::uint64_t>(std::lround(p * static_cast<double>(n)));
    share.value = p;
    share.se = std::sqrt(deff * p * (1 - p) / static_cast<double>(n));
    share.df = share.df_valid = df;
    return share;
}

} // namespace

TEST_CASE("a share with fewer than thirty effective answers is not shown", "[transform]")
{
    CHECK_FALSE(nchs_precision(Estimate{}).shown);
    CHECK_FALSE(nchs_precision(share(0.5, 29, 1, 28)).shown);
    CHECK_FALSE(nchs_precision(share(0.01, 2000, 80, 1000)).shown);
    CHECK(nchs_precision(share(0.5, 60, 1, 59)).shown);
    // At 0 % the interval is narrow enough, so that the number of answers alone decides.
    CHECK_FALSE(nchs_precision(share(0, 29, 1, 28)).shown);
    CHECK(nchs_precision(share(0, 30, 1, 29)).shown);
}

TEST_CASE("the effective size is never above the number of answers", "[transform]")
{
    CHECK(nchs_precision(share(0.5, 200, 0.5, 199)).n_eff == 200);
    CHECK_THAT(nchs_precision(share(0.5, 200, 2, 199)).n_eff, WithinRel(100.0, 1e-12));
}

TEST_CASE("a wide interval hides a share, a narrow one shows it even if it is relatively wide", "[transform]")
{
    CHECK_FALSE(nchs_precision(share(0.5, 40, 1, 39)).shown);   // width above 0.30
    CHECK(nchs_precision(share(0.002, 1000, 1, 999)).shown);    // width below 0.05
    CHECK_FALSE(nchs_precision(share(0.05, 100, 1, 99)).shown); // width above 130 % of 5 %
    const auto complement = nchs_precision(share(0.95, 100, 1, 99));
    CHECK(complement.shown);
    CHECK(complement.complement_uncertain);
    CHECK_FALSE(complement.review());
}

TEST_CASE("few degrees of freedom and 0 or 100 % ask for a review", "[transform]")
{
    const auto few = nchs_precision(share(0.5, 200, 1, 7));
    CHECK(few.shown);
    CHECK(few.few_df);
    CHECK_FALSE(nchs_precision(share(0.5, 200, 1, 8)).few_df);
    const auto none = nchs_precision(share(0, 100, 1, 99));
    CHECK(none.shown);
    CHECK(none.extreme);
    CHECK(none.n_eff == 100);
    CHECK(none.interval->lower == 0);
}

TEST_CASE("the agency hides both sexes if either is under a hundred", "[transform]")
{
    CHECK(agency_shows(100));
    CHECK_FALSE(agency_shows(99));
    CHECK(agency_shows_sexes(100, 100));
    CHECK_FALSE(agency_shows_sexes(500, 99));
    CHECK_FALSE(agency_shows_sexes(99, 500));
}
