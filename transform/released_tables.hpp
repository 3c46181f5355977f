#pragma once

#include "transform/table_pattern.hpp"
#include "transform/tally/tally.hpp"

#include <string>
#include <vector>

namespace lup {

/// "area=2303;sex=K": `name=code` pairs sorted by name; "" for the whole survey.
std::string domain_of(const std::vector<Dimension>& dimensions, const std::vector<std::uint32_t>& categories);

/// The published form of one tallied cell: rounded, with what `showing` allows of it.
ReleasedCell released_cell(const TalliedTable& table, const TalliedCell& cell, Showing showing,
                           const Codebook& codebook);

/// Joins the tallied tables of one indicator, breakdown and list of recipients over their periods, in the
/// order of the codebook. `patterns[i]` says what may be shown of `tables[i]`.
std::vector<ReleasedTable> released_tables(const std::vector<TalliedTable>& tables,
                                           const std::vector<TablePattern>& patterns,
                                           const Codebook& codebook);

} // namespace lup
