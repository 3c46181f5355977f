#pragma once

#include "transform/gate/system.hpp"

#include <optional>

namespace lup {

/// Numbers modulo the Mersenne prime 2^61 - 1. A whole or rational number with a small numerator and
/// denominator is found back from its residue, so elimination is exact in practice: a false zero has
/// probability 2^-61.
namespace residue {
inline constexpr std::uint64_t prime = (std::uint64_t{1} << 61) - 1;
std::uint64_t of(std::int64_t number);
std::uint64_t times(std::uint64_t one, std::uint64_t other);
std::uint64_t minus(std::uint64_t one, std::uint64_t other);
std::uint64_t inverse(std::uint64_t number);
/// The rational number with the smallest numerator that has this residue.
double as_double(std::uint64_t number);
} // namespace residue

/// A growing set of independent rows, kept fully reduced: a pivot column is zero in every other row. The last
/// column may hold the right-hand sides and is never a pivot.
class RowSpace {
public:
    /// Rows of `columns` residues, the first `pivot_columns` of which may be pivots.
    RowSpace(std::size_t columns, std::size_t pivot_columns);

    using Row = std::vector<std::uint64_t>;

    /// What is left of the row when all rows of the space are taken out.
    Row reduced(Row row) const;

    /// Column of the first entry of a reduced row that can be a pivot; absent if there is none.
    std::optional<std::size_t> pivot_of(const Row& row) const;

    /// Adds a reduced row with this pivot. Returns the row scaled to 1 in the pivot.
    const Row& add(Row row, std::size_t pivot);

    /// The row whose pivot is this column, or null.
    const Row* row_with_pivot(std::size_t column) const;

    std::size_t rank() const { return rows_.size(); }

private:
    std::size_t columns_, pivot_columns_;
    std::vector<Row> rows_;
    std::vector<std::int32_t> row_of_pivot_; ///< -1 where the column is no pivot
};

/// Takes `factor` times `what` from `row`.
void take_out(RowSpace::Row& row, const RowSpace::Row& what, std::uint64_t factor);

} // namespace lup
