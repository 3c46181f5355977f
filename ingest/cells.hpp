#pragma once

#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace lup {

/// Writes what is read in a file as CSV `sheet,row,column,type,value`, one line a cell, all sheets or the one
/// called `sheet`: row and column from 1; type n (shortest form that reads back equal), s, b (0 or 1), d (ISO
/// 8601), e. Returns the number of cells. Throws InputError if there is no such sheet or the file is damaged.
std::uint64_t write_cells(const SheetFile& file, std::ostream& out,
                          const std::optional<std::string>& sheet = std::nullopt);

/// Decodes every cell and returns how many there are; several sheets are read at once, on all cores.
std::uint64_t count_cells(const SheetFile& file, const std::optional<std::string>& sheet = std::nullopt);

} // namespace lup
