#include "transform/estimates/quantile.hpp"

#include <algorithm>

namespace lup {

WeightedDistribution::WeightedDistribution(std::vector<WeightedValue> values)
{
    std::erase_if(values, [](const WeightedValue& one) { return one.weight == 0; });
    std::stable_sort(values.begin(), values.end(),
                     [](const WeightedValue& a, const WeightedValue& b) { return a.value < b.value; });
    long double running = 0;
    for (const auto& one : values) {
        running += one.weight;
        values_.push_back(one.value);
        running_.push_back(static_cast<double>(running));
    }
    sum_ = static_cast<double>(running);
}

double WeightedDistribution::stepped(double p, QuantileRule rule) const
{
    // A running weight that meets p but for rounding meets it: equal weights must give the textbook's median.
    constexpr double rounding = 1e-13;
    const double target = p * sum_;
    const auto above = std::upper_bound(running_.begin(), running_.end(), target + rounding * sum_);
    const auto count = static_cast<std::size_t>(above - running_.begin());
    const std::size_t low = count == 0 ? 0 : count - 1;
    const std::size_t up = std::min(low + 1, values_.size() - 1);
    // As in R survey, a p below the first answer's own share gives the second: it matters in the far tails
    // only.
    if (count == 0 || running_[low] < target - rounding * sum_)
        return values_[up];
    return rule == QuantileRule::math ? values_[low] : (values_[low] + values_[up]) / 2;
}

double WeightedDistribution::interpolated(double p) const
{
    const std::size_t n = values_.size();
    if (n == 1)
        return values_[0];
    const double target = p * running_[n - 2];
    const auto above = std::upper_bound(running_.begin(), running_.end() - 1, target);
    const auto k = static_cast<std::size_t>(above - running_.begin());
    if (k >= n - 1)
        return values_[n - 1];
    const double before = k == 0 ? 0 : running_[k - 1];
    return values_[k] + (values_[k + 1] - values_[k]) * ((target - before) / (running_[k] - before));
}

double WeightedDistribution::quantile(double p, QuantileRule rule) const
{
    return rule == QuantileRule::hf7 ? interpolated(p) : stepped(p, rule);
}

namespace {

/// The distributions of the valid answers of every cell.
std::vector<WeightedDistribution> distributions(const DesignRows& rows, std::size_t column,
                                                std::size_t indicator)
{
    std::vector<std::vector<WeightedValue>> values;
    const auto& cells = rows.cells[column];
    for (std::size_t row = 0; row < rows.rows; ++row) {
        if (cells[row] == DesignRows::no_cell)
            continue;
        if (cells[row] >= values.size())
            values.resize(std::size_t{cells[row]} + 1);
        if (rows.indicators[indicator].answers[row] == Answer::yes)
            values[cells[row]].push_back(
                {rows.indicators[indicator].values[row], rows.weight.empty() ? 1 : rows.weight[row]});
    }
    std::vector<WeightedDistribution> made;
    for (auto& one : values)
        made.emplace_back(std::move(one));
    return made;
}

/// The design's sums of the answer "at most the quantile of the row's cell".
DesignSums shares_up_to(const DesignRows& rows, DesignSums::Units units, std::size_t column,
                        std::size_t indicator, std::span<const QuantileEstimate> quantiles)
{
    std::vector<Answer> answers(rows.indicators[indicator].answers.begin(),
                                rows.indicators[indicator].answers.end());
    const auto& values = rows.indicators[indicator].values;
    for (std::size_t row = 0; row < rows.rows; ++row) {
        const auto cell = rows.cells[column][row];
        if (cell != DesignRows::no_cell && answers[row] == Answer::yes && values[row] > quantiles[cell].value)
            answers[row] = Answer::no;
    }
    DesignRows shares = rows;
    shares.cells = {rows.cells[column]};
    shares.indicators = {{answers, {}}};
    DesignSums sums(units, {Measure::share});
    sums.add(shares);
    return sums;
}

/// Woodruff's limits from the share of answers up to the quantile.
void set_interval(QuantileEstimate& estimate, const WeightedDistribution& answers, const Estimate& share,
                  QuantileRule rule, double alpha)
{
    const auto df = static_cast<double>(share.df_valid);
    const auto limits = mean_interval(share.value, share.se, df, alpha);
    if (!limits || limits->lower < 0 || limits->upper > 1)
        return;
    estimate.interval =
        Interval{answers.quantile(limits->lower, rule), answers.quantile(limits->upper, rule)};
    estimate.se = estimate.interval->width() / (2 * t_quantile(df, alpha));
}

} // namespace

std::vector<QuantileEstimate> estimate_quantiles(const DesignRows& rows, DesignSums::Units units,
                                                 std::size_t column, std::size_t indicator, double p,
                                                 QuantileRule rule, const LonelyRules& rules, double alpha)
{
    const auto answers = distributions(rows, column, indicator);
    std::vector<QuantileEstimate> estimates(answers.size());
    for (std::size_t cell = 0; cell < answers.size(); ++cell) {
        estimates[cell].n = answers[cell].size();
        if (!answers[cell].empty())
            estimates[cell].value = answers[cell].quantile(p, rule);
    }
    const auto sums = shares_up_to(rows, units, column, indicator, estimates);
    for (std::uint32_t cell = 0; cell < answers.size(); ++cell)
        if (!answers[cell].empty())
            set_interval(estimates[cell], answers[cell], estimate(sums, cell, 0, rules), rule, alpha);
    return estimates;
}

} // namespace lup
