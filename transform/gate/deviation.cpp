#include "transform/gate/deviation.hpp"

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

namespace lup {

struct DeviationProgram::Model {
    ClpSimplex clp;
    std::vector<unsigned char> at_truth; ///< a basis of the truth that is best for the prices as they are

    void keep_basis()
    {
        const auto* status = clp.statusArray();
        at_truth.assign(status, status + clp.numberRows() + clp.numberColumns());
    }
    void restore_basis()
    {
        if (!at_truth.empty())
            clp.copyinStatus(at_truth.data());
    }
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
    : system_(system), weights_(std::move(weights)), largest_(largest), hidden_(system.bundles, false),
      model_(std::make_unique<Model>())
{
    auto& clp = model_->clp;
    clp.setLogLevel(0);
    const auto cells = system.cells.size();
    clp.loadProblem(coefficients(system), nullptr, nullptr, nullptr, nullptr, nullptr);
    for (std::size_t c = 0; c < cells; ++c) {
        bound_row(clp, c, system.cells[c].row);
        set_price(c);
    }
    for (std::size_t k = 0; k < system.known.size(); ++k)
        bound_row(clp, cells + k, system.known[k].row);
}

DeviationProgram::~DeviationProgram() = default;

void DeviationProgram::set_price(std::size_t cell)
{
    const double price = is_hidden(system_.cells[cell], hidden_) ? 0.0 : weights_[cell];
    for (const auto side : {0, 1})
        model_->clp.setObjectiveCoefficient(deviation_column(cell) + side, price);
}

int DeviationProgram::deviation_column(std::size_t cell) const
{
    return static_cast<int>(system_.atoms.size() + 2 * cell);
}

void DeviationProgram::hide(const GatePattern& hidden)
{
    if (hidden == hidden_ && !model_->at_truth.empty())
        return;
    hidden_ = hidden;
    for (std::size_t c = 0; c < system_.cells.size(); ++c)
        set_price(c);
    // The truth satisfies every row at no price, so that only the basis has to follow the prices.
    take_back();
    know({});
    model_->restore_basis();
    model_->clp.primal();
    model_->keep_basis();
}

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

void DeviationProgram::ask(std::uint32_t cell, int sign, double target)
{
    take_back();
    asked_ = cell;
    model_->clp.setRowBounds(static_cast<int>(cell), sign > 0 ? target : -COIN_DBL_MAX,
                             sign > 0 ? COIN_DBL_MAX : target);
    for (const auto side : {0, 1})
        model_->clp.setColumnBounds(deviation_column(cell) + side, 0.0, 0.0);
}

void DeviationProgram::take_back()
{
    if (!asked_)
        return;
    bound_row(model_->clp, *asked_, system_.cells[*asked_].row);
    for (const auto side : {0, 1})
        model_->clp.setColumnBounds(deviation_column(*asked_) + side, 0.0, COIN_DBL_MAX);
    asked_.reset();
}

std::optional<std::vector<double>> DeviationProgram::solve(const GatePattern& hidden, std::uint32_t cell,
                                                           int sign, double target, const OwnKnowledge& own)
{
    hide(hidden);
    know(own);
    ask(cell, sign, target);
    // A question changes bounds only: the basis of the truth is dual feasible for each of them.
    model_->restore_basis();
    auto& clp = model_->clp;
    clp.dual();
    if (clp.status() != 0)
        return std::nullopt;
    const double* solution = clp.primalColumnSolution();
    return std::vector<double>(solution, solution + system_.atoms.size());
}

} // namespace lup
