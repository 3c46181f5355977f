#include "transform/estimates/standardise.hpp"

#include "config/errors.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

/// Sum of the standard's weights. Throws ConfigurationError as standardise() does.
long double standard_sum(std::span<const StandardGroup> groups)
{
    long double all = 0;
    for (const auto& group : groups) {
        if (!(group.weight >= 0) || !std::isfinite(group.weight))
            throw ConfigurationError(
                "weights_standard: a weight is negative or not a number; give the standard "
                "population of every group");
        all += group.weight;
    }
    if (all <= 0)
        throw ConfigurationError("weights_standard: the weights of a standard sum to 0; give the standard "
                                 "population of every group");
    return all;
}

/// Adds the linearisation of the standardised value of `groups` times `factor`.
void add_linearised(std::vector<LinearPart>& linear, std::span<const StandardGroup> groups,
                    long double factor)
{
    const auto all = standard_sum(groups);
    for (const auto& group : groups) {
        if (group.weight == 0)
            continue;
        const auto terms = linearised_mean(group.parts, factor * (group.weight / all));
        linear.insert(linear.end(), terms.begin(), terms.end());
    }
}

Difference finished(const Standardised& first, const Standardised& second, std::span<const LinearPart> linear,
                    const LonelyRules& rules)
{
    Difference difference;
    difference.value = second.value - first.value;
    difference.se = std::sqrt(variance(linear, rules));
    difference.se_independent = std::hypot(first.se, second.se);
    difference.df = degrees_of_freedom(linear, DesignSums::Rows::valid);
    const auto df = static_cast<double>(difference.df);
    difference.interval = mean_interval(difference.value, difference.se, df);
    if (difference.se > 0 && df > 0) {
        difference.t = difference.value / difference.se;
        difference.p_value = t_p_value(difference.t, df);
    }
    return difference;
}

} // namespace

std::optional<Standardised> standardise(std::span<const StandardGroup> groups, const LonelyRules& rules)
{
    const auto all = standard_sum(groups);
    Standardised result;
    for (const auto& group : groups) {
        if (group.weight == 0)
            continue;
        const auto crude = estimate(group.parts, rules);
        if (crude.n == 0)
            return std::nullopt;
        const long double proportion = group.weight / all;
        result.n += crude.n;
        result.value += static_cast<double>(proportion * crude.value);
    }
    std::vector<LinearPart> linear;
    add_linearised(linear, groups, 1);
    result.se = std::sqrt(variance(linear, rules));
    result.df = degrees_of_freedom(linear, DesignSums::Rows::valid);
    return result;
}

std::optional<Difference> standardised_difference(std::span<const StandardGroup> first,
                                                  std::span<const StandardGroup> second,
                                                  const LonelyRules& rules)
{
    const auto a = standardise(first, rules);
    const auto b = standardise(second, rules);
    if (!a || !b)
        return std::nullopt;
    std::vector<LinearPart> linear;
    add_linearised(linear, second, 1);
    add_linearised(linear, first, -1);
    return finished(*a, *b, linear, rules);
}

std::optional<Difference> standardised_difference_from_whole(std::span<const StandardGroup> whole,
                                                             std::span<const StandardGroup> part,
                                                             const LonelyRules& rules)
{
    const auto a = standardise(whole, rules);
    const auto b = standardise(part, rules);
    if (!a || !b)
        return std::nullopt;
    std::vector<LinearPart> linear;
    add_linearised(linear, whole, -1);
    const auto outer_parts = linear.size();
    add_linearised(linear, part, 1);
    // Group by group: add_linearised() keeps their order, and skips the same groups of both.
    std::size_t outer = 0, inner = outer_parts;
    for (std::size_t g = 0; g < part.size(); ++g) {
        if (part[g].weight == 0)
            continue;
        for (std::size_t i = 0; i < part[g].parts.size(); ++i, ++inner) {
            const auto& parts = whole[g].parts;
            const auto same = std::find_if(parts.begin(), parts.end(), [&](const DomainPart& one) {
                return one.design == part[g].parts[i].design;
            });
            linear[inner].within = outer + static_cast<std::size_t>(same - parts.begin());
        }
        outer += whole[g].parts.size();
    }
    return finished(*a, *b, linear, rules);
}

std::optional<Trend> standardised_trend(std::span<const StandardPoint> points, const LonelyRules& rules)
{
    long double times = 0, squares = 0;
    for (const auto& point : points)
        times += point.time;
    const auto mean = times / static_cast<long double>(points.size());
    for (const auto& point : points)
        squares += (point.time - mean) * (point.time - mean);
    if (!(squares > 0))
        return std::nullopt;
    Trend trend;
    std::vector<LinearPart> linear;
    long double slope = 0, level = 0;
    for (const auto& point : points) {
        const auto value = standardise(point.groups, rules);
        if (!value)
            return std::nullopt;
        const auto factor = (point.time - mean) / squares;
        trend.n += value->n;
        slope += factor * value->value;
        level += value->value / static_cast<long double>(points.size());
        add_linearised(linear, point.groups, factor);
    }
    trend.slope = static_cast<double>(slope);
    trend.intercept = static_cast<double>(level - slope * mean);
    trend.se = std::sqrt(variance(linear, rules));
    trend.df = degrees_of_freedom(linear, DesignSums::Rows::valid) - 1;
    if (trend.se > 0 && trend.df > 0) {
        trend.statistic = trend.slope / trend.se;
        trend.p_value = t_p_value(trend.statistic, static_cast<double>(trend.df));
    }
    return trend;
}

} // namespace lup
