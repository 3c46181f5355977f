#pragma once

#include "transform/gate/shared_counts.hpp"

#include <iosfwd>

namespace lup {

/// A system and its pattern as text, whole numbers and keywords only, so that a proof can be verified without
/// the program that made it:
///
///     system ATOMS CELLS KNOWN BUNDLES SUPPLIERS
///     atom VALUE SUPPLIER|-                                   one line an atom
///     cell BUNDLE|- KIND COST RELATION BOUND TERMS ...        KIND: 1 sensitive, 2 scenario, else 0
///     known published|elsewhere|shared RELATION BOUND TERMS ...
///     hidden BUNDLE ...
///
/// RELATION is =, >= or <=; a term is ATOM or ATOM*COEFFICIENT.
/// Confidential: it holds the true counts.
void write_system(std::ostream& out, const GateSystem& system, const GatePattern& hidden);

struct SystemAndPattern {
    GateSystem system;
    GatePattern hidden;
};

/// Throws DisclosureError if the text is not a whole system.
SystemAndPattern read_system(std::istream& in);

/// Shared counts as text: how many, then `count ID RELATION BOUND TERMS ...`, one a line.
void write_shared(std::ostream& out, std::span<const SharedCount> shared);

/// Throws DisclosureError if the text is not whole.
std::vector<SharedCount> read_shared(std::istream& in);

} // namespace lup
