#pragma once

#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate/explain.hpp"
#include "transform/gate/protect_system.hpp"

#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>

namespace lup::test {

/// A system written down cell by cell, each cell a bundle of its own unless it says otherwise.
class LittleSystem {
public:
    explicit LittleSystem(std::initializer_list<GateCount> atoms, GateCount k = 5) : k_(k)
    {
        for (const auto value : atoms)
            system.atoms.push_back({value, no_supplier});
    }

    static std::vector<GateTerm> sum(std::initializer_list<std::uint32_t> atoms)
    {
        std::vector<GateTerm> terms;
        for (const auto atom : atoms)
            terms.push_back({atom, 1});
        return terms;
    }

    GateCount value(const std::vector<GateTerm>& terms) const
    {
        return row_value({terms, RowRelation::equal, 0}, true_counts(system));
    }

    /// A printed count; sensitive if it is 1..K-1. Returns its cell number.
    std::uint32_t count(std::initializer_list<std::uint32_t> atoms, std::int32_t cost = 0)
    {
        const auto terms = sum(atoms);
        const auto is = value(terms);
        system.cells.push_back({{terms, RowRelation::equal, is}, system.bundles++, is > 0 && is < k_, cost});
        return static_cast<std::uint32_t>(system.cells.size() - 1);
    }

    /// A printed count that is sensitive if it is 0..K-1.
    std::uint32_t count_with_zero(std::initializer_list<std::uint32_t> atoms)
    {
        const auto cell = count(atoms);
        system.cells[cell].sensitive = system.cells[cell].row.bound < k_;
        return cell;
    }

    /// A difference that nobody prints; sensitive if it is not 0 and under K either way.
    std::uint32_t difference(std::vector<GateTerm> terms)
    {
        const auto is = value(terms);
        system.cells.push_back(
            {{std::move(terms), RowRelation::equal, is}, never_printed, is != 0 && std::abs(is) < k_, 0});
        return static_cast<std::uint32_t>(system.cells.size() - 1);
    }

    void known(std::initializer_list<std::uint32_t> atoms, RowRelation relation, GateCount bound,
               KnownFrom from = KnownFrom::elsewhere)
    {
        system.known.push_back({{sum(atoms), relation, bound}, from});
    }

    /// A number that the house has published before.
    void published(std::initializer_list<std::uint32_t> atoms)
    {
        known(atoms, RowRelation::equal, value(sum(atoms)), KnownFrom::published);
    }

    void supplier(std::initializer_list<std::uint32_t> atoms)
    {
        for (const auto atom : atoms)
            system.atoms[atom].supplier = system.suppliers;
        ++system.suppliers;
    }

    /// Everything shown.
    GatePattern all_open() const { return GatePattern(system.bundles, false); }

    /// All shown but these cells.
    GatePattern hiding(std::initializer_list<std::uint32_t> cells) const
    {
        auto pattern = all_open();
        for (const auto cell : cells)
            pattern[system.cells[cell].bundle] = true;
        return pattern;
    }

    GateSystem system;

private:
    GateCount k_;
};

inline HiddenBounds bounds_of(const GateSystem& system, const GatePattern& hidden, std::uint32_t cell)
{
    for (const auto& bounds : attack_hidden(system, hidden, 5))
        if (bounds.cell == cell)
            return bounds;
    throw std::logic_error("the cell is shown");
}

inline bool is_proven(const GateSystem& system, const GateResult& result, const GateOptions& options)
{
    return check_certificate(system, result.hidden, result.certificate, options.k, options.guards.insiders,
                             options.guards.suppliers)
        .proven();
}

inline bool attack_finds_nothing(const GateSystem& system, const GatePattern& hidden, GateCount k)
{
    const auto found = judge_attack(system, attack_hidden(system, hidden, k), k);
    return found.exact.empty() && found.small.empty() && found.narrow.empty();
}

} // namespace lup::test
