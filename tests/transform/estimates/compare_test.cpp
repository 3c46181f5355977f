#include "survey_rows.hpp"
#include "transform/estimates/compare.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// z of a domain's mean: w (y - mean) / sum w in the cells, 0 elsewhere.
std::vector<double> linearised(const SurveyRows& rows, std::initializer_list<std::uint32_t> cells)
{
    std::vector<double> z(rows.answers.size());
    double w = 0, wy = 0;
    const auto in = [&](std::size_t i) {
        return rows.valid(i) && std::find(cells.begin(), cells.end(), rows.cells[i]) != cells.end();
    };
    for (std::size_t i = 0; i < z.size(); ++i)
        if (in(i)) {
            w += rows.w(i);
            wy += rows.w(i) * rows.y(i);
        }
    for (std::size_t i = 0; i < z.size(); ++i)
        if (in(i))
            z[i] = rows.w(i) * (rows.y(i) - wy / w) / w;
    return z;
}

double se_of_difference(const SurveyRows& rows, const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> z(a.size());
    for (std::size_t i = 0; i < z.size(); ++i)
        z[i] = b[i] - a[i];
    return std::sqrt(variance_by_definition(rows, z));
}

} // namespace

TEST_CASE("a difference with an empty domain is none", "[transform]")
{
    const auto sums = SurveyRows{{Answer::yes, Answer::missing}, {0, 1}}.sums();
    const DomainPart first{&sums, 0, 0}, second{&sums, 1, 0};
    CHECK_FALSE(difference({&first, 1}, {&second, 1}));
    CHECK_FALSE(difference({&second, 1}, {&first, 1}));
}

TEST_CASE("a difference of two domains has the covariance of the PSUs they share", "[transform]")
{
    for (const bool clusters : {false, true})
        for (const bool means : {false, true}) {
            const auto rows = made_up_survey(clusters, means);
            const auto sums = rows.sums(clusters ? DesignSums::Units::clusters : DesignSums::Units::rows);
            const DomainPart first{&sums, 1, 0}, second{&sums, 2, 0};
            const auto d = *difference({&first, 1}, {&second, 1});
            const auto a = estimate(sums, 1, 0), b = estimate(sums, 2, 0);
            CHECK_THAT(d.value, WithinRel(b.value - a.value, 1e-14));
            CHECK_THAT(
                d.se, WithinRel(se_of_difference(rows, linearised(rows, {1}), linearised(rows, {2})), 1e-12));
            CHECK_THAT(d.se_independent, WithinRel(std::hypot(a.se, b.se), 1e-14));
            CHECK(std::fabs(d.se - d.se_independent) > 1e-6 * d.se);
            CHECK_THAT(d.t, WithinRel(d.value / d.se, 1e-14));
            CHECK(d.p_value == t_p_value(d.t, static_cast<double>(d.df)));
            if (clusters)
                CHECK(d.df == 24 - 4);
        }
}

TEST_CASE("a part is compared with its whole, which holds the same rows", "[transform]")
{
    for (const bool clusters : {false, true}) {
        auto rows = made_up_survey(clusters, false);
        rows.more_cells.emplace_back(rows.cells.size(), 9U);
        const auto sums = rows.sums(clusters ? DesignSums::Units::clusters : DesignSums::Units::rows);
        const DomainPart whole{&sums, 9, 0}, part{&sums, 2, 0};
        const auto d = *difference_from_whole({&whole, 1}, {&part, 1});
        const auto expected = se_of_difference(rows, linearised(rows, {0, 1, 2, 3}), linearised(rows, {2}));
        CHECK_THAT(d.se, WithinRel(expected, 1e-12));
        CHECK(d.df == estimate(sums, 9, 0).df);
    }
}

TEST_CASE("waves drawn on their own add their variances, and pool into one design", "[transform]")
{
    const auto one = made_up_survey(false, false);
    auto two = one;
    std::rotate(two.answers.begin(), two.answers.begin() + 100, two.answers.end());
    const auto first = one.sums(), second = two.sums();
    const std::array parts{DomainPart{&first, 1, 0}, DomainPart{&second, 1, 0}};
    const auto a = estimate(first, 1, 0), b = estimate(second, 1, 0);
    const auto d = *difference({&parts[0], 1}, {&parts[1], 1});
    CHECK_THAT(d.se, WithinRel(d.se_independent, 1e-13));
    CHECK(d.df == a.df + b.df);
    const auto pooled = estimate(parts);
    CHECK(pooled.n == a.n + b.n);
    CHECK_THAT(pooled.value, WithinRel((a.sum_wy + b.sum_wy) / (a.sum_w + b.sum_w), 1e-14));
    // The same as one design whose strata are stratum x wave.
    auto both = one;
    for (std::size_t i = 0; i < two.answers.size(); ++i) {
        both.answers.push_back(two.answers[i]);
        both.cells.push_back(two.cells[i]);
        both.weight.push_back(two.weight[i]);
        both.stratum.push_back(two.stratum[i] + 100);
    }
    CHECK_THAT(pooled.se, WithinRel(estimate(both.sums(), 1, 0).se, 1e-13));
}

TEST_CASE("the change of a census share has Newcombe's limits and a floor on n", "[transform]")
{
    // Newcombe 1998 (differences), table II, method 10: 56/70 - 48/80: 0.0524 to 0.3339.
    const auto limits = *census_difference_interval(48, 80, 56, 70, 10);
    CHECK_THAT(limits.lower, WithinAbs(0.0524, 5e-5));
    CHECK_THAT(limits.upper, WithinAbs(0.3339, 5e-5));
    CHECK_FALSE(census_difference_interval(4, 9, 56, 70, 10));
    CHECK_FALSE(census_difference_interval(0, 0, 0, 0, 0));
}

TEST_CASE("Benjamini and Hochberg's own example rejects four of fifteen", "[transform]")
{
    // Benjamini and Hochberg 1995, section 4.1.
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto adjusted = benjamini_hochberg(p);
    CHECK(std::count_if(adjusted.begin(), adjusted.end(), [](double q) { return q <= 0.05; }) == 4);
    CHECK_THAT(adjusted[3], WithinRel(0.0095 * 15 / 4, 1e-14));
    CHECK_THAT(adjusted[5], WithinRel(0.0298 * 15 / 7, 1e-14)); // the smallest of those above it
    CHECK(adjusted[14] == 1);
    CHECK(benjamini_hochberg({}).empty());
}

TEST_CASE("a share that moves more than its noise raises an alarm, one that moves by nature does not",
          "[transform]")
{
    const Figure level{0.20, 0.01};
    std::vector<ShiftSeries> series{
        {{level, level, level}, {0.32, 0.01}},                      // moved
        {{level, level, level}, {0.21, 0.01}},                      // noise
        {{{0.10, 0.01}, {0.30, 0.01}, {0.15, 0.01}}, {0.32, 0.01}}, // always moving
        {{}, {0.32, 0.01}},                                         // nothing to compare with
        {{{0.200, 0.0001}}, {0.210, 0.0001}},                       // certain but small
        {{level}, {Estimate::none, 0.01}},                          // hidden or missing
    };
    const auto shifts = shift_alarm(series);
    const std::vector<bool> alarms{true, false, false, false, false, false};
    for (std::size_t i = 0; i < series.size(); ++i)
        CHECK(shifts[i].alarm == alarms[i]);
    CHECK_THAT(shifts[0].expected, WithinRel(0.20, 1e-13));
    CHECK_THAT(shifts[0].z, WithinRel(0.12 / std::sqrt(0.0001 / 3 + 0.0001), 1e-12));
    CHECK_THAT(shifts[0].adjusted, WithinRel(shifts[0].p_value * 6 / 2, 1e-9));
}

TEST_CASE("variation between earlier waves follows DerSimonian and Laird", "[transform]")
{
    // Two waves 0.1 and 0.3, se 0.01: q = 2 * 100, scale 10^4, so tau^2 = (200 - 1) / 10^4.
    const std::vector<ShiftSeries> series{{{{0.1, 0.01}, {0.3, 0.01}}, {0.5, 0.02}}};
    const double tau = 199e-4;
    CHECK_THAT(shift_alarm(series)[0].z, WithinRel(0.3 / std::sqrt((1e-4 + tau) / 2 + tau + 4e-4), 1e-12));
}

TEST_CASE("pooled waves more than threefold apart are unequal", "[transform]")
{
    CHECK_FALSE(unequal_waves({}));
    CHECK_FALSE(unequal_waves(std::array{100.0, 300.0}));
    CHECK(unequal_waves(std::array{100.0, 301.0}));
}

TEST_CASE("two shares of a survey of all are tested with their pooled variance", "[transform]")
{
    // 48 of 80 and 56 of 70: chi-square without correction is 7.023411 on one degree of freedom.
    const auto made = *census_difference({0.6, 80}, {0.8, 70}, 30);
    CHECK_THAT(made.t * made.t, WithinAbs(7.023411371, 1e-8));
    CHECK_THAT(made.p_value, WithinAbs(0.008045081, 1e-8));
    CHECK_FALSE(census_difference({0.6, 29}, {0.8, 70}, 30));
    CHECK_FALSE(census_difference({0.6, 80}, {0.8, 29}, 30));
    CHECK(census_difference({0, 80}, {0, 70}, 30)->p_value == 1);
}
