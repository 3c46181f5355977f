#include "transform/gate/branch_and_cut.hpp"

#include <cmath>
#include <coin/CbcModel.hpp>
#include <coin/OsiClpSolverInterface.hpp>

namespace lup {

namespace {

constexpr int most_nodes = 100; // a world that is not found by then is looked for by hiding more

void add_row(CoinPackedMatrix& matrix, const GateRow& row)
{
    CoinPackedVector entries;
    for (const auto& term : row.terms)
        entries.insert(static_cast<int>(term.atom), term.coefficient);
    matrix.appendRow(entries);
}

} // namespace

std::optional<std::vector<GateCount>> branch_and_cut(const WholeProblem& problem, const GateRow& row,
                                                     int sign, GateCount enough)
{
    const auto atoms = problem.low.size();
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(atoms));
    std::vector<double> row_low, row_high, low, high, cost(atoms, 0.0);
    const auto infinity = COIN_DBL_MAX;
    for (const auto* one : problem.rows) {
        add_row(matrix, *one);
        row_low.push_back(one->relation == RowRelation::at_most ? -infinity
                                                                : static_cast<double>(one->bound));
        row_high.push_back(one->relation == RowRelation::at_least ? infinity
                                                                  : static_cast<double>(one->bound));
    }
    add_row(matrix, row);
    row_low.push_back(sign > 0 ? -infinity : static_cast<double>(enough));
    row_high.push_back(sign > 0 ? static_cast<double>(enough) : infinity);
    for (std::size_t a = 0; a < atoms; ++a) {
        low.push_back(static_cast<double>(problem.low[a]));
        high.push_back(static_cast<double>(problem.high[a]));
    }
    for (const auto& term : row.terms)
        cost[term.atom] = -sign * term.coefficient;

    OsiClpSolverInterface solver;
    solver.messageHandler()->setLogLevel(0);
    solver.loadProblem(matrix, low.data(), high.data(), cost.data(), row_low.data(), row_high.data());
    for (std::size_t a = 0; a < atoms; ++a)
        solver.setInteger(static_cast<int>(a));
    CbcModel model(solver);
    model.setLogLevel(0);
    model.setMaximumNodes(most_nodes);
    model.setNumberStrong(0); // trying branches out costs more here than a wrong one
    model.branchAndBound();
    const double* best = model.bestSolution();
    if (best == nullptr)
        return std::nullopt;
    std::vector<GateCount> world;
    for (std::size_t a = 0; a < atoms; ++a)
        world.push_back(std::llround(best[a]));
    return world;
}

} // namespace lup
