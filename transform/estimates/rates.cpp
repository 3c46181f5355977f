#include "transform/estimates/rates.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

namespace lup {

namespace {

constexpr double smallest_count = 10;

double lower_chi(double df, double p)
{
    return boost::math::quantile(boost::math::chi_squared_distribution<double>(df), p);
}

double upper_chi(double df, double p)
{
    return boost::math::quantile(
        boost::math::complement(boost::math::chi_squared_distribution<double>(df), p));
}

} // namespace

Interval exact_count_interval(double count, double alpha)
{
    return {count > 0 ? lower_chi(2 * count, alpha / 2) / 2 : 0, upper_chi(2 * count + 2, alpha / 2) / 2};
}

Interval byar_count_interval(double count, double alpha)
{
    const double z = normal_quantile(alpha);
    const auto limit = [z](double x, double sign) {
        const double root = 1 - 1 / (9 * x) + sign * z / (3 * std::sqrt(x));
        return x * root * root * root;
    };
    return {count > 0 ? limit(count, -1) : 0, limit(count + 1, 1)};
}

std::optional<Rate> rate(double count, double population, double per, double alpha)
{
    if (!(population > 0) || !(count >= 0))
        return std::nullopt;
    const bool exact = count < smallest_count;
    const auto limits = exact ? exact_count_interval(count, alpha) : byar_count_interval(count, alpha);
    const double scale = per / population;
    return Rate{count * scale, {limits.lower * scale, limits.upper * scale}, exact};
}

std::optional<Rate> standardised_rate(std::span<const RateGroup> groups, double per, double alpha)
{
    double events = 0, standard = 0, sum = 0, spread = 0;
    for (const auto& group : groups) {
        if (!(group.population > 0) || !(group.count >= 0) || !(group.standard >= 0))
            return std::nullopt;
        const double weight = group.standard / group.population;
        events += group.count;
        standard += group.standard;
        sum += weight * group.count;
        spread += weight * weight * group.count;
    }
    if (events < smallest_count || !(standard > 0))
        return std::nullopt;
    const double value = sum / standard;
    const double scale = std::sqrt(spread / (standard * standard) / events);
    const auto limits = byar_count_interval(events, alpha);
    return Rate{
        value * per,
        {(value + scale * (limits.lower - events)) * per, (value + scale * (limits.upper - events)) * per},
        false};
}

std::optional<Interval> share_control_limits(double target, double n, double alpha)
{
    if (!(n > 0))
        return std::nullopt;
    const double half = normal_quantile(alpha) * std::sqrt(target * (1 - target) / n);
    return Interval{std::max(0.0, target - half), std::min(1.0, target + half)};
}

Interval expected_count_limits(double observed, double alpha)
{
    return exact_count_interval(observed, alpha);
}

} // namespace lup
