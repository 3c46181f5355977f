#pragma once

#include "transform/estimates/estimate.hpp"

namespace lup {

/// Between which answers a quantile lies: `math` is the inverse of the distribution function (the default),
/// `school` takes the middle where the distribution is flat, `hf7` interpolates (Hyndman and Fan 1996, type
/// 7, weighted as in R survey 4.1).
enum class QuantileRule : std::uint8_t { math, school, hf7 };

/// One valid answer and its weight.
struct WeightedValue {
    double value = 0, weight = 0;
};

/// Answers in order of size, with their running weights: made once, asked for several quantiles.
class WeightedDistribution {
public:
    /// Values with weight 0 are left out.
    explicit WeightedDistribution(std::vector<WeightedValue> values);

    bool empty() const { return values_.empty(); }
    std::size_t size() const { return values_.size(); }

    /// REQUIRES: not empty; 0 <= p <= 1.
    double quantile(double p, QuantileRule rule) const;

private:
    double stepped(double p, QuantileRule rule) const;
    double interpolated(double p) const;

    std::vector<double> values_, running_; ///< running weight up to and with each value
    double sum_ = 0;
};

/// A quantile with Woodruff's (1952) interval: the quantiles at the limits of the share of answers up to it.
struct QuantileEstimate {
    std::uint64_t n = 0;
    double value = Estimate::none;
    std::optional<Interval> interval; ///< none if df <= 0 or a limit of the share leaves [0, 1]
    double se = Estimate::none;       ///< interval width / (2 t(df))
};

/// The quantile `p` of indicator `indicator` (a mean) in every domain cell of breakdown `column` of `rows`,
/// which are all rows of the design: quantiles keep their columns. Index = cell.
std::vector<QuantileEstimate> estimate_quantiles(const DesignRows& rows, DesignSums::Units units,
                                                 std::size_t column, std::size_t indicator, double p,
                                                 QuantileRule rule = QuantileRule::math,
                                                 const LonelyRules& rules = {}, double alpha = default_alpha);

} // namespace lup
