#pragma once

#include "export/workbook/workbook_content.hpp"

#include <filesystem>

namespace lup {

/// Reads a finished workbook back and throws ExportError, naming sheet and rule, unless
/// * every number in a table, Jämförelser, a chart with its texts, Läget and Data is one that the release (or
/// the codebook's
///   reference values, or a target of the plan) holds for that very indicator, group and period, and a hidden
///   cell's row has no number (workbook_faults);
/// * every text stands where it was laid out, and none anywhere else;
/// * nothing is hidden, there are no comments, macros, formulas or links out of the file, and metadata stands
///   only in the fields that the writer fills, as it fills them (read_workbook);
/// * the sheets stand in order with unique names, none is blank, and each has its title in A1, its table from
///   column A with a unique name and headings, and, but for Innehåll itself, a link back.
void check_workbook(const Publication& publication, const WorkbookContent& content,
                    const std::filesystem::path& file);

} // namespace lup
