#pragma once

#include "config/codebook.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

namespace lup {

/// A survey and one of its waves.
using WaveId = std::pair<std::string, std::string>;

/// How a wave stands in plan.db.
struct PublishedWave {
    bool gated = false;        ///< under the gate
    std::uint32_t vintage = 0; ///< the newest that a figure counts
    std::string last_number;   ///< the newest release that gave a number of it; "" if all of it is hidden
};

/// The waves that plan.db has figures of, shown or hidden, by themselves or within a pooled period; none
/// before the first publication. Throws ExportError.
std::map<WaveId, PublishedWave> published_waves(const std::filesystem::path& plan_database,
                                                const Codebook& codebook);

} // namespace lup
