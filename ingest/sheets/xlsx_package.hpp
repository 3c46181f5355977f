#pragma once

#include "ingest/bytes/zip_archive.hpp"
#include "ingest/sheet_reader.hpp"

#include <string>
#include <vector>

namespace lup {

/// The parts of a .xlsx file that hold sheets, found the way ECMA-376 part 2 says: by relationships, from the
/// root, never by habit.
struct XlsxPackage {
    std::vector<SheetInfo> sheets;      ///< work sheets only
    std::vector<const ZipEntry*> parts; ///< of the sheets, in their order
    const ZipEntry* strings = nullptr;  ///< shared strings, if there are any
    const ZipEntry* styles = nullptr;
    bool from_1904 = false;
    std::size_t other_sheets = 0; ///< chart, dialog and macro sheets, which hold no answers
};

/// Throws InputError if it is no workbook of a kind that is read, or a part is missing.
XlsxPackage find_xlsx_parts(const ZipArchive& zip);

/// `target` of a relationship of `part`, as the name of a part; "" if it leads out of the package.
std::string resolve_target(std::string_view part, std::string_view target);

} // namespace lup
