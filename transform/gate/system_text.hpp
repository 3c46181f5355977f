#pragma once

#include "transform/gate/system.hpp"

#include <iosfwd>

namespace lup {

/// A system and its pattern as text, whole numbers and keywords only, so that a proof can be verified without
/// the program that made it:
///
///     system ATOMS CELLS KNOWN BUNDLES SUPPLIERS
///     atom VALUE SUPPLIER|-                                   one line an atom
///     cell BUNDLE|- SENSITIVE COST RELATION BOUND TERMS ...   RELATION: = >= <=; a term: ATOM or
///     ATOM*COEFFICIENT known published|elsewhere RELATION BOUND TERMS ... hidden BUNDLE ...
///
/// Confidential: it holds the true counts.
void write_system(std::ostream& out, const GateSystem& system, const GatePattern& hidden);

struct SystemAndPattern {
    GateSystem system;
    GatePattern hidden;
};

/// Throws DisclosureError if the text is not a whole system.
SystemAndPattern read_system(std::istream& in);

} // namespace lup
