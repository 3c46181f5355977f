#pragma once

#include "ingest/limits.hpp"
#include "ingest/sheets/statistics_parser.hpp"

#include <optional>
#include <string>

#include <readstat.h>

namespace lup {

/// Text as ReadStat gives it: UTF-8 if the file says its encoding; else taken for Windows-1252.
/// ReadStat 1.1.8 hands out names and labels of damaged .dta files without the zero byte that should end
/// them: at most `most` bytes are looked at, and what is read past a name's end is bytes of the same file's
/// worker.
std::string text_of(const char* text, std::size_t most = limits::text_bytes + 1);

/// The same for names, which are short in all formats.
std::string name_of(const char* text);

bool is_string(const readstat_value_t& value);

/// A code as `lup cells` shows it.
std::string code_of(const readstat_value_t& value);

/// What the numbers of a variable are, by the name of its print format.
StatisticsValue value_kind(const char* format_name, StatisticsFormat format);

/// A number of that kind in ISO 8601; nothing for plain numbers and what is outside the years 1 to 9999.
std::optional<std::string> date_of(double number, StatisticsValue kind);

} // namespace lup
