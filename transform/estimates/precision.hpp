#pragma once

#include "transform/estimates/estimate.hpp"

namespace lup {

/// Thresholds of NCHS's data presentation standards for proportions (Parker et al. 2017, Vital and Health
/// Statistics 2:175).
struct PrecisionLimits {
    double smallest_n = 30;        ///< effective sample size below which a share is not shown
    double narrow = 0.05;          ///< interval width up to which a share is always shown
    double wide = 0.30;            ///< width from which it is never shown
    double widest_relative = 1.30; ///< largest width in relation to the share, and to its complement
    std::int64_t smallest_df = 8;  ///< degrees of freedom below which a person should look
    double alpha = default_alpha;
};

/// What the rules say of one share. A share that is not shown carries no other flag.
struct Precision {
    bool shown = false;
    bool complement_uncertain = false; ///< footnote: the complement's relative width is too large
    bool few_df = false;               ///< review
    bool extreme = false;              ///< review: 0 or 100 %
    double n_eff = 0;                  ///< Korn-Graubard, at most n; of 0 and 100 %: n
    std::optional<Interval> interval;  ///< Clopper-Pearson for n_eff

    bool review() const { return few_df || extreme; }
};

/// Judges a share by the rows with a valid answer (n and df_valid).
Precision nchs_precision(const Estimate& share, const PrecisionLimits& limits = {});

/// The national agency's rule: enough answers are n >= 100.
bool agency_shows(std::uint64_t n, std::uint64_t smallest_n = 100);

/// The same with its rule for sexes: if women or men are too few, both are hidden; the total is judged alone.
bool agency_shows_sexes(std::uint64_t women, std::uint64_t men, std::uint64_t smallest_n = 100);

} // namespace lup
