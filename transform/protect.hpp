#pragma once

#include "transform/release.hpp"
#include "transform/tally.hpp"

namespace lup {

/// The disclosure gate, the only way from confidential tallies to a release: applies each survey's protection
/// (base or gate) to all tables of the release together with everything published before.
/// Throws DisclosureError, without a value, if what is already public makes a release impossible.
class DisclosureGate {
public:
    explicit DisclosureGate(const Codebook& codebook) : codebook_(codebook) {}

    Release protect(const Tally& tally, const Ledger& ledger) const;

private:
    const Codebook& codebook_;
};

} // namespace lup
