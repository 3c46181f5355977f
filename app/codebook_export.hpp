#pragma once

#include "app/files/home.hpp"

#include "config/raw_table.hpp"

#include <filesystem>
#include <vector>

namespace lup {

/// Writes tables as one workbook with a sheet a table (`file` ends in .xlsx) or as CSV files in a folder.
/// Throws ExportError.
void write_tables(const std::vector<RawTable>& tables, const std::filesystem::path& file);

/// Writes the home's codebook as one workbook (`file` ends in .xlsx) or as CSV files in a folder. What is
/// written can be put in kodbok/ and means the same. Returns 0. Throws ConfigurationError or ExportError.
int export_codebook(const Home& home, const std::filesystem::path& file);

} // namespace lup
