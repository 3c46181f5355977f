#pragma once

#include "transform/estimates/pair_index.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace lup {

/// Numbers the domain cells of one breakdown as they come: a tuple of categories, one a dimension, to a cell.
/// A chain of pair indexes, so that any number of dimensions costs one look-up each and no allocation a row.
class CellIndex {
public:
    explicit CellIndex(std::size_t dimensions)
        : levels_(dimensions == 0 ? 1 : dimensions), dimensions_(dimensions)
    {
    }

    /// The number of the cell and whether it is new. REQUIRES: one category a dimension.
    PairIndex::Place place(std::span<const std::uint32_t> categories)
    {
        PairIndex::Place found{0, false};
        for (std::size_t level = 0; level < levels_.size(); ++level)
            found = levels_[level].index_of(found.index, dimensions_ == 0 ? 0 : categories[level]);
        return found;
    }

    std::size_t size() const { return levels_.back().size(); }

    std::vector<std::uint32_t> categories(std::size_t cell) const
    {
        std::vector<std::uint32_t> tuple(dimensions_);
        for (std::size_t level = dimensions_; level-- > 0;) {
            tuple[level] = levels_[level].second(cell);
            cell = levels_[level].first(cell);
        }
        return tuple;
    }

private:
    std::vector<PairIndex> levels_;
    std::size_t dimensions_;
};

} // namespace lup
