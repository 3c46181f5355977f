#include "transform/estimates/precision.hpp"

#include <algorithm>

namespace lup {

Precision nchs_precision(const Estimate& share, const PrecisionLimits& limits)
{
    Precision result;
    if (share.n == 0)
        return result;
    const auto n = static_cast<double>(share.n);
    const bool extreme = share.n_positive == 0 || share.n_positive == share.n;
    const auto effective =
        korn_graubard_n(share.value, share.se, static_cast<double>(share.df_valid), share.n, limits.alpha);
    result.n_eff = extreme ? n : std::min(n, effective.value_or(1));
    result.interval = clopper_pearson_interval(share.value, result.n_eff, limits.alpha);
    const double width = result.interval->width();
    result.shown = result.n_eff >= limits.smallest_n && width < limits.wide &&
                   (width <= limits.narrow || extreme || width <= limits.widest_relative * share.value);
    if (!result.shown)
        return result;
    result.complement_uncertain =
        !extreme && width > limits.narrow && width > limits.widest_relative * (1 - share.value);
    result.few_df = share.df_valid < limits.smallest_df;
    result.extreme = extreme;
    return result;
}

bool agency_shows(std::uint64_t n, std::uint64_t smallest_n)
{
    return n >= smallest_n;
}

bool agency_shows_sexes(std::uint64_t women, std::uint64_t men, std::uint64_t smallest_n)
{
    return agency_shows(women, smallest_n) && agency_shows(men, smallest_n);
}

} // namespace lup
