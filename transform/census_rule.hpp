#pragma once

#include "transform/release.hpp"
#include "transform/table_pattern.hpp"
#include "transform/tally.hpp"

#include <vector>

namespace lup {

/// The whole-table rule for surveys with `protection = "gate"`: a table of an indicator is shown only if
/// every yes, no and n in it is at least K (`min_cell`); a pooled table, only if the tables of all its waves
/// are shown as well, since the waves could be subtracted from it.
class CensusRule {
public:
    CensusRule(const std::vector<TalliedTable>& tables, const Codebook& codebook);

    /// The pattern of `tables[place]`.
    TablePattern pattern(std::size_t place) const;

private:
    bool large_enough(const TalliedTable& table) const;
    bool waves_large_enough(const TalliedTable& pooled) const;

    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
};

} // namespace lup
