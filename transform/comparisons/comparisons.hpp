#pragma once

#include "transform/comparisons/shown_figures.hpp"

#include <vector>

namespace lup {

struct MadeComparisons {
    std::vector<ReleasedComparison> comparisons; ///< in the codebook's order
    std::vector<ComparisonNote> notes;
};

/// The comparisons that the codebook declares, between cells that the release shows and of enough answers:
/// never across a series break, never a pooled period with a single wave. A sample's come from its design
/// with the covariance of what the cells share; a survey of all from its printed numbers alone
/// (Participation).
///
/// Each row of `comparisons` is one family for each period: the p-values of what was made of it are adjusted
/// together (Benjamini and Hochberg), and an adjusted value <= 0.05 is called a difference. So a new round
/// leaves the verdicts on earlier rounds as they were.
MadeComparisons compare_released(const Tally& tally, const std::vector<ReleasedTable>& tables,
                                 const Codebook& codebook);

} // namespace lup
