#include "transform/gate/deviation.hpp"

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <limits>

namespace lup {

namespace {

constexpr int patience = 300; // pivots from the last answer

} // namespace

struct DeviationProgram::Model {
    ClpSimplex clp;
    std::vector<unsigned char> at_truth; ///< a basis of the truth; empty before the first
};

namespace {

/// Columns: atoms, then over and under for each cell. Rows: cells, then known rows.
CoinPackedMatrix coefficients(const GateSystem& system)
{
    const auto atoms = system.atoms.size(), cells = system.cells.size();
    std::vector<int> rows, columns;
    std::vector<double> entries;
    const auto put = [&](std::size_t row, std::size_t column, double entry) {
        rows.push_back(static_cast<int>(row));
        columns.push_back(static_cast<int>(column));
        entries.push_back(entry);
    };
    for (std::size_t c = 0; c < cells; ++c) {
        for (const auto& term : system.cells[c].row.terms)
            put(c, term.atom, term.coefficient);
        put(c, atoms + 2 * c, -1);
        put(c, atoms + 2 * c + 1, 1);
    }
    for (std::size_t k = 0; k < system.known.size(); ++k)
        for (const auto& term : system.known[k].row.terms)
            put(cells + k, term.atom, term.coefficient);
    CoinPackedMatrix matrix(true, rows.data(), columns.data(), entries.data(),
                            static_cast<CoinBigIndex>(entries.size()));
    matrix.setDimensions(static_cast<int>(cells + system.known.size()), static_cast<int>(atoms + 2 * cells));
    return matrix;
}

void bound_row(ClpSimplex& clp, std::size_t at, const GateRow& row)
{
    const auto bound = static_cast<double>(row.bound);
    clp.setRowBounds(static_cast<int>(at), row.relation == RowRelation::at_most ? -COIN_DBL_MAX : bound,
                     row.relation == RowRelation::at_least ? COIN_DBL_MAX : bound);
}

} // namespace

DeviationProgram::DeviationProgram(const GateSystem& system, std::vector<double> weights, double largest)
    : system_(system), weights_(std::move(weights)), largest_(largest), model_(std::make_unique<Model>())
{
    auto& clp = model_->clp;
    clp.setLogLevel(0);
    const auto cells = system.cells.size(), atoms = system.atoms.size();
    clp.loadProblem(coefficients(system), nullptr, nullptr, nullptr, nullptr, nullptr);
    for (std::size_t c = 0; c < cells; ++c)
        for (std::size_t side = 0; side < 2; ++side)
            clp.setObjectiveCoefficient(static_cast<int>(atoms + 2 * c + side), weights_[c]);
    for (std::size_t k = 0; k < system.known.size(); ++k)
        bound_row(clp, cells + k, system.known[k].row);
}

DeviationProgram::~DeviationProgram() = default;

void DeviationProgram::know(const OwnKnowledge& own)
{
    for (std::size_t a = 0; a < system_.atoms.size(); ++a) {
        const auto& atom = system_.atoms[a];
        const auto truth = static_cast<double>(atom.value);
        const bool known = own.supplier != no_supplier && atom.supplier == own.supplier;
        const double least = known ? truth : a == own.insider ? 1.0 : 0.0;
        model_->clp.setColumnBounds(static_cast<int>(a), least, known ? truth : largest_);
    }
}

void DeviationProgram::ask_nothing(const GatePattern& hidden)
{
    auto& clp = model_->clp;
    for (std::size_t c = 0; c < system_.cells.size(); ++c) {
        const bool open = !is_hidden(system_.cells[c], hidden);
        if (open)
            bound_row(clp, c, system_.cells[c].row);
        else
            clp.setRowBounds(static_cast<int>(c), -COIN_DBL_MAX, COIN_DBL_MAX);
        for (std::size_t side = 0; side < 2; ++side)
            clp.setColumnBounds(static_cast<int>(system_.atoms.size() + 2 * c + side), 0.0,
                                open ? COIN_DBL_MAX : 0.0);
    }
}

void DeviationProgram::start_at_truth(const GatePattern& hidden)
{
    auto& clp = model_->clp;
    auto& basis = model_->at_truth;
    ask_nothing(hidden);
    know({});
    if (!basis.empty())
        clp.copyinStatus(basis.data());
    clp.primal();
    basis.assign(clp.statusArray(), clp.statusArray() + clp.numberRows() + clp.numberColumns());
}

std::optional<std::vector<double>> DeviationProgram::solve(const GatePattern& hidden, std::uint32_t cell,
                                                           int sign, double target, const OwnKnowledge& own)
{
    auto& clp = model_->clp;
    const auto ask = [&] {
        know(own);
        clp.setRowBounds(static_cast<int>(cell), sign > 0 ? target : -COIN_DBL_MAX,
                         sign > 0 ? COIN_DBL_MAX : target);
    };
    ask_nothing(hidden);
    ask();
    // The last answer is mostly near, and its factors are kept (1). Where it is not, its basis leads astray;
    // that of the truth, which costs nothing, is dual feasible for every question.
    clp.setMaximumIterations(patience);
    clp.dual(0, 1);
    clp.setMaximumIterations(std::numeric_limits<int>::max());
    if (clp.status() > 1) {
        start_at_truth(hidden);
        ask();
        clp.dual();
    }
    if (clp.status() != 0)
        return std::nullopt;
    const double* solution = clp.primalColumnSolution();
    return std::vector<double>(solution, solution + system_.atoms.size());
}

} // namespace lup
