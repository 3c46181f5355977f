#pragma once

#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "app/night_log.hpp"
#include "app/reading.hpp"

namespace lup {

/// Writes a receipt beside every file in prova/ that has none made from its content and the codebook as they
/// are now. Nothing is kept or published. A file that cannot be read now is left for the next time.
void try_files(const Home& home, const Configuration& configuration, const OpenSheets& open, NightLog& log);

} // namespace lup
