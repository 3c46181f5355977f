#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>

namespace lup {

/// Opens a workbook of Excel 97-2003 (BIFF8 in a compound file). Throws InputError as open_sheet_file does;
/// older workbooks and encrypted files are refused by name.
std::unique_ptr<SheetFile> open_xls(std::shared_ptr<const ByteSource> source);

} // namespace lup
