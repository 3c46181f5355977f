#pragma once

#include "transform/census/parts.hpp"
#include "transform/gate/joint_checker.hpp"
#include "transform/gate/protect_system.hpp"

#include <vector>

namespace lup {

/// What is hidden of each part of a census, with its proof; both empty for a part in which nothing is left to
/// decide. Parts that follow a deciding part get their systems made anew for what that has decided, and the
/// proofs of such a cluster are checked together. Throws DisclosureError, naming indicators and domains, if a
/// number cannot be kept or a proof does not hold: nothing is published then.
std::vector<GateResult> protect_parts(std::vector<CensusPart>& parts, const std::vector<TalliedTable>& tables,
                                      const Codebook& codebook, const GateOptions& options);

} // namespace lup
