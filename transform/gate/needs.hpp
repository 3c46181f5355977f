#pragma once

#include "transform/gate/certificate.hpp"
#include "transform/gate/pattern_search.hpp"

namespace lup {

/// A sensitive cell that the gate cannot keep as it promises, whatever is hidden tonight. Rows already
/// published cannot be taken back, so somebody has to be told.
struct GateIncident {
    enum class Kind : std::uint8_t {
        narrow,   ///< earlier publications leave a reader less than the gate promises and other knowledge
                  ///< leaves
        insider,  ///< ... give it away to somebody with a record in `own.insider`
        supplier, ///< ... give it away to `own.supplier`
        unproven  ///< it may be safe with everything hidden, but no proof was found
    };
    Kind kind = Kind::narrow;
    std::uint32_t cell = 0;
    OwnKnowledge own;
    GateCount promised = 0; ///< the width that the gate would have kept
    GateCount left = 0;     ///< the width that is left
};

struct GateGuards {
    bool insiders = true;  ///< G2
    bool suppliers = true; ///< G2b
};

struct NeedsAndIncidents {
    GateNeeds needs;
    std::vector<KnownBounds> known_bounds;
    std::vector<GateIncident> incidents;
};

/// The gap that shows K or more on one side: K, or 2K - 1 where the row has coefficients of both signs.
GateCount needed_gap(const GateRow& row, GateCount k);

/// What each sensitive cell needs: a gap of K (2K - 1 where coefficients have both signs, so that K is
/// reached on one side), or the width that public knowledge leaves if that is less, with its proof; and to
/// stay open to each insider and each supplier to whom public knowledge leaves it open.
NeedsAndIncidents find_needs(const GateSystem& system, GateCount k, GateGuards guards);

} // namespace lup
