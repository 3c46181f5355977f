#pragma once

#include "export/plan/database.hpp"

namespace lup {

/// The schema of plan.db: its migrations, oldest first. All SQL that makes tables, triggers and views is
/// there.
const DatabaseKind& plan_database_kind();

} // namespace lup
