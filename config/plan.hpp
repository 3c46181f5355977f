#pragma once

#include "config/codebook.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

enum class Horizon : std::uint8_t { none, four, eight, twelve };
enum class GoalKind : std::uint8_t { outcome, milestone };
enum class TargetKind : std::uint8_t { level, relative_change, count, direction, none };
enum class Milestone : std::uint8_t { not_started, ongoing, done };

/// A verksamhet: receives one workbook. plan/organisations.
struct Organisation {
    std::string organisation, title, role, contact;
    std::vector<std::string> indicators; ///< empty = all
    std::vector<std::string> areas;      ///< empty = all: which areas' rows its workbook shows
};

struct Plan {
    std::string plan, title, version, dnr, decided_by, decided_on, predecessor;
    std::string period_from, period_to;
    std::vector<std::string> linked;
};

struct Goal {
    std::string plan, goal, title, statement, responsible, involved, strategy, replaced_by;
    Horizon horizon = Horizon::none;
    GoalKind kind = GoalKind::outcome;
    std::string due;                           ///< year, or ""
    Milestone status = Milestone::not_started; ///< of a milestone
    std::string status_text;
};

struct Target {
    std::string plan, goal, indicator, domain; ///< domain as in v_value, "" = whole
    TargetKind kind = TargetKind::none;
    std::string base_period; ///< wave or pooled label, "" = none
    std::optional<double> base_value,
        value;                  ///< level in the indicator's unit, or change in percent of the base
    bool at_least = true;       ///< false: at most
    std::string due;            ///< year
    std::string not_measurable; ///< reason and what must change; "" = measurable
};

struct Activity {
    std::string plan, activity, goal, title, area, current_state, objective, indicators, in_action_plan,
        status;
    std::string period_from, period_to, period_text, responsible, involved, cost, comment;
};

struct PlanTables {
    std::vector<Organisation> organisations;
    std::vector<Plan> plans;
    std::vector<Goal> goals;
    std::vector<Target> targets;
    std::vector<Activity> activities;
};

enum class Verdict : std::uint8_t {
    reached,
    not_reached,
    on_track,
    off_track,
    undecidable,
    not_measurable,
    done,
    ongoing,
    not_started
};

/// The verdict's word in Swedish: "uppnått", "på väg", "kan inte avgöras" ...
std::string_view verdict_word(Verdict verdict);

/// What a released figure says of one target (or of a milestone, then indicator is ""), with one Swedish
/// sentence why. Made from released cells alone, so it tells nothing of a hidden one.
struct Judgement {
    std::string plan, goal, indicator, domain, period, base_period;
    std::optional<double> value, base_value, target_value;
    Verdict verdict = Verdict::undecidable;
    std::string reason;
    std::optional<double> smallest_change = std::nullopt; ///< that could be seen, where the reason tells it
};

struct PlanReading {
    PlanTables plan;
    Findings findings;
};

/// Reads the tables of plan/ (all may be missing) and checks them against each other and the codebook.
PlanReading parse_plan(std::span<const RawTable> tables, const Codebook& codebook);

/// The tables of plan/ with English headings, ready to be written as CSV or Excel; parse_plan() of the result
/// gives the same tables.
std::vector<RawTable> plan_tables(const PlanTables& plan);

} // namespace lup
