#pragma once

#include "statistics_table.hpp"
#include "transform/estimates/estimate.hpp"

#include <functional>
#include <set>

namespace evidence {

/// One design over one data file.
struct Design {
    std::string data; ///< file without .csv
    std::string strata, psu, weight, fpc, second_fpc;
    lup::LonelyRules rules{};
    std::string domain_of{};   ///< a file whose ids make up the domain of every estimate
    double year_from = 0;      ///< rows of earlier years are not in the design
    std::string standard_by{}; ///< age column and the populations of its levels
    std::vector<std::pair<std::string, double>> standard{};

    lup::DesignSums::Units units() const
    {
        return psu.empty() ? lup::DesignSums::Units::rows : lup::DesignSums::Units::clusters;
    }
};

/// The designs of the cases, by case and variant (see the README of the data).
inline std::map<std::pair<std::string, std::string>, Design> designs()
{
    using lup::LonelyInDomain, lup::LonelyPsu;
    std::map<std::pair<std::string, std::string>, Design> all;
    all[{"c01_api_strat", "fpc"}] = {"c01_api_strat", "stype", "", "pw", "fpc", ""};
    all[{"c01_api_strat", "nofpc"}] = {"c01_api_strat", "stype", "", "pw", "", ""};
    all[{"c02_api_clus1", "fpc"}] = {"c02_api_clus1", "", "dnum", "pw", "fpc", ""};
    all[{"c02_api_clus1", "nofpc"}] = {"c02_api_clus1", "", "dnum", "pw", "", ""};
    const Design nhanes{"c03_nhanes", "SDMVSTRA", "SDMVPSU", "WTMEC2YR", "", ""};
    all[{"c03_nhanes", "base"}] = nhanes;
    auto adult = nhanes;
    adult.standard_by = "agecat";
    adult.standard = {{"(19,39]", 77670}, {"(39,59]", 72816}, {"(59,Inf]", 45364}};
    all[{"c03_nhanes", "agestd_adult"}] = adult;
    adult.standard.insert(adult.standard.begin(), {"(0,19]", 55901});
    all[{"c03_nhanes", "agestd_all"}] = adult;
    all[{"c04_yrbs", "base"}] = {"c04_yrbs", "stratum", "psu", "weight", "", ""};
    for (const auto& [name, rule] : std::map<std::string, LonelyPsu>{{"adjust", LonelyPsu::adjust},
                                                                     {"remove", LonelyPsu::remove},
                                                                     {"certainty", LonelyPsu::certainty},
                                                                     {"average", LonelyPsu::average},
                                                                     {"fail", LonelyPsu::fail}})
        all[{"c05_lonely_psu", name}] = {
            "c05_lonely_psu", "SDMVSTRA", "SDMVPSU", "WTMEC2YR", "", "", {rule, LonelyInDomain::centre}};
    auto lonely = nhanes;
    lonely.domain_of = "c05_lonely_psu";
    all[{"c05_lonely_psu", "domain_lonely_default"}] = lonely;
    lonely.rules.in_domain = LonelyInDomain::lonely;
    all[{"c05_lonely_psu", "domain_lonely_adjust"}] = lonely;
    all[{"c06_multistage_fpc", "mu284_twostage_fpc"}] = {"c06_mu284", "", "id1", "(two stages)", "n1", "n2"};
    all[{"c06_multistage_fpc", "fpc_withreplacement"}] = {"c06_fpc", "stratid", "psuid", "weight", "", ""};
    all[{"c06_multistage_fpc", "fpc_Nh_popsize"}] = {"c06_fpc", "stratid", "psuid", "weight", "Nh", ""};
    all[{"c06_multistage_fpc", "fpc_fraction"}] = {"c06_fpc", "stratid", "psuid", "weight", "(nh/Nh)", ""};
    all[{"c07_bfi_srs", "base"}] = {"c07_bfi_srs", "", "", "weight", "", ""};
    Design gss{"c08_gss_trend", "year", "", "weight", "", ""};
    for (const auto* variant : {"base", "trend", "pooled"})
        all[{"c08_gss_trend", variant}] = gss;
    gss.year_from = 2016;
    all[{"c08_gss_trend", "only2016"}] = gss;
    gss.year_from = 2012;
    all[{"c08_gss_trend", "trend_2012_2016"}] = gss;
    all[{"c08_gss_trend", "pooled_2012_2016"}] = gss;
    Design namcs{"c09_namcs", "CSTRATM", "CPSUM", "PATWT", "", ""};
    all[{"c09_namcs", "base"}] = namcs;
    namcs.standard_by = "AGER";
    namcs.standard = {{"Under 15 years", 60526656}, {"15-24 years", 41718700},
                      {"25-44 years", 85599410},    {"45-64 years", 82562049},
                      {"65-74 years", 31260202},    {"75 years and over", 21519680}};
    all[{"c09_namcs", "agestd"}] = namcs;
    return all;
}

/// The columns of a data file as a design needs them, and its domains as cells: one breakdown a domain.
class DesignData {
public:
    DesignData(const Design& design, const TextTable& table, const std::set<std::string>& ids)
        : design_(design), table_(table)
    {
        const bool by_year = design.year_from > 0;
        for (const auto& row : table.rows)
            if (!by_year || number(row[table.column("year")]) >= design.year_from)
                rows_.push_back(&row);
        for (const auto* row : rows_) {
            stratum_.push_back(design.strata.empty() ? 0 : code((*row)[table.column(design.strata)]));
            psu_.push_back(design.psu.empty() ? 0 : code((*row)[table.column(design.psu)]));
            // R keeps the probability: at an exact tie a quantile depends on the last bit of the weights.
            weight_.push_back(1 / (1 / weight(*row)));
            fpc_.push_back(fpc(*row));
            second_.push_back(design.second_fpc.empty() ? 0
                                                        : number((*row)[table.column(design.second_fpc)]));
            in_domain_.push_back(ids.empty() || ids.count((*row)[table.column("id")]) > 0);
        }
    }

    /// Sets the indicator; `complete` leaves rows with a missing answer out of every domain. A second
    /// indicator keeps them in all cases, to count them.
    void set_variable(const std::string& name, bool complete)
    {
        const bool derived = name == "y1_ge45";
        const auto column = table_.column(derived ? "y1" : name);
        answers_.clear();
        with_missing_.clear();
        values_.clear();
        measure_ = lup::Measure::share;
        for (const auto* row : rows_) {
            double y = number((*row)[column]);
            if (derived)
                y = y >= 45 ? 1 : 0;
            const bool valid = !std::isnan(y);
            if (valid && y != 0 && y != 1)
                measure_ = lup::Measure::mean;
            values_.push_back(y);
            with_missing_.push_back(valid ? lup::Answer::yes : lup::Answer::missing);
            answers_.push_back(valid      ? lup::Answer::yes
                               : complete ? lup::Answer::outside
                                          : lup::Answer::missing);
        }
        if (measure_ == lup::Measure::share)
            for (std::size_t i = 0; i < rows_.size(); ++i)
                if (values_[i] == 0)
                    answers_[i] = lup::Answer::no;
    }

    /// Adds a domain, the rows whose columns have the values ("ALL" = any): its cell is also its breakdown.
    std::uint32_t add_domain(const std::vector<std::pair<std::string, std::string>>& where)
    {
        const auto cell = static_cast<std::uint32_t>(cells_.size());
        std::vector<std::pair<std::size_t, std::string>> conditions;
        for (const auto& [name, value] : where)
            if (value != "ALL")
                conditions.emplace_back(table_.column(name), value);
        auto& column = cells_.emplace_back();
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            bool inside = in_domain_[i];
            for (const auto& [place, value] : conditions)
                inside = inside && (*rows_[i])[place] == value;
            column.push_back(inside ? cell : lup::DesignRows::no_cell);
        }
        return cell;
    }

    lup::DesignRows rows() const
    {
        lup::DesignRows rows;
        rows.rows = rows_.size();
        rows.stratum = stratum_;
        rows.psu = psu_;
        rows.weight = weight_;
        if (!design_.fpc.empty())
            rows.fpc = fpc_;
        if (!design_.second_fpc.empty())
            rows.second_stage_fpc = second_;
        rows.cells.assign(cells_.begin(), cells_.end());
        rows.indicators = {{answers_, values_}, {with_missing_, values_}};
        return rows;
    }

    lup::DesignSums sums() const
    {
        lup::DesignSums sums(design_.units(), {measure_, lup::Measure::mean});
        sums.add(rows());
        return sums;
    }

    lup::Measure measure() const { return measure_; }
    std::set<std::string> levels(const std::string& column) const
    {
        std::set<std::string> levels;
        for (const auto* row : rows_)
            levels.insert((*row)[table_.column(column)]);
        return levels;
    }

private:
    std::uint32_t code(const std::string& text)
    {
        return codes_.try_emplace(text, static_cast<std::uint32_t>(codes_.size())).first->second;
    }
    double weight(const std::vector<std::string>& row) const
    {
        if (design_.weight != "(two stages)")
            return number(row[table_.column(design_.weight)]);
        // Five of n1 clusters, then three of n2 units.
        return number(row[table_.column("n1")]) / 5 * number(row[table_.column("n2")]) / 3;
    }
    double fpc(const std::vector<std::string>& row) const
    {
        if (design_.fpc.empty())
            return 0;
        if (design_.fpc == "(nh/Nh)")
            return number(row[table_.column("nh")]) / number(row[table_.column("Nh")]);
        return number(row[table_.column(design_.fpc)]);
    }

    Design design_;
    const TextTable& table_;
    std::vector<const std::vector<std::string>*> rows_;
    std::map<std::string, std::uint32_t> codes_;
    std::vector<std::uint32_t> stratum_, psu_;
    std::vector<double> weight_, fpc_, second_, values_;
    std::vector<bool> in_domain_;
    std::vector<lup::Answer> answers_, with_missing_;
    std::vector<std::vector<std::uint32_t>> cells_;
    lup::Measure measure_ = lup::Measure::share;
};

} // namespace evidence
