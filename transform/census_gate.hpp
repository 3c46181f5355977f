#pragma once

#include "transform/census_parts.hpp"
#include "transform/gate/protect_system.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lup {

/// The proof for the indicators of one system. Confidential: it tells which hidden cells are small.
struct CensusProof {
    std::string survey;
    GateCount k = 0; ///< what was promised: smallest count and gap
    std::vector<std::string> indicators;
    GateSystem system;
    GatePattern hidden;
    Certificate certificate;
};

/// The gate for one survey with `protection = "gate"`: decides for every cell of its tables what may be
/// shown, together with everything published before, and proves it.
class CensusGate {
public:
    /// Throws DisclosureError, naming indicators and domains, if numbers that are public already leave a
    /// small count open to be found, or if the proof does not pass the checker: nothing is published then.
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

private:
    GateResult solve(const CensusPart& part, const GateOptions& options) const;
    std::optional<std::size_t> part_of(const std::string& indicator) const;
    Showing showing(std::size_t part, std::size_t table, std::size_t cell) const;
    void restore(ReleasedCell& cell, const ReleasedTable& table, const CensusLedger& ledger) const;

    const TalliedCensus& census_;
    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
    std::vector<CensusPart> parts_;
    std::vector<GateResult> results_; ///< by part
};

} // namespace lup
