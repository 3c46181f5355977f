#pragma once

#include "app/home.hpp"

#include <filesystem>

namespace lup {

/// Writes the home's codebook as one workbook (`file` ends in .xlsx) or as CSV files in a folder. What is
/// written can be put in kodbok/ and means the same. Returns 0. Throws ConfigurationError or ExportError.
int export_codebook(const Home& home, const std::filesystem::path& file);

} // namespace lup
