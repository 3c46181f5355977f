#pragma once

#include "export/published/published_comparisons.hpp"
#include "export/workbook/sheet_grid.hpp"

#include <string>
#include <vector>

namespace lup {

/// What is wrong with the sheet Jämförelser, in Swedish, each with its sheet and row and no value: a row that
/// does not say one of `published` between two rows of Data, or a number in another column. Labels are
/// joined with those of Data, so that a comparison is known by what it compares and not by its number.
std::vector<std::string> comparison_faults(const SheetGrid& grid, const std::vector<DataRow>& data,
                                           const PublishedComparisons& published);

} // namespace lup
