#pragma once

#include "config/plan.hpp"
#include "transform/release.hpp"

#include <vector>

namespace lup {

/// The verdict of every target and milestone of the plans, from released cells alone. A hidden value, a
/// series break between base and now, or a pooled value against a single wave cannot be judged, and the
/// reason says so.
std::vector<Judgement> judge(const Release& release, const PlanTables& plan, const Codebook& codebook);

} // namespace lup
