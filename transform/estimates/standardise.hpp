#pragma once

#include "transform/estimates/estimate.hpp"

namespace lup {

/// The part of a domain in one group of the standard (an age group), and the group's weight there.
struct StandardGroup {
    double weight = 0; ///< any scale: only proportions count
    std::vector<DomainPart> parts;
};

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

} // namespace lup
