#pragma once

#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "app/journal/journal.hpp"
#include "app/published_waves.hpp"
#include "transform/tally/tally.hpp"

#include <map>
#include <string>
#include <vector>

namespace lup {

/// The waves that are counted tonight: deliveries in force, known to the codebook and not held back by
/// publish_from; and sentences on those that are left out.
struct CountedWaves {
    std::vector<WaveResponses> waves;
    std::map<WaveId, std::string> left_out; ///< Swedish
    std::string day;                        ///< that it is counted for
    std::string inputs;                     ///< hash of all else that decides the release
};

/// `today`: "2026-11-22". REQUIRES: `configuration` outlives what it returns.
CountedWaves counted_waves(const Home& home, const Journal& journal, const Configuration& configuration,
                           const std::string& today);

} // namespace lup
