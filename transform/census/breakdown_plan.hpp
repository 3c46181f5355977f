#pragma once

#include "transform/gate/explain.hpp"
#include "transform/tally/tally.hpp"

#include <string>
#include <vector>

namespace lup {

/// What one declared breakdown of a gate survey costs, over all its indicators. Confidential.
struct BreakdownLoss {
    std::string survey, breakdown;     ///< "area x sex x grade"
    std::size_t cells = 0, hidden = 0; ///< printed numbers of it, and how many must be hidden
    std::size_t others_hidden = 0;     ///< of the other breakdowns, with this one published
    std::size_t others_without = 0;    ///< the same if it is not published at all
};

/// Tries every declared breakdown of the gate surveys, and each left out, as if nothing were published yet:
/// for the unit that plans its tables. Takes a while: each trial is a whole protection.
std::vector<BreakdownLoss> plan_gate_breakdowns(const Tally& tally, const Codebook& codebook,
                                                GateOptions options);

} // namespace lup
