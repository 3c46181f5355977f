#pragma once

#include "transform/tally/tally.hpp"

#include <cstdint>
#include <vector>

namespace lup {

/// How the rows of a period came: drawn with weights, strata or clusters, or each counted once.
enum class RowKind : std::uint8_t { drawn, counted };

/// What a domain is estimated from and by which rules.
struct FigureRules {
    const Indicator& indicator;
    const Survey& survey;
    RowKind rows = RowKind::drawn;
    LonelyRules lonely;
};

/// A domain as the codebook's crude indicators ask: its share, mean, total or rate, with the survey's
/// interval. A rate of counted rows gets Byar's or exact limits, one of drawn rows the design's. A median's
/// value is left to the wave that keeps all answers.
TalliedCell crude_cell(const FigureRules& rules, std::vector<DomainPart> parts);

/// The same domain directly standardised over groups that may be without parts: sum of W_k p_k with the t
/// interval, a share's cut at 0 and 1; a rate of counted rows with Dobson's limits. n, yes and df are of the
/// answers in the groups. Where a group has no answer, or a counted rate fewer than ten events, value, se and
/// interval are absent (NaN).
TalliedCell standardised_cell(const FigureRules& rules, std::vector<StandardGroup> groups);

} // namespace lup
