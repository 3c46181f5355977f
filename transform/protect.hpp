#pragma once

#include "transform/census/gate.hpp"
#include "transform/release.hpp"
#include "transform/tally/tally.hpp"

namespace lup {

/// A release and what proves that it is safe.
struct ProtectedRelease {
    Release release;
    std::vector<CensusProof> proofs; ///< confidential: for bevis/
    std::vector<std::string> held;   ///< Swedish: periods that were kept as published, and why
    std::vector<StandingWave>
        standing; ///< of the gate surveys and those held: the records that stand published from tonight
};

/// The disclosure gate, the only way from confidential tallies to a release: applies each survey's protection
/// (base or gate) to all tables of the release together with everything published before.
class DisclosureGate {
public:
    /// `options`: the home's secret key and the number of threads; K comes from each survey.
    explicit DisclosureGate(const Codebook& codebook, GateOptions options = {})
        : codebook_(codebook), options_(options)
    {
    }

    /// Throws DisclosureError, without a value, if what is already public makes a release impossible.
    ProtectedRelease protect_with_proof(const Tally& tally, const Ledger& ledger) const;
    Release protect(const Tally& tally, const Ledger& ledger) const;

private:
    const Codebook& codebook_;
    GateOptions options_;
};

} // namespace lup
