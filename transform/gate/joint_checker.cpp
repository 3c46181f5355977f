#include "transform/gate/joint_checker.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace lup {

namespace {

/// A reader, or a supplier by its number in the deciding system.
using Who = std::uint32_t;
constexpr Who reader = no_supplier;

/// The worlds of one block by what they make of its shared counts.
struct BlockWorlds {
    std::vector<std::uint32_t> ids; ///< of the block's shared counts, sorted
    std::map<Who, std::map<Scenario, std::vector<const GateWorld*>>> by_who;

    bool knows(Who who) const { return by_who.contains(who); }
    const std::map<Scenario, std::vector<const GateWorld*>>& of(Who who) const
    {
        const auto found = by_who.find(who);
        return found == by_who.end() ? by_who.at(reader) : found->second;
    }
};

class JointChecker {
public:
    JointChecker(const ClusterPart& deciding, std::span<const ClusterPart> others)
    {
        parts_.push_back(&deciding);
        for (const auto& other : others)
            parts_.push_back(&other);
    }

    JointReport check()
    {
        report_.parts = parts_.size();
        for (std::size_t p = 0; p < parts_.size(); ++p)
            if (!read_part(p))
                return std::move(report_);
        for (std::size_t b = 0; b < blocks_[0].size(); ++b) {
            auto scenarios = worlds_[0][b].of(reader);
            scenarios.erase(Scenario{});
            report_.scenarios += scenarios.size();
        }
        for (std::size_t p = 1; p < parts_.size(); ++p)
            for (const auto& block : worlds_[p])
                join_block(p, block);
        for (std::size_t p = 0; p < parts_.size(); ++p)
            for (std::size_t b = 0; b < blocks_[p].size(); ++b)
                check_insiders(p, b);
        return std::move(report_);
    }

private:
    void fail(JointFailure::Kind kind, std::size_t part, std::uint32_t cell = 0)
    {
        report_.failures.push_back({kind, part, cell});
    }

    /// Takes in a part; false if nothing more can be said of the cluster.
    bool read_part(std::size_t p)
    {
        const auto& part = *parts_[p];
        blocks_.push_back(split_into_blocks(*part.system));
        worlds_.emplace_back(blocks_[p].size());
        const auto truth = true_counts(*part.system);
        const auto broken = [&](const auto& one) { return !holds(one.row, truth); };
        if (std::ranges::any_of(part.system->known, broken) ||
            std::ranges::any_of(part.system->cells, broken))
            fail(JointFailure::Kind::records, p);
        if (blocks_[p].size() != part.certificate->blocks.size() || !same_counts(p)) {
            fail(JointFailure::Kind::shape, p);
            return false;
        }
        for (std::size_t b = 0; b < blocks_[p].size(); ++b)
            read_block(p, b);
        return true;
    }

    /// Whether each shared count is the one that the deciding system knows: truth and supplier.
    bool same_counts(std::size_t p)
    {
        const auto& system = *parts_[p]->system;
        const auto truth = true_counts(system);
        auto& named = suppliers_.emplace_back(system.suppliers, no_supplier);
        for (const auto& count : parts_[p]->shared) {
            if (count.row.terms.empty() || row_value(count.row, truth) != count.row.bound)
                return false;
            const auto own = system.atoms[count.row.terms.front().atom].supplier;
            const auto [known, is_new] = counts_.try_emplace(count.id, count.row.bound, own);
            if (is_new != (p == 0) || known->second.first != count.row.bound)
                return false;
            for (const auto& term : count.row.terms)
                if (system.atoms[term.atom].supplier != own)
                    return false;
            if ((own == no_supplier) != (known->second.second == no_supplier))
                return false;
            if (own == no_supplier)
                continue;
            if (named[own] != no_supplier && named[own] != known->second.second)
                return false;
            named[own] = known->second.second;
        }
        return true;
    }

    void read_block(std::size_t p, std::size_t b)
    {
        const auto& block = blocks_[p][b];
        const auto counts = shared_in(block, parts_[p]->shared);
        auto& made = worlds_[p][b];
        for (const auto& count : counts) {
            made.ids.push_back(count.id);
            if (p == 0)
                block_of_[count.id] = b;
        }
        std::sort(made.ids.begin(), made.ids.end());
        const auto add = [&](Who who, const std::vector<GateWorld>& worlds) {
            auto& list = made.by_who[who];
            for (const auto& world : worlds)
                if (world.size() == block.atoms.size())
                    list[scenario_of(counts, world)].push_back(&world);
        };
        const auto& certificate = parts_[p]->certificate->blocks[b];
        add(reader, certificate.worlds);
        for (std::size_t s = 0; s < certificate.supplier_worlds.size() && s < block.suppliers.size(); ++s)
            if (const auto who = suppliers_[p][block.suppliers[s]]; who != no_supplier)
                add(who, certificate.supplier_worlds[s]);
    }

    /// Both ways: each world of the block has one of the deciding system, and each of those has one here.
    void join_block(std::size_t p, const BlockWorlds& block)
    {
        for (const auto& [who, list] : block.by_who)
            for (const auto& [scenario, worlds] : list) {
                if (scenario.empty() || goes_with_deciding(who, scenario, block))
                    report_.joined += worlds.size();
                else
                    fail(JointFailure::Kind::scenario, p);
            }
        for (const auto b : deciding_blocks(block))
            for (const auto& [who, list] : worlds_[0][b].by_who)
                for (const auto& [scenario, worlds] : list) {
                    const auto here = restricted(scenario, block.ids);
                    if (!here.empty() && !block.of(who).contains(here))
                        fail(JointFailure::Kind::missing, p);
                }
    }

    std::set<std::size_t> deciding_blocks(const BlockWorlds& block) const
    {
        std::set<std::size_t> found;
        for (const auto id : block.ids)
            found.insert(block_of_.at(id));
        return found;
    }

    /// Whether one world of one block of the deciding system has these values, and all others as they are.
    bool goes_with_deciding(Who who, const Scenario& scenario, const BlockWorlds& block) const
    {
        const auto& list = worlds_[0][block_of_.at(scenario.front().first)].of(who);
        return std::ranges::any_of(
            list, [&](const auto& one) { return restricted(one.first, block.ids) == scenario; });
    }

    /// Cells that vary while the shared counts are as they are need no more: the records as they are leave
    /// everybody in another part a record. For the others, joint worlds are looked for.
    void check_insiders(std::size_t p, std::size_t b)
    {
        const auto& block = blocks_[p][b];
        for (std::uint32_t c = 0; c < block.cells.size(); ++c) {
            const auto& cell = block.system.cells[c];
            if (!cell.sensitive)
                continue;
            std::map<Scenario, std::set<GateCount>> values;
            std::set<GateCount> all;
            for (const auto& [scenario, worlds] : worlds_[p][b].of(reader))
                for (const auto* world : worlds) {
                    const auto value = row_value(cell.row, *world);
                    values[scenario].insert(value);
                    all.insert(value);
                }
            if (all.size() > 1 && values[Scenario{}].size() < 2 && !open_to_others(p, b, values))
                fail(JointFailure::Kind::insider, p, block.cells[c]);
        }
    }

    bool open_to_others(std::size_t p, std::size_t b, const std::map<Scenario, std::set<GateCount>>& values)
    {
        for (std::size_t q = 0; q < parts_.size(); ++q)
            for (std::size_t d = 0; q != p && d < blocks_[q].size(); ++d)
                for (const auto& reached : reach(q, d))
                    if (!varies(p, b, values, q, d, reached))
                        return false;
        return true;
    }

    /// For each atom of the block that holds a record, the scenarios that leave it one; each set once.
    const std::set<std::set<Scenario>>& reach(std::size_t q, std::size_t d)
    {
        const auto [known, is_new] = reach_.try_emplace({q, d});
        const auto& block = blocks_[q][d];
        for (std::size_t a = 0; is_new && a < block.atoms.size(); ++a) {
            if (block.system.atoms[a].value < 1)
                continue;
            std::set<Scenario> reached{Scenario{}};
            for (const auto& [scenario, worlds] : worlds_[q][d].of(reader))
                if (std::ranges::any_of(worlds, [&](const auto* world) { return (*world)[a] >= 1; }))
                    reached.insert(scenario);
            known->second.insert(std::move(reached));
        }
        return known->second;
    }

    /// Whether the cell takes two values over the scenarios of the deciding system that leave the other block
    /// one of those reached.
    bool varies(std::size_t p, std::size_t b, const std::map<Scenario, std::set<GateCount>>& values,
                std::size_t q, std::size_t d, const std::set<Scenario>& reached) const
    {
        std::set<GateCount> seen;
        const auto take = [&](const Scenario& scenario) {
            if (!reached.contains(restricted(scenario, worlds_[q][d].ids)))
                return;
            const auto found = values.find(restricted(scenario, worlds_[p][b].ids));
            if (found != values.end())
                seen.insert(found->second.begin(), found->second.end());
        };
        take({});
        for (const auto e : deciding_blocks(worlds_[p][b]))
            for (const auto& [scenario, worlds] : worlds_[0][e].of(reader))
                take(scenario);
        return seen.size() > 1;
    }

    std::vector<const ClusterPart*> parts_;
    std::vector<std::vector<GateBlock>> blocks_;        ///< by part
    std::vector<std::vector<BlockWorlds>> worlds_;      ///< by part and block
    std::vector<std::vector<std::uint32_t>> suppliers_; ///< by part: numbers in the deciding system
    std::map<std::uint32_t, std::pair<GateCount, std::uint32_t>> counts_; ///< truth and supplier, by id
    std::map<std::uint32_t, std::size_t> block_of_;                       ///< of the deciding system, by id
    std::map<std::pair<std::size_t, std::size_t>, std::set<std::set<Scenario>>> reach_;
    JointReport report_;
};

} // namespace

JointReport check_joint(const ClusterPart& deciding, std::span<const ClusterPart> others)
{
    return JointChecker(deciding, others).check();
}

} // namespace lup
