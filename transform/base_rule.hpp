#pragma once

#include "transform/table_pattern.hpp"
#include "transform/tally/tally.hpp"

namespace lup {

/// The rule for sample surveys (`protection = "base"`): a cell is hidden if its unweighted n is under the
/// survey's `min_base`, or if it has no value (not standardisable); if one sex is under, so are both; of a
/// sensitive indicator, if the unweighted numerator or its complement lies in 1..min_cell-1; and if the
/// precision rule says that it is too uncertain to show.
TablePattern apply_base_rule(const TalliedTable& table, const Codebook& codebook);

} // namespace lup
