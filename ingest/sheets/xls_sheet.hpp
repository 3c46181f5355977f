#pragma once

#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/xlsx_sheet.hpp"

#include <memory>
#include <string>

namespace lup {

/// The records of a workbook, in memory, and where its sheets start.
struct XlsStream {
    std::string file;
    std::string bytes;
};

/// Reads the sheet whose records start at `offset`.
std::unique_ptr<SheetReader> read_xls_sheet(std::shared_ptr<const XlsStream> stream, std::size_t offset,
                                            std::string title, std::shared_ptr<XlsxContext> context);

} // namespace lup
