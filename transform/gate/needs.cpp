#include "transform/gate/needs.hpp"

#include "transform/gate/bound_proof.hpp"
#include "transform/gate/world_pool.hpp"

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

/// Lowers the needs to what some of the known rows leave, each lowering with a proof.
class Limits {
public:
    Limits(const GateSystem& system, bool elsewhere_only) : system_(system), elsewhere_only_(elsewhere_only)
    {
        for (const auto& known : system.known)
            if (!elsewhere_only || known.from != KnownFrom::published)
                rows_.push_back(&known.row);
    }

    /// True if there is nothing that could limit anything.
    bool idle() const { return rows_.empty(); }

    std::vector<ProvenBounds> found(GateNeeds needs) const
    {
        leave_out_unlimited(needs);
        std::vector<ProvenBounds> limits;
        if (needs.cells.empty())
            return limits;
        std::vector<const GateRow*> watched;
        for (const auto c : needs.cells)
            watched.push_back(&system_.cells[c].row);
        const IntegerWorlds region(system_.atoms.size(), rows_);
        WorldPool readers(region, watched, system_.atoms.size());
        readers.widen(needs.gap);
        std::vector<std::size_t> narrow;
        for (std::size_t s = 0; s < needs.cells.size(); ++s)
            if (readers.width(s) < needs.gap[s]) {
                prove(limits, needs.cells[s], {}, needs.gap[s]);
                narrow.push_back(s);
            }
        limit_insiders(limits, needs, region, narrow);
        for (std::uint32_t p = 0; p < system_.suppliers; ++p)
            limit_supplier(limits, needs, region, watched, p);
        return limits;
    }

private:
    /// Drops what cannot be limited: a cell with an atom that no row touches is open to all who do not own
    /// it.
    void leave_out_unlimited(GateNeeds& needs) const
    {
        std::vector<char> touched(system_.atoms.size(), 0);
        for (const auto* row : rows_)
            for (const auto& term : row->terms)
                touched[term.atom] = 1;
        GateNeeds left;
        for (std::size_t s = 0; s < needs.cells.size(); ++s) {
            if (system_.cells[needs.cells[s]].scenario)
                continue;
            std::vector<char> owner(system_.suppliers + 1, 0);
            for (const auto& term : system_.cells[needs.cells[s]].row.terms)
                if (!touched[term.atom])
                    owner[std::min(system_.atoms[term.atom].supplier, system_.suppliers)] = 1;
            const auto owners = std::count(owner.begin(), owner.end(), 1);
            if (owners > 1 || owner.back())
                continue;
            for (std::uint32_t p = 0; p < system_.suppliers && owners == 1; ++p)
                if (!owner[p])
                    needs.supplier[s][p] = 0;
            if (owners == 1)
                std::fill(needs.insider[s].begin(), needs.insider[s].end(), char{0});
            left.cells.push_back(needs.cells[s]);
            left.gap.push_back(owners == 1 ? 0 : needs.gap[s]);
            left.insider.push_back(std::move(needs.insider[s]));
            left.supplier.push_back(std::move(needs.supplier[s]));
        }
        needs = std::move(left);
    }

    void prove(std::vector<ProvenBounds>& limits, std::uint32_t cell, const OwnKnowledge& own,
               GateCount wanted) const
    {
        auto proven = prove_bounds(system_, cell, own, elsewhere_only_);
        if (proven && proven->width < wanted)
            limits.push_back(std::move(*proven));
    }

    /// Where a reader has K open, no insider's need is lowered: one that cannot be met is an incident then.
    void limit_insiders(std::vector<ProvenBounds>& limits, const GateNeeds& needs,
                        const IntegerWorlds& region, std::span<const std::size_t> narrow) const
    {
        if (narrow.empty())
            return;
        std::vector<const GateRow*> watched;
        std::vector<GateCount> gap;
        for (const auto s : narrow) {
            watched.push_back(&system_.cells[needs.cells[s]].row);
            gap.push_back(needs.gap[s]);
        }
        WorldPool pool(region, watched, system_.atoms.size());
        pool.widen(gap);
        pool.open_to_insiders();
        for (std::size_t k = 0; k < narrow.size(); ++k)
            for (std::uint32_t a = 0; a < system_.atoms.size(); ++a)
                if (needs.insider[narrow[k]][a] && !pool.is_open_to(k, a))
                    prove(limits, needs.cells[narrow[k]], {a, no_supplier}, 1);
    }

    void limit_supplier(std::vector<ProvenBounds>& limits, const GateNeeds& needs, IntegerWorlds region,
                        const std::vector<const GateRow*>& watched, std::uint32_t supplier) const
    {
        for (std::uint32_t a = 0; a < system_.atoms.size(); ++a)
            if (system_.atoms[a].supplier == supplier)
                region.bound(a, system_.atoms[a].value, system_.atoms[a].value);
        WorldPool pool(std::move(region), watched, system_.atoms.size());
        std::vector<GateCount> gap;
        for (const auto& needed : needs.supplier)
            gap.push_back(needed[supplier]);
        pool.widen(gap);
        for (std::size_t s = 0; s < needs.cells.size(); ++s)
            if (pool.width(s) < gap[s])
                prove(limits, needs.cells[s], {never_printed, supplier}, 1);
    }

    const GateSystem& system_;
    bool elsewhere_only_;
    std::vector<const GateRow*> rows_;
};

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
    const Limits elsewhere(system, true), all(system, false);
    if (!elsewhere.idle())
        for (const auto& limit : elsewhere.found(needs)) {
            lower(needs, place(limit.bounds.cell), limit);
            result.known_bounds.push_back(limit.bounds);
        }
    const bool ledger = std::any_of(system.known.begin(), system.known.end(),
                                    [](const auto& known) { return known.from == KnownFrom::published; });
    if (!ledger)
        return result;
    for (const auto& limit : all.found(needs)) {
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
