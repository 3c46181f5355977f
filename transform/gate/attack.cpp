#include "transform/gate/attack.hpp"

#include "transform/gate/for_each_block.hpp"
#include "transform/gate/integer_worlds.hpp"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/CoinPackedVector.hpp>

namespace lup {

namespace {

constexpr double nearly = 1e-6;

/// The public rows as a linear program over non-negative atoms.
class Reader {
public:
    Reader(std::size_t atoms, std::span<const GateRow* const> rows) : atoms_(atoms)
    {
        CoinPackedMatrix matrix(false, 0, 0);
        matrix.setDimensions(0, static_cast<int>(atoms));
        std::vector<double> low, high;
        for (const auto* row : rows) {
            CoinPackedVector entries;
            for (const auto& term : row->terms)
                entries.insert(static_cast<int>(term.atom), term.coefficient);
            matrix.appendRow(entries);
            const auto bound = static_cast<double>(row->bound);
            low.push_back(row->relation == RowRelation::at_most ? -COIN_DBL_MAX : bound);
            high.push_back(row->relation == RowRelation::at_least ? COIN_DBL_MAX : bound);
        }
        clp_.setLogLevel(0);
        clp_.loadProblem(matrix, nullptr, nullptr, nullptr, low.data(), high.data());
        clp_.primal();
    }

    /// The largest (sign 1) or smallest value of the row, or absent if it has no limit.
    std::optional<double> extreme(const GateRow& row, int sign)
    {
        std::vector<double> cost(atoms_, 0.0);
        for (const auto& term : row.terms)
            cost[term.atom] = -sign * term.coefficient;
        clp_.chgObjCoefficients(cost.data());
        clp_.primal();
        if (clp_.status() != 0)
            return std::nullopt;
        double value = 0;
        for (const auto& term : row.terms)
            value += term.coefficient * clp_.primalColumnSolution()[term.atom];
        return value;
    }

private:
    std::size_t atoms_;
    ClpSimplex clp_;
};

std::vector<HiddenBounds> attack_block(const GateBlock& block, const GatePattern& hidden, GateCount k)
{
    std::vector<HiddenBounds> result;
    GatePattern here;
    for (const auto bundle : block.bundles)
        here.push_back(hidden[bundle]);
    const auto rows = public_rows(block.system, here);
    const auto atoms = block.system.atoms.size();
    Reader reader(atoms, rows);
    std::optional<IntegerWorlds> whole;
    for (std::uint32_t c = 0; c < block.system.cells.size(); ++c) {
        const auto& cell = block.system.cells[c];
        if (!is_hidden(cell, here) || cell.row.relation != RowRelation::equal)
            continue;
        HiddenBounds bounds{block.cells[c], {}, {}};
        if (const auto highest = reader.extreme(cell.row, 1))
            bounds.upper = static_cast<GateCount>(std::floor(*highest + nearly));
        if (const auto lowest = reader.extreme(cell.row, -1))
            bounds.lower = static_cast<GateCount>(std::ceil(*lowest - nearly));
        if (bounds.is_narrow(2 * k) && !bounds.is_exact()) {
            if (!whole)
                whole.emplace(atoms, rows);
            bounds.upper = whole->outer_bound(cell.row, 1, *bounds.upper);
            bounds.lower = whole->outer_bound(cell.row, -1, *bounds.lower);
        }
        result.push_back(bounds);
    }
    return result;
}

} // namespace

std::vector<HiddenBounds> attack_hidden(const GateSystem& system, const GatePattern& hidden, GateCount k,
                                        unsigned threads)
{
    const auto blocks = split_into_blocks(system);
    std::vector<std::vector<HiddenBounds>> parts(blocks.size());
    for_each_block(blocks.size(), threads,
                   [&](std::size_t b) { parts[b] = attack_block(blocks[b], hidden, k); });
    std::vector<HiddenBounds> result;
    for (const auto& part : parts)
        result.insert(result.end(), part.begin(), part.end());
    std::sort(result.begin(), result.end(),
              [](const auto& one, const auto& other) { return one.cell < other.cell; });
    return result;
}

AttackFindings judge_attack(const GateSystem& system, const std::vector<HiddenBounds>& bounds, GateCount k)
{
    AttackFindings findings;
    findings.tried = bounds.size();
    for (const auto& one : bounds) {
        if (!system.cells[one.cell].sensitive)
            continue;
        if (one.is_exact())
            findings.exact.push_back(one.cell);
        if (one.is_small(k))
            findings.small.push_back(one.cell);
        if (one.is_narrow(k))
            findings.narrow.push_back(one.cell);
    }
    return findings;
}

} // namespace lup
