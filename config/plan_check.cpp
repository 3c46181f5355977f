#include "config/plan_check.hpp"

#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace lup {

namespace {

/// One member of every row.
template <class Row>
std::vector<std::string> ids_of(const std::vector<Row>& rows, std::string Row::*member)
{
    std::vector<std::string> ids;
    for (const auto& row : rows) {
        ids.push_back(row.*member);
    }
    return ids;
}

bool is_listed(const std::vector<std::string>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

std::vector<std::string> goals_of(const PlanTables& plan, std::string_view plan_id)
{
    std::vector<std::string> ids;
    for (const auto& goal : plan.goals) {
        if (goal.plan == plan_id) {
            ids.push_back(goal.goal);
        }
    }
    return ids;
}

/// Whether the plan of a row is there; reported otherwise.
bool check_plan_of(const PlanTables& plan, std::string_view table, std::size_t index, const std::string& id,
                   MistakeLog& mistakes)
{
    const auto known = ids_of(plan.plans, &Plan::plan);
    if (is_listed(known, id)) {
        return true;
    }
    if (!id.empty()) {
        mistakes.unknown(table, index, "plan", "Planen", id, known);
    }
    return false;
}

/// A folder is named after the organisation, also on servers and shares that do not tell letter case apart.
void check_folder_name(const PlanTables& plan, std::size_t index, MistakeLog& mistakes)
{
    const auto& id = plan.organisations[index].organisation;
    if (id.find_first_of("/\\:*?\"<>") != std::string::npos || id.starts_with('.') || id.ends_with('.')) {
        mistakes.error("organisations", index, "organisation",
                       fmt::format("'{}' kan inte vara namn på en mapp.", id),
                       "Använd bokstäver, siffror och bindestreck.");
    }
    for (std::size_t i = 0; i < index; ++i) {
        if (folded(plan.organisations[i].organisation) == folded(id)) {
            mistakes.error("organisations", index, "organisation",
                           fmt::format("Verksamheten '{}' finns två gånger.", id), "Ta bort den ena raden.");
            return;
        }
    }
}

std::vector<std::string> known_areas(const Codebook& codebook)
{
    auto known = ids_of(codebook.areas, &Area::area);
    for (const auto& survey : codebook.surveys) {
        std::ranges::copy(codebook.codes_of_name(survey.survey, "area", ""), std::back_inserter(known));
    }
    return known;
}

void check_recipients(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes)
{
    const auto known = ids_of(plan.organisations, &Organisation::organisation);
    const auto check = [&](std::string_view table, const auto& rows) {
        std::set<std::string> unknown;
        for (const auto& row : rows) {
            for (const auto& id : row.recipients) {
                if (!is_listed(known, id)) {
                    unknown.insert(id);
                }
            }
        }
        if (known.empty() && !unknown.empty()) {
            mistakes.note("organisations", 0, "",
                          "Kodboken har mottagare men plan/organisations har inga verksamheter.",
                          "Allt går till en enda arbetsbok, excel/alla, tills verksamheterna finns.");
            return;
        }
        for (const auto& id : unknown) {
            mistakes.unknown(table, 0, "recipients", "Verksamheten", id, known);
        }
    };
    check("kodbok/breakdowns", codebook.breakdowns);
    check("kodbok/comparisons", codebook.comparisons);
}

/// Waves and pooled labels that figures of the survey may have.
std::vector<std::string> periods_of(const Codebook& codebook, std::string_view survey)
{
    auto periods = wave_ids(codebook, survey);
    for (const auto& row : codebook.breakdowns) {
        if (row.survey == survey && !row.pooled.empty()) {
            periods.push_back(row.pooled);
        }
    }
    return periods;
}

bool begins_with_year(std::string_view text)
{
    return text.size() >= 4 && text.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
}

void check_base(const Target& target, std::size_t index, const std::string& survey, const Codebook& codebook,
                MistakeLog& mistakes)
{
    const auto periods = periods_of(codebook, survey);
    const bool by_value = target.base_value && begins_with_year(target.base_period);
    if (!target.base_period.empty() && !is_listed(periods, target.base_period) && !by_value) {
        mistakes.unknown("targets", index, "base_period",
                         fmt::format("Omgången eller etiketten i {}", survey), target.base_period, periods);
    }
    if (target.kind == TargetKind::relative_change && target.base_period.empty()) {
        mistakes.error("targets", index, "base_period", "En förändring i procent måste ha en bas.",
                       "Skriv omgången som man jämför med.");
    }
}

/// Warns if no table has the figure that the target is judged by.
void check_is_published(const Target& target, std::size_t index, const Indicator& indicator,
                        const Codebook& codebook, MistakeLog& mistakes)
{
    std::set<std::string> names;
    for (const auto& [name, code] : domain_pairs(target.domain)) {
        names.insert(name);
    }
    const bool published = std::ranges::any_of(codebook.breakdowns, [&](const auto& row) {
        return row.survey == indicator.survey && std::set(row.by.begin(), row.by.end()) == names &&
               (row.indicators.empty() || is_listed(row.indicators, indicator.indicator));
    });
    if (!published) {
        mistakes.warning("targets", index, target.domain.empty() ? "indicator" : "domain",
                         "Ingen redovisning i kodboken ger det tal som målet bedöms med.",
                         "Lägg till en rad i breakdowns, eller ändra målets redovisningsgrupp.");
    }
}

void check_measure(const Target& target, std::size_t index, const Codebook& codebook, MistakeLog& mistakes)
{
    const auto known = ids_of(codebook.indicators, &Indicator::indicator);
    if (target.indicator.empty()) {
        if (target.not_measurable.empty() && target.kind != TargetKind::none) {
            mistakes.error("targets", index, "indicator", "Målet har ingen indikator.",
                           "Skriv indikatorn, eller i not_measurable varför målet inte kan mätas.");
        }
        return;
    }
    if (!is_listed(known, target.indicator)) {
        mistakes.unknown("targets", index, "indicator", "Indikatorn", target.indicator, known);
        return;
    }
    const auto& indicator = codebook.indicator(target.indicator);
    check_domain(codebook, "targets", index, indicator.survey, target.domain, mistakes);
    check_base(target, index, indicator.survey, codebook, mistakes);
    check_is_published(target, index, indicator, codebook, mistakes);
}

} // namespace

void check_organisations(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes)
{
    const auto indicators = ids_of(codebook.indicators, &Indicator::indicator);
    const auto areas = known_areas(codebook);
    for (std::size_t i = 0; i < plan.organisations.size(); ++i) {
        const auto& row = plan.organisations[i];
        check_folder_name(plan, i, mistakes);
        for (const auto& id : row.indicators) {
            if (!is_listed(indicators, id)) {
                mistakes.unknown("organisations", i, "indicators", "Indikatorn", id, indicators);
            }
        }
        for (const auto& id : row.areas) {
            if (!areas.empty() && !is_listed(areas, id)) {
                mistakes.unknown("organisations", i, "areas", "Området", id, areas);
            }
        }
    }
    check_recipients(plan, codebook, mistakes);
}

void check_plans(const PlanTables& plan, MistakeLog& mistakes)
{
    const auto known = ids_of(plan.plans, &Plan::plan);
    for (std::size_t i = 0; i < plan.plans.size(); ++i) {
        const auto& row = plan.plans[i];
        if (std::ranges::find(known, row.plan) - known.begin() != static_cast<std::ptrdiff_t>(i)) {
            mistakes.error("plans", i, "plan", fmt::format("Planen '{}' finns två gånger.", row.plan),
                           "Varje version av en plan har ett eget namn.");
        }
        if (!row.predecessor.empty() && !is_listed(known, row.predecessor)) {
            mistakes.unknown("plans", i, "predecessor", "Planen", row.predecessor, known);
        }
        for (const auto& id : row.linked) {
            if (!is_listed(known, id)) {
                mistakes.unknown("plans", i, "linked", "Planen", id, known);
            }
        }
        if (!row.period_to.empty() && row.period_to < row.period_from) {
            mistakes.error("plans", i, "period_to", "Sista dagen kommer före den första.",
                           "Byt plats på dagarna.");
        }
    }
}

void check_goals(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes)
{
    const auto everywhere = ids_of(plan.goals, &Goal::goal);
    for (std::size_t i = 0; i < plan.goals.size(); ++i) {
        const auto& row = plan.goals[i];
        check_plan_of(plan, "goals", i, row.plan, mistakes);
        if (std::any_of(plan.goals.begin(), plan.goals.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const auto& g) { return g.plan == row.plan && g.goal == row.goal; })) {
            mistakes.error("goals", i, "goal", fmt::format("Målet '{}' finns två gånger i planen.", row.goal),
                           "Ta bort den ena raden.");
        }
        if (!row.replaced_by.empty() && !is_listed(everywhere, row.replaced_by)) {
            mistakes.unknown("goals", i, "replaced_by", "Målet", row.replaced_by, everywhere);
        }
    }
    for (const auto& indicator : codebook.indicators) {
        for (const auto& goal : indicator.goals) {
            if (!everywhere.empty() && !is_listed(everywhere, goal)) {
                mistakes.warning("kodbok/indicators", 0, "goals",
                                 fmt::format("Indikatorn '{}' hänvisar till målet '{}' som ingen plan har.",
                                             indicator.indicator, goal),
                                 "Rätta målet i kodboken, eller lägg till det i plan/goals.");
            }
        }
    }
}

void check_targets(const PlanTables& plan, const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        const auto& row = plan.targets[i];
        if (!check_plan_of(plan, "targets", i, row.plan, mistakes)) {
            continue;
        }
        if (const auto goals = goals_of(plan, row.plan); !row.goal.empty() && !is_listed(goals, row.goal)) {
            mistakes.unknown("targets", i, "goal", fmt::format("Målet i {}", row.plan), row.goal, goals);
        }
        check_measure(row, i, codebook, mistakes);
        const bool needs_value = row.kind == TargetKind::level || row.kind == TargetKind::relative_change ||
                                 row.kind == TargetKind::count;
        if (needs_value && !row.value && row.not_measurable.empty()) {
            mistakes.error("targets", i, "value", "Målet har inget målvärde.",
                           "Fyll i talet, eller skriv direction som slag.");
        }
        const auto same = [&](const Target& t) {
            return t.plan == row.plan && t.goal == row.goal && t.indicator == row.indicator &&
                   t.domain == row.domain;
        };
        if (std::any_of(plan.targets.begin(), plan.targets.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            mistakes.error("targets", i, "indicator", "Målet har samma indikator och grupp två gånger.",
                           "Ta bort den ena raden.");
        }
    }
}

void check_activities(const PlanTables& plan, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < plan.activities.size(); ++i) {
        const auto& row = plan.activities[i];
        if (!check_plan_of(plan, "activities", i, row.plan, mistakes)) {
            continue;
        }
        if (const auto goals = goals_of(plan, row.plan); !row.goal.empty() && !is_listed(goals, row.goal)) {
            mistakes.unknown("activities", i, "goal", fmt::format("Målet i {}", row.plan), row.goal, goals);
        }
        if (!row.period_to.empty() && row.period_to < row.period_from) {
            mistakes.error("activities", i, "period_to", "Sista dagen kommer före den första.",
                           "Byt plats på dagarna.");
        }
        if (std::any_of(plan.activities.begin(), plan.activities.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const auto& a) { return a.plan == row.plan && a.activity == row.activity; })) {
            mistakes.error("activities", i, "activity",
                           fmt::format("Aktiviteten '{}' finns två gånger i planen.", row.activity),
                           "Ge den ett eget kort namn.");
        }
    }
}

} // namespace lup
