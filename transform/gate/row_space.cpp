#include "transform/gate/row_space.hpp"

namespace lup {

namespace residue {

__extension__ using Wide = unsigned __int128;

std::uint64_t of(std::int64_t number)
{
    const auto rest = number % static_cast<std::int64_t>(prime);
    return rest < 0 ? static_cast<std::uint64_t>(rest + static_cast<std::int64_t>(prime))
                    : static_cast<std::uint64_t>(rest);
}

std::uint64_t times(std::uint64_t one, std::uint64_t other)
{
    const auto product = static_cast<Wide>(one) * other;
    auto sum = static_cast<std::uint64_t>(product & prime) + static_cast<std::uint64_t>(product >> 61);
    return sum >= prime ? sum - prime : sum;
}

std::uint64_t minus(std::uint64_t one, std::uint64_t other)
{
    return one >= other ? one - other : one + prime - other;
}

std::uint64_t inverse(std::uint64_t number)
{
    std::uint64_t result = 1;
    for (auto exponent = prime - 2; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = times(result, number);
        number = times(number, number);
    }
    return result;
}

double as_double(std::uint64_t number)
{
    constexpr std::uint64_t small = std::uint64_t{1} << 30;
    if (number < small)
        return static_cast<double>(number);
    if (prime - number < small)
        return -static_cast<double>(prime - number);
    // Half of Euclid's algorithm on (prime, number): the first remainder under 2^30 is the numerator.
    auto r0 = static_cast<std::int64_t>(prime), r1 = static_cast<std::int64_t>(number);
    std::int64_t t0 = 0, t1 = 1;
    while (r1 >= static_cast<std::int64_t>(small)) {
        const auto quotient = r0 / r1;
        r0 -= quotient * r1;
        std::swap(r0, r1);
        t0 -= quotient * t1;
        std::swap(t0, t1);
    }
    return static_cast<double>(r1) / static_cast<double>(t1);
}

} // namespace residue

void take_out(RowSpace::Row& row, const RowSpace::Row& what, std::uint64_t factor)
{
    const auto size = row.size();
    for (std::size_t k = 0; k < size; ++k)
        if (what[k] != 0)
            row[k] = residue::minus(row[k], residue::times(factor, what[k]));
}

RowSpace::RowSpace(std::size_t columns, std::size_t pivot_columns)
    : columns_(columns), pivot_columns_(pivot_columns), row_of_pivot_(pivot_columns, -1)
{
}

RowSpace::Row RowSpace::reduced(Row row) const
{
    for (std::size_t k = 0; k < pivot_columns_; ++k)
        if (row[k] != 0 && row_of_pivot_[k] >= 0)
            take_out(row, rows_[static_cast<std::size_t>(row_of_pivot_[k])], row[k]);
    return row;
}

std::optional<std::size_t> RowSpace::pivot_of(const Row& row) const
{
    for (std::size_t k = 0; k < pivot_columns_; ++k)
        if (row[k] != 0)
            return k;
    return std::nullopt;
}

const RowSpace::Row& RowSpace::add(Row row, std::size_t pivot)
{
    const auto scale = residue::inverse(row[pivot]);
    for (auto& entry : row)
        if (entry != 0)
            entry = residue::times(entry, scale);
    for (auto& other : rows_)
        if (other[pivot] != 0)
            take_out(other, row, other[pivot]);
    row_of_pivot_[pivot] = static_cast<std::int32_t>(rows_.size());
    rows_.push_back(std::move(row));
    return rows_.back();
}

const RowSpace::Row* RowSpace::row_with_pivot(std::size_t column) const
{
    const auto at = row_of_pivot_[column];
    return at < 0 ? nullptr : &rows_[static_cast<std::size_t>(at)];
}

} // namespace lup
