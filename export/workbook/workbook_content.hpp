#pragma once

#include "export/release_sink.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// One column of a table sheet: what it holds of a row.
enum class Column : std::uint8_t { period, category, value, lower, upper, n, symbol, reference, note };

struct TableColumn {
    Column kind = Column::value;
    std::size_t index = 0; ///< of a category: the dimension; of a reference: into WorkbookTable::references
    std::string heading;
};

/// One released table as one workbook prints it.
struct WorkbookTable {
    const ReleasedTable* table = nullptr;
    const Indicator* indicator = nullptr;
    const Codebook* codebook = nullptr;
    const Survey* survey = nullptr;
    std::string sheet; ///< name of its sheet
    std::string name;  ///< name of the Excel table
    std::string title;
    std::vector<const ReleasedCell*> rows; ///< only those that the organisation may have, in printing order
    std::vector<std::string> references;   ///< areas of the reference values that stand beside
    std::vector<TableColumn> columns;
    std::vector<std::size_t> notes; ///< numbers of its notes, from 1
    std::uint32_t header = 0;       ///< row of the headings, from 0; set when the sheet is laid out
    int decimals = 1;               ///< as printed: at most one

    /// Whether a new series starts between the oldest and the newest single wave of these cells.
    bool breaks_within(const std::vector<const ReleasedCell*>& cells) const;

    /// Index of the column of `kind`, or none.
    std::optional<std::uint16_t> column(Column kind) const;
};

/// What one verksamhet gets: everything else of the publication is left out.
struct WorkbookContent {
    const Organisation* organisation = nullptr; ///< nullptr: the workbook for all
    std::string file_stem;                      ///< "alla" or the organisation's id
    std::string title;
    std::vector<WorkbookTable> tables; ///< by indicator, then by breakdown, in the codebook's order
    std::vector<const ReleasedComparison*> comparisons; ///< of which both sides stand in the tables
    std::vector<const Judgement*> judgements;
    std::vector<const Publication::Change*> changes;
    std::vector<std::string> notes; ///< note i + 1
    std::string newest_day;         ///< last day of the newest released wave, ISO; "" if none
};

/// Chooses what `organisation` gets (nullptr: everything), names sheets and tables, and numbers the notes.
WorkbookContent content_for(const Publication& publication, const Organisation* organisation);

/// Whether `organisation` may have figures of `domain`: within its areas, if it has any.
bool may_have_domain(const Codebook& codebook, const Organisation* organisation, std::string_view survey,
                     std::string_view domain);
bool may_have_indicator(const Organisation* organisation, std::string_view indicator);

/// Whether the comparison is meant for `organisation` (nullptr: for all), if it has both sides.
bool is_meant_for(const Organisation* organisation, const ReleasedComparison& comparison);

/// Whether a workbook for `organisation` (nullptr: for all) may hold a cell of the table.
bool may_have_cell(const Codebook& codebook, const Organisation* organisation, const ReleasedTable& table,
                   const ReleasedCell& cell);

/// "Andel (%)", "Medelvärde", "Antal", "Antal per 100 000 (unit)".
std::string value_heading(const Indicator& indicator);

/// A figure in a sentence: "12,1 %", "23,4".
std::string figure_text(const Indicator& indicator, double value, int decimals);

/// A period as it is spoken of: "2022", "2019–2020".
std::string period_text(std::string_view period);

/// A figure rounded as the sheets print it: at most one decimal.
double printed(double value, int decimals);

} // namespace lup
