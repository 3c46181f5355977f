#include "transform/gate/limits.hpp"

#include "transform/gate/shared_counts.hpp"
#include "transform/gate/world_pool.hpp"

#include <algorithm>
#include <map>

namespace lup {

namespace {

/// Shared counts as bounds: how much room they leave a cell, without a linear program.
class SharedRoom {
public:
    explicit SharedRoom(const GateSystem& system) : system_(system), row_of_(system.atoms.size(), no_row)
    {
        std::vector<char> is_switch(system.atoms.size(), 0);
        for (const auto atom : scenario_switches(system))
            is_switch[atom] = 1;
        for (const auto& known : system.known) {
            if (known.from != KnownFrom::other_system || is_switch[known.row.terms.front().atom])
                continue;
            Count count{known.row.bound, {}, {}};
            for (const auto& term : known.row.terms)
                if (is_switch[term.atom]) {
                    count.change.emplace_back(term.atom, -term.coefficient);
                } else {
                    count.atoms.push_back(term.atom);
                    row_of_[term.atom] = counts_.size();
                }
            counts_.push_back(std::move(count));
        }
    }

    /// Whether a cell is open to everybody who needs it: its atoms and those it shares counts with are in no
    /// other row, so that it can be anything from 0 to the sum of the counts that it holds a part of.
    bool suffices(const GateRow& cell, const std::vector<char>& held, const GateNeeds& needs,
                  std::size_t s) const
    {
        std::map<std::size_t, std::size_t> parts;
        for (const auto& term : cell.terms) {
            if (term.coefficient != 1 || row_of_[term.atom] == no_row)
                return false;
            ++parts[row_of_[term.atom]];
        }
        GateCount all = 0;
        std::map<std::uint32_t, GateCount> of_supplier, change;
        for (const auto& [row, atoms] : parts) {
            const auto& count = counts_[row];
            const bool free = std::none_of(count.atoms.begin(), count.atoms.end(),
                                           [&](std::uint32_t a) { return held[a] != 0; });
            if (!free || atoms == count.atoms.size())
                continue;
            all += count.value;
            of_supplier[system_.atoms[count.atoms.front()].supplier] += count.value;
            for (const auto& [scenario, by] : count.change)
                change[scenario] += by;
        }
        GateCount most = 0;
        for (const auto& [scenario, by] : change)
            most = std::max(most, by);
        if (all + most < needs.gap[s] || all < 2)
            return false;
        for (std::uint32_t p = 0; p < system_.suppliers; ++p)
            if (needs.supplier[s][p] && all - (of_supplier.contains(p) ? of_supplier.at(p) : 0) < 1)
                return false;
        return true;
    }

private:
    static constexpr auto no_row = std::numeric_limits<std::size_t>::max();
    struct Count {
        GateCount value = 0;
        std::vector<std::uint32_t> atoms;
        std::vector<std::pair<std::uint32_t, GateCount>> change; ///< by scenario
    };

    const GateSystem& system_;
    std::vector<Count> counts_;
    std::vector<std::size_t> row_of_; ///< the count that an atom is part of
};

/// Lowers the needs to what some of the known rows leave, each lowering with a proof.
class Limits {
public:
    Limits(const GateSystem& system, bool elsewhere_only)
        : system_(system), elsewhere_only_(elsewhere_only), room_(system)
    {
        for (const auto& known : system.known)
            if (!elsewhere_only || known.from != KnownFrom::published) {
                rows_.push_back(&known.row);
                if (known.from != KnownFrom::other_system)
                    own_rows_.push_back(&known.row);
            }
    }

    std::vector<ProvenBounds> found(GateNeeds needs) const
    {
        if (!rows_.empty())
            leave_out_unlimited(needs);
        std::vector<ProvenBounds> limits;
        if (rows_.empty() || needs.cells.empty())
            return limits;
        std::vector<const GateRow*> watched;
        for (const auto c : needs.cells)
            watched.push_back(&system_.cells[c].row);
        const IntegerWorlds region(system_.atoms.size(), rows_, scenario_switches(system_));
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
    /// Drops what cannot be limited: a cell with an atom that can grow whatever the rows say is open to all
    /// who do not own it; one that only shared counts bound, to all if these leave room.
    void leave_out_unlimited(GateNeeds& needs) const
    {
        const auto held = atoms_held(rows_), held_by_own = atoms_held(own_rows_);
        GateNeeds left;
        for (std::size_t s = 0; s < needs.cells.size(); ++s) {
            const auto& cell = system_.cells[needs.cells[s]];
            if (cell.scenario || room_.suffices(cell.row, held_by_own, needs, s))
                continue;
            std::vector<char> owner(system_.suppliers + 1, 0);
            for (const auto& term : cell.row.terms)
                if (!held[term.atom])
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

    /// Atoms that some row keeps from growing alone. The others can be as large as one likes in any world.
    std::vector<char> atoms_held(std::span<const GateRow* const> rows) const
    {
        std::vector<char> held(system_.atoms.size(), 0);
        for (const auto* row : rows)
            for (const auto& term : row->terms)
                if (row->relation == RowRelation::equal ||
                    (row->relation == RowRelation::at_most) == (term.coefficient > 0))
                    held[term.atom] = 1;
        return held;
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
    SharedRoom room_;
    std::vector<const GateRow*> rows_, own_rows_; ///< all that may be used; those that are not shared counts
};

} // namespace

std::vector<ProvenBounds> limits_of(const GateSystem& system, bool elsewhere_only, const GateNeeds& needs)
{
    return Limits(system, elsewhere_only).found(needs);
}

} // namespace lup
