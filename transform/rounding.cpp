#include "transform/rounding.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace lup {

double round_published(double value, int decimals)
{
    if (decimals < 0 || decimals > 15)
        throw ConfigurationError("surveys: decimals must lie between 0 and 15");
    // Printing is the only rounding that is exact: multiplying by a power of ten would round twice.
    const auto printed = fmt::format("{:.{}f}", value, decimals);
    double rounded = 0;
    std::from_chars(printed.data(), printed.data() + printed.size(), rounded);
    return rounded == 0 ? 0 : rounded;
}

} // namespace lup
