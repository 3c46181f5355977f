#pragma once

#include "transform/release.hpp"

#include <vector>

namespace lup {

/// Keeps what has been published of a gate survey as it was: a wave's published cells stay whatever arrives
/// later, unless what arrived changes every count of the table by nothing or by at least K, so that the
/// difference between two releases names nobody.
void keep_frozen(std::vector<ReleasedTable>& tables, const Ledger& ledger, const Codebook& codebook);

} // namespace lup
