#pragma once

#include "transform/gate/bound_proof.hpp"
#include "transform/gate/pattern_search.hpp"

namespace lup {

/// The needs that public knowledge leaves less of than is asked for, each with its proof: what is not from the
/// house's own publications (`elsewhere_only`), or everything that is known.
std::vector<ProvenBounds> limits_of(const GateSystem& system, bool elsewhere_only, const GateNeeds& needs);

} // namespace lup
