#pragma once

#include "transform/census/protect_parts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lup {

/// The proof for the indicators of one system. Confidential: it tells which hidden cells are small.
struct CensusProof {
    std::string survey;
    GateCount k = 0;                      ///< what was promised: smallest count and gap
    std::vector<std::string> indicators;  ///< none: the respondents of a cluster
    std::optional<std::uint32_t> cluster; ///< proofs of one night and survey with one number are one proof
    std::vector<SharedCount> shared;      ///< of a cluster: the respondents of each base cell
    GateSystem system;
    GatePattern hidden;
    Certificate certificate;
};

/// Whether the proofs of each cluster are worlds of the whole; one report a cluster. Each proof is to be
/// checked by itself as well.
std::vector<JointReport> check_clusters(std::span<const CensusProof> proofs);

/// A wave of a gate survey, and the vintage of its records that counts as published from tonight: none if it
/// is held.
struct StandingWave {
    std::string survey, wave;
    std::optional<std::uint32_t> vintage;
    std::string held; ///< Swedish: why it is held, "" if it is not
};

/// The gate for one survey with `protection = "gate"`: decides for every cell of its tables what may be
/// shown, together with everything published before, and proves it.
class CensusGate {
public:
    /// Throws DisclosureError, naming indicators and domains, if numbers that are public already leave a
    /// small count open to be found, or if the proof does not pass the checker: nothing is published then. A
    /// correction that would leave one open is not taken in: its wave is held.
    CensusGate(const TalliedCensus& census, const std::vector<TalliedTable>& tables, const Ledger& ledger,
               const Codebook& codebook, const GateOptions& options);

    /// One decision a cell of `tables[table]`.
    TablePattern pattern(std::size_t table) const;

    /// Puts back what has been published and is not to be decided anew, and hides what a held period would
    /// add. `tables` are the survey's released tables.
    void restore_published(std::vector<ReleasedTable>& tables) const;

    /// The proofs of what was decided tonight; none for a system in which nothing was left to decide.
    std::vector<CensusProof> proofs() const;

    /// Swedish sentences about periods that were held as they are.
    std::vector<std::string> held() const;

    /// Which records of each wave stand published from tonight; no vintage for a wave that is held.
    std::vector<StandingWave> standing() const;

private:
    void open(const Ledger& ledger, const RefusedWaves& refused);
    /// Protects without the corrections that cannot be taken in, if there are any. False: there are none.
    bool hold_corrections(const Ledger& ledger, const GateOptions& options, HeldBecause why);
    /// Tonight's corrections that are not published yet.
    RefusedWaves corrections_refused(HeldBecause why) const;
    double minutes_of_corrections() const;
    std::optional<std::size_t> part_of(const std::string& indicator) const;
    void restore(ReleasedCell& cell, const ReleasedTable& table, const CensusLedger& ledger) const;

    const TalliedCensus& census_;
    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
    std::vector<CensusPart> parts_;
    std::vector<GateResult> results_; ///< by part
};

} // namespace lup
