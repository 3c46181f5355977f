#pragma once

#include "config/codebook.hpp"
#include "transform/estimates/design.hpp"
#include "transform/estimates/precision.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lup {

/// What a file told of how the sample was drawn.
struct DesignFacts {
    bool weights = false, strata = false, clusters = false;
    bool finite_population = false; ///< population sizes of the strata are known
    LonelyPsu lonely = LonelyPsu::adjust;
    std::size_t lonely_strata = 0; ///< strata in which the rule was needed; few are told of without how many
};

/// The screening instrument behind an indicator and the cut-off that was used.
struct ScaleFacts {
    std::string instrument;                                 ///< as find_instrument() knows it
    std::optional<double> cut;                              ///< absent: the score itself is shown
    std::vector<std::pair<std::string, double>> cut_by_sex; ///< label of the sex, cut-off
    bool case_at_or_below = false;
    std::size_t reversed_items = 0;
};

/// A standard population that a value was standardised to.
struct StandardFacts {
    std::string title;               ///< "ESP2013"
    std::string variable;            ///< "Åldersgrupp"
    std::vector<std::string> groups; ///< labels: "16–29 år", ...
};

/// All that was done to make the values of one indicator.
struct MethodFacts {
    SurveyKind kind = SurveyKind::sample;
    Statistic statistic = Statistic::share;
    double per = 100; ///< of a rate
    DesignFacts design;
    IntervalMethod interval = IntervalMethod::xlogit;
    PrecisionRule precision = PrecisionRule::none;
    PrecisionLimits precision_limits;
    std::uint64_t smallest_n = 0; ///< values with fewer answers are not shown; 0 = no such rule
    std::optional<ScaleFacts> scale;
    std::optional<StandardFacts> standard;
    std::vector<std::string> pooled_waves;   ///< titles, oldest first; empty: one wave a value
    bool unequal_waves = false;              ///< effective sizes differ more than threefold
    std::vector<std::string> breaks;         ///< titles of waves that start a new series
    std::optional<std::uint64_t> n;          ///< valid answers in all waves; absent where it is protected
    std::optional<unsigned> missing_percent; ///< of all who were to answer; 0: under 1 %
};

/// How many of all rows have no valid answer, in whole per cent and 0 for under one; absent where so few
/// answered that a whole per cent would tell how many these are. Of sample surveys no unweighted count but n
/// is told.
std::optional<unsigned> missing_percent(std::uint64_t n, std::uint64_t n_missing);

/// Whether the number of lonely strata may be told: it is no smaller than the smallest n.
bool tells_lonely_strata(const MethodFacts& facts);

/// The exact method in Swedish sentences, for Metod och kvalitet.
std::string method_text(const MethodFacts& facts);

} // namespace lup
