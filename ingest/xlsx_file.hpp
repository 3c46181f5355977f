#pragma once

#include "ingest/sheet_reader.hpp"
#include "ingest/zip_archive.hpp"

#include <memory>

namespace lup {

/// Opens a .xlsx or .xlsm workbook. Throws InputError as open_sheet_file does.
std::unique_ptr<SheetFile> open_xlsx(std::shared_ptr<const ZipArchive> zip);

} // namespace lup
