#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace lup {

/// The statistics formats that are read, through ReadStat.
enum class StatisticsFormat : std::uint8_t { sav, por, dta, sas7bdat };

/// The format by a file's first 512 bytes.
std::optional<StatisticsFormat> statistics_format(std::string_view head);

// ReadStat 1.1.8 reads past the end of names in damaged files, of Stata above all. What contains that: a
// dropped file is parsed in a process of its own (parse_sandbox.hpp), which holds no other file's bytes, can
// open and send nothing and is bounded in memory and time; if it dies, its file is refused and the night goes
// on. What it sends is checked field by field (parse_wire.hpp). Our own code looks at no more than a name's
// or a text's longest length, and the cases of ordinary .sav files never pass through ReadStat.

/// Opens a file of SPSS (.sav, .zsav, .por), Stata or SAS as one sheet: row 1 holds the variables' names,
/// each case a row from 2 on. Dates are ISO 8601 by the variables' formats; system-missing values are empty
/// cells.
std::unique_ptr<SheetFile> open_statistics(std::shared_ptr<const ByteSource> source, StatisticsFormat format);

/// The same with every value decoded by ReadStat, which open_statistics leaves out for ordinary .sav files:
/// what our own reading of them is held against.
std::unique_ptr<SheetFile> open_statistics_with_readstat(std::shared_ptr<const ByteSource> source,
                                                         StatisticsFormat format);

} // namespace lup
