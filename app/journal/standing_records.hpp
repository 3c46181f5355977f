#pragma once

#include "app/files/home.hpp"
#include "app/journal/journal.hpp"
#include "app/published_waves.hpp"
#include "config/codebook.hpp"
#include "transform/protect.hpp"
#include "transform/tally/tally.hpp"

#include <map>
#include <span>
#include <vector>

namespace lup {

/// Sets the vintage of a gate survey's wave and opens the earlier ones: what has been published was counted
/// from the deliveries that the journal has noted, and a correction that the codebook accepts is a vintage
/// after them. One that it does not accept is counted as the newest vintage, and held if a published number
/// is not true of it. A vintage whose copies are gone from the archive is left out: the gate holds what
/// counts it. `in_force`: the wave's deliveries.
/// `published`: how plan.db has them; a wave there of which the journal has not noted
/// the newest vintage is of unknown origin.
/// REQUIRES: `codebook` outlives `responses`.
void add_vintages(WaveResponses& responses, std::span<const DeliveryEntry> in_force, const Home& home,
                  const Journal& journal, const Codebook& codebook,
                  const std::map<WaveId, PublishedWave>& published);

/// Notes vintage 0 of gate waves that plan.db shows and of which the journal has no vintage: they were
/// published by a program that did not note any. Where the journal of that time cannot tell either, the wave
/// is counted with its origin unknown.
void recall_first_vintages(Journal& journal, const std::map<WaveId, PublishedWave>& published);

/// Notes in the journal which deliveries stand behind what is published from tonight.
void note_standing(Journal& journal, const std::vector<StandingWave>& standing);

} // namespace lup
