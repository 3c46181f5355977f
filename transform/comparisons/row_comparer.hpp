#pragma once

#include "transform/comparisons/participation.hpp"
#include "transform/comparisons/shown_figures.hpp"
#include "transform/estimates/standardise.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lup {

/// A comparison before it is known what else was made together with it: `verdict` says which way.
struct Candidate {
    ReleasedComparison made;
    double p_value = 1;
};

/// The smallest number of answers of either side of a comparison: 30, or the survey's own smallest base.
std::uint64_t smallest_compared_n(const Survey& survey);

/// A wave's start as a decimal year: 2019.58 of 2019-08-01. REQUIRES: period_from is an ISO date.
double decimal_year(const Wave& wave);

/// The comparisons of one row of the codebook's `comparisons` and one indicator.
class RowComparer {
public:
    RowComparer(const Tally& tally, const ShownFigures& figures, const Codebook& codebook,
                const Participation& participation, const Comparison& row, const Indicator& indicator);

    std::vector<Candidate> make();

private:
    /// Cells of one domain in single waves, oldest first.
    struct Series {
        std::vector<const Wave*> waves;
        std::vector<const ReleasedCell*> cells;
    };

    /// Whether comparisons come from the design; under the gate only what is printed may be used.
    bool is_sample() const
    {
        return survey_.kind == SurveyKind::sample && survey_.protection == Protection::base;
    }
    bool enough(const ReleasedCell* cell) const;
    const TalliedCell* tallied(const ReleasedCell& cell) const;
    ReleasedComparison blank(CompareKind kind, const ReleasedCell& cell, const ReleasedCell& other) const;
    void add(ReleasedComparison made, const std::optional<Difference>& difference);

    /// Of two domains or waves that share no row, and of a whole and its part. REQUIRES: both are shown.
    std::optional<Difference> between(const ReleasedCell& first, const ReleasedCell& second) const;
    std::optional<Difference> from_whole(const ReleasedCell& whole, const ReleasedCell& part) const;

    /// The cells of each domain in their order over time, parted where a new series of the indicator starts.
    std::vector<Series> all_series() const;
    /// Each wave with the nearest earlier one.
    void compare_waves(const Series& series);
    /// Along the line through the waves that are shown.
    void add_trend(const Series& series);
    std::optional<Trend> sampled_trend(const Series& shown) const;
    std::optional<Trend> counted_trend(const Series& shown, std::string& note) const;

    void compare_with_whole();
    /// The codes of the compared name with each other, within each domain of `by` and period.
    void compare_groups();
    std::size_t place_of_code(const ShownFigures::Placed& placed) const;

    const Tally& tally_;
    const ShownFigures& figures_;
    const Codebook& codebook_;
    const Participation& participation_;
    const Comparison& row_;
    const Indicator& indicator_;
    const Survey& survey_;
    std::vector<ShownFigures::Placed> cells_;
    std::vector<Candidate> found_;
};

} // namespace lup
