#pragma once

#include "export/workbook/xlsx_writer.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// One cell of a table to be written: nothing, text, a link, or a number.
struct SheetCell {
    std::string text;
    std::optional<double> number;
    Look look = Look::plain;
    std::string link; ///< sheet that the text leads to

    static SheetCell of(std::string text, Look look = Look::plain) { return {std::move(text), {}, look, {}}; }
    static SheetCell of(std::optional<double> number, Look look) { return {{}, number, look, {}}; }
};

/// A table that fills a sheet: texts above, then headings and rows from column A, widths from the texts.
struct SheetTable {
    std::string title;
    std::vector<std::string> notices; ///< lines between title and table
    std::string name;                 ///< of the Excel table
    std::vector<std::string> headings;
    std::vector<double> widest; ///< a column's largest width in characters; longer text is wrapped
    std::vector<std::vector<SheetCell>> rows; ///< at least one
};

/// Writes the table and a link back to Innehåll above it; returns the row of its headings, from 0.
std::uint32_t write_table(XlsxSheet& sheet, const SheetTable& table);

/// Title, notices and the link back, each notice broken into lines of at most `characters`; returns the first
/// row that is free.
std::uint32_t write_head(XlsxSheet& sheet, std::string_view title, std::span<const std::string> notices,
                         std::size_t characters);

/// Name of the sheet with the contents.
constexpr std::string_view contents_sheet = "Innehåll";

} // namespace lup
