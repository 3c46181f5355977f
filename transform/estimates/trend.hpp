#pragma once

#include "transform/estimates/estimate.hpp"

namespace lup {

/// One wave of a trend: its time (a year) and the domain's parts in it.
struct TrendPoint {
    double time = 0;
    std::vector<DomainPart> parts;
};

/// A line through the waves of one series. p_value is two-sided.
struct Trend {
    std::uint64_t n = 0;
    double intercept = 0; ///< at time 0
    double slope = 0;     ///< change per unit of time; of logit_trend() in log odds
    double se = 0;        ///< of the slope
    std::int64_t df = 0;  ///< domain degrees of freedom minus 1; 0 where z is normal
    double statistic = 0; ///< slope / se
    double p_value = 1;
};

/// Weighted least squares of all answers on time, Taylor linearised (R survey's svyglm, gaussian; Binder
/// 1983). None with fewer than two times that have valid answers. Several waves are one design: strata x
/// wave.
std::optional<Trend> linear_trend(std::span<const TrendPoint> points, const LonelyRules& rules = {});

/// The same for the log odds of a share (svyglm, quasibinomial). None too if the fit does not settle, as when
/// a share is 0 in all waves but one.
std::optional<Trend> logit_trend(std::span<const TrendPoint> points, const LonelyRules& rules = {});

/// A line through published figures weighted by their precision, normal test: for waves whose rows are not at
/// hand. None with fewer than two usable points.
struct TimedFigure {
    double time = 0, value = 0, se = 0;
};
std::optional<Trend> figure_trend(std::span<const TimedFigure> figures);

} // namespace lup
