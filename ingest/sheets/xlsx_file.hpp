#pragma once

#include "ingest/bytes/zip_archive.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>

namespace lup {

/// Opens a .xlsx or .xlsm workbook. Throws InputError as open_sheet_file does.
std::unique_ptr<SheetFile> open_xlsx(std::shared_ptr<const ZipArchive> zip);

} // namespace lup
