#include "transform/census/breakdown_plan.hpp"

#include "transform/census/parts.hpp"

#include <algorithm>
#include <map>

namespace lup {

namespace {

std::string breakdown_name(const Breakdown& breakdown)
{
    std::string name;
    for (const auto& dimension : breakdown.by)
        name += (name.empty() ? "" : " x ") + dimension;
    if (!breakdown.pooled.empty())
        name += " " + breakdown.pooled;
    return name.empty() ? "(hela)" : name;
}

/// Places of the codebook's breakdowns as groups from 0, in the order of the codebook.
struct Groups {
    std::map<std::uint32_t, std::uint32_t> number;
    std::vector<std::uint32_t> by_bundle;
};

Groups groups_of(const CensusSystem& census)
{
    Groups groups;
    for (const auto place : census.breakdown_of_bundle())
        groups.number.emplace(place, 0);
    std::uint32_t next = 0;
    for (auto& [place, number] : groups.number)
        number = next++;
    for (const auto place : census.breakdown_of_bundle())
        groups.by_bundle.push_back(groups.number.at(place));
    return groups;
}

} // namespace

std::vector<BreakdownLoss> plan_gate_breakdowns(const Tally& tally, const Codebook& codebook,
                                                GateOptions options)
{
    std::vector<BreakdownLoss> losses;
    for (const auto& census : tally.censuses) {
        options.k = codebook.survey(census.survey).min_cell;
        std::map<std::uint32_t, BreakdownLoss> by_place;
        for (const auto& part : census_parts(census, tally.tables, {}, codebook)) {
            const auto groups = groups_of(*part.system);
            const auto plan = plan_breakdowns(part.system->system(), groups.by_bundle, options);
            for (const auto& [place, number] : groups.number) {
                auto& loss = by_place[place];
                loss.survey = census.survey;
                loss.breakdown = breakdown_name(codebook.breakdowns[place]);
                loss.cells += plan.breakdowns[number].cells;
                loss.hidden += plan.breakdowns[number].hidden;
                loss.others_hidden += plan.breakdowns[number].others_hidden;
                loss.others_without += plan.breakdowns[number].others_without;
            }
        }
        for (auto& [place, loss] : by_place)
            losses.push_back(std::move(loss));
    }
    return losses;
}

} // namespace lup
