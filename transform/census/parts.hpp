#pragma once

#include "transform/census/system.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// The indicators of one census that are protected as one system, or the respondents of a divided cluster.
struct CensusPart {
    std::vector<std::string> indicators; ///< none: the respondents of a cluster, whose n this part decides
    std::optional<std::size_t> respondents_decided_by; ///< the part that decides n, if not this one
    std::size_t same_respondents_as = 0;               ///< the group that stands for them there
    std::unique_ptr<CensusAtoms> atoms;
    std::shared_ptr<const CensusLedger> ledger; ///< one for the whole census
    std::unique_ptr<CensusSystem> system;

    /// Makes the system anew for what is known of the respondents.
    void decide(const std::vector<TalliedTable>& tables, const Codebook& codebook,
                const CensusSystem::KnownRespondents& respondents);
};

/// Groups of linked indicators whose respondents agree in every base cell of every wave, put together.
std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census);

/// Whether two groups have equally many respondents in every base cell of a wave in which both have any: then
/// a reader takes them to be the same pupils. A question that is put in some grades only agrees with one that
/// is put in all.
bool same_respondents(std::span<const std::uint64_t> one, std::span<const std::uint64_t> other);

/// The systems of a census, one for each set of indicators that must be protected together. A set that is too
/// large for one system, in waves that are counted together, is divided: its first part holds the respondents
/// alone and decides which n are shown, and each of the others, which follow it, holds the answers to one
/// group of linked indicators and takes every n as known, which makes it independent of the rest. `refused`:
/// waves whose correction is not taken in. The arguments must outlive the parts.
std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook,
                                     const RefusedWaves& refused = {});

} // namespace lup
