#pragma once

#include "transform/census/gate.hpp"
#include "transform/gate/protect_system.hpp"
#include "transform/tally/tally.hpp"

#include <string>
#include <vector>

namespace lup {

/// What an attack on everything ever published of some indicators came to.
struct AttackReport {
    std::string survey;
    std::vector<std::string> indicators;
    std::size_t published = 0;          ///< numbers used against the hidden ones
    std::size_t tried = 0;              ///< hidden numbers and differences attacked
    std::vector<std::string> found;     ///< names of small numbers that could be found, how; no value
    std::vector<std::string> undecided; ///< indicators and periods that are held: other records than now
};

/// Attacks every published number of the gate surveys with bounds by linear and whole-number programming, all
/// nights and recipients together. The published numbers alone are used for the bounds; `tally` tells only
/// which records the tables are about and, afterwards, which of the hidden numbers are small.
std::vector<AttackReport> attack_published(const Tally& tally, const Ledger& ledger,
                                           const Codebook& codebook);

} // namespace lup
