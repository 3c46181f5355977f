#pragma once

#include "transform/gate/certificate.hpp"
#include "transform/gate/elimination.hpp"
#include "transform/gate/needs.hpp"

namespace lup {

struct GateOptions {
    GateCount k = 5;      ///< the smallest count, and the smallest gap, that a reader may be left with
    GateKey key{};        ///< breaks ties; secret, or the replay of the algorithm gets easier
    GateGuards guards;    ///< G2 and G2b
    unsigned threads = 1; ///< blocks are solved side by side; the result does not depend on it
};

struct GateResult {
    GatePattern hidden;      ///< by bundle; primary and secondary alike
    Certificate certificate; ///< confidential; prove with check_certificate
    std::vector<GateIncident>
        incidents;           ///< cell, atom and supplier as in the whole system; not empty: do not publish
    std::size_t primary = 0; ///< bundles that hold a sensitive cell
};

/// Decides what is hidden so that G1, G2 and G2b hold with all that is known, and proves it: a pure function
/// of the system and the options. Throws DisclosureError if the system contradicts itself (see validate).
GateResult protect_system(const GateSystem& system, const GateOptions& options);

/// The proof for a pattern, block by block in the order of split_into_blocks, without looking at the true
/// counts except those that suppliers know of themselves: two truths with the same H get the same worlds.
BlockCertificate certify_block(const GateSystem& system, const GatePattern& hidden,
                               const GateOptions& options);

} // namespace lup
