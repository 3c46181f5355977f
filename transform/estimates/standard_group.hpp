#pragma once

#include "transform/estimates/estimate.hpp"

#include <vector>

namespace lup {

/// The part of a domain in one group of the standard (an age group), and the group's weight there.
struct StandardGroup {
    double weight = 0; ///< any scale: only proportions count
    std::vector<DomainPart> parts;
};

} // namespace lup
