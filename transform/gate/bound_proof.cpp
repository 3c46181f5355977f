#include "transform/gate/bound_proof.hpp"

#include <algorithm>
#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/CoinPackedVector.hpp>

namespace lup {

namespace {

__extension__ using Wide = __int128;

constexpr int largest_scale = 360; // multipliers of these systems are small fractions: halves, thirds, ...

/// Row duals of "largest (smallest) cell over the rows", or absent if it is unbounded.
std::optional<std::vector<double>> duals(std::size_t atoms, std::span<const GateRow* const> rows,
                                         const GateRow& cell, int side)
{
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(atoms));
    std::vector<double> low, high, cost(atoms, 0.0);
    for (const auto* row : rows) {
        CoinPackedVector entries;
        for (const auto& term : row->terms)
            entries.insert(static_cast<int>(term.atom), term.coefficient);
        matrix.appendRow(entries);
        low.push_back(row->relation == RowRelation::at_most ? -COIN_DBL_MAX
                                                            : static_cast<double>(row->bound));
        high.push_back(row->relation == RowRelation::at_least ? COIN_DBL_MAX
                                                              : static_cast<double>(row->bound));
    }
    for (const auto& term : cell.terms)
        cost[term.atom] = -side * term.coefficient;
    ClpSimplex clp;
    clp.setLogLevel(0);
    clp.loadProblem(matrix, nullptr, nullptr, cost.data(), low.data(), high.data());
    clp.primal();
    if (clp.status() != 0)
        return std::nullopt;
    std::vector<double> result(clp.dualRowSolution(), clp.dualRowSolution() + rows.size());
    for (auto& dual : result)
        dual *= -side;
    return result;
}

/// The bound that whole factors prove, or absent if some atom is not covered.
std::optional<Wide> verified(std::size_t atoms, std::span<const GateRow* const> rows, const GateRow& cell,
                             int side, GateCount scale, std::span<const GateCount> factors)
{
    std::vector<Wide> over(atoms, 0);
    for (const auto& term : cell.terms)
        over[term.atom] = -static_cast<Wide>(scale) * term.coefficient;
    Wide bound = 0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const auto sign = side * factors[k];
        if ((rows[k]->relation == RowRelation::at_most && sign < 0) ||
            (rows[k]->relation == RowRelation::at_least && sign > 0))
            return std::nullopt;
        for (const auto& term : rows[k]->terms)
            over[term.atom] += static_cast<Wide>(factors[k]) * term.coefficient;
        bound += static_cast<Wide>(factors[k]) * rows[k]->bound;
    }
    const bool covers = std::all_of(over.begin(), over.end(), [&](Wide left) { return side * left >= 0; });
    return covers ? std::optional(bound) : std::nullopt;
}

GateCount inward(Wide bound, GateCount scale, int side)
{
    const Wide quotient = bound / scale, rest = bound % scale;
    return static_cast<GateCount>(side > 0 ? quotient - (rest < 0 ? 1 : 0) : quotient + (rest > 0 ? 1 : 0));
}

} // namespace

std::optional<FoundProof> prove_bound(std::size_t atoms, std::span<const GateRow* const> rows,
                                      const GateRow& cell, int side)
{
    const auto dual = duals(atoms, rows, cell, side);
    for (int scale = 1; dual && scale <= largest_scale; ++scale) {
        std::vector<GateCount> factors;
        for (const double one : *dual) {
            const double scaled = one * scale;
            if (std::abs(scaled - std::round(scaled)) > 1e-6)
                break;
            factors.push_back(std::llround(scaled));
        }
        if (factors.size() < rows.size())
            continue;
        const auto bound = verified(atoms, rows, cell, side, scale, factors);
        if (!bound)
            continue;
        FoundProof found{{scale, {}}, inward(*bound, scale, side)};
        for (std::uint32_t k = 0; k < factors.size(); ++k)
            if (factors[k] != 0)
                found.proof.factors.emplace_back(k, factors[k]);
        return found;
    }
    return std::nullopt;
}

NumberedRows proof_rows(const GateSystem& system, const OwnKnowledge& own, bool elsewhere_only)
{
    NumberedRows result;
    auto number = std::uint32_t{0};
    const auto put = [&](GateRow row) {
        result.rows.push_back(std::move(row));
        result.number.push_back(number);
    };
    for (const auto& known : system.known) {
        if (!elsewhere_only || known.from != KnownFrom::published)
            put(known.row);
        ++number;
    }
    if (own.insider != never_printed) {
        put({{{own.insider, 1}}, RowRelation::at_least, 1});
        ++number;
    }
    for (std::uint32_t a = 0; a < system.atoms.size() && own.supplier != no_supplier; ++a)
        if (system.atoms[a].supplier == own.supplier) {
            put({{{a, 1}}, RowRelation::equal, system.atoms[a].value});
            ++number;
        }
    return result;
}

std::optional<ProvenBounds> prove_bounds(const GateSystem& system, std::uint32_t cell,
                                         const OwnKnowledge& own, bool elsewhere_only)
{
    const auto numbered = proof_rows(system, own, elsewhere_only);
    std::vector<const GateRow*> rows;
    for (const auto& row : numbered.rows)
        rows.push_back(&row);
    const auto& row = system.cells[cell].row;
    auto lower = prove_bound(system.atoms.size(), rows, row, -1);
    auto upper = prove_bound(system.atoms.size(), rows, row, 1);
    if (!lower || !upper)
        return std::nullopt;
    for (auto* proof : {&lower->proof, &upper->proof})
        for (auto& factor : proof->factors)
            factor.first = numbered.number[factor.first];
    return ProvenBounds{{cell, own, lower->proof, upper->proof}, upper->bound - lower->bound};
}

} // namespace lup
