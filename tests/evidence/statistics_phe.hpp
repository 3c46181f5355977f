#pragma once

#include "statistics_table.hpp"
#include "transform/estimates/rates.hpp"

#include <array>

namespace evidence {

constexpr double phe_tolerance = 1e-10;
constexpr double alpha_95 = 0.05;
constexpr double alpha_998 = 0.002;

/// Limits of counts and shares given one by one.
inline void run_phe_primitives(const std::filesystem::path& folder, Scores& scores)
{
    const auto table = read_table(folder / "byars_wilson_primitives.csv");
    for (const auto& row : table.rows) {
        const double x = number(row[0]);
        const double alpha = row[4] == "95%" ? alpha_95 : alpha_998;
        const auto limits = row[5] == "Byars"
                                ? lup::byar_count_interval(x, alpha)
                                : *lup::wilson_interval(x / number(row[1]), number(row[1]), alpha);
        if (!row[2].empty())
            scores.compare("phe primitives", row[5] + " lower", row[0], number(row[2]), limits.lower,
                           phe_tolerance);
        scores.compare("phe primitives", row[5] + " upper", row[0], number(row[3]), limits.upper,
                       phe_tolerance);
    }
}

/// Wilson shares, Byar's and exact rates: the files differ in how the levels stand.
inline void run_phe_rates(const std::filesystem::path& file, Scores& scores)
{
    const auto table = read_table(file);
    const auto name = "phe " + file.stem().string();
    const bool wilson = name.find("wilson") != std::string::npos;
    const bool grouped = table.has("confidence");
    for (const auto& row : table.rows) {
        const auto cell = [&](const char* column) { return number(row[table.column(column)]); };
        const double count = cell("Numerator"), n = cell("Denominator"), per = cell("multiplier");
        const auto place = row[0] + " per " + row[table.column("multiplier")];
        if (std::isnan(cell("value"))) {
            const bool none = wilson ? std::isnan(count) || std::isnan(n) : !lup::rate(count, n, per);
            scores.compare(name, "no value", place, 1, none ? 1 : 0, 0);
            continue;
        }
        const auto check = [&](const char* lower, const char* upper, double alpha) {
            const auto limits =
                wilson ? *lup::wilson_interval(count / n, n, alpha) : lup::rate(count, n, 1, alpha)->interval;
            scores.compare(name, lower, place, cell(lower), limits.lower * per, phe_tolerance);
            scores.compare(name, upper, place, cell(upper), limits.upper * per, phe_tolerance);
        };
        scores.compare(name, "value", place, cell("value"), count / n * per, phe_tolerance);
        if (!wilson)
            scores.compare(name, "method", place, row[table.column("method")] == "Exact" ? 1 : 0,
                           lup::rate(count, n, per)->exact ? 1 : 0, 0);
        if (grouped) {
            check("lowercl", "uppercl", alpha_95);
        } else {
            check("lower95_0cl", "upper95_0cl", alpha_95);
            check("lower99_8cl", "upper99_8cl", alpha_998);
        }
    }
}

/// Age groups of the areas of the published directly standardised rates.
inline std::map<std::string, std::vector<lup::RateGroup>> phe_rate_groups(const std::filesystem::path& folder)
{
    std::map<std::string, std::vector<lup::RateGroup>> areas;
    const auto zero_if_empty = [](const std::string& text) { return text.empty() ? 0 : number(text); };
    const auto standard = read_table(folder / "esp2013.csv");
    for (const auto& row : read_table(folder / "dsr_testdata_multiarea.csv").rows) {
        auto& groups = areas[row[0]];
        groups.push_back({zero_if_empty(row[2]), number(row[3]), number(standard.rows[groups.size()][1])});
    }
    for (const auto& row : read_table(folder / "dsr_testdata_1976.csv").rows)
        areas["testdata_1976"].push_back({zero_if_empty(row[1]), number(row[2]), number(row[3])});
    return areas;
}

inline void run_phe_standardised(const std::filesystem::path& folder, Scores& scores)
{
    const auto areas = phe_rate_groups(folder);
    const std::string name = "phe dsr";
    for (const auto& row : read_table(folder / "dsr_testresults_DSR.csv").rows) {
        const auto& groups = areas.at(row[0]);
        const double per = row[8] == "dsr per 10000" ? 1e4 : 1e5;
        const auto narrow = lup::standardised_rate(groups, per, alpha_95);
        const auto wide = lup::standardised_rate(groups, per, alpha_998);
        if (row[3].empty()) {
            scores.compare(name, "no value", row[0], 1, narrow ? 0 : 1, 0);
            continue;
        }
        // The published 99.8 % limits of the 1976 data stand ten times too high, per 100,000 where 10,000 is
        // meant.
        const double misprint = row[0] == "testdata_1976" ? 10 : 1;
        scores.compare(name, "value", row[0], number(row[3]), narrow->value, phe_tolerance);
        scores.compare(name, "lower95_0cl", row[0], number(row[4]), narrow->interval.lower, phe_tolerance);
        scores.compare(name, "upper95_0cl", row[0], number(row[5]), narrow->interval.upper, phe_tolerance);
        scores.compare(name, "lower99_8cl", row[0], number(row[6]), wide->interval.lower * misprint,
                       phe_tolerance);
        scores.compare(name, "upper99_8cl", row[0], number(row[7]), wide->interval.upper * misprint,
                       phe_tolerance);
    }
}

/// The word the published funnels give a value by two pairs of limits.
inline std::string significance(double value, const lup::Interval& two, const lup::Interval& three)
{
    if (value > three.upper)
        return "High (0.001)";
    if (value < three.lower)
        return "Low (0.001)";
    if (value > two.upper)
        return "High (0.025)";
    if (value < two.lower)
        return "Low (0.025)";
    return "Not significant";
}

/// Control limits, printed with six decimals in the published files.
inline void run_phe_share_funnels(const std::filesystem::path& folder, Scores& scores)
{
    constexpr double printed = 1e-6;
    double events = 0, people = 0;
    const auto areas = read_table(folder / "funnel_prop_inputs.csv");
    for (const auto& row : areas.rows) {
        events += number(row[1]);
        people += number(row[2]);
    }
    for (const auto& row : areas.rows) {
        const double n = number(row[2]);
        const auto word =
            significance(number(row[1]) / n, *lup::share_control_limits(events / people, n, alpha_95),
                         *lup::share_control_limits(events / people, n, alpha_998));
        scores.compare("phe funnel_prop", "significance", row[0], 1, word == row[3] ? 1 : 0, 0);
    }
    const auto table = read_table(folder / "funnel_prop_outputs.csv");
    for (const auto& row : table.rows) {
        const double n = number(row[0]), target = number(row[5]) / 100;
        const auto two = *lup::share_control_limits(target, n, alpha_95);
        const auto three = *lup::share_control_limits(target, n, alpha_998);
        const double found[] = {two.lower, two.upper, three.lower, three.upper};
        for (std::size_t i = 0; i < 4; ++i)
            scores.compare("phe funnel_prop", table.columns[i + 1], row[0], number(row[i + 1]),
                           found[i] * 100, printed, 1e9);
    }
}

/// Counts whose exact limits just reach the observed one. The published figures are a spreadsheet's, whose
/// quantile of the smallest count is off in the fifth digit.
inline void run_phe_ratio_funnels(const std::filesystem::path& folder, Scores& scores)
{
    constexpr double spreadsheet = 5e-5;
    for (const auto& row : read_table(folder / "funnel_ratio_outputs.csv").rows) {
        const double observed = number(row[0]);
        const auto two = lup::expected_count_limits(observed, alpha_95);
        const auto three = lup::expected_count_limits(observed, alpha_998);
        const double expected[] = {two.upper, two.lower, three.upper, three.lower};
        const char* names[] = {"lower_2s", "upper_2s", "lower_3s", "upper_3s"};
        for (std::size_t i = 0; i < 4; ++i) {
            const auto name = std::string(names[i]);
            scores.compare("phe funnel_ratio", name + "_exp_events", row[0], number(row[3 * i + 1]),
                           expected[i], spreadsheet);
            scores.compare("phe funnel_ratio", name + "_isr", row[0], number(row[3 * i + 3]),
                           observed / expected[i] * 100, spreadsheet);
        }
    }
}

/// The word a count gets against what was expected, by exact limits.
inline std::string count_significance(double observed, double expected)
{
    const auto inside = lup::expected_count_limits(observed, alpha_95);
    const auto far = lup::expected_count_limits(observed, alpha_998);
    return significance(-expected, {-inside.upper, -inside.lower}, {-far.upper, -far.lower});
}

/// Ratios against their expected counts, crude rates against all areas' rate, and standardised rates against
/// the rate of the populations that they imply.
inline void run_phe_count_funnels(const std::filesystem::path& folder, Scores& scores)
{
    for (const auto& row : read_table(folder / "funnel_ratio_inputs.csv").rows) {
        const auto word = count_significance(number(row[0]), number(row[1]));
        scores.compare("phe funnel_ratio", "significance", row[0], 1, word == row[2] ? 1 : 0, 0);
    }
    const auto table = read_table(folder / "funnel_rate_dsr_inputs.csv");
    const auto run = [&](const char* column, bool standardised, bool with_zero) {
        std::vector<std::array<double, 2>> areas; // events, population
        std::vector<std::string> words;
        double events = 0, people = 0;
        for (const auto& row : table.rows) {
            const double count = number(row[0]), implied = count / number(row[1]);
            if (!with_zero && count == 0)
                continue;
            areas.push_back({count, standardised ? implied : number(row[2])});
            words.push_back(row[table.column(column)]);
            events += count;
            people += areas.back()[1];
        }
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const auto word = count_significance(areas[i][0], areas[i][1] * events / people);
            scores.compare("phe funnel_rate", column, std::to_string(i), 1, word == words[i] ? 1 : 0, 0);
        }
    };
    run("crude_per_100000_with_0", false, true);
    run("crude_per_100_with_0", false, true);
    run("crude_per_100000_without_0", false, false);
    run("crude_per_100_without_0", false, false);
    run("dsr_per_100000_without_0", true, false);
    run("dsr_per_100_without_0", true, false);
}

inline void run_phe(const std::filesystem::path& folder, Scores& scores)
{
    run_phe_primitives(folder, scores);
    for (const auto* file : {"prop_wilson.csv", "prop_wilson_grouped.csv", "rate_byars_exact.csv",
                             "rate_byars_exact_grouped.csv"})
        run_phe_rates(folder / file, scores);
    run_phe_standardised(folder, scores);
    run_phe_share_funnels(folder, scores);
    run_phe_ratio_funnels(folder, scores);
    run_phe_count_funnels(folder, scores);
}

} // namespace evidence
