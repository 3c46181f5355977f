#pragma once

#include "transform/table_pattern.hpp"
#include "transform/tally/tally.hpp"

namespace lup {

/// The rule for sample surveys (`protection = "base"`), figure by figure: a cell is hidden if its unweighted
/// n is under the survey's `min_base`; if one sex is under, so are both, for the hidden one would follow from
/// the other and the sum. Hidden by itself alone: a cell without a value (not standardisable), one that the
/// precision rule finds too uncertain, and of a sensitive indicator one whose unweighted numerator or
/// complement lies in 1..min_cell-1; what has to be hidden beside the last is for hide_complements().
TablePattern apply_base_rule(const TalliedTable& table, const Codebook& codebook);

/// Whether min_cell says anything of the indicator.
bool protects_small_counts(const Survey& survey, const Indicator& indicator);

/// Whether a dimension of the table is of that role.
bool has_role(const TalliedTable& table, std::size_t dimension, Role role, const Codebook& codebook);

} // namespace lup
