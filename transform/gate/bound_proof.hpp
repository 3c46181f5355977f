#pragma once

#include "transform/gate/certificate.hpp"

#include <optional>

namespace lup {

/// A proof found by linear programming duality: `proof` in whole numbers, and the bound that it shows.
struct FoundProof {
    BoundProof proof;
    GateCount bound = 0;
};

/// The best upper (side 1) or lower (side -1) bound on a row that these rows prove for non-negative atoms,
/// rounded to the whole number inside. Absent if there is none, or the multipliers are not small fractions.
std::optional<FoundProof> prove_bound(std::size_t atoms, std::span<const GateRow* const> rows,
                                      const GateRow& cell, int side);

/// Known rows (without those that the house published, or all) that a proof may use and their number in
/// BoundProof.
struct NumberedRows {
    std::vector<GateRow> rows;
    std::vector<std::uint32_t> number;
};

NumberedRows proof_rows(const GateSystem& system, const OwnKnowledge& own, bool elsewhere_only);

/// Both bounds of a cell from these rows, or absent if one side has none.
struct ProvenBounds {
    KnownBounds bounds;
    GateCount width = 0;
};

std::optional<ProvenBounds> prove_bounds(const GateSystem& system, std::uint32_t cell,
                                         const OwnKnowledge& own, bool elsewhere_only);

} // namespace lup
