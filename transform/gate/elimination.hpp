#pragma once

#include "transform/gate/system.hpp"

#include <array>

namespace lup {

using GateKey = std::array<std::uint8_t, 32>;

/// The bundles with the most important first: by cost class, then largest value, then most atoms (of n and
/// no = n the wider stays), ties by a hash of the bundle number under the secret key, so that a reader cannot
/// replay the order.
std::vector<std::uint32_t> opening_order(const GateSystem& system, const GateKey& key);

/// Row-space suppression (Langsrud, "Secondary cell suppression by Gaussian elimination", PSD 2024): bundles
/// are opened in the given order unless a sensitive cell would become a linear combination of the open rows,
/// with all atoms of an open zero known to be zero. `hidden` holds what must stay hidden; returns it with the
/// secondary cells added. Exact, but blind to the atoms being non-negative.
GatePattern eliminate(const GateSystem& system, GatePattern hidden, std::span<const std::uint32_t> order);

/// The atoms that the rows show to be zero: those of a row with positive coefficients and no room left.
std::vector<char> atoms_shown_as_zero(std::size_t atoms, std::span<const GateRow* const> rows);

} // namespace lup
