#pragma once

#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/finding_log.hpp"
#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/cell_format.hpp"
#include "ingest/sheets/serial_date.hpp"
#include "ingest/sheets/shared_strings.hpp"

#include <memory>
#include <string>
#include <vector>

namespace lup {

/// What all sheets of a workbook share. It outlives the readers.
struct XlsxContext {
    SharedStrings strings;
    std::vector<FormatKind> formats;
    DateSystem dates;
    FindingLog findings;
};

/// Reads one work sheet part, `title` for messages.
std::unique_ptr<SheetReader> read_xlsx_sheet(std::shared_ptr<const ZipArchive> zip, const ZipEntry& part,
                                             std::string title, std::shared_ptr<XlsxContext> context);

} // namespace lup
