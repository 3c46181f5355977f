#include "config/errors.hpp"
#include "survey_rows.hpp"
#include "transform/estimates/estimate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace lup;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr auto yes = Answer::yes;
constexpr auto no = Answer::no;
constexpr auto missing = Answer::missing;
constexpr auto outside = Answer::outside;
constexpr auto none = DesignRows::no_cell;

using Rows = SurveyRows;

} // namespace

TEST_CASE("a weight that is negative, infinite or not a number is refused", "[transform]")
{
    for (const double weight :
         {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        const Rows rows{{yes, no}, {0, 0}, {1, weight}};
        CHECK_THROWS_AS(rows.sums(), InputError);
    }
}

TEST_CASE("a domain without a valid answer has counts and no estimate", "[transform]")
{
    const Rows rows{{missing, missing, outside}, {0, 0, 0}};
    const auto result = estimate(rows.sums(), 0, 0);
    CHECK(result.n == 0);
    CHECK(result.n_missing == 2);
    CHECK(std::isnan(result.value));
    CHECK_FALSE(interval(result, IntervalMethod::xlogit, Measure::share));
}

TEST_CASE("a cell that no row is in is empty, however high its number", "[transform]")
{
    const auto result = estimate(Rows{{yes}, {0}}.sums(), 1000, 0);
    CHECK(result.n == 0);
    CHECK(result.df == 0);
}

TEST_CASE("a simple random sample has the textbook standard error", "[transform]")
{
    // p = 2/5; v = p (1-p) / (n-1).
    const auto result = estimate(Rows{{yes, yes, no, no, no}, {0, 0, 0, 0, 0}}.sums(), 0, 0);
    CHECK_THAT(result.value, WithinRel(0.4, 1e-15));
    CHECK_THAT(result.se, WithinRel(std::sqrt(0.4 * 0.6 / 4), 1e-14));
    CHECK(result.df == 4);
    CHECK_THAT(result.deff_replace, WithinRel(1.0, 1e-14));
    CHECK_THAT(result.n_eff, WithinRel(4.0, 1e-14));
}

TEST_CASE("rows outside a domain stay in their stratum's number of PSUs", "[transform]")
{
    // z = (1/4, -1/4, 0, 0): v = 4/3 * 2/16.
    const auto result = estimate(Rows{{yes, no, yes, yes}, {0, 0, none, 1}}.sums(), 0, 0);
    CHECK_THAT(result.se, WithinRel(std::sqrt(4.0 / 3 * 2 / 16), 1e-14));
    CHECK(result.df == 1);
}

TEST_CASE("strata and weights enter the variance as in the formula", "[transform]")
{
    // Stratum 7: w = 2, y = 1, 0; stratum 9: w = 3, y = 1, 1, 0. W = 13, p = 8/13.
    const Rows rows{{yes, no, yes, yes, no}, {0, 0, 0, 0, 0}, {2, 2, 3, 3, 3}, {7, 7, 9, 9, 9}};
    const auto result = estimate(rows.sums(), 0, 0);
    const double p = 8.0 / 13;
    const double first = 2 * 2.0 * 0.25 * 4; // n/(n-1) sum of squares about the mean of (1, 0) times w^2
    const double second = 3.0 / 2 * 9 * (2.0 / 3); // the same of (1, 1, 0)
    CHECK_THAT(result.value, WithinRel(p, 1e-15));
    CHECK_THAT(result.se, WithinRel(std::sqrt(first + second) / 13, 1e-14));
    CHECK(result.df == 3);
}

TEST_CASE("a finite population correction takes off the sampled fraction, given as number or share",
          "[transform]")
{
    Rows rows{{yes, no, no, no}, {0, 0, 0, 0}};
    const double without = estimate(rows.sums(), 0, 0).se;
    rows.fpc = {16, 16, 16, 16};
    CHECK_THAT(estimate(rows.sums(), 0, 0).se, WithinRel(without * std::sqrt(0.75), 1e-14));
    rows.fpc = {0.25, 0.25, 0.25, 0.25};
    CHECK_THAT(estimate(rows.sums(), 0, 0).se, WithinRel(without * std::sqrt(0.75), 1e-14));
    CHECK(rows.sums().strata_with_doubtful_fpc() == 0);
    rows.fpc = {16, 16, 15, 16};
    CHECK(rows.sums().strata_with_doubtful_fpc() == 1);
}

TEST_CASE("clusters are counted within strata and give the between-cluster variance", "[transform]")
{
    // Two strata of two clusters with the same cluster numbers; z totals by hand: p = 1/2, W = 8.
    const Rows rows{{yes, yes, no, no, yes, no, no, yes},
                    {0, 0, 0, 0, 0, 0, 0, 0},
                    {},
                    {1, 1, 1, 1, 2, 2, 2, 2},
                    {1, 1, 2, 2, 1, 1, 2, 2}};
    const auto result = estimate(rows.sums(DesignSums::Units::clusters), 0, 0);
    // Stratum 1: totals +1/8, -1/8; stratum 2: 0, 0. v = 2 * 2 / 64.
    CHECK_THAT(result.se, WithinRel(std::sqrt(4.0 / 64), 1e-14));
    CHECK(result.df == 2);
}

TEST_CASE("each rule for a lonely PSU does what it says", "[transform]")
{
    // Stratum 1 holds one row; W = 4, p = 1/2: z = 1/8 there, (1, -1, -1)/8 in stratum 2.
    const Rows rows{{yes, yes, no, no}, {0, 0, 0, 0}, {}, {1, 2, 2, 2}};
    const auto sums = rows.sums();
    const auto v = [&](LonelyPsu rule) {
        const double se = estimate(sums, 0, 0, {rule, LonelyInDomain::centre}).se;
        return se * se;
    };
    const double others = 3.0 / 2 * (3 - 1.0 / 3) / 64;
    CHECK_THAT(v(LonelyPsu::remove), WithinRel(others, 1e-14));
    CHECK_THAT(v(LonelyPsu::certainty), WithinRel(others, 1e-14));
    CHECK_THAT(v(LonelyPsu::adjust), WithinRel(others + 1.0 / 64, 1e-14));
    CHECK_THAT(v(LonelyPsu::average), WithinRel(2 * others, 1e-14));
    CHECK_THROWS_AS(v(LonelyPsu::fail), ConfigurationError);
    CHECK(sums.lonely_strata() == 1);
}

TEST_CASE("a missing answer keeps its place in the degrees of freedom, an answer outside does not",
          "[transform]")
{
    const auto result = estimate(Rows{{yes, no, missing, outside, no}, {0, 0, 0, 0, 0}}.sums(), 0, 0);
    CHECK(result.n == 3);
    CHECK(result.n_missing == 1);
    CHECK(result.df == 3);
    CHECK(result.df_valid == 2);
}

TEST_CASE("a row with weight 0 counts as a PSU of its stratum and in nothing else", "[transform]")
{
    const auto result = estimate(Rows{{yes, no, yes}, {0, 0, 0}, {1, 1, 0}}.sums(), 0, 0);
    CHECK(result.n == 2);
    CHECK(result.df == 1);
    CHECK_THAT(result.se, WithinRel(std::sqrt(1.5 * 2 / 16), 1e-14));
}

TEST_CASE("a mean keeps its digits when the values are far from zero", "[transform]")
{
    const double far = 1e6;
    const Rows rows{{yes, yes, yes}, {0, 0, 0}, {}, {}, {}, {}, {far + 1, far + 2, far + 6}};
    const auto result = estimate(rows.sums(), 0, 0);
    CHECK_THAT(result.value, WithinRel(far + 3, 1e-15));
    CHECK_THAT(result.se, WithinRel(std::sqrt(14.0 / 2 / 3), 1e-7));
}

TEST_CASE("the sums have the same bits whatever the split and the order of the merges", "[transform]")
{
    constexpr std::size_t n = 5000;
    Rows rows;
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < n; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        rows.answers.push_back(static_cast<Answer>((state >> 60U) % 3));
        rows.cells.push_back(static_cast<std::uint32_t>((state >> 50U) % 7));
        rows.weight.push_back(0.1 + static_cast<double>(state >> 40U) * 1e-5);
        rows.stratum.push_back(static_cast<std::uint32_t>((state >> 33U) % 5));
        rows.psu.push_back(static_cast<std::uint32_t>((state >> 20U) % 9));
    }
    for (const auto units : {DesignSums::Units::rows, DesignSums::Units::clusters}) {
        const auto whole = rows.sums(units);
        std::vector<DesignSums> parts;
        for (std::size_t first = 0; first < n; first += 617) {
            const auto last = std::min(n, first + 617);
            const auto slice = [&](const auto& column) {
                return std::decay_t<decltype(column)>(column.begin() + static_cast<std::ptrdiff_t>(first),
                                                      column.begin() + static_cast<std::ptrdiff_t>(last));
            };
            const Rows part{slice(rows.answers), slice(rows.cells), slice(rows.weight), slice(rows.stratum),
                            slice(rows.psu)};
            parts.push_back(part.sums(units));
        }
        DesignSums merged(units, {Measure::share});
        for (std::size_t i = parts.size(); i-- > 0;)
            merged.merge(parts[i]);
        for (std::uint32_t cell = 0; cell < 7; ++cell) {
            const auto a = estimate(whole, cell, 0);
            const auto b = estimate(merged, cell, 0);
            CHECK(a.value == b.value);
            CHECK(a.se == b.se);
            CHECK(a.df == b.df);
            CHECK(a.n == b.n);
        }
    }
}

TEST_CASE("a second stage adds the variance within clusters times the first stage's sampled fraction",
          "[transform]")
{
    // Two of four clusters, two of four rows in each; all weights 4, y = 1, 0 and 1, 1: p = 3/4, W = 16.
    Rows rows{{yes, no, yes, yes}, {0, 0, 0, 0}, {4, 4, 4, 4}, {}, {1, 1, 2, 2}, {4, 4, 4, 4}};
    const double between = (1 - 0.5) * 2 * (2 * 0.125 * 0.125);      // totals -1/8 and 1/8
    const double within = 0.5 * (1 - 0.5) * 2 * (2 * 0.125 * 0.125); // z = 1/16, -3/16 about -1/16
    CHECK_THAT(estimate(rows.sums(DesignSums::Units::clusters), 0, 0).se,
               WithinRel(std::sqrt(between), 1e-14));
    rows.second_stage_fpc = {4, 4, 4, 4};
    CHECK_THAT(estimate(rows.sums(DesignSums::Units::clusters), 0, 0).se,
               WithinRel(std::sqrt(between + within), 1e-14));
}

TEST_CASE("a stratum with one PSU in the domain is lonely only if the rule says so", "[transform]")
{
    // Stratum 1: two clusters, one in the domain; stratum 2: two in the domain. W = 4, p = 1/2.
    const Rows rows{{yes, yes, yes, no, no}, {0, none, 0, 0, 0}, {}, {1, 1, 2, 2, 2}, {1, 2, 1, 2, 2}};
    const auto sums = rows.sums(DesignSums::Units::clusters);
    // PSU totals in eighths: (1, 0) and (1, -2).
    const double second = 2 * (1.5 * 1.5 * 2) / 64;
    const auto v = [&](LonelyRules rules) {
        const double se = estimate(sums, 0, 0, rules).se;
        return se * se;
    };
    CHECK_THAT(v({LonelyPsu::adjust, LonelyInDomain::centre}),
               WithinRel(2 * (0.25 * 2) / 64 + second, 1e-14));
    CHECK_THAT(v({LonelyPsu::adjust, LonelyInDomain::lonely}), WithinRel(2 * 1.0 / 64 + second, 1e-14));
    CHECK_THAT(v({LonelyPsu::average, LonelyInDomain::lonely}), WithinRel(2 * second, 1e-14));
}

TEST_CASE("the closed form equals the definition of the variance", "[transform]")
{
    for (const bool clusters : {false, true})
        for (const bool means : {false, true}) {
            const auto rows = made_up_survey(clusters, means);
            const auto sums = rows.sums(clusters ? DesignSums::Units::clusters : DesignSums::Units::rows);
            for (std::uint32_t cell = 0; cell < 4; ++cell) {
                const auto result = estimate(sums, cell, 0);
                std::vector<double> z(rows.answers.size());
                for (std::size_t i = 0; i < z.size(); ++i)
                    if (rows.cells[i] == cell && rows.valid(i))
                        z[i] = rows.w(i) * (rows.y(i) - result.value) / result.sum_w;
                CHECK_THAT(result.se, WithinRel(std::sqrt(variance_by_definition(rows, z)), 1e-12));
            }
        }
}

TEST_CASE("design effects compare with a simple random sample of the same size", "[transform]")
{
    // Weights 1, 3: p = 1/4, element variance 2 * 3/16; v = n/(n-1) * sum (z - mean z)^2 with z = 3/16,
    // -3/16.
    const auto result = estimate(Rows{{yes, no}, {0, 0}, {1, 3}}.sums(), 0, 0);
    const double v = 2 * 2 * 9.0 / 256;
    CHECK_THAT(result.element_variance, WithinRel(3.0 / 8, 1e-14));
    CHECK_THAT(result.deff_replace, WithinRel(v / (3.0 / 16), 1e-14));
    CHECK_THAT(result.deff, WithinRel(v / (3.0 / 16 * (1 - 2.0 / 4)), 1e-14));
    CHECK_THAT(result.n_eff, WithinRel(3.0 / 16 / v, 1e-14));
}

TEST_CASE("a total has the standard error of its weighted sum", "[transform]")
{
    const Rows rows{{yes, yes, no}, {0, 0, 0}, {2, 4, 3}};
    const auto sums = rows.sums();
    const DomainPart part{&sums, 0, 0};
    const auto result = total({&part, 1});
    CHECK(result.value == 6);
    CHECK_THAT(result.se, WithinRel(std::sqrt(3.0 / 2 * (4 + 16 - 36.0 / 3)), 1e-14));
}
