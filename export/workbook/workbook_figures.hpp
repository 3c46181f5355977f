#pragma once

#include "config/text_numbers.hpp"
#include "export/published/published_comparisons.hpp"
#include "export/published/published_figures.hpp"
#include "export/release_sink.hpp"
#include "export/workbook/workbook_parts.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lup {

/// Where numbers come from that stand in workbooks and are no figure of a cell: the codebook's reference
/// values, the target values that goals were judged against, and the comparisons between cells that the
/// workbook may have.
struct NumbersFromElsewhere {
    const Codebook& codebook;
    std::vector<Judgement> targets;
    PublishedComparisons comparisons;
};

/// `organisation`: whose workbook it is, nullptr for all.
NumbersFromElsewhere numbers_from_elsewhere(const Publication& publication, const Organisation* organisation);

/// Whether a row of the sheet Data may stand as it does.
using RowIsGood = std::function<bool(const FileRow&)>;

/// What is wrong with the numbers of a finished workbook, in Swedish, each with its sheet and row and no
/// value:
/// * rows of Data that `is_good` refuses;
/// * numbers of tables and of Läget that are not those of Data, as printed, for the same indicator, group and
///   period, reference values that are not those of just that figure, targets that are not the goal's, rows
///   of Jämförelser that are no comparison of `elsewhere` between two rows of Data;
/// * numbers in other sheets, and numbers in a chart, its title or its alt text that its table does not have.
/// The workbook alone is looked at: labels join its sheets.
std::vector<std::string> workbook_faults(const ReadWorkbook& book, const NumbersFromElsewhere& elsewhere,
                                         const RowIsGood& is_good);

/// The part of workbook_faults() that is about charts.
std::vector<std::string> chart_faults(const ReadWorkbook& book);

/// Figures of the sheet "Vad är nytt" that `figures` has in no version.
std::vector<std::string> change_faults(const ReadWorkbook& book, const PublishedFigures& figures);

} // namespace lup
