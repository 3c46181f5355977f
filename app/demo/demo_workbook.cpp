#include "app/demo/demo_table.hpp"

#include "config/errors.hpp"

#include <xlsxwriter.h>

#include <cstdint>

namespace lup {

namespace {

constexpr std::time_t fixed_time = 1577836800; // 2020-01-01: the bytes must not depend on the clock

struct Formats {
    lxw_format* title;
    lxw_format* group;
    lxw_format* heading;
};

void check(lxw_error error, const std::filesystem::path& file)
{
    if (error != LXW_NO_ERROR)
        throw ExportError(file.string() + ": arbetsboken kunde inte skrivas (" + lxw_strerror(error) + ")");
}

lxw_col_t column_of(std::size_t column)
{
    return static_cast<lxw_col_t>(column);
}

lxw_error write_cell(lxw_worksheet* sheet, std::uint32_t row, std::size_t column, const DemoCell& cell)
{
    if (const auto* number = std::get_if<double>(&cell))
        return worksheet_write_number(sheet, row, column_of(column), *number, nullptr);
    if (const auto* text = std::get_if<std::string>(&cell))
        return worksheet_write_string(sheet, row, column_of(column), text->c_str(), nullptr);
    return LXW_NO_ERROR;
}

std::uint32_t write_titles(lxw_worksheet* sheet, const DemoTable& table, const Formats& formats,
                           const std::filesystem::path& file)
{
    std::uint32_t row = 0;
    for (const auto& title : table.titles)
        check(worksheet_write_string(sheet, row++, 0, title.c_str(), formats.title), file);
    return table.titles.empty() ? row : row + 1;
}

std::uint32_t write_groups(lxw_worksheet* sheet, std::uint32_t row, const DemoTable& table,
                           const Formats& formats, const std::filesystem::path& file)
{
    if (table.groups.empty())
        return row;
    std::size_t first = 0;
    for (const auto& group : table.groups) {
        const auto last = first + group.columns - 1;
        const auto last_row = group.tall ? row + 1 : row;
        if (last > first || group.tall)
            check(worksheet_merge_range(sheet, row, column_of(first), last_row, column_of(last),
                                        group.title.c_str(), formats.group),
                  file);
        else
            check(worksheet_write_string(sheet, row, column_of(first), group.title.c_str(), formats.group),
                  file);
        first = last + 1;
    }
    return row + 1;
}

void write_sheet(lxw_workbook* book, const DemoTable& table, const Formats& formats,
                 const std::filesystem::path& file)
{
    auto* sheet = workbook_add_worksheet(book, table.sheet.c_str());
    if (sheet == nullptr)
        throw ExportError(file.string() + ": bladet kunde inte skapas");
    auto row = write_groups(sheet, write_titles(sheet, table, formats, file), table, formats, file);
    for (std::size_t column = 0; column < table.headings.size(); ++column)
        if (!table.headings[column].empty())
            check(worksheet_write_string(sheet, row, column_of(column), table.headings[column].c_str(),
                                         formats.heading),
                  file);
    for (const auto& cells : table.rows) {
        ++row;
        for (std::size_t column = 0; column < cells.size(); ++column)
            check(write_cell(sheet, row, column, cells[column]), file);
    }
    for (std::size_t column = 0; column < table.totals.size(); ++column)
        check(write_cell(sheet, row + 1, column, table.totals[column]), file);
}

Formats add_formats(lxw_workbook* book)
{
    const Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
    format_set_bold(formats.title);
    format_set_bold(formats.group);
    format_set_align(formats.group, LXW_ALIGN_CENTER);
    format_set_bold(formats.heading);
    format_set_text_wrap(formats.heading);
    return formats;
}

} // namespace

void write_demo_workbook(const std::vector<DemoTable>& tables, const std::filesystem::path& file)
{
    auto* book = workbook_new(file.string().c_str());
    if (book == nullptr)
        throw ExportError(file.string() + ": arbetsboken kunde inte skapas");
    lxw_doc_properties properties{};
    properties.created = fixed_time;
    try {
        check(workbook_set_properties(book, &properties), file);
        const auto formats = add_formats(book);
        for (const auto& table : tables)
            write_sheet(book, table, formats, file);
    } catch (...) {
        workbook_close(book); // frees it; the half-made file is of no use and the caller reports it
        throw;
    }
    check(workbook_close(book), file);
}

} // namespace lup
