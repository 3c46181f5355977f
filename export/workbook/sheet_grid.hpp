#pragma once

#include "export/published/published_figures.hpp"
#include "export/workbook/workbook_parts.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lup {

/// A table of a finished sheet: where its headings stand, and its rows by heading.
struct SheetGrid {
    using Value = std::variant<double, std::string>;
    using Row = std::map<std::size_t, Value>; ///< by column

    const ReadSheet* sheet = nullptr;
    std::uint32_t header = 0;
    std::vector<std::string> headings;
    std::map<std::uint32_t, Row> rows;

    /// The text of a cell, "" if it has none.
    static std::string text(const Row& row, std::size_t column);
    static std::optional<double> number(const Row& row, std::size_t column);

    /// The first column whose heading begins with `start`.
    std::optional<std::size_t> column(std::string_view start) const;
    /// The text of a cell in that column, "" if there is no such column.
    std::string text_under(const Row& row, std::string_view start) const;
    /// The texts above the headings, as one.
    std::string head() const;
};

/// The table that begins with a row whose first cell is `first`, or none.
std::optional<SheetGrid> grid_of(const ReadSheet& sheet, std::string_view first);

/// A row of the sheet Data, with what tables call it.
struct DataRow {
    FileRow row;
    std::string survey, wave, title, group, release; ///< `group` as group_key() has it
};

/// The labels of a group in an order of their own, so that tables of the same breakdowns agree; "" for the
/// whole survey.
std::string group_key(const std::string& label);

} // namespace lup
