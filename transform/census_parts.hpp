#pragma once

#include "transform/census_system.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// The indicators of one census that are protected as one system.
struct CensusPart {
    std::vector<std::string> indicators;
    std::optional<std::size_t> n_decided_by; ///< the part that decides which n are shown, if not this one
    std::vector<std::string> n_like;         ///< indicators there that the same pupils answered
    std::unique_ptr<CensusAtoms> atoms;
    std::shared_ptr<const CensusLedger> ledger; ///< one for the whole census
    std::unique_ptr<CensusSystem> system;
};

/// Groups of linked indicators whose respondents agree in every base cell of every wave, put together.
std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census);

/// Whether two groups have equally many respondents in every base cell of a wave in which both have any: then
/// a reader takes them to be the same pupils. A question that is put in some grades only agrees with one that
/// is put in all.
bool same_respondents(std::span<const std::uint64_t> one, std::span<const std::uint64_t> other);

/// The systems of a census, one for each set of indicators that must be protected together. A set that is too
/// large for one system is divided: the first part decides which n are shown, and the others take every n as
/// known to the attacker, which makes them independent of each other. The arguments must outlive the parts.
std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook);

} // namespace lup
