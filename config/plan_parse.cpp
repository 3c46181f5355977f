#include "config/plan.hpp"
#include "config/plan_check.hpp"
#include "config/plan_columns.hpp"
#include "config/table_set.hpp"
#include "config/table_writer.hpp"

#include <algorithm>

namespace lup {

// Found by TableSet::read() through the arguments' namespace.
static void fill_blanks(RowReader&, Organisation& row)
{
    row.title = row.title.empty() ? row.organisation : row.title;
    if (std::ranges::find(row.indicators, "*") != row.indicators.end()) {
        row.indicators.clear();
    }
}

static void fill_blanks(RowReader&, Plan& row)
{
    row.title = row.title.empty() ? row.plan : row.title;
}

static void fill_blanks(RowReader&, Goal& row)
{
    row.title = row.title.empty() ? row.goal : row.title;
}

static void fill_blanks(RowReader&, Target&) {}

static void fill_blanks(RowReader&, Activity& row)
{
    row.title = row.title.empty() ? row.activity : row.title;
}

namespace {

const Goal* find_goal(const PlanTables& plan, std::string_view plan_id, std::string_view goal)
{
    const auto found = std::ranges::find_if(
        plan.goals, [&](const auto& row) { return row.plan == plan_id && row.goal == goal; });
    return found == plan.goals.end() ? nullptr : &*found;
}

/// Goals whose target says no year take the goal's.
void take_due_from_goals(PlanTables& plan)
{
    for (auto& target : plan.targets) {
        const auto* goal = find_goal(plan, target.plan, target.goal);
        if (target.due.empty() && goal != nullptr) {
            target.due = goal->due;
        }
    }
}

} // namespace

PlanReading parse_plan(std::span<const RawTable> tables, const Codebook& codebook)
{
    PlanReading reading;
    TableSet set(tables, plan_definitions(), "plan", reading.findings);
    set.read("organisations", reading.plan.organisations);
    set.read("plans", reading.plan.plans);
    set.read("goals", reading.plan.goals);
    set.read("targets", reading.plan.targets);
    set.read("activities", reading.plan.activities);
    take_due_from_goals(reading.plan);
    if (!set.is_whole())
        return reading;
    MistakeLog mistakes(set.origins(), reading.findings);
    check_organisations(reading.plan, codebook, mistakes);
    check_plans(reading.plan, mistakes);
    check_goals(reading.plan, codebook, mistakes);
    check_targets(reading.plan, codebook, mistakes);
    check_activities(reading.plan, mistakes);
    return reading;
}

std::vector<RawTable> plan_tables(const PlanTables& plan)
{
    const auto definitions = plan_definitions();
    const auto table = [&](std::string_view name, const auto& rows) {
        return written_table(definition_of(name, definitions), "plan", rows);
    };
    return {table("organisations", plan.organisations), table("plans", plan.plans),
            table("goals", plan.goals), table("targets", plan.targets), table("activities", plan.activities)};
}

} // namespace lup
