#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// One record of a workbook stream of Excel 97-2003.
std::string xls_record(std::uint16_t type, std::string_view data);

/// The start of a substream: 5 the globals, 16 a sheet.
std::string xls_start(std::uint16_t kind, std::uint16_t version = 0x0600);

/// `value` in `width` bytes, the lowest first.
std::string little_bytes(std::uint64_t value, int width);

/// The smallest compound file with `stream` in its root, called `name` (8 letters at most).
std::string compound_file(const std::string& stream, std::string_view name = "Workbook");
