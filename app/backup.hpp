#pragma once

#include "app/files/home.hpp"

#include <filesystem>

namespace lup {

/// Writes the whole home to one .tar.gz (0600): databases as SQLite copies them, everything else as it stands
/// while the home is locked. Unpacks it beside, checks it as verify_home() does, and only then renames it to
/// `file`. Returns 0. Throws ExportError.
int write_backup(const Home& home, const std::filesystem::path& file);

} // namespace lup
