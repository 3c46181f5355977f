#pragma once

#include "transform/gate/system.hpp"

#include <optional>

namespace lup {

/// Whole-number atoms within bounds that satisfy rows.
struct WholeProblem {
    std::span<const GateRow* const> rows;
    std::span<const GateCount> low, high; ///< by atom
};

/// The world where `row` is largest (sign 1) or smallest (-1) but not beyond `enough`, by Cbc with a fixed
/// limit of nodes, so that the answer does not depend on the machine. Absent if there is none or the limit
/// was met before one was found. The caller verifies the world.
std::optional<std::vector<GateCount>> branch_and_cut(const WholeProblem& problem, const GateRow& row,
                                                     int sign, GateCount enough);

} // namespace lup
