#pragma once

#include "transform/release.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lup::testing {

/// A release of given tables and notes, for tests alone.
Release make_release(std::vector<ReleasedTable> tables, std::vector<WaveNote> wave_notes = {},
                     std::vector<MethodNote> method_notes = {},
                     std::vector<ReleasedComparison> comparisons = {},
                     std::vector<ComparisonNote> comparison_notes = {});

/// A table from text: a line is `period codes value lower upper n symbol`, apart by spaces, with `-` for
/// nothing and the codes joined by `,` in the order of `by`. A period beginning with `p` is pooled and named
/// by the rest.
ReleasedTable table_from(const Codebook& codebook, std::string_view indicator, std::vector<std::string> by,
                         std::string_view lines);

} // namespace lup::testing
