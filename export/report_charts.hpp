#pragma once

#include "export/svg_chart.hpp"
#include "export/workbook/workbook_content.hpp"

namespace lup {

/// One chart for each indicator that has a shown figure for the whole survey or by sex: over its single
/// waves, or its pooled periods where there is no other. In the codebook's order of indicators.
std::vector<SvgChart> report_charts(const Publication& publication);

} // namespace lup
