#pragma once

#include "export/workbook/workbook_content.hpp"

namespace lup {

/// Collects the notes of all tables, numbers them in the order they are first needed, and gives each table
/// its numbers: the indicator's definition, breaks in its series, pooled periods, the sources of
/// reference values, uncertain figures.
void number_notes(const Codebook& codebook, WorkbookContent& content);

/// "[not 1] [not 3]", "" for none.
std::string note_marks(const std::vector<std::size_t>& notes);

/// The number of the note about uncertain figures, 0 if no table needs it.
std::size_t uncertainty_note(const WorkbookContent& content);

} // namespace lup
