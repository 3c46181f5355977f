#pragma once

#include "app/files/home.hpp"
#include "app/night_log.hpp"
#include "app/reading.hpp"
#include "app/report.hpp"

namespace lup {

/// One night: what came in is read, counted, protected and published, all of it or none. Throws
/// ConfigurationError, DisclosureError or ExportError when it cannot go on; a file that cannot be used is
/// no failure. Whatever happens the journal and, if the disk lets it, the report tell.
Night run_night(const Home& home, NightLog& log, const OpenSheets& open = isolated_reading());

} // namespace lup
