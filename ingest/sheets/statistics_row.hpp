#pragma once

#include "ingest/bytes/text_arena.hpp"
#include "ingest/finding_log.hpp"
#include "ingest/sheets/statistics_parser.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace lup {

/// Makes the cells of the cases of a statistics file, the same whoever decodes the file. System-missing
/// values are left out by the caller, values that are no finite numbers and empty texts here.
class StatisticsRow {
public:
    /// What is noticed goes to `findings`; all must outlive the object.
    StatisticsRow(const StatisticsHeader& header, const std::string& file, FindingLog& findings)
        : header_(header), file_(file), findings_(findings)
    {
    }

    /// What follows belongs to case `index` (from 0) and fills `row`; its texts are kept in `texts`.
    void begin(Row& row, TextArena& texts, std::uint64_t index);

    void number(std::size_t column, double number)
    {
        if (!std::isfinite(number)) {
            return;
        }
        Cell& cell = row_->cells.emplace_back();
        cell.column = static_cast<std::uint32_t>(column) + 1;
        cell.type = CellType::number;
        cell.number = number;
        for (const auto& [low, high] : header_.missing_numbers[column]) {
            cell.user_missing = cell.user_missing || (number >= low && number <= high);
        }
        if (header_.values[column] != StatisticsValue::plain) {
            make_date(cell, header_.values[column]);
        }
    }

    /// `text` is UTF-8.
    void text(std::size_t column, std::string_view text);

    /// A missing value with a letter of its own, as Stata and SAS have them.
    void missing_tag(std::size_t column, char tag);

private:
    void make_date(Cell& cell, StatisticsValue kind);
    void add_text(Cell& cell, std::string_view text);
    std::string place() const;

    const StatisticsHeader& header_;
    const std::string& file_;
    FindingLog& findings_;
    Row* row_ = nullptr;
    TextArena* texts_ = nullptr;
};

} // namespace lup
