#include "transform/gate/attack.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace lup {

namespace {

/// Both in order of atoms; what they have together, if no atom is in both.
std::optional<std::vector<GateTerm>> joined(const std::vector<GateTerm>& one,
                                            const std::vector<GateTerm>& other)
{
    std::map<std::uint32_t, std::int32_t> terms;
    for (const auto* part : {&one, &other})
        for (const auto& term : *part)
            if (!terms.emplace(term.atom, term.coefficient).second)
                return std::nullopt;
    std::vector<GateTerm> result;
    for (const auto& [atom, coefficient] : terms)
        result.push_back({atom, coefficient});
    return result;
}

std::vector<std::pair<std::uint32_t, std::int32_t>> in_order(const std::vector<GateTerm>& terms)
{
    std::vector<std::pair<std::uint32_t, std::int32_t>> pairs;
    for (const auto& term : terms)
        pairs.emplace_back(term.atom, term.coefficient);
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

/// The marks of a census's cells, as they follow from the counts.
class CensusRule {
public:
    CensusRule(const GateSystem& system, GateCount k, GateCount smallest_group)
        : k_(k), smallest_group_(smallest_group)
    {
        for (const auto& cell : system.cells)
            rows_.push_back(cell.row);
        find_others(system);
        const auto truth = true_counts(system);
        for (std::uint32_t c = 0; c < rows_.size(); ++c) {
            const auto& cell = system.cells[c];
            const bool fixed = cell.row.relation != RowRelation::equal || cell.scenario ||
                               by_counts(c, truth) != cell.sensitive;
            fixed_.push_back(fixed ? std::optional(cell.sensitive) : std::nullopt);
        }
    }

    bool operator()(std::uint32_t cell, std::span<const GateCount> atoms) const
    {
        return fixed_[cell] ? *fixed_[cell] : by_counts(cell, atoms);
    }

private:
    bool by_counts(std::uint32_t cell, std::span<const GateCount> atoms) const
    {
        const auto value = std::abs(row_value(rows_[cell], atoms));
        if (value > 0)
            return value < k_;
        if (!other_[cell])
            return zero_tells_[cell];
        return std::abs(row_value(rows_[*other_[cell]], atoms)) < smallest_group_;
    }

    /// Those who gave the other answer: the other cell of the bundle; of what nobody prints, the cell that
    /// makes a row of the system together with it. Where there is none a zero tells as it does in truth.
    void find_others(const GateSystem& system)
    {
        std::set<std::vector<std::pair<std::uint32_t, std::int32_t>>> wholes;
        for (const auto& cell : system.cells)
            wholes.insert(in_order(cell.row.terms));
        for (const auto& known : system.known)
            wholes.insert(in_order(known.row.terms));
        for (const auto& cell : system.cells) {
            std::optional<std::uint32_t> other;
            for (std::uint32_t d = 0; d < system.cells.size() && !other; ++d) {
                const auto& each = system.cells[d];
                if (&each == &cell || each.bundle != cell.bundle || each.row.relation != RowRelation::equal)
                    continue;
                const auto whole = joined(cell.row.terms, each.row.terms);
                if (whole && (cell.bundle != never_printed || wholes.contains(in_order(*whole))))
                    other = d;
            }
            other_.push_back(other);
            zero_tells_.push_back(cell.sensitive && cell.row.bound == 0);
        }
    }

    GateCount k_, smallest_group_;
    std::vector<GateRow> rows_;
    std::vector<std::optional<std::uint32_t>> other_;
    std::vector<bool> zero_tells_;
    std::vector<std::optional<bool>> fixed_;
};

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

    /// False if there were more worlds than the limit, or they were too far apart to find all of them.
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
        complete_ = complete_ && ++steps_ < most_steps;
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
    static constexpr std::size_t most_steps = 2'000'000;
    std::size_t steps_ = 0;
    bool complete_ = true;
};

GateCount distance(const GateWorld& one, const GateWorld& other)
{
    GateCount sum = 0;
    for (std::size_t a = 0; a < one.size(); ++a)
        sum += std::abs(one[a] - other[a]);
    return sum;
}

/// Replays worlds one by one and keeps the bounds over those that survive.
class Replay {
public:
    Replay(const GateSystem& system, const GatePattern& hidden, const SensitiveRule& rule,
           const GateOptions& options, std::span<const GateKey> keys)
        : system_(system), hidden_(hidden), rule_(rule), options_(options), keys_(keys.begin(), keys.end())
    {
        for (std::uint32_t c = 0; c < system.cells.size(); ++c)
            if (is_hidden(system.cells[c], hidden) && system.cells[c].row.relation == RowRelation::equal)
                bounds_.push_back({c, {}, {}});
    }

    bool survives(const GateWorld& world)
    {
        const auto other = with_counts(system_, world, rule_);
        const auto key = std::find_if(keys_.begin(), keys_.end(), [&](const GateKey& each) {
            auto guessed = options_;
            guessed.key = each;
            return protect_system(other, guessed).hidden == hidden_;
        });
        if (key == keys_.end())
            return false;
        std::rotate(keys_.begin(), key, key + 1); // likely to serve the next world too
        for (auto& bounds : bounds_) {
            const auto value = row_value(system_.cells[bounds.cell].row, world);
            bounds.lower = std::min(bounds.lower.value_or(value), value);
            bounds.upper = std::max(bounds.upper.value_or(value), value);
        }
        return true;
    }

    bool finds() const
    {
        return std::any_of(bounds_.begin(), bounds_.end(), [&](const HiddenBounds& bounds) {
            return system_.cells[bounds.cell].sensitive && bounds.is_exact();
        });
    }

    const std::vector<HiddenBounds>& bounds() const { return bounds_; }

private:
    const GateSystem& system_;
    const GatePattern& hidden_;
    const SensitiveRule& rule_;
    const GateOptions& options_;
    std::vector<GateKey> keys_;
    std::vector<HiddenBounds> bounds_;
};

} // namespace

SensitiveRule census_rule(const GateSystem& system, GateCount k, GateCount smallest_group)
{
    return CensusRule(system, k, smallest_group);
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
        cell.sensitive = rule(c, atoms);
    }
    return system;
}

ReplayFindings attack_by_replay(const GateSystem& system, const GatePattern& hidden,
                                const SensitiveRule& rule, const GateOptions& options,
                                std::span<const GateKey> keys, GateCount largest, std::size_t most_worlds)
{
    ReplayFindings findings;
    Replay replay(system, hidden, rule, options, keys);
    const auto truth = true_counts(system);
    findings.truth_survives = replay.survives(truth);
    if (!findings.truth_survives)
        return findings;
    findings.surviving = 1;
    Lister lister(system, hidden, largest, most_worlds);
    auto worlds = lister.list();
    findings.worlds = worlds.size();
    std::stable_sort(worlds.begin(), worlds.end(), [&](const GateWorld& one, const GateWorld& other) {
        return distance(one, truth) < distance(other, truth);
    });
    for (const auto& world : worlds)
        if (replay.finds() && world != truth)
            findings.surviving += replay.survives(world) ? 1 : 0;
    findings.complete = lister.complete() || !replay.finds();
    findings.bounds = replay.bounds();
    return findings;
}

} // namespace lup
