#include "transform/gate/needs.hpp"

#include "transform/gate/limits.hpp"

#include <algorithm>

namespace lup {

namespace {

bool owned_wholly(const GateSystem& system, const GateRow& row, std::uint32_t supplier)
{
    return std::all_of(row.terms.begin(), row.terms.end(),
                       [&](const auto& term) { return system.atoms[term.atom].supplier == supplier; });
}

/// Atoms that a scenario leaves without a record, and suppliers that it is closed to because it changes one
/// of their counts.
struct ScenarioReach {
    std::vector<char> emptied, closed_to;
};

ScenarioReach reach_of(const GateSystem& system, std::uint32_t scenario)
{
    ScenarioReach reach{std::vector<char>(system.atoms.size(), 0), std::vector<char>(system.suppliers, 0)};
    for (const auto& known : system.known) {
        const auto change = std::find_if(known.row.terms.begin(), known.row.terms.end(),
                                         [&](const auto& term) { return term.atom == scenario; });
        if (known.from != KnownFrom::other_system || change == known.row.terms.end())
            continue;
        for (const auto& term : known.row.terms) {
            const auto supplier = system.atoms[term.atom].supplier;
            if (supplier != no_supplier)
                reach.closed_to[supplier] = 1;
            if (known.row.bound - change->coefficient <= 0)
                reach.emptied[term.atom] = 1;
        }
    }
    return reach;
}

/// A scenario is to be open to each reader, insider and supplier that it leaves its records.
void add_scenario_need(GateNeeds& needs, const GateSystem& system, std::uint32_t cell, GateGuards guards)
{
    const auto reach = reach_of(system, system.cells[cell].row.terms.front().atom);
    needs.cells.push_back(cell);
    needs.gap.push_back(1);
    auto& insider = needs.insider.emplace_back(system.atoms.size(), 0);
    for (std::uint32_t a = 0; a < system.atoms.size() && guards.insiders; ++a)
        insider[a] = system.atoms[a].value >= 1 && !reach.emptied[a];
    auto& supplier = needs.supplier.emplace_back(system.suppliers, 0);
    for (std::uint32_t p = 0; p < system.suppliers && guards.suppliers; ++p)
        supplier[p] = !reach.closed_to[p];
}

/// Everything that could be asked for, before public knowledge is looked at.
GateNeeds full_needs(const GateSystem& system, GateCount k, GateGuards guards)
{
    GateNeeds needs;
    for (std::uint32_t c = 0; c < system.cells.size(); ++c) {
        const auto& cell = system.cells[c];
        if (cell.scenario)
            add_scenario_need(needs, system, c, guards);
        if (!cell.sensitive)
            continue;
        needs.cells.push_back(c);
        needs.gap.push_back(needed_gap(cell.row, k));
        auto& insider = needs.insider.emplace_back(system.atoms.size(), 0);
        for (std::uint32_t a = 0; a < system.atoms.size() && guards.insiders; ++a)
            insider[a] = system.atoms[a].value >= 1;
        auto& supplier = needs.supplier.emplace_back(system.suppliers, 0);
        for (std::uint32_t p = 0; p < system.suppliers && guards.suppliers; ++p)
            supplier[p] = !owned_wholly(system, cell.row, p);
    }
    return needs;
}

/// The need that a limit is about, in the form of a width.
GateCount needed(const GateNeeds& needs, std::size_t s, const OwnKnowledge& own)
{
    if (own.insider != never_printed)
        return needs.insider[s][own.insider];
    if (own.supplier != no_supplier)
        return needs.supplier[s][own.supplier];
    return needs.gap[s];
}

void lower(GateNeeds& needs, std::size_t s, const ProvenBounds& limit)
{
    const auto& own = limit.bounds.own;
    if (own.insider != never_printed)
        needs.insider[s][own.insider] = 0;
    else if (own.supplier != no_supplier)
        needs.supplier[s][own.supplier] = 0;
    else
        needs.gap[s] = std::min(needs.gap[s], limit.width);
    if (own.is_reader() && limit.width == 0) {
        std::fill(needs.insider[s].begin(), needs.insider[s].end(), char{0});
        std::fill(needs.supplier[s].begin(), needs.supplier[s].end(), char{0});
    }
}

GateIncident::Kind kind_of(const OwnKnowledge& own)
{
    return own.insider != never_printed  ? GateIncident::Kind::insider
           : own.supplier != no_supplier ? GateIncident::Kind::supplier
                                         : GateIncident::Kind::narrow;
}

} // namespace

GateCount needed_gap(const GateRow& row, GateCount k)
{
    const auto has = [&](int sign) {
        return std::any_of(row.terms.begin(), row.terms.end(),
                           [sign](const auto& term) { return sign * term.coefficient > 0; });
    };
    return has(1) && has(-1) ? 2 * k - 1 : k;
}

NeedsAndIncidents find_needs(const GateSystem& system, GateCount k, GateGuards guards)
{
    NeedsAndIncidents result{full_needs(system, k, guards), {}, {}};
    auto& needs = result.needs;
    if (needs.cells.empty())
        return result;
    const auto place = [&](std::uint32_t cell) {
        return static_cast<std::size_t>(std::lower_bound(needs.cells.begin(), needs.cells.end(), cell) -
                                        needs.cells.begin());
    };
    for (const auto& limit : limits_of(system, true, needs)) {
        lower(needs, place(limit.bounds.cell), limit);
        result.known_bounds.push_back(limit.bounds);
    }
    const bool ledger = std::any_of(system.known.begin(), system.known.end(),
                                    [](const auto& known) { return known.from == KnownFrom::published; });
    if (!ledger)
        return result;
    for (const auto& limit : limits_of(system, false, needs)) {
        const auto s = place(limit.bounds.cell);
        const auto promised = needed(needs, s, limit.bounds.own);
        if (promised > limit.width)
            result.incidents.push_back(
                {kind_of(limit.bounds.own), limit.bounds.cell, limit.bounds.own, promised, limit.width});
        lower(needs, s, limit);
        result.known_bounds.push_back(limit.bounds);
    }
    return result;
}

} // namespace lup
