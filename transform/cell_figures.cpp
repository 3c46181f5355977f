#include "transform/cell_figures.hpp"

#include "transform/estimates/rates.hpp"
#include "transform/estimates/standardise.hpp"
#include "transform/row_outcomes.hpp"

#include <algorithm>

namespace lup {

namespace {

/// A count is an estimated total; its interval is the normal one on the total.
void make_total(TalliedCell& cell, std::span<const DomainPart> parts, const LonelyRules& lonely)
{
    const auto sum = total(parts, lonely);
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

void standardise_rate(TalliedCell& cell, std::span<const StandardWeight> standard, const StandardParts& parts,
                      const FigureRules& rules)
{
    std::vector<RateGroup> groups;
    for (std::size_t i = 0; i < standard.size(); ++i) {
        const auto crude = estimate(parts[i], rules.lonely);
        groups.push_back(
            {static_cast<double>(crude.n_positive), static_cast<double>(crude.n), standard[i].weight});
    }
    const auto made = standardised_rate(groups, 1);
    if (!made)
        return without_value(cell);
    cell.estimate.value = made->value;
    cell.estimate.se = made->interval.width() / (2 * normal_quantile(default_alpha));
    if (rules.survey.interval != IntervalMethod::none)
        cell.interval = made->interval;
}

void standardise_value(TalliedCell& cell, std::span<const StandardWeight> standard,
                       const StandardParts& parts, const FigureRules& rules)
{
    std::vector<StandardGroup> groups;
    for (std::size_t i = 0; i < standard.size(); ++i)
        groups.push_back({standard[i].weight, parts[i]});
    const auto made = standardise(groups, rules.lonely);
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

TalliedCell crude_cell(const FigureRules& rules, std::span<const DomainPart> parts)
{
    TalliedCell cell;
    cell.estimate = estimate(parts, rules.lonely);
    cell.interval = interval(cell.estimate, rules.survey.interval, RowOutcomes::measure(rules.indicator),
                             rules.survey.kind);
    if (rules.indicator.statistic == Statistic::count)
        make_total(cell, parts, rules.lonely);
    if (is_counted_rate(rules) && rules.survey.interval != IntervalMethod::none)
        if (const auto made =
                rate(static_cast<double>(cell.estimate.n_positive), static_cast<double>(cell.estimate.n), 1))
            cell.interval = made->interval;
    return cell;
}

TalliedCell standardised_cell(const FigureRules& rules, std::span<const StandardWeight> standard,
                              const StandardParts& parts)
{
    std::vector<DomainPart> all;
    for (const auto& group : parts)
        all.insert(all.end(), group.begin(), group.end());
    TalliedCell cell;
    cell.estimate = estimate(all, rules.lonely);
    // These describe the crude value; nothing asks for them of a standardised one.
    cell.estimate.deff = cell.estimate.deff_replace = Estimate::none;
    if (is_counted_rate(rules))
        standardise_rate(cell, standard, parts, rules);
    else
        standardise_value(cell, standard, parts, rules);
    return cell;
}

} // namespace lup
