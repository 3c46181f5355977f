#pragma once

#include "ingest/bytes/zip_archive.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>

namespace lup {

/// Whether a zip archive says that it is an OpenDocument spreadsheet.
bool is_ods(const ZipArchive& zip);

/// Opens an OpenDocument spreadsheet, packed (.ods) or as one XML text (.fods). Formulas are read as their
/// stored results. Throws InputError as open_sheet_file does.
std::unique_ptr<SheetFile> open_ods(std::shared_ptr<const ZipArchive> zip);
std::unique_ptr<SheetFile> open_fods(std::shared_ptr<const ByteSource> source);

} // namespace lup
