#pragma once

#include "app/journal/journal.hpp"
#include "app/published_waves.hpp"
#include "config/codebook.hpp"

#include <map>
#include <string>
#include <vector>

namespace lup {

/// The waves of surveys with protection = "gate" that wait for more parts, each with a Swedish sentence. What
/// the gate has published stays known for ever, so half a round published tonight would cost cells of the
/// whole round tomorrow. A wave waits while an area is missing that the wave before it has, and so does a
/// wave that is pooled with one that waits. Not one that is published already, nor one with publish_from:
/// then a person has decided.
std::map<WaveId, std::string> waiting_waves(const std::vector<DeliveryEntry>& in_force,
                                            const Codebook& codebook,
                                            const std::map<WaveId, PublishedWave>& published);

} // namespace lup
