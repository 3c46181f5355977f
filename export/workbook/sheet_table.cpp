#include "export/workbook/sheet_table.hpp"

#include "export/swedish_text.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

constexpr double filter_button = 3; // characters that the button of the filter hides
constexpr double line_height = 15;  // points, of 11-point text

/// The line without the digits at its end if the text goes on with one: a number is read back whole.
std::string_view without_cut_number(std::string_view text, std::string_view line)
{
    const auto is_digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    auto end = line.size();
    while (is_digit(end) && end > 0 && is_digit(end - 1))
        --end;
    return end == 0 ? line : line.substr(0, end);
}

std::vector<std::string> broken_lines(std::string_view text, std::size_t characters)
{
    std::vector<std::string> lines;
    while (character_count(text) > characters) {
        auto line = first_characters(text, characters);
        if (const auto space = line.rfind(' '); space != std::string_view::npos && space > 0)
            line = line.substr(0, space);
        else
            line = without_cut_number(text, line);
        lines.emplace_back(line);
        text.remove_prefix(line.size());
        text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    }
    lines.emplace_back(text);
    return lines;
}

std::size_t longest_word(std::string_view text)
{
    std::size_t longest = 0;
    while (!text.empty()) {
        const auto space = text.find(' ');
        longest = std::max(longest, character_count(text.substr(0, space)));
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    }
    return longest;
}

/// Numbers are at most "1 234 567,8".
double shown_width(const SheetCell& cell)
{
    return cell.number ? std::max(4.0, std::floor(std::log10(std::max(1.0, std::abs(*cell.number)))) + 4)
                       : static_cast<double>(character_count(cell.text));
}

/// Whether the text of a column begins where numbers end: these stand to the right in theirs.
bool is_beside_numbers(const SheetTable& table, std::size_t column)
{
    return column > 0 && std::any_of(table.rows.begin(), table.rows.end(), [column](const auto& row) {
               return row[column - 1].number.has_value();
           });
}

Look beside_numbers(Look look)
{
    return look == Look::plain ? Look::beside : look == Look::wrapped ? Look::wrapped_beside : look;
}

/// The table with its texts drawn in where they stand right of numbers.
SheetTable drawn_in(SheetTable table)
{
    for (std::size_t column = 0; column < table.headings.size(); ++column)
        if (is_beside_numbers(table, column))
            for (auto& row : table.rows)
                if (!row[column].number)
                    row[column].look = beside_numbers(row[column].look);
    return table;
}

bool is_drawn_in(Look look)
{
    return look == Look::beside || look == Look::wrapped_beside;
}

std::vector<SheetColumn> columns_of(const SheetTable& table)
{
    std::vector<SheetColumn> columns;
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
        const auto& heading = table.headings[i];
        double width = static_cast<double>(longest_word(heading)) + filter_button;
        for (const auto& row : table.rows)
            width = std::max(
                width, std::min(shown_width(row[i]) + (is_drawn_in(row[i].look) ? 3 : 2), table.widest[i]));
        columns.push_back({heading, width});
    }
    return columns;
}

double lines_needed(std::string_view text, double width)
{
    return static_cast<double>(broken_lines(text, static_cast<std::size_t>(std::max(4.0, width - 2))).size());
}

/// A heading or text that is broken over lines gets its height here: not every program finds it by itself.
void set_height(XlsxSheet& sheet, std::uint32_t row, double lines)
{
    if (lines > 1)
        sheet.height(row, std::min(lines * line_height + 2, 400.0));
}

void write_row(XlsxSheet& sheet, std::uint32_t row, const std::vector<SheetCell>& cells,
               const std::vector<SheetColumn>& columns)
{
    double lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& cell = cells[i];
        const auto column = static_cast<std::uint16_t>(i);
        if (cell.number)
            sheet.number(row, column, *cell.number, cell.look);
        else if (!cell.link.empty())
            sheet.link(row, column, cell.link, cell.text);
        else
            sheet.text(row, column, cell.text, cell.look);
        if (cell.look == Look::wrapped || cell.look == Look::wrapped_beside)
            lines =
                std::max(lines, lines_needed(cell.text, columns[i].width - (is_drawn_in(cell.look) ? 1 : 0)));
    }
    set_height(sheet, row, lines);
}

} // namespace

std::uint32_t write_head(XlsxSheet& sheet, std::string_view title, std::span<const std::string> notices,
                         std::size_t characters)
{
    std::uint32_t row = 0;
    // Letters of the title are larger and bold: fewer of them fit.
    for (const auto& line : broken_lines(title, characters * 2 / 3))
        sheet.text(row++, 0, line, Look::title);
    for (const auto& notice : notices)
        for (const auto& line : broken_lines(notice, characters))
            sheet.text(row++, 0, line, Look::notice);
    if (title != contents_sheet)
        sheet.link(row++, 0, contents_sheet, "Till innehållet");
    return row;
}

std::uint32_t write_table(XlsxSheet& sheet, const SheetTable& plain)
{
    const auto table = drawn_in(plain);
    const auto columns = columns_of(table);
    double total = 0;
    for (const auto& column : columns)
        total += column.width;
    const auto header = write_head(sheet, table.title, table.notices,
                                   static_cast<std::size_t>(std::clamp(total - 4, 70.0, 160.0)));
    sheet.table(header, header + static_cast<std::uint32_t>(table.rows.size()), columns, table.name);
    double heading_lines = 1;
    for (const auto& column : columns)
        heading_lines = std::max(heading_lines, lines_needed(column.heading, column.width + 1));
    set_height(sheet, header, heading_lines);
    auto row = header;
    for (const auto& cells : table.rows)
        write_row(sheet, ++row, cells, columns);
    return header;
}

} // namespace lup
