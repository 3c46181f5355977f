#pragma once

#include "transform/table_pattern.hpp"
#include "transform/tally/tally.hpp"

#include <vector>

namespace lup {

/// For surveys with `protection = "base"` and sensitive indicators: hides more, so that what min_cell hides
/// is not a printed sum less its printed parts. Among the parts of one sum (the categories of a dimension,
/// areas within an area) either nothing that min_cell protects is hidden, or two parts or more whose yes and
/// no together reach min_cell; of the sexes, both. A sum that is hidden for this keeps a hidden part in each
/// table that divides it. Looks at all tables of one indicator and period together; periods, and records
/// without a category, are not looked at. `patterns[i]` belongs to `tables[i]`.
void hide_complements(const std::vector<TalliedTable>& tables, std::vector<TablePattern>& patterns,
                      const Codebook& codebook);

} // namespace lup
