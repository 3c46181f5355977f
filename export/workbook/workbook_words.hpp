#pragma once

#include "export/known_words.hpp"
#include "export/workbook/workbook_parts.hpp"

#include <string>
#include <vector>

namespace lup {

/// What is wrong with the texts of a finished workbook, in Swedish, each with its sheet and row and no value:
/// a number in a text, a heading or a name that is within no known text and is no figure that may stand just
/// there. Those are
/// * in Om, how many indicators and tables the workbook has; in Innehåll, the sheets' own names;
/// * in Läget, the figures of the row's indicator and group, and what its goal was judged by;
/// * in Vad är nytt, what the change of that indicator and period went from and to;
/// * in Metod och kvalitet, what the release declares of that wave, indicator or survey: counts never of a
///   survey under the gate;
/// * marks of notes that there are.
/// `organisation`: whose workbook it is, nullptr for all.
std::vector<std::string> word_faults(const ReadWorkbook& book, const Publication& publication,
                                     const Organisation* organisation, const KnownWords& words);

/// The numbers of the names of areas and schools, which stand in notes on who was missing.
std::vector<double> unit_numbers(const Publication& publication);

} // namespace lup
