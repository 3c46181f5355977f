#include "app/codebook_export.hpp"

#include "app/configuration.hpp"
#include "app/files/durable.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <iostream>

namespace lup {

namespace fs = std::filesystem;

namespace {

/// A cell of a `;`-separated file: quoted when it holds something that a reader could mistake.
std::string csv_cell(const std::string& text)
{
    if (text.find_first_of(";,\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char letter : text)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? ";" : "") + csv_cell(cells[i]);
    return line + "\n";
}

void write_folder(const std::vector<RawTable>& tables, const fs::path& folder)
{
    fs::create_directories(folder);
    for (const auto& table : tables) {
        // With the mark Excel reads å, ä and ö as they are.
        auto text = "\xEF\xBB\xBF" + csv_line(table.headings);
        for (const auto& row : table.rows)
            text += csv_line(row.cells);
        write_durably(folder / (table.name + ".csv"), text);
    }
}

void write_sheet(lxw_workbook* workbook, lxw_format* heading, const RawTable& table)
{
    constexpr double width = 22;
    auto* sheet = workbook_add_worksheet(workbook, table.name.c_str());
    worksheet_freeze_panes(sheet, 1, 0);
    for (std::size_t column = 0; column < table.headings.size(); ++column) {
        const auto place = static_cast<lxw_col_t>(column);
        worksheet_set_column(sheet, place, place, width, nullptr);
        worksheet_write_string(sheet, 0, place, table.headings[column].c_str(), heading);
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t column = 0; column < table.rows[row].cells.size(); ++column)
            if (const auto& cell = table.rows[row].cells[column]; !cell.empty())
                worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(column),
                                       cell.c_str(), nullptr);
}

void write_workbook(const std::vector<RawTable>& tables, const fs::path& file)
{
    auto* workbook = workbook_new(file.c_str());
    if (workbook == nullptr)
        throw ExportError(
            fmt::format("{}: cannot be made. Check that the folder may be written", file.string()));
    auto* heading = workbook_add_format(workbook);
    format_set_bold(heading);
    for (const auto& table : tables)
        write_sheet(workbook, heading, table);
    if (const auto error = workbook_close(workbook); error != LXW_NO_ERROR)
        throw ExportError(fmt::format("{}: cannot be written ({})", file.string(), lxw_strerror(error)));
}

} // namespace

void write_tables(const std::vector<RawTable>& tables, const fs::path& file)
{
    if (file.extension() == ".xlsx")
        write_workbook(tables, file);
    else
        write_folder(tables, file);
}

int export_codebook(const Home& home, const fs::path& file)
{
    const auto tables = codebook_tables(load_configuration(home).codebook);
    write_tables(tables, file);
    std::cout << fmt::format("{}: {} tables\n", file.string(), tables.size());
    return 0;
}

} // namespace lup
