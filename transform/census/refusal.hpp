#pragma once

#include "transform/census/system.hpp"
#include "transform/gate/protect_system.hpp"

#include <string>

namespace lup {

/// Why the gate refuses, in words: which number could be found, through which public numbers, and what can be
/// done. Names indicators and domains, never a value. REQUIRES: `result` has incidents.
std::string refusal_text(const CensusSystem& census, const GateResult& result, GateCount k);

} // namespace lup
