#pragma once

#include "transform/estimates/estimate.hpp"

namespace lup {

/// The difference of two shares or means, second minus first.
struct Difference {
    double value = 0;
    double se = 0;             ///< with the covariance of shared PSUs and strata
    double se_independent = 0; ///< sqrt(se1^2 + se2^2), for comparison
    std::int64_t df = 0;       ///< of both domains together
    double t = 0;
    double p_value = 1; ///< two-sided, t(df); 1 if df <= 0 or se = 0
    std::optional<Interval> interval;
};

/// Of two domains (or waves) that share no row. None if either has no valid answer. `rows` says whether
/// missing answers count in the degrees of freedom.
std::optional<Difference> difference(std::span<const DomainPart> first, std::span<const DomainPart> second,
                                     const LonelyRules& rules = {},
                                     DesignSums::Rows rows = DesignSums::Rows::all);

/// Of a whole and a part of it (the county and a municipality): a part's rows are rows of the whole of the
/// same design. None if the part has no valid answer.
/// REQUIRES: one whole a design, of the part's indicator, for each part.
std::optional<Difference> difference_from_whole(std::span<const DomainPart> whole,
                                                std::span<const DomainPart> part,
                                                const LonelyRules& rules = {});

/// The difference of two shares of census waves, pupils seen as outcomes of a process: Newcombe's (1998)
/// method 10 from two Wilson intervals. None if either n is below `smallest_n`.
std::optional<Interval> census_difference_interval(std::uint64_t first_yes, std::uint64_t first_n,
                                                   std::uint64_t second_yes, std::uint64_t second_n,
                                                   std::uint64_t smallest_n, double alpha = default_alpha);

/// A share that is known as such, and of how many.
struct CountedShare {
    double share = 0;
    std::uint64_t n = 0;
};

/// Of two shares that share nobody, people seen as outcomes of a process: Newcombe's interval, and the p-value
/// of the two-proportion score test (pooled variance, the one that Wilson's limits invert). df = 0. None if
/// either n is below `smallest_n`.
std::optional<Difference> census_difference(const CountedShare& first, const CountedShare& second,
                                            std::uint64_t smallest_n);

/// Of a whole and a part of it: the part against the rest, scaled by the rest's share of the whole, since
/// part - whole = (part - rest) n_rest / n_whole. None if the part or the rest is below `smallest_n`.
std::optional<Difference> census_difference_from_whole(const CountedShare& whole, const CountedShare& part,
                                                       std::uint64_t smallest_n);

/// p-values adjusted for all comparisons made together, in the order given (Benjamini and Hochberg 1995). The
/// false discovery rate is held at q if those with an adjusted value <= q are taken.
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

/// A figure and its standard error.
struct Figure {
    double value = 0, se = 0;
};

/// One indicator in one area and sex: the earlier waves of its series (none across a break) and the new one.
struct ShiftSeries {
    std::vector<Figure> earlier;
    Figure current;
};

/// What a shift alarm says of one series.
struct Shift {
    double expected = 0; ///< from the earlier waves
    double change = 0;   ///< current - expected
    double z = 0;
    double p_value = 1;
    double adjusted = 1; ///< Benjamini-Hochberg over all series
    bool alarm = false;
};

struct ShiftLimits {
    double false_discovery_rate = 0.01;
    double smallest_change = 0.03; ///< in the unit of the figures: smaller changes do not alarm
};

/// Tests each current figure against the mean of its earlier waves, weighted by their precision. Variation
/// between earlier waves beyond their standard errors counts as noise (DerSimonian and Laird 1986), so that a
/// series that moves by nature does not alarm. A series without earlier waves or without noise never alarms.
std::vector<Shift> shift_alarm(std::span<const ShiftSeries> series, const ShiftLimits& limits = {});

/// Whether waves pooled as one design differ so much that the largest dominates: effective sizes more than
/// `ratio` apart.
bool unequal_waves(std::span<const double> effective_sizes, double ratio = 3);

} // namespace lup
