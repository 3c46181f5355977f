#pragma once

#include "config/codebook.hpp"
#include "config/settings.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "transform/estimates/standard_group.hpp"
#include "transform/release.hpp"
#include "transform/tally/census_counts.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lup {

/// What is known of the records that a published wave was counted from.
enum class RecordsOrigin : std::uint8_t {
    known,    ///< they are tonight's or among the earlier vintages
    replaced, ///< a correction that is not taken in stands in their place
    unknown,  ///< nobody has noted which they were
};

/// One wave's coded respondents, opened when the tally gets to it; opened again for each pooled period.
struct WaveResponses {
    using Open = std::function<std::unique_ptr<ResponseSource>()>;
    /// Records that stand published and that a correction takes the place of.
    struct Earlier {
        std::uint32_t vintage = 0;
        Open open;
    };

    std::string survey, wave;
    Open open;
    std::uint32_t vintage = 0;    ///< of these records
    std::vector<Earlier> earlier; ///< of a gate survey: every vintage before this one, oldest first
    RecordsOrigin origin = RecordsOrigin::known; ///< of what is published of the wave
};

/// The unprotected figures of one domain. Confidential.
struct TalliedCell {
    std::vector<std::uint32_t> categories;  ///< one a dimension, place in Dimension::categories
    bool impossible = false;                ///< the codebook says that it was not asked here
    Estimate estimate;                      ///< shares in [0, 1], means as they are
    std::optional<Interval> interval;       ///< in the unit of the estimate
    std::vector<DomainPart> parts = {};     ///< what a crude figure is made of, in Tally::designs
    std::vector<StandardGroup> groups = {}; ///< what a standardised one is made of

    std::uint64_t n() const { return estimate.n; }
    std::uint64_t yes() const { return estimate.n_positive; }
    std::uint64_t no() const { return estimate.n - estimate.n_positive; }
};

/// The unprotected figures of one indicator, breakdown and period. Confidential.
struct TalliedTable {
    std::string survey, indicator, period;
    std::optional<std::string> wave; ///< absent if pooled
    const Breakdown* breakdown = nullptr;
    std::vector<Dimension> dimensions;
    double factor = 1;              ///< from the estimate to the published unit: 100 of a share
    std::vector<TalliedCell> cells; ///< in the order of the categories; cells without an answer are left out
};

/// The records of one gate survey in disjoint groups, wave by wave: what the gate's atoms are made of.
/// Confidential.
struct TalliedCensus {
    /// One dimension of the base cells: its entries there, and which code each category index stands for.
    struct BaseDimension {
        std::string name;
        std::size_t first = 0, depth = 1; ///< entries first .. first + depth - 1 of a base cell
        std::vector<std::string> codes;
        Role role = Role::none;
    };
    /// Records that a correction has taken the place of.
    struct EarlierCounts {
        std::uint32_t vintage = 0;
        CensusCounts counts;
    };
    struct CensusWave {
        std::string wave;
        CensusCounts counts;
        std::uint32_t vintage = 0;                   ///< of tonight's records
        std::vector<EarlierCounts> earlier;          ///< oldest first
        RecordsOrigin origin = RecordsOrigin::known; ///< of what is published
    };

    std::string survey;
    std::vector<std::string> indicators; ///< CensusCounts' groups hold places in this list
    std::vector<BaseDimension> dimensions;
    std::vector<CensusWave> waves;
};

/// All unprotected figures of a night. Confidential: lives in memory only and never reaches export/.
class Tally {
public:
    std::vector<TalliedTable> tables;
    std::vector<TalliedCensus> censuses;
    std::vector<std::unique_ptr<const DesignSums>> designs; ///< what the cells' parts point into
    LonelyRules lonely;
    std::vector<WaveNote> wave_notes;
    std::vector<MethodNote> method_notes;
};

/// Counts and estimates every declared breakdown of every indicator. A pooled period is made only when all
/// its waves are there and no series break lies within it. REQUIRES: the codebook has no errors. Throws
/// ConfigurationError for a breakdown that cannot be made.
Tally tally_waves(const std::vector<WaveResponses>& waves, const Codebook& codebook,
                  const Settings& settings);

} // namespace lup
