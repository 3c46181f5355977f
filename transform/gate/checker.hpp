#pragma once

#include "transform/gate/certificate.hpp"

namespace lup {

/// What a certificate does not show.
struct CheckFailure {
    enum class Kind : std::uint8_t {
        shape,     ///< blocks, worlds or atoms are missing or too many
        open_cell, ///< a bundle with a sensitive cell is shown
        world, ///< a world has a negative count, breaks a row of H, or differs from the supplier's own atoms
        gap,   ///< G1: no two worlds are far enough apart
        insider,     ///< G2
        supplier,    ///< G2b
        known_bound, ///< a proof that public knowledge bounds a cell does not hold
        incident     ///< rows that the house published itself bound the cell below what is promised
    };
    Kind kind = Kind::shape;
    std::uint32_t block = 0;
    std::uint32_t cell = 0; ///< in the whole system, where the kind is about one
    OwnKnowledge own;       ///< in the block
};

struct CheckReport {
    std::vector<CheckFailure> failures;
    std::size_t worlds = 0;         ///< verified
    std::size_t sensitive = 0;      ///< cells with G1 shown
    std::size_t insider_pairs = 0;  ///< (cell, atom) with G2 shown
    std::size_t supplier_pairs = 0; ///< (cell, supplier) with G2b shown
    std::size_t limited = 0;        ///< cells that public knowledge alone keeps narrower than K

    bool proven() const { return failures.empty(); }
};

/// Verifies with whole numbers only, independently of how the worlds were found: every world satisfies all of
/// H, and the worlds show G1 (with gap K, or what the proven public bounds leave), G2 and G2b for each
/// sensitive cell.
CheckReport check_certificate(const GateSystem& system, const GatePattern& hidden,
                              const Certificate& certificate, GateCount k, bool insiders = true,
                              bool suppliers = true);

} // namespace lup
