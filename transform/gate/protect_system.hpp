#pragma once

#include "transform/gate/elimination.hpp"
#include "transform/gate/needs.hpp"

namespace lup {

struct GateOptions {
    GateCount k = 5;   ///< the smallest count, and the smallest gap, that a reader may be left with
    GateKey key{};     ///< breaks ties; secret, or the replay of the algorithm gets easier
    GateGuards guards; ///< G2 and G2b
};

/// The pattern for one block.
GatePattern choose_pattern(const GateSystem& system, const GateNeeds& needs, const GateOptions& options);

} // namespace lup
