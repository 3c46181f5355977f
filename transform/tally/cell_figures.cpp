#include "transform/tally/cell_figures.hpp"

#include "transform/estimates/rates.hpp"
#include "transform/estimates/standardise.hpp"
#include "transform/tally/row_outcomes.hpp"

#include <algorithm>

namespace lup {

namespace {

/// A count is an estimated total; its interval is the normal one on the total.
void make_total(TalliedCell& cell, const LonelyRules& lonely)
{
    const auto sum = total(cell.parts, lonely);
    cell.estimate.value = sum.value;
    cell.estimate.se = sum.se;
    if (cell.interval)
        cell.interval = mean_interval(sum.value, sum.se, static_cast<double>(cell.estimate.df));
}

bool is_counted_rate(const FigureRules& rules)
{
    return rules.indicator.statistic == Statistic::rate && rules.rows == RowKind::counted;
}

void without_value(TalliedCell& cell)
{
    cell.estimate.value = Estimate::none;
    cell.estimate.se = Estimate::none;
    cell.estimate.n_eff = Estimate::none;
    cell.interval.reset();
}

void standardise_rate(TalliedCell& cell, const FigureRules& rules)
{
    std::vector<RateGroup> groups;
    for (const auto& group : cell.groups) {
        const auto crude = estimate(group.parts, rules.lonely);
        groups.push_back({static_cast<double>(crude.n_positive), static_cast<double>(crude.n), group.weight});
    }
    const auto made = standardised_rate(groups, 1);
    if (!made)
        return without_value(cell);
    cell.estimate.value = made->value;
    cell.estimate.se = made->interval.width() / (2 * normal_quantile(default_alpha));
    if (rules.survey.interval != IntervalMethod::none)
        cell.interval = made->interval;
}

void standardise_value(TalliedCell& cell, const FigureRules& rules)
{
    const auto made = standardise(cell.groups, rules.lonely);
    if (!made)
        return without_value(cell);
    auto& estimate = cell.estimate;
    const bool share = RowOutcomes::measure(rules.indicator) == Measure::share;
    const double spread = share ? made->value * (1 - made->value) : estimate.element_variance;
    estimate.value = made->value;
    estimate.se = made->se;
    estimate.df = estimate.df_valid = made->df;
    estimate.n_eff = made->se > 0 ? spread / (made->se * made->se) : Estimate::none;
    if (rules.survey.interval == IntervalMethod::none)
        return;
    cell.interval = made->interval();
    if (cell.interval && share)
        cell.interval = Interval{std::max(0.0, cell.interval->lower), std::min(1.0, cell.interval->upper)};
}

} // namespace

TalliedCell crude_cell(const FigureRules& rules, std::vector<DomainPart> parts)
{
    TalliedCell cell;
    cell.parts = std::move(parts);
    cell.estimate = estimate(cell.parts, rules.lonely);
    cell.interval = interval(cell.estimate, rules.survey.interval, RowOutcomes::measure(rules.indicator),
                             rules.survey.kind);
    if (rules.indicator.statistic == Statistic::count)
        make_total(cell, rules.lonely);
    if (is_counted_rate(rules) && rules.survey.interval != IntervalMethod::none)
        if (const auto made =
                rate(static_cast<double>(cell.estimate.n_positive), static_cast<double>(cell.estimate.n), 1))
            cell.interval = made->interval;
    return cell;
}

TalliedCell standardised_cell(const FigureRules& rules, std::vector<StandardGroup> groups)
{
    std::vector<DomainPart> all;
    for (const auto& group : groups)
        all.insert(all.end(), group.parts.begin(), group.parts.end());
    TalliedCell cell;
    cell.groups = std::move(groups);
    cell.estimate = estimate(all, rules.lonely);
    // These describe the crude value; nothing asks for them of a standardised one.
    cell.estimate.deff = cell.estimate.deff_replace = Estimate::none;
    if (is_counted_rate(rules))
        standardise_rate(cell, rules);
    else
        standardise_value(cell, rules);
    return cell;
}

} // namespace lup
