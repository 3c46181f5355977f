#pragma once

#include "export/workbook/workbook_content.hpp"

namespace lup {

/// Gives each table a sheet name ("T03 Stress, kommun × kön": unique, at most 31 characters, readable) and an
/// Excel table name ("Tabell_03_stress_area_sex").
void name_sheets(std::vector<WorkbookTable>& tables);

} // namespace lup
