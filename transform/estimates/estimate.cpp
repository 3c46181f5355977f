#include "transform/estimates/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

CellTotals totals_of(std::span<const DomainPart> parts)
{
    CellTotals sum;
    for (const auto& part : parts) {
        const auto totals = part.design->totals(part.cell, part.indicator);
        sum.n += totals.n;
        sum.n_positive += totals.n_positive;
        sum.n_missing += totals.n_missing;
        sum.w += totals.w;
        sum.wy += totals.wy;
        sum.wyy += totals.wyy;
    }
    return sum;
}

Measure measure_of(const DomainPart& part)
{
    return part.design->indicators()[part.indicator];
}

/// Calls `use` with the terms of each design among the parts, designs in the order in which they come.
template <typename Use>
void for_each_design(std::span<const LinearPart> parts, Use use)
{
    std::vector<const DesignSums*> done;
    for (const auto& first : parts) {
        const auto* design = first.part.design;
        if (std::find(done.begin(), done.end(), design) != done.end())
            continue;
        done.push_back(design);
        std::vector<LinearTerm> terms;
        std::vector<std::size_t> place(parts.size(), LinearTerm::nowhere);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].part.design != design)
                continue;
            place[i] = terms.size();
            const auto within =
                parts[i].within == LinearTerm::nowhere ? LinearTerm::nowhere : place[parts[i].within];
            terms.push_back(
                {parts[i].part.cell, parts[i].part.indicator, parts[i].alpha, parts[i].beta, within});
        }
        use(*design, terms);
    }
}

/// Design effects of Kish (1965) against the variance of a simple random sample of the same size.
void set_design_effects(Estimate& result, const CellTotals& totals, Measure measure)
{
    const long double n = static_cast<long double>(totals.n);
    const long double mean = totals.wy / totals.w;
    const long double spread = measure == Measure::share
                                   ? mean * ((totals.w - totals.wy) / totals.w)
                                   : std::max(0.0L, totals.wyy / totals.w - mean * mean);
    const long double variance = static_cast<long double>(result.se) * result.se;
    if (totals.n > 1) {
        const long double element = spread * n / (n - 1);
        result.element_variance = static_cast<double>(element);
        result.deff_replace = static_cast<double>(variance / (element / n));
        result.deff = static_cast<double>(variance / (element * (1 - n / totals.w) / n));
    }
    if (variance > 0)
        result.n_eff = static_cast<double>(spread / variance);
}

} // namespace

std::vector<LinearPart> linearised_mean(std::span<const DomainPart> parts, long double factor)
{
    const auto totals = totals_of(parts);
    const long double alpha = factor / totals.w;
    std::vector<LinearPart> linear;
    for (const auto& part : parts)
        linear.push_back({part, alpha, alpha * (totals.wy / totals.w)});
    return linear;
}

double variance(std::span<const LinearPart> parts, const LonelyRules& rules)
{
    long double sum = 0;
    for_each_design(parts, [&](const DesignSums& design, std::span<const LinearTerm> terms) {
        sum += design.variance(terms, rules);
    });
    return static_cast<double>(sum);
}

std::int64_t degrees_of_freedom(std::span<const LinearPart> parts, DesignSums::Rows rows)
{
    std::int64_t df = 0;
    for_each_design(parts, [&](const DesignSums& design, std::span<const LinearTerm> terms) {
        const auto extent = design.extent(terms, rows);
        df += extent.psus - extent.strata;
    });
    return df;
}

Estimate estimate(std::span<const DomainPart> parts, const LonelyRules& rules)
{
    const auto totals = totals_of(parts);
    Estimate result;
    result.n = totals.n;
    result.n_positive = totals.n_positive;
    result.n_missing = totals.n_missing;
    result.sum_w = static_cast<double>(totals.w);
    result.sum_wy = static_cast<double>(totals.wy);
    const auto linear = linearised_mean(parts, 1);
    result.df = degrees_of_freedom(linear, DesignSums::Rows::all);
    result.df_valid = degrees_of_freedom(linear, DesignSums::Rows::valid);
    if (totals.n == 0)
        return result;
    result.value = static_cast<double>(totals.wy / totals.w);
    result.se = std::sqrt(variance(linear, rules));
    set_design_effects(result, totals, measure_of(parts.front()));
    return result;
}

Estimate estimate(const DesignSums& design, std::uint32_t cell, std::uint32_t indicator,
                  const LonelyRules& rules)
{
    const DomainPart part{&design, cell, indicator};
    return estimate(std::span(&part, 1), rules);
}

Total total(std::span<const DomainPart> parts, const LonelyRules& rules)
{
    std::vector<LinearPart> linear;
    for (const auto& part : parts)
        linear.push_back({part, 1, 0});
    return {static_cast<double>(totals_of(parts).wy), std::sqrt(variance(linear, rules))};
}

std::optional<Interval> interval(const Estimate& estimate, IntervalMethod method, Measure measure,
                                 SurveyKind kind, double alpha)
{
    if (estimate.n == 0 || method == IntervalMethod::none)
        return std::nullopt;
    const auto df = static_cast<double>(estimate.df);
    if (measure == Measure::mean || method == IntervalMethod::mean)
        return mean_interval(estimate.value, estimate.se, df, alpha);
    if (method == IntervalMethod::fhm)
        return fhm_interval(estimate.value, estimate.n);
    const bool extreme = estimate.n_positive == 0 || estimate.n_positive == estimate.n;
    const auto n = static_cast<double>(estimate.n);
    if (method == IntervalMethod::wilson)
        return wilson_interval(estimate.value, extreme || kind != SurveyKind::sample ? n : estimate.n_eff,
                               alpha);
    if (df <= 0)
        return std::nullopt;
    if (extreme)
        return clopper_pearson_interval(estimate.value, n, alpha);
    if (method == IntervalMethod::beta)
        return beta_interval(estimate.value, estimate.se, df, estimate.rows(), alpha);
    return xlogit_interval(estimate.value, estimate.se, df, alpha);
}

} // namespace lup
