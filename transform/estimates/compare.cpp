#include "transform/estimates/compare.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lup {

namespace {

Difference finished(const Estimate& first, const Estimate& second, std::span<const LinearPart> linear,
                    const LonelyRules& rules, DesignSums::Rows rows)
{
    Difference difference;
    difference.value = second.value - first.value;
    difference.se = std::sqrt(variance(linear, rules));
    difference.se_independent = std::hypot(first.se, second.se);
    difference.df = degrees_of_freedom(linear, rows);
    const auto df = static_cast<double>(difference.df);
    difference.interval = mean_interval(difference.value, difference.se, df);
    if (difference.se > 0 && df > 0) {
        difference.t = difference.value / difference.se;
        difference.p_value = t_p_value(difference.t, df);
    }
    return difference;
}

} // namespace

std::optional<Difference> difference(std::span<const DomainPart> first, std::span<const DomainPart> second,
                                     const LonelyRules& rules, DesignSums::Rows rows)
{
    const auto a = estimate(first, rules);
    const auto b = estimate(second, rules);
    if (a.n == 0 || b.n == 0)
        return std::nullopt;
    auto linear = linearised_mean(second, 1);
    const auto minus = linearised_mean(first, -1);
    linear.insert(linear.end(), minus.begin(), minus.end());
    return finished(a, b, linear, rules, rows);
}

std::optional<Difference> difference_from_whole(std::span<const DomainPart> whole,
                                                std::span<const DomainPart> part, const LonelyRules& rules)
{
    const auto a = estimate(whole, rules);
    const auto b = estimate(part, rules);
    if (b.n == 0)
        return std::nullopt;
    auto linear = linearised_mean(whole, -1);
    for (auto inner : linearised_mean(part, 1)) {
        const auto outer = std::find_if(whole.begin(), whole.end(), [&](const DomainPart& one) {
            return one.design == inner.part.design;
        });
        inner.within = static_cast<std::size_t>(outer - whole.begin());
        linear.push_back(inner);
    }
    return finished(a, b, linear, rules, DesignSums::Rows::all);
}

namespace {

Interval newcombe(const CountedShare& first, const CountedShare& second, double alpha)
{
    const double p1 = first.share, p2 = second.share;
    const auto w1 = *wilson_interval(p1, static_cast<double>(first.n), alpha);
    const auto w2 = *wilson_interval(p2, static_cast<double>(second.n), alpha);
    const double change = p2 - p1;
    return {change - std::hypot(p2 - w2.lower, w1.upper - p1),
            change + std::hypot(w2.upper - p2, p1 - w1.lower)};
}

bool too_few(std::uint64_t first_n, std::uint64_t second_n, std::uint64_t smallest_n)
{
    return std::min(first_n, second_n) < std::max<std::uint64_t>(1, smallest_n);
}

} // namespace

std::optional<Interval> census_difference_interval(std::uint64_t first_yes, std::uint64_t first_n,
                                                   std::uint64_t second_yes, std::uint64_t second_n,
                                                   std::uint64_t smallest_n, double alpha)
{
    if (too_few(first_n, second_n, smallest_n))
        return std::nullopt;
    const auto share = [](std::uint64_t yes, std::uint64_t n) {
        return CountedShare{static_cast<double>(yes) / static_cast<double>(n), n};
    };
    return newcombe(share(first_yes, first_n), share(second_yes, second_n), alpha);
}

std::optional<Difference> census_difference(const CountedShare& first, const CountedShare& second,
                                            std::uint64_t smallest_n)
{
    if (too_few(first.n, second.n, smallest_n))
        return std::nullopt;
    const auto n1 = static_cast<double>(first.n), n2 = static_cast<double>(second.n);
    const double pooled = (first.share * n1 + second.share * n2) / (n1 + n2);
    Difference difference;
    difference.value = second.share - first.share;
    difference.se = difference.se_independent = std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
    if (difference.se > 0) {
        difference.t = difference.value / difference.se;
        difference.p_value = normal_p_value(difference.t);
    }
    difference.interval = newcombe(first, second, default_alpha);
    return difference;
}

std::optional<Difference> census_difference_from_whole(const CountedShare& whole, const CountedShare& part,
                                                       std::uint64_t smallest_n)
{
    if (whole.n <= part.n)
        return std::nullopt;
    const auto all = static_cast<double>(whole.n), inner = static_cast<double>(part.n);
    const double yes = std::clamp(whole.share * all - part.share * inner, 0.0, all - inner);
    auto difference = census_difference({yes / (all - inner), whole.n - part.n}, part, smallest_n);
    if (!difference)
        return std::nullopt;
    const double scale = (all - inner) / all;
    // From the shares themselves: the clamp may have moved the rest's.
    difference->value = part.share - whole.share;
    difference->se *= scale;
    difference->se_independent *= scale;
    difference->interval = Interval{difference->interval->lower * scale, difference->interval->upper * scale};
    return difference;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values)
{
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    std::vector<double> adjusted(p_values.size());
    double smallest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const auto place = order[rank - 1];
        smallest = std::min(smallest,
                            p_values[place] * static_cast<double>(order.size()) / static_cast<double>(rank));
        adjusted[place] = smallest;
    }
    return adjusted;
}

namespace {

/// Precision-weighted mean of the waves and the variance of a new wave's true value about it.
struct Expectation {
    double mean = 0, variance = 0;
};

Expectation expectation(std::span<const Figure> earlier, double between)
{
    double weights = 0, sum = 0;
    for (const auto& wave : earlier) {
        const double weight = 1 / (wave.se * wave.se + between);
        weights += weight;
        sum += weight * wave.value;
    }
    return {sum / weights, 1 / weights + between};
}

/// Variance between waves beyond their standard errors (DerSimonian and Laird 1986, eq. 8).
double between_waves(std::span<const Figure> earlier)
{
    const auto fixed = expectation(earlier, 0);
    double q = 0, weights = 0, squares = 0;
    for (const auto& wave : earlier) {
        const double weight = 1 / (wave.se * wave.se);
        q += weight * (wave.value - fixed.mean) * (wave.value - fixed.mean);
        weights += weight;
        squares += weight * weight;
    }
    const double scale = weights - squares / weights;
    const double degrees = static_cast<double>(earlier.size()) - 1;
    return scale > 0 ? std::max(0.0, (q - degrees) / scale) : 0;
}

Shift shift_of(const ShiftSeries& series)
{
    Shift shift;
    std::vector<Figure> usable;
    std::copy_if(series.earlier.begin(), series.earlier.end(), std::back_inserter(usable),
                 [](const Figure& wave) { return std::isfinite(wave.value) && wave.se > 0; });
    if (usable.empty() || !std::isfinite(series.current.value) || !(series.current.se > 0))
        return shift;
    const auto expected = expectation(usable, between_waves(usable));
    shift.expected = expected.mean;
    shift.change = series.current.value - expected.mean;
    shift.z = shift.change / std::sqrt(expected.variance + series.current.se * series.current.se);
    shift.p_value = normal_p_value(shift.z);
    return shift;
}

} // namespace

std::vector<Shift> shift_alarm(std::span<const ShiftSeries> series, const ShiftLimits& limits)
{
    std::vector<Shift> shifts;
    std::vector<double> p_values;
    for (const auto& one : series) {
        shifts.push_back(shift_of(one));
        p_values.push_back(shifts.back().p_value);
    }
    const auto adjusted = benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        shifts[i].adjusted = adjusted[i];
        shifts[i].alarm = adjusted[i] <= limits.false_discovery_rate &&
                          std::fabs(shifts[i].change) >= limits.smallest_change;
    }
    return shifts;
}

bool unequal_waves(std::span<const double> effective_sizes, double ratio)
{
    if (effective_sizes.empty())
        return false;
    const auto [smallest, largest] = std::minmax_element(effective_sizes.begin(), effective_sizes.end());
    return *largest > ratio * *smallest;
}

} // namespace lup
