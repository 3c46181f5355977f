#pragma once

#include "export/workbook/workbook_content.hpp"
#include "export/workbook/xlsx_writer.hpp"

namespace lup {

/// A chart and the table that it draws from.
struct PlannedChart {
    const WorkbookTable* table = nullptr;
    ChartSpec chart;
};

/// At least one chart for each indicator with a shown figure: the whole survey over time with its interval,
/// by sex over time, the recipient's own areas beside the whole survey, and bars by any other single
/// breakdown for the newest period. A table without a shown figure gets none. REQUIRES: the tables have been
/// laid out (WorkbookTable::header).
std::vector<PlannedChart> plan_charts(const WorkbookContent& content, const Codebook& codebook);

/// Puts the first breakdown innermost in a table of several breakdowns that is the only one its indicator can
/// draw a chart from, so that its bars stand in neighbouring cells.
void order_for_charts(WorkbookContent& content);

} // namespace lup
