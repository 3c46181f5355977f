#include "transform/estimates/standardise.hpp"

#include "config/errors.hpp"

#include <cmath>

namespace lup {

std::optional<Standardised> standardise(std::span<const StandardGroup> groups, const LonelyRules& rules)
{
    long double all = 0;
    for (const auto& group : groups) {
        if (!(group.weight >= 0) || !std::isfinite(group.weight))
            throw ConfigurationError(
                "weights_standard: a weight is negative or not a number; give the standard "
                "population of every group");
        all += group.weight;
    }
    if (all <= 0)
        throw ConfigurationError("weights_standard: the weights of a standard sum to 0; give the standard "
                                 "population of every group");
    Standardised result;
    std::vector<LinearPart> linear;
    for (const auto& group : groups) {
        if (group.weight == 0)
            continue;
        const auto crude = estimate(group.parts, rules);
        if (crude.n == 0)
            return std::nullopt;
        const long double proportion = group.weight / all;
        result.n += crude.n;
        result.value += static_cast<double>(proportion * crude.value);
        const auto terms = linearised_mean(group.parts, proportion);
        linear.insert(linear.end(), terms.begin(), terms.end());
    }
    result.se = std::sqrt(variance(linear, rules));
    result.df = degrees_of_freedom(linear, DesignSums::Rows::valid);
    return result;
}

} // namespace lup
