#pragma once

#include "transform/estimates/design.hpp"
#include "transform/estimates/pair_index.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// Indicators whose answers stand together in a published number: they share a variable, or one filters the
/// other. Places in the frame's list of indicators.
using LinkedIndicators = std::vector<std::size_t>;

/// The records of one wave of a gate survey counted in disjoint groups, the atoms of the gate: the finest
/// cross of all published dimensions, and within it each combination of answers to linked indicators.
/// Confidential.
class CensusCounts {
public:
    /// Records with the same categories in every dimension. A dimension whose categories overlap has one
    /// entry for each membership; DimensionCategories::none where a record has none.
    using BaseCell = std::vector<std::uint32_t>;

    /// One group of records: its base cell and the answers to the group's indicators, in their order.
    struct Atom {
        std::uint32_t base = 0;
        std::vector<Answer> answers;
        std::uint64_t count = 0;
    };

    explicit CensusCounts(std::vector<LinkedIndicators> groups);

    /// `base` has one entry a row and membership column; `answers` one span an indicator of the frame.
    void add(std::size_t rows, std::span<const std::span<const std::uint32_t>> base,
             std::span<const std::span<const Answer>> answers);

    const std::vector<BaseCell>& base_cells() const { return base_cells_; }
    const std::vector<LinkedIndicators>& groups() const { return groups_; }
    std::vector<Atom> atoms(std::size_t group) const;

    /// Whether both hold the same groups of records, in whatever order they came. REQUIRES: the same linked
    /// indicators and dimensions.
    bool same_counts(const CensusCounts& other) const;

private:
    struct GroupCounts {
        PairIndex index; ///< base cell, packed answers
        std::vector<std::uint64_t> counts;
    };

    std::uint32_t base_of(std::size_t row, std::span<const std::span<const std::uint32_t>> base);

    std::vector<LinkedIndicators> groups_;
    std::vector<GroupCounts> counts_;
    std::vector<PairIndex> chain_; ///< one level a membership column
    std::vector<BaseCell> base_cells_;
};

} // namespace lup
