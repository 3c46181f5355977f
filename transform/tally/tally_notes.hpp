#pragma once

#include "transform/release.hpp"
#include "transform/tally/tally_tables.hpp"

#include <vector>

namespace lup {

/// What Metod och kvalitet tells of one wave. Under the gate no number of respondents is told: it would be
/// one more published count to protect.
WaveNote wave_note(const Codebook& codebook, const Survey& survey, const WaveTally& tally);

/// The method of each indicator of the survey in Swedish, from the codebook, what the waves held and what was
/// made of them.
std::vector<MethodNote> method_notes(const TallyFrame& frame, const WaveTallies& waves,
                                     const std::vector<TalliedTable>& tables, const LonelyRules& lonely);

} // namespace lup
