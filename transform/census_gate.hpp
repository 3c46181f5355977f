#pragma once

#include "transform/census_system.hpp"
#include "transform/gate/protect_system.hpp"

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

    /// Puts back what has been published and is not to be decided anew, and hides what a frozen period would
    /// add. `tables` are the survey's released tables.
    void restore_published(std::vector<ReleasedTable>& tables) const;

    std::vector<CensusProof> take_proofs() { return std::move(proofs_); }

    /// The systems, for attacks and plans: names of indicators and what is known of their records.
    std::vector<const CensusSystem*> systems() const;

    /// Swedish sentences about periods that were held as they are.
    std::vector<std::string> held() const;

private:
    struct Part {
        std::vector<std::size_t> groups;
        std::unique_ptr<CensusAtoms> atoms;
        std::unique_ptr<CensusLedger> ledger;
        std::unique_ptr<CensusSystem> system;
        GateResult result;
    };

    void solve(Part& part, const GateOptions& options) const;
    void keep_proof(Part& part);
    std::vector<std::string> indicators_of(const Part& part) const;
    const Part* part_of(const std::string& indicator) const;
    void restore(ReleasedCell& cell, const ReleasedTable& table, const CensusLedger& ledger) const;

    const TalliedCensus& census_;
    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
    std::vector<Part> parts_;
    std::vector<CensusProof> proofs_;
};

/// Groups of linked indicators whose respondents agree in every base cell of every wave, put together.
std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census);

} // namespace lup
