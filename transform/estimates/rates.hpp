#pragma once

#include "transform/estimates/intervals.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace lup {

/// Exact limits of a Poisson count: chi2(alpha/2; 2x)/2 and chi2(1-alpha/2; 2x+2)/2 (Garwood 1936).
/// REQUIRES: count >= 0.
Interval exact_count_interval(double count, double alpha = default_alpha);

/// Byar's approximation of the same (Breslow and Day 1987, p. 69). The lower limit of 0 is 0.
Interval byar_count_interval(double count, double alpha = default_alpha);

/// A rate of events per `per` of the population.
struct Rate {
    double value = 0;
    Interval interval;
    bool exact = false; ///< exact limits below ten events, Byar's from ten on
};

/// None if the population is not above 0 or the count is negative.
std::optional<Rate> rate(double count, double population, double per, double alpha = default_alpha);

/// One age group of a directly standardised rate.
struct RateGroup {
    double count = 0, population = 0, standard = 0;
};

/// Directly standardised rate with Dobson's limits (Dobson et al. 1991, Statistics in Medicine 10, eq. 7):
/// Byar's interval of all events, scaled by the ratio of standard deviations. None below ten events, where
/// the method does not hold, or if a group has no population.
std::optional<Rate> standardised_rate(std::span<const RateGroup> groups, double per,
                                      double alpha = default_alpha);

/// Control limits for a share of `n` about `target`: target -/+ z sqrt(target (1-target) / n), within [0, 1].
/// None if n <= 0.
std::optional<Interval> share_control_limits(double target, double n, double alpha);

/// Expected counts whose exact interval just reaches `observed` (the limits of an indirectly standardised
/// ratio).
Interval expected_count_limits(double observed, double alpha);

} // namespace lup
