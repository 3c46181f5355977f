#pragma once

#include "export/workbook/workbook_content.hpp"

#include <span>

namespace lup {

/// The shown cells of single waves since the indicator's last break, oldest first: what may be compared.
/// `rows` are those of one group of the table.
std::vector<const ReleasedCell*> comparable_series(const Indicator& indicator, const Codebook& codebook,
                                                   std::span<const ReleasedCell* const> rows);

/// How a comparable series went, from released figures alone. `comparisons` are those that stand beside it:
/// if one of them is of the series' first and last wave, a trend before a wave with the one before it, the
/// words follow its verdict. Otherwise intervals that are apart are a change. "ökade från 12,1 % (2018) till
/// 15,0 % (2024)" only if so; else both figures, with "ingen säkerställd förändring" where something was
/// compared.
/// "" for an empty series.
std::string change_words(const Indicator& indicator, int decimals,
                         std::span<const ReleasedCell* const> series,
                         std::span<const ReleasedComparison* const> comparisons);

/// "andelen", "medelvärdet", ...: what a figure of the indicator is called in a sentence.
std::string_view figure_noun(const Indicator& indicator);

/// "Kvinnor 15,2 %, Män 10,1 %": each shown cell by its group; hidden ones are left out.
std::string groups_in_words(const WorkbookTable& table, std::span<const ReleasedCell* const> cells);

/// "från 9,1 % (Berg) till 14,2 % (Åre)"; "12,1 % (Berg)" if only one is shown.
std::string range_in_words(const WorkbookTable& table, std::span<const ReleasedCell* const> cells);

/// The labels of a cell's groups: "Åre, Kvinnor"; "" for the whole survey.
std::string group_label(const WorkbookTable& table, const ReleasedCell& cell);

} // namespace lup
