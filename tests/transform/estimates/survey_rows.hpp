#pragma once

#include "transform/estimates/estimate.hpp"

#include <map>
#include <vector>

/// Rows of one indicator and one breakdown; empty columns are left out.
struct SurveyRows {
    std::vector<lup::Answer> answers;
    std::vector<std::uint32_t> cells;
    std::vector<double> weight{};
    std::vector<std::uint32_t> stratum{}, psu{};
    std::vector<double> fpc{}, values{}, second_stage_fpc{};
    std::vector<std::vector<std::uint32_t>> more_cells{}; ///< further breakdowns

    lup::DesignRows batch() const
    {
        lup::DesignRows batch;
        batch.rows = answers.size();
        batch.weight = weight;
        batch.stratum = stratum;
        batch.psu = psu;
        batch.fpc = fpc;
        batch.second_stage_fpc = second_stage_fpc;
        batch.cells = {cells};
        batch.cells.insert(batch.cells.end(), more_cells.begin(), more_cells.end());
        batch.indicators = {{answers, values}};
        return batch;
    }
    lup::DesignSums sums(lup::DesignSums::Units units = lup::DesignSums::Units::rows) const
    {
        lup::DesignSums sums(units, {values.empty() ? lup::Measure::share : lup::Measure::mean});
        sums.add(batch());
        return sums;
    }
    double y(std::size_t i) const
    {
        return !values.empty() ? values[i] : answers[i] == lup::Answer::yes ? 1 : 0;
    }
    double w(std::size_t i) const { return weight.empty() ? 1 : weight[i]; }
    bool valid(std::size_t i) const
    {
        return answers[i] == lup::Answer::yes || answers[i] == lup::Answer::no;
    }
};

/// The variance of sum z by its definition, in two passes over PSU totals: sum_h n_h/(n_h-1) sum_i (z_hi -
/// mean)^2.
inline double variance_by_definition(const SurveyRows& rows, const std::vector<double>& z)
{
    std::map<std::uint32_t, std::map<std::uint32_t, double>> totals;
    for (std::size_t i = 0; i < z.size(); ++i) {
        const auto h = rows.stratum.empty() ? 0U : rows.stratum[i];
        totals[h][rows.psu.empty() ? static_cast<std::uint32_t>(i) : rows.psu[i]] += z[i];
    }
    double v = 0;
    for (const auto& [h, psus] : totals) {
        const auto n = static_cast<double>(psus.size());
        double mean = 0, squares = 0;
        for (const auto& [psu, total] : psus)
            mean += total / n;
        for (const auto& [psu, total] : psus)
            squares += (total - mean) * (total - mean);
        v += n / (n - 1) * squares;
    }
    return v;
}

/// A made-up survey: strata, clusters within them, unequal weights, cells 0 to 3 and missing answers.
inline SurveyRows made_up_survey(bool clusters, bool means)
{
    constexpr std::size_t n = 400;
    SurveyRows rows;
    std::uint64_t state = 20240601;
    const auto draw = [&state](std::uint64_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 33U) % below;
    };
    for (std::size_t i = 0; i < n; ++i) {
        const auto cluster = static_cast<std::uint32_t>(draw(24));
        const auto answer = draw(10);
        rows.stratum.push_back(cluster / 6);
        if (clusters)
            rows.psu.push_back(cluster % 6);
        rows.weight.push_back(0.5 + static_cast<double>(draw(1000)) / 100);
        rows.cells.push_back(static_cast<std::uint32_t>(draw(4)));
        rows.answers.push_back(answer == 0                         ? lup::Answer::missing
                               : means || answer < 3 + cluster / 6 ? lup::Answer::yes
                                                                   : lup::Answer::no);
        if (means)
            rows.values.push_back(static_cast<double>(draw(500)) / 10 + cluster);
    }
    return rows;
}
