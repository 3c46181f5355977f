#pragma once

#include "transform/gate/pattern_search.hpp"

namespace lup {

/// A sensitive cell that rows already published by the house narrow below what the gate promises and what
/// other public knowledge leaves: those rows cannot be taken back, so somebody has to be told.
struct GateIncident {
    std::uint32_t cell = 0;
    GateCount promised = 0; ///< the width that the gate would have kept
    GateCount left = 0;     ///< the width that is left
};

struct NeedsAndIncidents {
    GateNeeds needs;
    std::vector<GateIncident> incidents;
};

struct GateGuards {
    bool insiders = true;  ///< G2
    bool suppliers = true; ///< G2b
};

/// What each sensitive cell needs with every bundle hidden: K, or the width that public knowledge leaves if
/// that is less; open to each insider and each supplier to whom public knowledge leaves it open.
NeedsAndIncidents find_needs(const GateSystem& system, GateCount k, GateGuards guards);

} // namespace lup
