#pragma once

#include "config/finding.hpp"
#include "transform/tally/tally.hpp"

#include <string>
#include <vector>

namespace lup {

/// Whether the waves that a breakdown pools differ more than threefold in effective size, by the indicator's
/// figures for the whole survey. False if those are not made of every wave.
bool has_unequal_waves(const Breakdown& pooled, const Indicator& indicator,
                       const std::vector<TalliedTable>& tables);

/// Yellow findings for a newly delivered wave: pooled periods that it is part of and in which the largest
/// wave weighs most. One a period, without a number.
Findings pooled_size_findings(const Tally& tally, const Codebook& codebook, const std::string& survey,
                              const std::string& wave);

} // namespace lup
