#pragma once

#include "transform/census_system.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// The indicators of one census that are protected as one system.
struct CensusPart {
    std::vector<std::string> indicators;
    std::optional<std::size_t> n_decided_by; ///< the part that decides which n are shown, if not this one
    std::unique_ptr<CensusAtoms> atoms;
    std::unique_ptr<CensusLedger> ledger;
    std::unique_ptr<CensusSystem> system;
};

/// Groups of linked indicators whose respondents agree in every base cell of every wave, put together.
std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census);

/// The systems of a census, one for each set of indicators that must be protected together. A set that is too
/// large for one system is divided: the first part decides which n are shown, and the others take every n as
/// known to the attacker, which makes them independent of each other. The arguments must outlive the parts.
std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook);

} // namespace lup
