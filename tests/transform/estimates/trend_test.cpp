#include "survey_rows.hpp"
#include "transform/estimates/standardise.hpp"
#include "transform/estimates/trend.hpp"

#include "config/errors.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Cells 0 to 3 as waves of the years 2018, 2020, 2021 and 2024.
constexpr std::array<double, 4> years{2018, 2020, 2021, 2024};

std::vector<TrendPoint> points(const DesignSums& sums)
{
    std::vector<TrendPoint> points;
    for (std::uint32_t cell = 0; cell < years.size(); ++cell)
        points.push_back({years[cell], {{&sums, cell, 0}}});
    return points;
}

/// Sandwich variance of a slope by its definition, given each row's mean and its weight in the information.
double slope_se(const SurveyRows& rows, const std::array<double, 4>& means, bool logit)
{
    double s0 = 0, s1 = 0, s2 = 0;
    for (std::size_t i = 0; i < rows.answers.size(); ++i) {
        if (!rows.valid(i))
            continue;
        const double m = means[rows.cells[i]], w = rows.w(i) * (logit ? m * (1 - m) : 1);
        const double t = years[rows.cells[i]] - 2020;
        s0 += w;
        s1 += w * t;
        s2 += w * t * t;
    }
    std::vector<double> z(rows.answers.size());
    for (std::size_t i = 0; i < z.size(); ++i)
        if (rows.valid(i))
            z[i] = (s0 * (years[rows.cells[i]] - 2020) - s1) / (s0 * s2 - s1 * s1) * rows.w(i) *
                   (rows.y(i) - means[rows.cells[i]]);
    return std::sqrt(variance_by_definition(rows, z));
}

} // namespace

TEST_CASE("a trend needs two times with answers", "[transform]")
{
    const auto sums = SurveyRows{{Answer::yes, Answer::no, Answer::missing}, {0, 0, 1}}.sums();
    CHECK_FALSE(linear_trend(points(sums)));
    CHECK_FALSE(logit_trend(points(sums)));
    CHECK_FALSE(figure_trend({}));
    CHECK_FALSE(figure_trend(std::array{TimedFigure{2018, 0.2, 0.01}, TimedFigure{2020, 0.3, 0}}));
}

TEST_CASE("a linear trend is weighted least squares with a design-based standard error", "[transform]")
{
    const auto rows = made_up_survey(true, true);
    const auto sums = rows.sums(DesignSums::Units::clusters);
    const auto trend = *linear_trend(points(sums));
    // The residuals are orthogonal to 1 and time.
    double u0 = 0, u1 = 0, size = 0;
    std::array<double, 4> means{};
    for (std::size_t k = 0; k < 4; ++k)
        means[k] = trend.intercept + trend.slope * years[k];
    for (std::size_t i = 0; i < rows.answers.size(); ++i)
        if (rows.valid(i)) {
            const double rest = rows.w(i) * (rows.y(i) - means[rows.cells[i]]);
            u0 += rest;
            u1 += rest * (years[rows.cells[i]] - 2020);
            size += std::fabs(rest);
        }
    CHECK_THAT(u0 / size, WithinAbs(0, 1e-9));
    CHECK_THAT(u1 / size, WithinAbs(0, 1e-9));
    CHECK_THAT(trend.se, WithinRel(slope_se(rows, means, false), 1e-9));
    CHECK(trend.df == 24 - 4 - 1);
    CHECK_THAT(trend.statistic, WithinRel(trend.slope / trend.se, 1e-14));
}

TEST_CASE("a logit trend solves its score equations with a design-based standard error", "[transform]")
{
    const auto rows = made_up_survey(false, false);
    const auto sums = rows.sums();
    const auto trend = *logit_trend(points(sums));
    std::array<double, 4> means{};
    for (std::size_t k = 0; k < 4; ++k)
        means[k] = 1 / (1 + std::exp(-(trend.intercept + trend.slope * years[k])));
    double u1 = 0, size = 0;
    for (std::size_t i = 0; i < rows.answers.size(); ++i)
        if (rows.valid(i)) {
            u1 += rows.w(i) * (rows.y(i) - means[rows.cells[i]]) * (years[rows.cells[i]] - 2020);
            size += rows.w(i);
        }
    CHECK_THAT(u1 / size, WithinAbs(0, 1e-9));
    CHECK_THAT(trend.se, WithinRel(slope_se(rows, means, true), 1e-8));
}

TEST_CASE("a line through published figures weighs them by their precision", "[transform]")
{
    // Weights 1, 4, 1 at times 0, 1, 2: slope (y2 - y0)/2, se 1/sqrt(2); level (y0 + 4 y1 + y2)/6 at time 1.
    const std::array figures{TimedFigure{0, 1, 1}, TimedFigure{1, 4, 0.5}, TimedFigure{2, 3, 1}};
    const auto trend = *figure_trend(figures);
    CHECK_THAT(trend.slope, WithinRel(1.0, 1e-14));
    CHECK_THAT(trend.se, WithinRel(std::sqrt(0.5), 1e-14));
    CHECK_THAT(trend.intercept, WithinRel(20.0 / 6 - 1, 1e-14));
    CHECK(trend.p_value == normal_p_value(trend.statistic));
}

TEST_CASE("a standardised value weighs the groups by the standard, on any scale", "[transform]")
{
    const auto rows = made_up_survey(true, false);
    const auto sums = rows.sums(DesignSums::Units::clusters);
    const std::array<double, 4> standard{16400, 20500, 26500, 17000};
    std::vector<StandardGroup> groups, scaled;
    double value = 0;
    std::vector<double> z(rows.answers.size());
    for (std::uint32_t cell = 0; cell < 4; ++cell) {
        groups.push_back({standard[cell], {{&sums, cell, 0}}});
        scaled.push_back({standard[cell] / 80400, {{&sums, cell, 0}}});
        const auto group = estimate(sums, cell, 0);
        value += standard[cell] / 80400 * group.value;
        for (std::size_t i = 0; i < z.size(); ++i)
            if (rows.valid(i) && rows.cells[i] == cell)
                z[i] = standard[cell] / 80400 * rows.w(i) * (rows.y(i) - group.value) / group.sum_w;
    }
    const auto result = *standardise(groups);
    CHECK_THAT(result.value, WithinRel(value, 1e-14));
    CHECK_THAT(result.se, WithinRel(std::sqrt(variance_by_definition(rows, z)), 1e-12));
    CHECK(result.df == 24 - 4);
    CHECK_THAT(result.interval()->upper, WithinRel(value + t_quantile(20) * result.se, 1e-13));
    CHECK_THAT(standardise(scaled)->se, WithinRel(result.se, 1e-13));
}

TEST_CASE("a difference of standardised values has the covariance of the PSUs they share", "[transform]")
{
    const auto rows = made_up_survey(true, false);
    const auto sums = rows.sums(DesignSums::Units::clusters);
    const std::array<double, 2> standard{60, 40};
    std::vector<StandardGroup> first, second;
    std::vector<double> z(rows.answers.size());
    double value = 0;
    for (std::uint32_t cell = 0; cell < 4; ++cell) {
        const double sign = cell < 2 ? -1 : 1, share = standard[cell % 2] / 100;
        (cell < 2 ? first : second).push_back({standard[cell % 2], {{&sums, cell, 0}}});
        const auto group = estimate(sums, cell, 0);
        value += sign * share * group.value;
        for (std::size_t i = 0; i < z.size(); ++i)
            if (rows.valid(i) && rows.cells[i] == cell)
                z[i] = sign * share * rows.w(i) * (rows.y(i) - group.value) / group.sum_w;
    }
    const auto result = *standardised_difference(first, second);
    CHECK_THAT(result.value, WithinRel(value, 1e-12));
    CHECK_THAT(result.se, WithinRel(std::sqrt(variance_by_definition(rows, z)), 1e-12));
    CHECK(result.se != result.se_independent);
}

TEST_CASE("a standard with an empty group or without weights is not used in silence", "[transform]")
{
    const auto sums = SurveyRows{{Answer::yes, Answer::no}, {0, 0}}.sums();
    const DomainPart filled{&sums, 0, 0}, empty{&sums, 1, 0};
    CHECK_FALSE(standardise(std::vector<StandardGroup>{{1, {filled}}, {1, {empty}}}));
    CHECK(standardise(std::vector<StandardGroup>{{1, {filled}}, {0, {empty}}}));
    CHECK_THROWS_AS(standardise(std::vector<StandardGroup>{{0, {filled}}}), ConfigurationError);
    CHECK_THROWS_AS(standardise(std::vector<StandardGroup>{{-1, {filled}}}), ConfigurationError);
}
