#pragma once

#include "config/codebook_check.hpp"
#include "config/plan.hpp"

namespace lup {

// Each looks at one table of plan/ and reports what does not hold together with the others and the codebook.

/// Also whether the codebook's recipients are organisations.
void check_organisations(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes);
void check_plans(const PlanTables& plan, MistakeLog& mistakes);
/// Also whether the goals that the codebook's indicators name are in a plan.
void check_goals(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes);
void check_targets(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes);
void check_activities(const PlanTables& plan, MistakeLog& mistakes);

} // namespace lup
