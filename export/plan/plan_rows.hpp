#pragma once

#include "export/plan/database.hpp"
#include "export/release_sink.hpp"

#include <string_view>
#include <vector>

namespace lup {

/// A table of plan.db that mirrors the configuration: its columns and rows as they should stand.
struct PlanTable {
    std::string_view name;
    std::vector<std::string_view> columns;
    std::vector<SqlRow> rows;
};

/// The plan, its judgements, organisations and areas as rows of plan.db.
std::vector<PlanTable> plan_rows(const Publication& publication);

/// Rows of `indicator`: indicator, title, definition, survey, statistic, unit, better.
std::vector<SqlRow> indicator_rows(const Codebook& codebook);

} // namespace lup
