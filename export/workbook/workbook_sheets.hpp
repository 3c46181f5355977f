#pragma once

#include "export/workbook/sheet_table.hpp"
#include "export/workbook/workbook_content.hpp"

namespace lup {

/// A sheet of the workbook, as Innehåll lists it.
struct ContentsEntry {
    std::string sheet, describes;
};

// Each function lays out one sheet of a workbook; the checklist that they follow is checked on the finished
// file by check_workbook().

SheetTable about_sheet(const Publication& publication, const WorkbookContent& content);
/// The rows of Innehåll.
std::vector<ContentsEntry> contents_of(const WorkbookContent& content);
SheetTable contents_sheet_table(const std::vector<ContentsEntry>& entries);
SheetTable situation_sheet(const Publication& publication, const WorkbookContent& content);
SheetTable news_sheet(const Publication& publication, const WorkbookContent& content);
SheetTable figures_sheet(const Codebook& codebook, const WorkbookContent& content,
                         const WorkbookTable& table);
/// REQUIRES: the content has comparisons.
SheetTable comparisons_sheet(const Codebook& codebook, const WorkbookContent& content);
SheetTable notes_sheet(const WorkbookContent& content);
SheetTable method_sheet(const Publication& publication, const WorkbookContent& content);
SheetTable data_sheet(const Publication& publication, const WorkbookContent& content);

/// Name of the sheet with the comparisons.
constexpr std::string_view comparisons_name = "Jämförelser";

/// The surveys that the workbook has tables of, in the codebook's order.
std::vector<const Survey*> surveys_of(const Codebook& codebook, const WorkbookContent& content);

/// When the reader can expect new figures, from the codebook's waves that are not released yet.
std::string next_update(const Publication& publication, const WorkbookContent& content);

constexpr std::string_view symbols_line =
    "Symboler: .. = skyddad eller alltför osäker uppgift, . = kan inte förekomma.";

} // namespace lup
