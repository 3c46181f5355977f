#include "transform/gate/integer_worlds.hpp"

#include "transform/gate/branch_and_cut.hpp"
#include "transform/gate/pattern_search.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

constexpr double whole = 1e-6;  // how far from a whole number a value may be
constexpr int most_nodes = 150; // before Cbc takes over
constexpr int few_nodes = 30;   // where a miss costs little
constexpr std::size_t few_branches = 8;

} // namespace

IntegerWorlds::IntegerWorlds(std::size_t atoms, std::span<const GateRow* const> rows,
                             std::vector<std::uint32_t> scenarios)
    : rows_(rows.begin(), rows.end()), scenarios_(std::move(scenarios)), low_(atoms, 0),
      high_(atoms, static_cast<GateCount>(largest_atom(rows))), region_(atoms, rows, largest_atom(rows))
{
    region_.make_feasible();
    for (std::size_t one = 0; one <= scenarios_.size() && !scenarios_.empty(); ++one) {
        auto fixed = region_; // the last time without any
        for (std::size_t k = 0; k < scenarios_.size(); ++k)
            fixed.bound(scenarios_[k], k == one ? 1 : 0, k == one ? 1 : 0);
        if (fixed.make_feasible())
            branches_.push_back({std::make_shared<const Dictionary>(std::move(fixed))});
    }
}

void IntegerWorlds::bound(std::uint32_t atom, GateCount low, GateCount high)
{
    low_[atom] = low;
    high_[atom] = high;
    region_.bound(atom, static_cast<double>(low), static_cast<double>(high));
    bounded_.push_back(atom);
    for (auto& branch : branches_)
        branch.bounded = false;
}

/// Null if the bounds leave the branch no world.
const Dictionary* IntegerWorlds::within_bounds(Branch& branch)
{
    if (branch.bounded)
        return branch.region.get();
    branch.bounded = true;
    if (!branch.region)
        return nullptr;
    auto own = *branch.region;
    for (const auto atom : bounded_)
        own.bound(atom, static_cast<double>(low_[atom]), static_cast<double>(high_[atom]));
    branch.region = own.make_feasible() ? std::make_shared<const Dictionary>(std::move(own)) : nullptr;
    return branch.region.get();
}

bool IntegerWorlds::accepts(const GateWorld& world) const
{
    for (std::size_t a = 0; a < world.size(); ++a)
        if (world[a] < low_[a] || world[a] > high_[a])
            return false;
    return std::all_of(rows_.begin(), rows_.end(), [&](const auto* row) { return holds(*row, world); });
}

std::optional<GateWorld> IntegerWorlds::dive(Dictionary region, int& nodes) const
{
    if (--nodes < 0 || !region.make_feasible())
        return std::nullopt;
    std::size_t split = region.atoms();
    double worst = whole;
    for (std::size_t a = 0; a < region.atoms(); ++a) {
        const double off = std::abs(region.value(a) - std::round(region.value(a)));
        if (off > worst + whole) {
            worst = off;
            split = a;
        }
    }
    if (split == region.atoms()) {
        GateWorld world;
        for (std::size_t a = 0; a < region.atoms(); ++a)
            world.push_back(std::llround(region.value(a)));
        return accepts(world) ? std::optional(world) : std::nullopt;
    }
    const double value = region.value(split), floor = std::floor(value);
    const bool up = value - floor > 0.5; // the nearer whole number first
    const auto cut = [&](Dictionary& side, bool above) {
        side.bound(split, above ? floor + 1 : side.low(split), above ? side.high(split) : floor);
    };
    auto nearer = region;
    cut(nearer, up);
    if (auto world = dive(std::move(nearer), nodes))
        return world;
    if (nodes < 0)
        return std::nullopt;
    cut(region, !up);
    return dive(std::move(region), nodes);
}

/// `beyond`: nearer worlds are not wanted.
std::optional<GateWorld> IntegerWorlds::search(const Dictionary& region, const GateRow& row, int sign,
                                               GateCount enough, std::optional<GateCount> beyond,
                                               int nodes) const
{
    const auto infinity = std::numeric_limits<double>::infinity();
    auto asked = region;
    const auto variable = asked.add_row(row, -infinity, infinity);
    const double reached = asked.push(variable, sign, static_cast<double>(enough));
    auto target = sign > 0 ? std::floor(reached + whole) : std::ceil(reached - whole);
    // A fractional vertex may have no whole world beside it; then the next value is tried.
    for (int tries = 0; tries < 4 && nodes > 0; ++tries, target -= sign) {
        if (beyond && sign * (target - static_cast<double>(*beyond)) <= 0)
            return std::nullopt;
        auto there = asked;
        there.bound(variable, sign > 0 ? target : -infinity, sign > 0 ? infinity : target);
        if (auto world = dive(std::move(there), nodes))
            return world;
    }
    return std::nullopt;
}

std::optional<GateWorld> IntegerWorlds::furthest(const GateRow& row, int sign, GateCount enough,
                                                 const Effort& effort)
{
    if (scenarios_.empty())
        return search(region_, row, sign, enough, std::nullopt, effort.nodes);
    std::optional<GateWorld> best;
    std::optional<GateCount> reached;
    std::size_t tried = 0;
    for (auto& branch : branches_) {
        const auto* region = tried < effort.branches ? within_bounds(branch) : nullptr;
        if (region == nullptr)
            continue;
        ++tried;
        auto world = search(*region, row, sign, enough, reached, effort.nodes);
        if (!world)
            continue;
        reached = row_value(row, *world);
        best = std::move(world);
        if (sign * (*reached - enough) >= 0)
            break;
    }
    return best;
}

std::optional<GateWorld> IntegerWorlds::near(const GateRow& row, int sign, GateCount enough)
{
    return region_.make_feasible() ? furthest(row, sign, enough, {few_nodes, few_branches}) : std::nullopt;
}

std::optional<GateWorld> IntegerWorlds::in_scenario(std::uint32_t scenario)
{
    for (auto& branch : branches_) {
        const auto* region = within_bounds(branch);
        int nodes = few_nodes;
        if (region != nullptr && region->low(scenario) == 1)
            return dive(*region, nodes);
    }
    return std::nullopt;
}

std::optional<GateWorld> IntegerWorlds::extreme(const GateRow& row, int sign, GateCount enough)
{
    if (!region_.make_feasible())
        return std::nullopt;
    auto world = furthest(row, sign, enough, {most_nodes, branches_.size()});
    if (world || searches_left_ == 0)
        return world;
    --searches_left_;
    return by_branch_and_cut(row, sign, enough);
}

std::optional<GateWorld> IntegerWorlds::by_branch_and_cut(const GateRow& row, int sign,
                                                          GateCount enough) const
{
    auto world = branch_and_cut({rows_, low_, high_}, row, sign, enough);
    return world && accepts(*world) ? world : std::nullopt;
}

GateCount IntegerWorlds::outer_bound(const GateRow& row, int sign, GateCount from)
{
    const auto infinity = std::numeric_limits<double>::infinity();
    auto asked = region_;
    const auto variable = asked.add_row(row, -infinity, infinity);
    for (int tries = 0; tries < 20; ++tries, from -= sign) {
        auto there = asked;
        const auto target = static_cast<double>(from);
        there.bound(variable, sign > 0 ? target : -infinity, sign > 0 ? infinity : target);
        int nodes = most_nodes;
        if (dive(std::move(there), nodes) || nodes < 0)
            break;
    }
    return from;
}

GateCount IntegerWorlds::width(const GateRow& row, GateCount enough)
{
    const auto start = extreme(row, -1, 0);
    if (!start)
        return 0;
    const auto from = row_value(row, *start);
    const auto highest = extreme(row, 1, from + enough);
    const auto top = highest ? std::max(from, row_value(row, *highest)) : from;
    if (top - from >= enough)
        return enough;
    const auto lowest = extreme(row, -1, top - enough);
    const auto bottom = lowest ? std::min(from, row_value(row, *lowest)) : from;
    return std::min(enough, top - bottom);
}

} // namespace lup
