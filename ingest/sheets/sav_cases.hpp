#pragma once

#include "ingest/finding_log.hpp"
#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/sav_layout.hpp"
#include "ingest/sheets/statistics_parser.hpp"

#include <memory>

namespace lup {

/// Reads the names and cases of a .sav in our own code, which is faster than ReadStat calling for each
/// value. `layout` must fit `header`.
std::unique_ptr<SheetReader> read_sav_cases(std::shared_ptr<const ByteSource> source,
                                            std::shared_ptr<const StatisticsHeader> header,
                                            std::shared_ptr<const SavLayout> layout,
                                            std::shared_ptr<FindingLog> findings);

/// Whether both say the same of the file's variables.
bool fits(const SavLayout& layout, const StatisticsHeader& header);

} // namespace lup
