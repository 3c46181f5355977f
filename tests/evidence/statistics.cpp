// All cases of a folder of oracles (R survey, PHEindicatormethods): per case and statistic matched / required
// / worst relative difference. Exit 1 if a required value is not met. Usage: evidence_statistics FOLDER [all]

#include "statistics_phe.hpp"
#include "statistics_run.hpp"

#include <fmt/core.h>

namespace evidence {

namespace {

double tolerance_of(const std::string& statistic)
{
    if (statistic.rfind("logit_", 0) == 0)
        return 1e-6;
    return 1e-10;
}

/// The expected rows of a case, by variant, then variable and handling of missing answers.
using CaseRows = std::map<std::string, std::map<std::pair<std::string, std::string>, std::vector<Expected>>>;

CaseRows read_expected(const std::filesystem::path& file)
{
    const auto table = read_table(file);
    const auto first = table.column("variable") + 1, na = table.column("na_handling");
    CaseRows rows;
    std::map<std::vector<std::string>, std::pair<std::vector<Expected>*, std::size_t>> known;
    for (const auto& row : table.rows) {
        const std::vector<std::string> key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(na) + 1);
        auto [place, is_new] = known.try_emplace(key);
        if (is_new) {
            auto& group = rows[row[1]][{row[2], row[na]}];
            Expected expected{row[2], row[na], {}, {}};
            for (std::size_t i = first; i < na; ++i)
                expected.where.emplace_back(table.columns[i], row[i]);
            group.push_back(std::move(expected));
            place->second = {&group, group.size() - 1};
        }
        (*place->second.first)[place->second.second].statistics[row[na + 1]] = {number(row[na + 2]),
                                                                                row[na + 3]};
    }
    return rows;
}

void check_failure(const std::string& name, DesignData& data, const Design& design, Scores& scores)
{
    data.set_variable("HI_CHOL", false);
    const auto cell = data.add_domain({});
    double raised = 0;
    try {
        lup::estimate(data.sums(), cell, 0, design.rules);
    } catch (const std::exception&) {
        raised = 1;
    }
    scores.compare(name, "r_raises_error", "fail", 1, raised, 0);
}

void run_variable(const std::string& name, const Design& design, DesignData data,
                  std::vector<Expected>& group, Scores& scores)
{
    const bool any = group.front().variable == "(any)";
    data.set_variable(any ? "a_score" : group.front().variable, group.front().na == "complete");
    VariableRun run(design, data);
    for (const auto& expected : group)
        run.plan(expected);
    run.pass();
    for (const auto& expected : group) {
        const auto values = run.values(expected);
        for (const auto& [statistic, wanted] : expected.statistics) {
            if (wanted.second != "yes")
                continue;
            const auto found = values.find(statistic);
            scores.compare(name, statistic, expected.place(), wanted.first,
                           found == values.end() ? lup::Estimate::none : found->second,
                           tolerance_of(statistic), 1);
        }
    }
}

void run_case(const std::filesystem::path& folder, const std::string& name, Scores& scores)
{
    std::map<std::string, TextTable> tables;
    const auto table = [&](const std::string& file) -> const TextTable& {
        auto place = tables.find(file);
        if (place == tables.end())
            place = tables.emplace(file, read_table(folder / "data" / (file + ".csv"))).first;
        return place->second;
    };
    const auto all_designs = designs();
    for (auto& [variant, groups] : read_expected(folder / "expected" / (name + ".csv"))) {
        const auto& design = all_designs.at({name, variant});
        std::set<std::string> ids;
        if (!design.domain_of.empty())
            for (const auto& row : table(design.domain_of).rows)
                ids.insert(row[0]);
        DesignData data(design, table(design.data), ids);
        if (variant == "fail")
            check_failure(name, data, design, scores);
        else
            for (auto& [variable, group] : groups)
                run_variable(name, design, data, group, scores);
    }
}

/// Prints the scores and returns whether all required values were met.
bool report(const Scores& scores, bool all_failures)
{
    std::size_t required = 0, matched = 0;
    for (const auto& [key, score] : scores.all()) {
        fmt::print("{:<28} {:<22} {:>6} / {:<6} {:.1e}\n", key.first, key.second, score.matched,
                   score.required, score.worst);
        required += score.required;
        matched += score.matched;
    }
    constexpr std::size_t some = 20;
    for (std::size_t i = 0; i < scores.failures().size() && (all_failures || i < some); ++i)
        fmt::print("not met: {}\n", scores.failures()[i]);
    fmt::print("statistics: {} of {} required values met\n", matched, required);
    return matched == required && required > 0;
}

} // namespace

} // namespace evidence

int main(int argc, char* argv[])
{
    if (argc < 2) {
        fmt::print("usage: evidence_statistics FOLDER [all]\n");
        return 3;
    }
    const std::filesystem::path folder = argv[1];
    evidence::Scores scores;
    for (const auto* name : {"c01_api_strat", "c02_api_clus1", "c03_nhanes", "c04_yrbs", "c05_lonely_psu",
                             "c06_multistage_fpc", "c07_bfi_srs", "c08_gss_trend", "c09_namcs"})
        evidence::run_case(folder, name, scores);
    evidence::run_phe(folder / "phe", scores);
    return evidence::report(scores, argc > 2) ? 0 : 1;
}
