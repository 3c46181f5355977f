#pragma once

#include <cstdint>
#include <vector>

namespace lup {

/// What may be shown of one tallied cell.
enum class Showing : std::uint8_t {
    all,    ///< value, interval and n
    n_only, ///< the number of answers, not the share
    nothing
};

/// One decision a cell of a tallied table.
using TablePattern = std::vector<Showing>;

} // namespace lup
