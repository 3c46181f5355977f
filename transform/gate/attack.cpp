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

GateSystem with_counts(GateSystem system, std::span<const GateCount> atoms, const SensitiveRule& rule)
{
    for (std::size_t a = 0; a < system.atoms.size(); ++a)
        system.atoms[a].value = atoms[a];
    for (std::uint32_t c = 0; c < system.cells.size(); ++c) {
        auto& cell = system.cells[c];
        if (cell.row.relation != RowRelation::equal)
            continue;
        cell.row.bound = row_value(cell.row, atoms);
        cell.sensitive = rule(c, cell.row.bound);
    }
    return system;
}

namespace {

/// Lists the whole worlds of a small system, atom by atom, and leaves a branch as soon as a row cannot be
/// met.
class Lister {
public:
    Lister(const GateSystem& system, const GatePattern& hidden, GateCount largest, std::size_t most)
        : rows_(public_rows(system, hidden)), atoms_(system.atoms.size()), largest_(largest), most_(most),
          coefficient_(rows_.size(), std::vector<GateCount>(atoms_, 0)), positive_left_(rows_.size()),
          negative_left_(rows_.size()), sum_(rows_.size(), 0)
    {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            for (const auto& term : rows_[r]->terms)
                coefficient_[r][term.atom] = term.coefficient;
            // What the atoms from a on can still add or take away.
            positive_left_[r].assign(atoms_ + 1, 0);
            negative_left_[r].assign(atoms_ + 1, 0);
            for (auto a = atoms_; a-- > 0;) {
                positive_left_[r][a] = positive_left_[r][a + 1] + std::max<GateCount>(coefficient_[r][a], 0);
                negative_left_[r][a] = negative_left_[r][a + 1] + std::min<GateCount>(coefficient_[r][a], 0);
            }
        }
    }

    std::vector<GateWorld> list()
    {
        world_.assign(atoms_, 0);
        descend(0);
        return std::move(found_);
    }

    bool complete() const { return complete_; }

private:
    bool possible(std::size_t next) const
    {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            const auto low = sum_[r] + largest_ * negative_left_[r][next];
            const auto high = sum_[r] + largest_ * positive_left_[r][next];
            const auto relation = rows_[r]->relation;
            if ((relation != RowRelation::at_most && high < rows_[r]->bound) ||
                (relation != RowRelation::at_least && low > rows_[r]->bound))
                return false;
        }
        return true;
    }

    void descend(std::size_t atom)
    {
        if (!complete_ || !possible(atom))
            return;
        if (atom == atoms_) {
            complete_ = found_.size() < most_;
            if (complete_)
                found_.push_back(world_);
            return;
        }
        for (GateCount value = 0; value <= largest_ && complete_; ++value) {
            world_[atom] = value;
            descend(atom + 1);
            for (std::size_t r = 0; r < rows_.size(); ++r)
                sum_[r] += coefficient_[r][atom];
        }
        for (std::size_t r = 0; r < rows_.size(); ++r)
            sum_[r] -= coefficient_[r][atom] * (complete_ ? largest_ + 1 : 0);
    }

    std::vector<const GateRow*> rows_;
    std::size_t atoms_;
    GateCount largest_;
    std::size_t most_;
    std::vector<std::vector<GateCount>> coefficient_, positive_left_, negative_left_;
    std::vector<GateCount> sum_;
    GateWorld world_;
    std::vector<GateWorld> found_;
    bool complete_ = true;
};

} // namespace

ReplayFindings attack_by_replay(const GateSystem& system, const GatePattern& hidden,
                                const SensitiveRule& rule, const GateOptions& options,
                                std::span<const GateKey> keys, GateCount largest, std::size_t most_worlds)
{
    Lister lister(system, hidden, largest, most_worlds);
    const auto worlds = lister.list();
    ReplayFindings findings;
    findings.worlds = worlds.size();
    findings.complete = lister.complete();
    for (std::uint32_t c = 0; c < system.cells.size(); ++c)
        if (is_hidden(system.cells[c], hidden) && system.cells[c].row.relation == RowRelation::equal)
            findings.bounds.push_back({c, {}, {}});
    for (const auto& world : worlds) {
        const auto other = with_counts(system, world, rule);
        const bool could_be = std::any_of(keys.begin(), keys.end(), [&](const GateKey& key) {
            auto guessed = options;
            guessed.key = key;
            return protect_system(other, guessed).hidden == hidden;
        });
        if (!could_be)
            continue;
        ++findings.surviving;
        for (auto& bounds : findings.bounds) {
            const auto value = row_value(system.cells[bounds.cell].row, world);
            bounds.lower = std::min(bounds.lower.value_or(value), value);
            bounds.upper = std::max(bounds.upper.value_or(value), value);
        }
    }
    return findings;
}

} // namespace lup
