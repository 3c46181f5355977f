#pragma once

#include "app/files/home.hpp"
#include "app/journal/journal.hpp"
#include "config/settings.hpp"

#include <string>
#include <vector>

namespace lup {

/// Gallring: removes originals (arkiv/original/, avvisat/) older than keep_original_days with their receipts,
/// and sealed files older than quarantine_days, each with a record in the journal. Returns their names.
std::vector<std::string> purge_old(const Home& home, Journal& journal, const Settings& settings, Instant now);

} // namespace lup
