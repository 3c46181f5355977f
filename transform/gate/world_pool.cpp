#include "transform/gate/world_pool.hpp"

#include <algorithm>

namespace lup {

namespace {

constexpr unsigned blends = 3; // tries to serve many rows at once before each gets worlds of its own

} // namespace

WorldPool::WorldPool(IntegerWorlds region, std::vector<const GateRow*> watched, std::size_t atoms)
    : region_(std::move(region)), watched_(std::move(watched)), atoms_(atoms), all_(watched_.size())
{
}

void WorldPool::Range::take_in(GateCount value)
{
    low = std::min(low, value);
    high = std::max(high, value);
}

void WorldPool::add(GateWorld world)
{
    for (std::size_t s = 0; s < watched_.size(); ++s) {
        const auto value = row_value(*watched_[s], world);
        all_[s].take_in(value);
        for (std::size_t a = 0; a < atoms_ && insiders_; ++a)
            if (world[a] >= 1)
                of(s, a).take_in(value);
    }
    worlds_.push_back(std::move(world));
}

void WorldPool::widen(std::span<const GateCount> gap)
{
    for (std::size_t s = 0; s < watched_.size(); ++s) {
        const auto& row = *watched_[s];
        if (worlds_.empty()) {
            auto first = region_.extreme(row, -1, 0);
            if (!first)
                return;
            add(std::move(*first));
        }
        for (const int sign : {1, -1}) {
            const auto& range = all_[s];
            if (range.high - range.low >= gap[s])
                break;
            auto world = region_.extreme(row, sign, sign > 0 ? range.low + gap[s] : range.high - gap[s]);
            if (world && !(range.low <= row_value(row, *world) && row_value(row, *world) <= range.high))
                add(std::move(*world));
        }
    }
}

void WorldPool::open_to_insiders()
{
    insiders_ = true;
    by_atom_.resize(watched_.size() * atoms_);
    auto before = std::move(worlds_);
    worlds_.clear();
    for (auto& world : before)
        add(std::move(world));
    if (worlds_.empty())
        return;
    for (std::uint32_t a = 0; a < atoms_; ++a) {
        if (region_.is_fixed(a))
            continue;
        auto with_insider = region_;
        with_insider.bound(a, 1, region_.largest());
        open_to(with_insider, a);
    }
}

std::vector<std::size_t> WorldPool::closed_to(std::uint32_t insider) const
{
    std::vector<std::size_t> closed;
    for (std::size_t s = 0; s < watched_.size(); ++s)
        if (all_[s].varies() && !of(s, insider).varies())
            closed.push_back(s);
    return closed;
}

/// The sum of some watched rows with signs that change from round to round: pushing it moves many at once.
GateRow WorldPool::blend(std::span<const std::size_t> some, unsigned round) const
{
    std::vector<std::int32_t> sum(atoms_, 0);
    for (const auto s : some) {
        const std::int32_t sign = (s * 2654435761U >> (7 + round)) % 2 == 0 ? 1 : -1;
        for (const auto& term : watched_[s]->terms)
            sum[term.atom] += sign * term.coefficient;
    }
    GateRow row;
    for (std::uint32_t a = 0; a < atoms_; ++a)
        if (sum[a] != 0)
            row.terms.push_back({a, sum[a]});
    return row;
}

void WorldPool::open_to(IntegerWorlds& with_insider, std::uint32_t insider)
{
    auto closed = closed_to(insider);
    for (unsigned round = 0; round < blends && closed.size() > 2; ++round) {
        const auto row = blend(closed, round);
        const auto far = 4 * static_cast<GateCount>(closed.size());
        auto world = with_insider.extreme(row, 1, -with_insider.largest());
        if (!world)
            return; // nobody can be in this atom
        const auto from = row_value(row, *world);
        add(std::move(*world));
        for (const int sign : {1, -1})
            if (auto other = with_insider.near(row, sign, from + sign * far))
                add(std::move(*other));
        closed = closed_to(insider);
    }
    for (const auto s : closed) {
        const auto& row = *watched_[s];
        if (of(s, insider).empty()) {
            auto first = with_insider.extreme(row, -1, all_[s].low);
            if (!first)
                return;
            add(std::move(*first));
        }
        for (const int sign : {1, -1}) {
            const auto& range = of(s, insider);
            if (range.varies())
                break;
            auto world = with_insider.extreme(row, sign, range.low + sign);
            if (world && row_value(row, *world) != range.low)
                add(std::move(*world));
        }
    }
}

GateCount WorldPool::width(std::size_t watched) const
{
    return all_[watched].empty() ? 0 : all_[watched].high - all_[watched].low;
}

bool WorldPool::is_open_to(std::size_t watched, std::uint32_t insider) const
{
    return insiders_ && of(watched, insider).varies();
}

} // namespace lup
