#include "export/plan/plan_rows.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    return fmt::format("{}", fmt::join(words, "|"));
}

std::string word(Statistic statistic)
{
    switch (statistic) {
    case Statistic::share:
        return "share";
    case Statistic::mean:
        return "mean";
    case Statistic::median:
        return "median";
    case Statistic::count:
        return "count";
    case Statistic::rate:
        return "rate";
    }
    return "share";
}

std::string word(Better better)
{
    return better == Better::lower ? "lower" : better == Better::higher ? "higher" : "none";
}

std::string word(TargetKind kind)
{
    switch (kind) {
    case TargetKind::level:
        return "level";
    case TargetKind::relative_change:
        return "relative_change";
    case TargetKind::count:
        return "count";
    case TargetKind::direction:
        return "direction";
    case TargetKind::none:
        return "none";
    }
    return "none";
}

SqlValue years(Horizon horizon)
{
    switch (horizon) {
    case Horizon::four:
        return std::int64_t{4};
    case Horizon::eight:
        return std::int64_t{8};
    case Horizon::twelve:
        return std::int64_t{12};
    case Horizon::none:
        break;
    }
    return {};
}

std::string milestone_word(const Goal& goal)
{
    if (goal.kind == GoalKind::outcome)
        return "";
    return std::string(verdict_word(goal.status == Milestone::done      ? Verdict::done
                                    : goal.status == Milestone::ongoing ? Verdict::ongoing
                                                                        : Verdict::not_started));
}

PlanTable areas(const Codebook& codebook)
{
    PlanTable table{"area", {"area", "name", "within", "principal"}, {}};
    for (const auto& area : codebook.areas)
        table.rows.push_back({area.area, area.name, joined(area.within), area.principal});
    return table;
}

PlanTable organisations(const PlanTables& plan)
{
    PlanTable table{"organisation", {"organisation", "title", "role", "contact"}, {}};
    for (const auto& each : plan.organisations)
        table.rows.push_back({each.organisation, each.title, each.role, each.contact});
    return table;
}

PlanTable organisation_list(const PlanTables& plan, std::string_view name, std::string_view column,
                            std::vector<std::string> Organisation::*list)
{
    PlanTable table{name, {"organisation", column}, {}};
    for (const auto& each : plan.organisations)
        for (const auto& entry : each.*list)
            table.rows.push_back({each.organisation, entry});
    return table;
}

PlanTable plans(const PlanTables& plan)
{
    PlanTable table{"plan",
                    {"plan", "title", "version", "dnr", "decided_by", "decided_on", "predecessor",
                     "period_from", "period_to", "linked"},
                    {}};
    for (const auto& each : plan.plans)
        table.rows.push_back({each.plan, each.title, each.version, each.dnr, each.decided_by, each.decided_on,
                              each.predecessor, each.period_from, each.period_to, joined(each.linked)});
    return table;
}

PlanTable goals(const PlanTables& plan)
{
    PlanTable table{"goal",
                    {"plan", "goal", "title", "statement", "responsible", "involved", "strategy",
                     "replaced_by", "horizon", "kind", "due", "status", "status_text"},
                    {}};
    for (const auto& each : plan.goals)
        table.rows.push_back({each.plan, each.goal, each.title, each.statement, each.responsible,
                              each.involved, each.strategy, each.replaced_by, years(each.horizon),
                              std::string(each.kind == GoalKind::outcome ? "outcome" : "milestone"), each.due,
                              milestone_word(each), each.status_text});
    return table;
}

PlanTable targets(const PlanTables& plan)
{
    PlanTable table{"target",
                    {"plan", "goal", "indicator", "domain", "kind", "base_period", "base_value", "value",
                     "sense", "due", "not_measurable"},
                    {}};
    for (const auto& each : plan.targets)
        table.rows.push_back({each.plan, each.goal, each.indicator, each.domain, word(each.kind),
                              each.base_period, sql_value(each.base_value), sql_value(each.value),
                              std::string(each.at_least ? "at least" : "at most"), each.due,
                              each.not_measurable});
    return table;
}

PlanTable activities(const PlanTables& plan)
{
    PlanTable table{"activity",
                    {"plan", "activity", "goal", "title", "area", "current_state", "objective", "indicators",
                     "in_action_plan", "status", "period_from", "period_to", "period_text", "responsible",
                     "involved", "cost", "comment"},
                    {}};
    for (const auto& each : plan.activities)
        table.rows.push_back({each.plan, each.activity, each.goal, each.title, each.area, each.current_state,
                              each.objective, each.indicators, each.in_action_plan, each.status,
                              each.period_from, each.period_to, each.period_text, each.responsible,
                              each.involved, each.cost, each.comment});
    return table;
}

PlanTable judgements(std::span<const Judgement> all)
{
    PlanTable table{"judgement",
                    {"plan", "goal", "indicator", "domain", "period", "base_period", "value", "base_value",
                     "target_value", "verdict", "reason"},
                    {}};
    for (const auto& each : all)
        table.rows.push_back({each.plan, each.goal, each.indicator, each.domain, each.period,
                              each.base_period, sql_value(each.value), sql_value(each.base_value),
                              sql_value(each.target_value), std::string(verdict_word(each.verdict)),
                              each.reason});
    return table;
}

} // namespace

std::vector<SqlRow> indicator_rows(const Codebook& codebook)
{
    std::vector<SqlRow> rows;
    for (const auto& each : codebook.indicators)
        rows.push_back({each.indicator, each.title, each.definition, each.survey, word(each.statistic),
                        each.unit, word(each.better)});
    return rows;
}

std::vector<PlanTable> plan_rows(const Publication& publication)
{
    const auto& plan = publication.plan;
    return {areas(publication.codebook),
            organisations(plan),
            organisation_list(plan, "organisation_indicator", "indicator", &Organisation::indicators),
            organisation_list(plan, "organisation_area", "area", &Organisation::areas),
            plans(plan),
            goals(plan),
            targets(plan),
            activities(plan),
            judgements(publication.judgements)};
}

} // namespace lup
