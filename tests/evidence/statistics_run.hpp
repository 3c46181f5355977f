#pragma once

#include "statistics_cases.hpp"
#include "statistics_glm.hpp"
#include "transform/estimates/compare.hpp"
#include "transform/estimates/precision.hpp"
#include "transform/estimates/quantile.hpp"
#include "transform/estimates/standardise.hpp"
#include "transform/estimates/trend.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace evidence {

using Values = std::map<std::string, double>;
using Where = std::vector<std::pair<std::string, std::string>>;

/// The expected rows of one estimate.
struct Expected {
    std::string variable, na;
    Where where;
    std::map<std::string, std::pair<double, std::string>> statistics; ///< value and check

    bool has(const std::string& statistic) const { return statistics.count(statistic) > 0; }
    std::string place() const
    {
        std::string place = variable;
        for (const auto& [name, value] : where)
            place += ' ' + value;
        return place + ' ' + na;
    }
};

inline void put(Values& values, const std::string& name, const std::optional<lup::Interval>& interval)
{
    values[name + "_lo"] = interval ? interval->lower : lup::Estimate::none;
    values[name + "_hi"] = interval ? interval->upper : lup::Estimate::none;
}

inline void put_precision(Values& values, const lup::Estimate& share)
{
    const auto precision = lup::nchs_precision(share);
    values["nchs_n_eff"] = precision.n_eff;
    put(values, "nchs_kg", precision.interval);
    values["flag_display"] = precision.shown ? 1 : 0;
    values["flag_Px"] = precision.shown ? 0 : 1;
    values["flag_Pc"] = precision.complement_uncertain ? 1 : 0;
    values["flag_Pdf"] = precision.few_df ? 1 : 0;
    values["flag_P0"] = precision.extreme ? 1 : 0;
}

inline void put_share(Values& values, const lup::Estimate& share)
{
    const double p = share.value, se = share.se;
    const auto df = static_cast<double>(share.df);
    values["p"] = p;
    values["cv"] = se / p;
    put(values, "ci_mean", lup::mean_interval(p, se, df));
    put(values, "ci_xlogit", lup::xlogit_interval(p, se, df));
    put(values, "ci_asin", lup::asin_interval(p, se, df));
    put(values, "ci_beta", lup::beta_interval(p, se, df, share.rows()));
    values["n_eff"] = share.n_eff;
    put(values, "ownf_wilson_z", lup::wilson_interval(p, share.n_eff));
    const auto n_kg = lup::korn_graubard_n(p, se, static_cast<double>(share.df_valid), share.n);
    put(values, "ownf_wilson_kg", lup::wilson_interval(p, n_kg.value_or(0)));
    put_precision(values, share);
}

inline void put_mean(Values& values, const lup::Estimate& mean, const lup::DesignSums::Extent& design)
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    values["mean"] = mean.value;
    // svyvar counts rows with a missing answer in its n / (n-1); the design effect does not.
    const auto n = static_cast<double>(mean.n), rows = static_cast<double>(mean.rows());
    values["svyvar"] = mean.element_variance * ((n - 1) / n) * (rows / (rows - 1));
    put(values, "ci_z", lup::mean_interval(mean.value, mean.se, infinite));
    put(values, "ci_t_domdf", lup::mean_interval(mean.value, mean.se, static_cast<double>(mean.df)));
    put(values, "ci_t_fulldf",
        lup::mean_interval(mean.value, mean.se, static_cast<double>(design.psus - design.strata)));
}

inline void put_quantiles(Values& values, const Design& design, const lup::DesignRows& rows,
                          std::uint32_t cell)
{
    const std::map<std::string, lup::QuantileRule> qrules{{"math", lup::QuantileRule::math},
                                                          {"school", lup::QuantileRule::school},
                                                          {"hf7", lup::QuantileRule::hf7}};
    for (const auto& [name, qrule] : qrules)
        for (const int percent : {25, 50, 75}) {
            const auto all =
                lup::estimate_quantiles(rows, design.units(), cell, 0, percent / 100.0, qrule, design.rules);
            const auto label = fmt::format("q{}_{}", percent, name);
            values[label] = all.at(cell).value;
            values[label + "_se"] = all.at(cell).se;
            put(values, label + "_ci", all.at(cell).interval);
        }
}

/// Runs the estimates of one design, variable and way with missing answers.
class VariableRun {
public:
    VariableRun(const Design& design, DesignData& data) : design_(design), data_(data) {}

    /// The domains must all be known before the one pass over the rows.
    void plan(const Expected& expected)
    {
        for (const auto& where : domains(expected.where))
            cells_.emplace(where, data_.add_domain(where));
        if (expected.has("std_p"))
            for (const auto& [level, weight] : design_.standard)
                cells_.emplace(with(expected.where, design_.standard_by, level),
                               data_.add_domain(with(expected.where, design_.standard_by, level)));
        if (expected.has("lin_slope") || expected.has("avg_of_years_p"))
            for (const auto& year : data_.levels("year"))
                cells_.emplace(with(expected.where, "year", year),
                               data_.add_domain(with(expected.where, "year", year)));
    }

    void pass() { sums_.emplace(data_.sums()); }

    Values values(const Expected& expected) const
    {
        if (expected.has("diff"))
            return differences(expected);
        if (expected.has("std_p"))
            return standardised(expected);
        if (expected.has("lin_slope"))
            return trends(expected);
        const auto parts = std::vector{part(expected.where)};
        const auto result = lup::estimate(parts, design_.rules);
        Values values = counts(result);
        const auto missing = sums_->totals(parts[0].cell, 1).n_missing;
        values["n_missing"] = static_cast<double>(missing);
        const auto total = lup::total(parts, design_.rules);
        values["total"] = total.value;
        values["total_se"] = total.se;
        if (data_.measure() == lup::Measure::share && !expected.has("mean")) {
            put_share(values, result);
            if (expected.has("ci_logit_lo"))
                put(values, "ci_logit",
                    GlmLogit(data_.rows(), parts[0].cell)
                        .interval(parts[0], design_.rules, static_cast<double>(result.df)));
        } else
            put_mean(values, result, sums_->design_extent());

        if (expected.has("q50_math"))
            put_quantiles(values, design_, data_.rows(), parts[0].cell);
        if (expected.has("pooled_p"))
            put_pooled(values, expected, result);
        return values;
    }

private:
    static Where with(Where where, const std::string& column, const std::string& value)
    {
        const auto place =
            std::find_if(where.begin(), where.end(), [&](const auto& one) { return one.first == column; });
        if (place == where.end())
            where.emplace_back(column, value);
        else
            place->second = value;
        return where;
    }

    /// The domain itself, or both of "b minus a", a first.
    static std::vector<Where> domains(const Where& where)
    {
        for (const auto& [name, value] : where) {
            const auto minus = value.find(" minus ");
            if (minus != std::string::npos)
                return {with(where, name, value.substr(minus + 7)),
                        with(where, name, value.substr(0, minus))};
        }
        return {where};
    }

    lup::DomainPart part(const Where& where) const { return {&*sums_, cells_.at(where), 0}; }

    static Values counts(const lup::Estimate& result)
    {
        return {{"n", static_cast<double>(result.n)},
                {"n_num", static_cast<double>(result.n_positive)},
                {"n_rows_design", static_cast<double>(result.rows())},
                {"sumw", result.sum_w},
                {"sumw_num", result.sum_wy},
                {"se", result.se},
                {"df", static_cast<double>(result.df)},
                {"df_complete", static_cast<double>(result.df_valid)},
                {"deff_wor", result.deff},
                {"deff_replace", result.deff_replace}};
    }

    Values differences(const Expected& expected) const
    {
        const auto both = domains(expected.where);
        const auto first = part(both[0]), second = part(both[1]);
        const auto d =
            lup::difference({&first, 1}, {&second, 1}, design_.rules, lup::DesignSums::Rows::valid).value();
        Values values{{"diff", d.value},
                      {"se_diff", d.se},
                      {"t", d.t},
                      {"df_design", static_cast<double>(d.df)},
                      {"df_ttest", static_cast<double>(d.df - 1)},
                      {"p_df_design", d.p_value},
                      {"p_ttest", lup::t_p_value(d.t, static_cast<double>(d.df - 1))},
                      {"se_diff_indep", d.se_independent},
                      {"p_z_indep", lup::normal_p_value(d.value / d.se_independent)}};
        values["ci_lo_df_design"] = d.interval->lower;
        values["ci_hi_df_design"] = d.interval->upper;
        return values;
    }

    Values standardised(const Expected& expected) const
    {
        std::vector<lup::StandardGroup> groups;
        std::vector<lup::DomainPart> all;
        for (const auto& [level, weight] : design_.standard) {
            all.push_back(part(with(expected.where, design_.standard_by, level)));
            groups.push_back({weight, {all.back()}});
        }
        const auto result = lup::standardise(groups, design_.rules).value();
        Values values{{"n", static_cast<double>(result.n)},
                      {"std_p", result.value},
                      {"std_se", result.se},
                      {"svystandardize_p", result.value},
                      {"svystandardize_se", result.se},
                      {"df", static_cast<double>(result.df)},
                      {"crude_p", lup::estimate(all, design_.rules).value}};
        put(values, "std_ci_t", result.interval());
        return values;
    }

    std::vector<std::pair<double, lup::DomainPart>> by_year(const Expected& expected) const
    {
        std::vector<std::pair<double, lup::DomainPart>> years;
        for (const auto& year : data_.levels("year")) {
            const auto one = part(with(expected.where, "year", year));
            if (sums_->totals(one.cell, 0).n > 0)
                years.emplace_back(number(year), one);
        }
        return years;
    }

    static void put_trend(Values& values, const std::string& name, const std::optional<lup::Trend>& trend)
    {
        if (!trend)
            return;
        values[name + "_slope"] = trend->slope;
        values[name + "_intercept"] = trend->intercept;
        values[name + "_se"] = trend->se;
        values[name + "_df"] = static_cast<double>(trend->df);
        values[name + "_p"] = trend->p_value;
        values[name + "_t"] = values[name + "_z"] = trend->statistic;
    }

    Values trends(const Expected& expected) const
    {
        std::vector<lup::TrendPoint> points;
        std::vector<lup::TimedFigure> figures;
        for (const auto& [year, one] : by_year(expected)) {
            points.push_back({year, {one}});
            const auto annual = lup::estimate({&one, 1}, design_.rules);
            figures.push_back({year, annual.value, annual.se});
        }
        Values values{{"n_years", static_cast<double>(points.size())}};
        const auto line = lup::linear_trend(points, design_.rules);
        values["n"] = line ? static_cast<double>(line->n) : 0;
        put_trend(values, "lin", line);
        if (data_.measure() == lup::Measure::share)
            put_trend(values, "logit", lup::logit_trend(points, design_.rules));
        put_trend(values, "ivw", lup::figure_trend(figures));
        return values;
    }

    void put_pooled(Values& values, const Expected& expected, const lup::Estimate& pooled) const
    {
        values["pooled_p"] = pooled.value;
        values["pooled_se"] = pooled.se;
        values["pooled_df"] = static_cast<double>(pooled.df);
        double sum = 0, squares = 0, years = 0;
        for (const auto& [year, one] : by_year(expected)) {
            const auto annual = lup::estimate({&one, 1}, design_.rules);
            sum += annual.value;
            squares += annual.se * annual.se;
            years += 1;
        }
        values["avg_of_years_p"] = sum / years;
        values["avg_of_years_se"] = std::sqrt(squares) / years;
    }

    const Design& design_;
    DesignData& data_;
    std::map<Where, std::uint32_t> cells_;
    std::optional<lup::DesignSums> sums_;
};

} // namespace evidence
