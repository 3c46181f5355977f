#pragma once

#include "ingest/bytes/zip_archive.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lup {

/// What a number format makes of a number. Elapsed time ([h]:mm) is a number: it is no point in time.
enum class FormatKind : std::uint8_t { number, date, time };

/// The kind of a format code (ECMA-376 part 1, 18.8.30 and 18.8.31), by its first section.
FormatKind kind_of_format(std::string_view code);

/// The kind of a built-in format number (18.8.30); number for those it does not define.
FormatKind kind_of_builtin_format(std::uint32_t id);

/// The kind of each cell format (cellXfs) in a styles part, by its index.
std::vector<FormatKind> read_cell_formats(const ZipArchive& zip, const ZipEntry& styles);

} // namespace lup
