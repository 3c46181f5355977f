#pragma once

#include <cstdint>
#include <optional>

namespace lup {

/// Limits of a two-sided interval.
struct Interval {
    double lower = 0, upper = 0;
    double width() const { return upper - lower; }
};

/// 1 - confidence of every interval unless a caller says otherwise.
inline constexpr double default_alpha = 0.05;

/// Upper alpha/2 quantile of Student's t; df = infinity gives the normal one. REQUIRES: df > 0.
double t_quantile(double df, double alpha = default_alpha);
double normal_quantile(double alpha = default_alpha);

/// Two-sided p-values of a t statistic and of a normal one. REQUIRES: df > 0.
double t_p_value(double t, double df);
double normal_p_value(double z);

/// p -/+ t(df) se, not cut at 0 and 1. None if df <= 0.
std::optional<Interval> mean_interval(double p, double se, double df, double alpha = default_alpha);

/// expit(logit p -/+ t(df) se / (p (1-p))): the design-based interval of a share (R survey's `xlogit`); the
/// limits lie in [0, 1] and those of the complement mirror them. None if df <= 0 or p is 0 or 1.
std::optional<Interval> xlogit_interval(double p, double se, double df, double alpha = default_alpha);

/// sin^2(asin(sqrt p) -/+ t(df) se / (2 sqrt(p (1-p)))). None if df <= 0 or p is 0 or 1.
std::optional<Interval> asin_interval(double p, double se, double df, double alpha = default_alpha);

/// Korn and Graubard (1998): effective sample size p (1-p) / se^2 times the squared ratio of the t quantiles
/// of `rows` - 1 and df, the rows of the domain's design and its degrees of freedom. None if df <= 0, rows <
/// 2 or se = 0 (p = 0 and p = 1 have no se: see nchs_interval()).
std::optional<double> korn_graubard_n(double p, double se, double df, std::uint64_t rows,
                                      double alpha = default_alpha);

/// Clopper-Pearson (1934) limits for an effective sample of any positive size: Beta(alpha/2; np, n(1-p)+1)
/// and Beta(1-alpha/2; np+1, n(1-p)). None if n <= 0.
std::optional<Interval> clopper_pearson_interval(double p, double n, double alpha = default_alpha);

/// Clopper-Pearson with korn_graubard_n(), not capped (R survey's `beta`).
std::optional<Interval> beta_interval(double p, double se, double df, std::uint64_t rows,
                                      double alpha = default_alpha);

/// Wilson's (1927) score interval for an effective sample of `n`. None if n <= 0.
std::optional<Interval> wilson_interval(double p, double n, double alpha = default_alpha);

/// The national agency's interval: p -/+ 1.96 sqrt(p (1-p) / n) with the unweighted n, the lower limit cut at
/// 0, the upper not. None if n = 0 or p is 0 (the agency shows the share alone).
std::optional<Interval> fhm_interval(double p, std::uint64_t n);

} // namespace lup
