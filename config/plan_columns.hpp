#pragma once

#include "config/plan.hpp"
#include "config/table_definition.hpp"

#include <span>

namespace lup {

/// The tables of plan/ in the order people read them.
std::span<const TableDefinition> plan_definitions();

// As in codebook_columns.hpp: visit(column, member) for every column of the table.

template <class V>
void describe(V& visit, Organisation& row)
{
    visit("organisation", row.organisation);
    visit("title", row.title);
    visit("role", row.role);
    visit("contact", row.contact);
    visit("indicators", row.indicators);
    visit("areas", row.areas);
}

template <class V>
void describe(V& visit, Plan& row)
{
    visit("plan", row.plan);
    visit("title", row.title);
    visit("version", row.version);
    visit("dnr", row.dnr);
    visit("decided_by", row.decided_by);
    visit("decided_on", row.decided_on);
    visit("predecessor", row.predecessor);
    visit("period_from", row.period_from);
    visit("period_to", row.period_to);
    visit("linked", row.linked);
}

template <class V>
void describe(V& visit, Goal& row)
{
    visit("plan", row.plan);
    visit("goal", row.goal);
    visit("title", row.title);
    visit("statement", row.statement);
    visit("responsible", row.responsible);
    visit("involved", row.involved);
    visit("strategy", row.strategy);
    visit("replaced_by", row.replaced_by);
    visit("horizon", row.horizon);
    visit("kind", row.kind);
    visit("due", row.due);
    visit("status", row.status);
    visit("status_text", row.status_text);
}

template <class V>
void describe(V& visit, Target& row)
{
    visit("plan", row.plan);
    visit("goal", row.goal);
    visit("indicator", row.indicator);
    visit("domain", row.domain);
    visit("kind", row.kind);
    visit("base_period", row.base_period);
    visit("base_value", row.base_value);
    visit("value", row.value);
    visit("at_least", row.at_least);
    visit("due", row.due);
    visit("not_measurable", row.not_measurable);
}

template <class V>
void describe(V& visit, Activity& row)
{
    visit("plan", row.plan);
    visit("activity", row.activity);
    visit("goal", row.goal);
    visit("title", row.title);
    visit("area", row.area);
    visit("current_state", row.current_state);
    visit("objective", row.objective);
    visit("indicators", row.indicators);
    visit("in_action_plan", row.in_action_plan);
    visit("status", row.status);
    visit("period_from", row.period_from);
    visit("period_to", row.period_to);
    visit("period_text", row.period_text);
    visit("responsible", row.responsible);
    visit("involved", row.involved);
    visit("cost", row.cost);
    visit("comment", row.comment);
}

} // namespace lup
