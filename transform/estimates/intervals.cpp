#include "transform/estimates/intervals.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace lup {

namespace {

// Ordinary double arithmetic is good to 1e-15 here, and several times faster than Boost's default of long
// double: an interval is asked for in every cell.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, InDouble>;
using StudentsT = boost::math::students_t_distribution<double, InDouble>;

bool inside(double p)
{
    return p > 0 && p < 1;
}

double expit(double x)
{
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

} // namespace

double normal_quantile(double alpha)
{
    return boost::math::quantile(boost::math::complement(Normal(), alpha / 2));
}

double t_quantile(double df, double alpha)
{
    if (std::isinf(df))
        return normal_quantile(alpha);
    return boost::math::quantile(boost::math::complement(StudentsT(df), alpha / 2));
}

double normal_p_value(double z)
{
    return 2 * boost::math::cdf(boost::math::complement(Normal(), std::fabs(z)));
}

double t_p_value(double t, double df)
{
    if (std::isinf(df))
        return normal_p_value(t);
    return 2 * boost::math::cdf(boost::math::complement(StudentsT(df), std::fabs(t)));
}

std::optional<Interval> mean_interval(double p, double se, double df, double alpha)
{
    if (!(df > 0) || !std::isfinite(se))
        return std::nullopt;
    const double half = t_quantile(df, alpha) * se;
    return Interval{p - half, p + half};
}

std::optional<Interval> xlogit_interval(double p, double se, double df, double alpha)
{
    if (!(df > 0) || !std::isfinite(se) || !inside(p))
        return std::nullopt;
    const double centre = std::log(p) - std::log1p(-p);
    const double half = t_quantile(df, alpha) * se / (p * (1 - p));
    return Interval{expit(centre - half), expit(centre + half)};
}

std::optional<Interval> asin_interval(double p, double se, double df, double alpha)
{
    if (!(df > 0) || !std::isfinite(se) || !inside(p))
        return std::nullopt;
    const double centre = std::asin(std::sqrt(p));
    const double half = t_quantile(df, alpha) * se / (2 * std::sqrt(p * (1 - p)));
    const double lower = std::sin(centre - half);
    const double upper = std::sin(centre + half);
    return Interval{lower * lower, upper * upper};
}

std::optional<double> korn_graubard_n(double p, double se, double df, std::uint64_t rows, double alpha)
{
    if (!(df > 0) || rows < 2 || !(se > 0) || !inside(p))
        return std::nullopt;
    const double ratio = t_quantile(static_cast<double>(rows - 1), alpha) / t_quantile(df, alpha);
    return p * (1 - p) / (se * se) * ratio * ratio;
}

std::optional<Interval> clopper_pearson_interval(double p, double n, double alpha)
{
    if (!(n > 0) || !std::isfinite(n))
        return std::nullopt;
    const double yes = n * p;
    const double no = n * (1 - p);
    Interval limits{0, 1};
    if (yes > 0)
        limits.lower = boost::math::quantile(boost::math::beta_distribution<double>(yes, no + 1), alpha / 2);
    if (no > 0)
        limits.upper = boost::math::quantile(
            boost::math::complement(boost::math::beta_distribution<double>(yes + 1, no), alpha / 2));
    return limits;
}

std::optional<Interval> beta_interval(double p, double se, double df, std::uint64_t rows, double alpha)
{
    const auto n = korn_graubard_n(p, se, df, rows, alpha);
    return n ? clopper_pearson_interval(p, *n, alpha) : std::nullopt;
}

std::optional<Interval> wilson_interval(double p, double n, double alpha)
{
    if (!(n > 0) || !std::isfinite(n))
        return std::nullopt;
    const double z = normal_quantile(alpha);
    const double zz = z * z;
    const double centre = p + zz / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + zz / (4 * n * n));
    const double scale = 1 + zz / n;
    return Interval{std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

std::optional<Interval> fhm_interval(double p, std::uint64_t n)
{
    constexpr double z = 1.96;
    if (n == 0 || !(p > 0))
        return std::nullopt;
    const double half = z * std::sqrt(p * (1 - p) / static_cast<double>(n));
    return Interval{std::max(0.0, p - half), p + half};
}

} // namespace lup
