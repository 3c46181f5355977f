#pragma once

#include "export/plan/database.hpp"

namespace lup {

/// What a journal.db is. A change of the schema is a new migration at the end.
const DatabaseKind& journal_kind();

} // namespace lup
