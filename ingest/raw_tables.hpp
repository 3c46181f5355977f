#pragma once

#include "config/raw_table.hpp"

#include <filesystem>
#include <vector>

namespace lup {

/// The tables of kodbok/ or plan/: a folder with a .csv file a table, with a workbook that has a sheet a
/// table, or with both; or such a workbook itself. Tables stand by file name, then by sheet. Sheets and files
/// without a cell are left out; so are rows without one, and the names of lock and temporary files (~$x.xlsx,
/// .x). The first row that is not empty holds the headings. Throws ConfigurationError if nothing is there, or
/// if a table stands in two places; InputError if a file is damaged.
std::vector<RawTable> read_raw_tables(const std::filesystem::path& folder_or_workbook);

} // namespace lup
