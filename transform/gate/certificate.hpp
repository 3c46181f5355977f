#pragma once

#include "transform/gate/system.hpp"

#include <iosfwd>

namespace lup {

/// A non-negative whole count for each atom.
using GateWorld = std::vector<GateCount>;

/// What somebody knows beside the publications: an insider knows that its atom holds a record, a supplier
/// knows all of its atoms. Both absent: a reader.
struct OwnKnowledge {
    std::uint32_t insider = never_printed;
    std::uint32_t supplier = no_supplier;

    bool is_reader() const { return insider == never_printed && supplier == no_supplier; }
};

/// A weighted sum of rows that bounds a cell: `scale` times the cell is at most (at least) the sum of factor
/// times bound, because each atom's coefficient in the sum is at least (at most) `scale` times its own. Rows
/// are numbered: the known rows, then one row "atom >= 1" for an insider or "atom = its count" for each atom
/// of a supplier, in the order of the atoms.
struct BoundProof {
    GateCount scale = 1;
    std::vector<std::pair<std::uint32_t, GateCount>> factors; ///< row, factor

    bool operator==(const BoundProof&) const = default;
};

/// Public knowledge and somebody's own alone keep this cell between two bounds that the factors prove; so no
/// more is promised for it.
struct KnownBounds {
    std::uint32_t cell = 0;
    OwnKnowledge own;
    BoundProof lower, upper;
};

/// The proof for one block: worlds that all satisfy H. They are made from H and the pattern alone.
struct BlockCertificate {
    std::vector<GateWorld> worlds; ///< for readers (G1) and insiders (G2)
    std::vector<std::vector<GateWorld>>
        supplier_worlds; ///< by supplier of the block (G2b); its atoms as they are
    std::vector<KnownBounds> known_bounds;
};

/// The proof for a system: one part for each block, in the order of split_into_blocks. Confidential.
struct Certificate {
    std::vector<BlockCertificate> blocks;
};

/// As text: numbers and keywords, one world a line, counts that repeat written as COUNTxTIMES.
void write_certificate(std::ostream& out, const Certificate& certificate);

/// Throws DisclosureError if the text is not a whole certificate.
Certificate read_certificate(std::istream& in);

} // namespace lup
