#pragma once

#include "config/finding.hpp"
#include "transform/tally/tally.hpp"

#include <string>

namespace lup {

/// Yellow findings for a newly delivered wave: shares that moved more than the noise of the earlier waves
/// allows, corrected for all that were compared (Benjamini-Hochberg), by indicator and domain and without a
/// number. Never across a series break. A wave without earlier waves has none.
Findings shift_findings(const Tally& tally, const Codebook& codebook, const std::string& survey,
                        const std::string& wave);

} // namespace lup
