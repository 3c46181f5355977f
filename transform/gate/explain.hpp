#pragma once

#include "transform/gate/certificate.hpp"
#include "transform/gate/protect_system.hpp"

#include <optional>

namespace lup {

/// Which public numbers together give a cell away. Values are left out on purpose: it is for a message.
struct LeakExplanation {
    std::uint32_t cell = 0;
    OwnKnowledge own;
    std::vector<std::uint32_t> through_cells; ///< shown cells that take part
    std::vector<std::uint32_t> through_known; ///< known rows that take part
    bool is_exact = false;                    ///< else only narrower than K
};

/// The rows that bound the cell from both sides under this pattern (the support of the dual solutions).
/// Absent if they leave it at least K wide.
std::optional<LeakExplanation> explain_leak(const GateSystem& system, const GatePattern& hidden,
                                            std::uint32_t cell, const OwnKnowledge& own, GateCount k);

/// What one declared breakdown (a group of bundles) costs.
struct BreakdownCost {
    std::size_t cells = 0;          ///< printed cells of the breakdown
    std::size_t hidden = 0;         ///< of them hidden, when everything is published
    std::size_t others_hidden = 0;  ///< hidden cells of the other breakdowns, when everything is published
    std::size_t others_without = 0; ///< the same when this breakdown is not published at all
    bool possible_without = true;   ///< no incident is left when it is not published
};

struct BreakdownPlan {
    std::vector<BreakdownCost> breakdowns;   ///< by group
    std::optional<std::uint32_t> least_loss; ///< the group without which most cells are shown in all
    std::size_t shown = 0;                   ///< cells shown when everything is published
    std::size_t shown_without_least = 0;
};

/// Tries the whole and each breakdown left out. `group` by bundle; a bundle that stands in several breakdowns
/// belongs to the coarsest and is not left out with the finer. Confidential: for the unit only.
BreakdownPlan plan_breakdowns(const GateSystem& system, std::span<const std::uint32_t> group,
                              const GateOptions& options);

} // namespace lup
