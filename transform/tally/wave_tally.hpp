#pragma once

#include "transform/estimates/design.hpp"
#include "transform/tally/cell_index.hpp"
#include "transform/tally/census_counts.hpp"
#include "transform/tally/row_outcomes.hpp"
#include "transform/tally/wave_quantiles.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// The dimensions of one survey by name, numbered once for all waves.
using Dimensions = std::map<std::string, std::unique_ptr<DimensionCategories>>;

/// What is tallied of one survey: which indicators, by which breakdowns, over which dimensions.
struct TallyFrame {
    const Codebook& codebook;
    const Survey& survey;
    std::vector<const Indicator*> indicators;
    std::vector<std::vector<std::string>> breakdowns; ///< lists of dimension names, each once
    Dimensions dimensions;
};

/// One wave's sums: all indicators of the frame in all cells of all its breakdowns. Confidential.
class WaveTally {
public:
    WaveTally(TallyFrame& frame, const Wave& wave);
    WaveTally(const WaveTally&) = delete;
    WaveTally& operator=(const WaveTally&) = delete;

    /// Reads all respondents, batch by batch.
    void add_all(ResponseSource& source);

    const Wave& wave() const { return wave_; }
    const DesignSums& sums() const { return *sums_; }
    /// Gives the sums away; what points into them stays valid, but nothing more can be asked of this tally.
    std::unique_ptr<const DesignSums> take_sums() { return std::move(sums_); }
    std::uint64_t rows() const { return rows_; }
    bool has_clusters() const { return !cluster_.empty(); }
    bool has_strata() const { return !stratum_.empty(); }
    bool has_weights() const { return !weight_.empty(); }

    DesignSums::Units units() const;

    /// The medians of an indicator by cell; empty for every other statistic.
    std::vector<QuantileEstimate> medians(std::size_t indicator, const LonelyRules& rules) const;

    /// Of a gate survey: its records in disjoint groups, the base cells crossing the dimensions of the frame
    /// in their order, each with as many entries as its depth.
    const std::optional<CensusCounts>& census() const { return census_; }

    /// The cells of a breakdown: categories and number in sums().
    struct NumberedCell {
        std::vector<std::uint32_t> categories;
        std::uint32_t cell = 0;
    };
    std::vector<NumberedCell> cells(std::size_t breakdown) const;

private:
    struct BreakdownCells {
        CellIndex index;
        std::vector<RowClasses*> classes;
        std::vector<std::uint32_t> number;               ///< cell in the sums, by place in the index
        std::vector<std::vector<std::uint32_t>> columns; ///< one a combination of memberships
    };

    void add(const ResponseBatch& batch, const ResponseSource& source);
    void count_census(std::size_t rows, const DesignRows& design);
    void number_cells(BreakdownCells& breakdown, std::size_t rows);
    std::uint32_t cell_of(BreakdownCells& breakdown, std::span<const std::size_t> membership,
                          std::size_t row);
    std::vector<std::uint32_t> design_codes(const ResponseBatch& batch, const std::string& variable);
    std::string design_variable(Role role) const;

    TallyFrame& frame_;
    const Wave& wave_;
    std::string weight_, stratum_, cluster_, fpc_;                   ///< variables, "" = none
    std::map<std::string, std::map<double, std::uint32_t>> numbers_; ///< numeric strata and clusters
    std::unique_ptr<DesignSums> sums_;
    std::map<std::string, std::unique_ptr<RowClasses>> classes_;
    std::vector<std::unique_ptr<RowOutcomes>> outcomes_;
    std::vector<BreakdownCells> breakdowns_;
    std::optional<CensusCounts> census_;
    std::vector<std::size_t> medians_; ///< places of indicators whose statistic is a median
    WaveQuantiles quantiles_;
    std::vector<std::uint32_t> scratch_;
    std::uint32_t next_cell_ = 0;
    std::uint64_t rows_ = 0;
};

} // namespace lup
