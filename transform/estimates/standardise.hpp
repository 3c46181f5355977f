#pragma once

#include "transform/estimates/compare.hpp"
#include "transform/estimates/standard_group.hpp"
#include "transform/estimates/trend.hpp"

namespace lup {

/// A directly standardised share or mean: sum of W_k p_k with W_k the standard's proportions.
struct Standardised {
    std::uint64_t n = 0;
    double value = 0;
    double se = 0; ///< Taylor linearisation with the covariance of the groups (as R survey's svystandardize)
    std::int64_t df = 0; ///< of rows with a valid answer in the groups

    /// value -/+ t(df) se; none if df <= 0.
    std::optional<Interval> interval(double alpha = default_alpha) const
    {
        return mean_interval(value, se, static_cast<double>(df), alpha);
    }
};

/// None if a group that has a weight has no valid answer: then there is nothing to weigh, and leaving the
/// group out would change the standard. Throws ConfigurationError if a weight is negative or all are 0.
std::optional<Standardised> standardise(std::span<const StandardGroup> groups, const LonelyRules& rules = {});

/// The difference of two standardised values (second minus first) over the same groups, with the covariance
/// of what they share. None if either has no value.
std::optional<Difference> standardised_difference(std::span<const StandardGroup> first,
                                                  std::span<const StandardGroup> second,
                                                  const LonelyRules& rules = {});

/// The same of a whole (first) and a part of it, as difference_from_whole() has it.
std::optional<Difference> standardised_difference_from_whole(std::span<const StandardGroup> whole,
                                                             std::span<const StandardGroup> part,
                                                             const LonelyRules& rules = {});

/// One wave of a standardised trend.
struct StandardPoint {
    double time = 0;
    std::vector<StandardGroup> groups;
};

/// The least squares line through standardised values: slope = sum (t - mean t) v_t / sum (t - mean t)^2,
/// each wave with the same weight, its variance from the linearised values. None with fewer than two times,
/// or if a wave has no value.
std::optional<Trend> standardised_trend(std::span<const StandardPoint> points, const LonelyRules& rules = {});

} // namespace lup
