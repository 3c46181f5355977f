#pragma once

#include "transform/tally/census_counts.hpp"
#include "transform/tally/wave_tally.hpp"

#include <vector>

namespace lup {

/// Which indicators of a gate survey must be counted together: those that read the same variable or scale,
/// and those whose `among` reads an answer that another indicator is made of. Every indicator is in one
/// group.
std::vector<LinkedIndicators> link_indicators(const TallyFrame& frame);

} // namespace lup
