#include "transform/gate/needs.hpp"

#include "transform/gate/integer_worlds.hpp"

#include <algorithm>

namespace lup {

namespace {

std::vector<const GateRow*> known_rows(const GateSystem& system, bool elsewhere_only)
{
    std::vector<const GateRow*> rows;
    for (const auto& known : system.known)
        if (!elsewhere_only || known.from == KnownFrom::elsewhere)
            rows.push_back(&known.row);
    return rows;
}

/// The part of the knowledge that is there before tonight, and how wide it leaves a cell.
class Before {
public:
    Before(const GateSystem& system, bool elsewhere_only)
        : system_(system), rows_(known_rows(system, elsewhere_only)), region_(system.atoms.size(), rows_)
    {
    }

    /// The width of the cell in whole worlds, `enough` if it is at least that.
    GateCount width(std::uint32_t cell, GateCount enough, const OwnKnowledge& own) const
    {
        const auto& row = system_.cells[cell].row;
        // Nothing public touches the cell's atoms: they may be anything.
        if (rows_.empty() && own.supplier == no_supplier)
            return enough;
        auto asked = region_;
        if (own.insider != never_printed)
            asked.bound(own.insider, 1, asked.largest());
        if (own.supplier != no_supplier)
            for (std::uint32_t a = 0; a < system_.atoms.size(); ++a)
                if (system_.atoms[a].supplier == own.supplier)
                    asked.bound(a, system_.atoms[a].value, system_.atoms[a].value);
        return asked.width(row, enough);
    }

private:
    const GateSystem& system_;
    std::vector<const GateRow*> rows_;
    IntegerWorlds region_;
};

bool owned_wholly(const GateSystem& system, const GateRow& row, std::uint32_t supplier)
{
    return std::all_of(row.terms.begin(), row.terms.end(),
                       [&](const auto& term) { return system.atoms[term.atom].supplier == supplier; });
}

} // namespace

NeedsAndIncidents find_needs(const GateSystem& system, GateCount k, GateGuards guards)
{
    NeedsAndIncidents result;
    const Before all(system, false), elsewhere(system, true);
    const bool ledger = std::any_of(system.known.begin(), system.known.end(),
                                    [](const auto& known) { return known.from == KnownFrom::published; });
    for (std::uint32_t c = 0; c < system.cells.size(); ++c) {
        const auto& cell = system.cells[c];
        if (!cell.sensitive)
            continue;
        const auto left = all.width(c, k, {});
        const auto promised = ledger ? elsewhere.width(c, k, {}) : left;
        if (left < promised)
            result.incidents.push_back({c, promised, left});
        auto& needs = result.needs;
        needs.cells.push_back(c);
        needs.gap.push_back(left);
        needs.insider.emplace_back(system.atoms.size(), 0);
        needs.supplier.emplace_back(system.suppliers, 0);
        for (std::uint32_t a = 0; a < system.atoms.size() && guards.insiders && left > 0; ++a)
            needs.insider.back()[a] = system.atoms[a].value >= 1 && all.width(c, 1, {a, no_supplier}) >= 1;
        for (std::uint32_t p = 0; p < system.suppliers && guards.suppliers && left > 0; ++p)
            needs.supplier.back()[p] =
                !owned_wholly(system, cell.row, p) && all.width(c, 1, {never_printed, p}) >= 1;
    }
    return result;
}

} // namespace lup
