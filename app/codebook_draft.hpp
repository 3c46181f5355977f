#pragma once

#include "config/raw_table.hpp"
#include "ingest/sheet_reader.hpp"

#include <filesystem>
#include <vector>

namespace lup {

/// What a file of SPSS, Stata or SAS says of its own columns, as the tables `variables` and `codes` of a
/// codebook: names, question texts, value labels, what is declared missing. A type is told by labels, or by
/// the kinds of the first cells; no answer is repeated. `survey` is the name the rows get. Throws InputError
/// if the file says nothing of its columns.
std::vector<RawTable> codebook_draft(const SheetFile& file, const std::string& survey);

/// Writes that draft as a workbook (`out` ends in .xlsx) or as CSV files in a folder. Returns 0.
int draft_codebook(const std::filesystem::path& file, const std::filesystem::path& out);

} // namespace lup
