#pragma once

#include "config/codebook.hpp"
#include "config/settings.hpp"
#include "ingest/response_batch.hpp"
#include "transform/release.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lup {

/// One wave's coded respondents, opened when the tally gets to it; opened again for each pooled period.
struct WaveResponses {
    std::string survey, wave;
    std::function<std::unique_ptr<ResponseSource>()> open;
};

/// The unprotected figures of one domain. Confidential.
struct TalliedCell {
    std::vector<std::uint32_t> categories;  ///< one a dimension, index into Dimension::categories
    std::uint64_t n = 0, yes = 0, missing = 0;  ///< unweighted
    bool impossible = false;                ///< the codebook says that it was not asked here
    double estimate = 0;                    ///< share (0-1) or mean
    std::optional<double> standard_error, lower, upper;  ///< same unit; none without a design
    double degrees_of_freedom = 0;
    double effective_n = 0;
};

/// The unprotected figures of one indicator, breakdown and period. Confidential.
struct TalliedTable {
    std::string survey, indicator, period;
    std::optional<std::string> wave;        ///< absent if pooled
    const Breakdown* breakdown = nullptr;
    std::vector<Dimension> dimensions;
    std::vector<TalliedCell> cells;         ///< cells without a respondent are left out
};

/// All unprotected figures of a night. Confidential: lives in memory only and never reaches export/.
class Tally {
public:
    std::vector<TalliedTable> tables;
    std::vector<WaveNote> wave_notes;
    std::vector<MethodNote> method_notes;
};

/// Counts and estimates every declared breakdown of every indicator. REQUIRES: the codebook has no errors.
Tally tally_waves(const std::vector<WaveResponses>& waves, const Codebook& codebook, const Settings& settings);

} // namespace lup
