#pragma once

#include "transform/gate/certificate.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace lup {

/// A count that several systems have in common, such as the pupils of one base cell: in each system it is the
/// sum of some atoms. One of the systems decides what is told of these counts; given them all, the others are
/// independent of each other. Together they are a cluster.
struct SharedCount {
    std::uint32_t id = 0; ///< the same in every system of the cluster
    GateRow row;          ///< over this system's atoms; `bound` is the true value
};

/// Shared counts as some world of the deciding system has them: (id, value) where the value is not the true
/// one, in the order of the ids. Empty: all as they are.
using Scenario = std::vector<std::pair<std::uint32_t, GateCount>>;

/// A scenario without what is not in `ids` (sorted).
Scenario restricted(const Scenario& scenario, std::span<const std::uint32_t> ids);

/// The scenario of a world of these shared counts.
Scenario scenario_of(std::span<const SharedCount> shared, const GateWorld& world);

/// The shared counts of one block, over the block's atoms. A count lies in one block: its atoms are linked.
std::vector<SharedCount> shared_in(const GateBlock& block, std::span<const SharedCount> shared);

/// Every scenario but the true one that a certificate of the deciding system uses; each concerns one block.
std::vector<Scenario> scenarios_of(const GateSystem& deciding, std::span<const SharedCount> shared,
                                   const Certificate& certificate);

/// Makes a system take its shared counts as public knowledge, in truth or in one of the scenarios. A scenario
/// is an atom that nobody has and that is 0 or 1: with 1, each shared count has the scenario's value. Its
/// cell is to be open, so that every scenario has a world here. Scenarios that a block sees alike are one
/// there.
void take_as_known(GateSystem& system, std::span<const SharedCount> shared,
                   std::span<const Scenario> scenarios);

/// The atoms that are the switches of scenarios.
std::vector<std::uint32_t> scenario_switches(const GateSystem& system);

/// Inequalities on the shared counts, with their ids as atoms, that the known rows of a system imply and a
/// scenario breaks: one at least for each scenario that has no world, where a linear proof says so.
std::vector<KnownRow> excluded_scenarios(const GateSystem& system, std::span<const SharedCount> shared);

/// The certificate of a deciding system with fewer scenarios: each world serves readers and every supplier
/// whose records it leaves, and worlds that the proof does not need are left out.
Certificate with_fewest_scenarios(const GateSystem& deciding, const GatePattern& hidden,
                                  const Certificate& certificate, GateCount k, bool insiders, bool suppliers);

} // namespace lup
