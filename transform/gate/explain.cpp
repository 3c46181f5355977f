#include "transform/gate/explain.hpp"

#include "transform/gate/bound_proof.hpp"

#include <algorithm>

namespace lup {

namespace {

/// Rows of H with where they come from.
struct Origins {
    std::vector<GateRow> own;
    std::vector<const GateRow*> rows;
    std::size_t known = 0;            ///< the first rows are known rows
    std::vector<std::uint32_t> cells; ///< then these cells
};

Origins public_origins(const GateSystem& system, const GatePattern& hidden, const OwnKnowledge& own)
{
    Origins origins;
    if (own.insider != never_printed)
        origins.own.push_back({{{own.insider, 1}}, RowRelation::at_least, 1});
    for (std::uint32_t a = 0; a < system.atoms.size() && own.supplier != no_supplier; ++a)
        if (system.atoms[a].supplier == own.supplier)
            origins.own.push_back({{{a, 1}}, RowRelation::equal, system.atoms[a].value});
    origins.rows = public_rows(system, hidden);
    origins.known = system.known.size();
    for (std::uint32_t c = 0; c < system.cells.size(); ++c)
        if (!is_hidden(system.cells[c], hidden))
            origins.cells.push_back(c);
    for (const auto& row : origins.own)
        origins.rows.push_back(&row);
    return origins;
}

void sort_unique(std::vector<std::uint32_t>& list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

} // namespace

std::optional<LeakExplanation> explain_leak(const GateSystem& system, const GatePattern& hidden,
                                            std::uint32_t cell, const OwnKnowledge& own, GateCount k)
{
    const auto origins = public_origins(system, hidden, own);
    const auto& row = system.cells[cell].row;
    const auto lower = prove_bound(system.atoms.size(), origins.rows, row, -1);
    const auto upper = prove_bound(system.atoms.size(), origins.rows, row, 1);
    if (!lower || !upper || upper->bound - lower->bound >= k)
        return std::nullopt;
    LeakExplanation leak{cell, own, {}, {}, upper->bound == lower->bound};
    for (const auto* proof : {&lower->proof, &upper->proof})
        for (const auto& [number, factor] : proof->factors) {
            if (number < origins.known)
                leak.through_known.push_back(number);
            else if (number < origins.known + origins.cells.size())
                leak.through_cells.push_back(origins.cells[number - origins.known]);
        }
    sort_unique(leak.through_known);
    sort_unique(leak.through_cells);
    return leak;
}

namespace {

/// Printed cells of a group (or of all others) that are hidden, or all if `hidden` is null.
std::size_t count_cells(const GateSystem& system, std::span<const std::uint32_t> group,
                        const GatePattern* hidden, std::uint32_t which, bool others)
{
    return static_cast<std::size_t>(
        std::count_if(system.cells.begin(), system.cells.end(), [&](const GateCell& cell) {
            if (cell.bundle == never_printed || (group[cell.bundle] == which) == others)
                return false;
            return hidden == nullptr || (*hidden)[cell.bundle];
        }));
}

/// The system when a group is not published: its cells are gone, since what nobody prints nobody asks about.
GateSystem without(GateSystem system, std::span<const std::uint32_t> group, std::uint32_t left_out)
{
    std::erase_if(system.cells, [&](const GateCell& cell) {
        return cell.bundle != never_printed && group[cell.bundle] == left_out;
    });
    return system;
}

} // namespace

BreakdownPlan plan_breakdowns(const GateSystem& system, std::span<const std::uint32_t> group,
                              const GateOptions& options)
{
    BreakdownPlan plan;
    const auto groups = group.empty() ? 0U : *std::max_element(group.begin(), group.end()) + 1;
    const auto whole = protect_system(system, options).hidden;
    for (std::uint32_t g = 0; g < groups; ++g) {
        const auto rest = protect_system(without(system, group, g), options);
        BreakdownCost cost;
        cost.cells = count_cells(system, group, nullptr, g, false);
        cost.hidden = count_cells(system, group, &whole, g, false);
        cost.others_hidden = count_cells(system, group, &whole, g, true);
        cost.others_without = count_cells(system, group, &rest.hidden, g, true);
        cost.possible_without = rest.incidents.empty();
        plan.shown += cost.cells - cost.hidden;
        const auto shown = count_cells(system, group, nullptr, g, true) - cost.others_without;
        if (!plan.least_loss || shown > plan.shown_without_least) {
            plan.least_loss = g;
            plan.shown_without_least = shown;
        }
        plan.breakdowns.push_back(cost);
    }
    return plan;
}

} // namespace lup
