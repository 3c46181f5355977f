#pragma once

#include "transform/estimates/quantile.hpp"

#include <cstdint>
#include <vector>

namespace lup {

/// All rows of a wave, column by column, kept for medians: the one statistic that sums cannot give.
class WaveQuantiles {
public:
    /// Keeps a batch. `indicators` are the places of the medians among the batch's indicators.
    void add(const DesignRows& batch, const std::vector<std::size_t>& indicators);

    bool empty() const { return rows_ == 0; }

    /// The median of the `place`-th kept indicator by cell, over the breakdown columns of the batches; a cell
    /// stands in one column only, or in none.
    std::vector<QuantileEstimate> medians(std::size_t place, DesignSums::Units units,
                                          const LonelyRules& rules) const;

private:
    struct KeptIndicator {
        std::vector<Answer> answers;
        std::vector<double> values;
    };

    std::size_t rows_ = 0;
    std::vector<std::uint32_t> stratum_, psu_;
    std::vector<double> weight_, fpc_;
    std::vector<std::vector<std::uint32_t>> cells_; ///< by breakdown column
    std::vector<KeptIndicator> indicators_;
};

} // namespace lup
