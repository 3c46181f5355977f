#include "export/swedish_text.hpp"
#include "export/workbook/xlsx_state.hpp"
#include "export/workbook/xlsx_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lup {

namespace {

std::string column_letters(std::uint16_t column)
{
    std::string letters;
    for (auto rest = static_cast<unsigned>(column) + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string place_of(const lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column)
{
    return fmt::format("{}!{}{}", sheet->name, column_letters(column), row + 1);
}

/// Letters, digits and `_`, beginning with a letter and not like a cell reference.
bool is_table_name(std::string_view name)
{
    const auto is_letter = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    };
    return !name.empty() && name.size() <= 255 && is_letter(name[0]) &&
           name.find('_') != std::string_view::npos && std::all_of(name.begin(), name.end(), [&](char byte) {
               return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_';
           });
}

} // namespace

void XlsxSheet::text(std::uint32_t row, std::uint16_t column, std::string_view text, Look look)
{
    if (text.empty())
        return;
    const auto place = place_of(sheet_, row, column);
    const auto checked = workbook_->checked(place, text);
    const auto error =
        worksheet_write_string(sheet_, row, column, checked.c_str(), workbook_->state_->format(look));
    if (error != LXW_NO_ERROR)
        workbook_->fail(place, lxw_strerror(error));
}

void XlsxSheet::number(std::uint32_t row, std::uint16_t column, double number, Look look)
{
    const auto place = place_of(sheet_, row, column);
    if (!std::isfinite(number))
        workbook_->fail(place, "ett tal är inte ändligt");
    const auto error = worksheet_write_number(sheet_, row, column, number, workbook_->state_->format(look));
    if (error != LXW_NO_ERROR)
        workbook_->fail(place, lxw_strerror(error));
}

void XlsxSheet::link(std::uint32_t row, std::uint16_t column, std::string_view sheet, std::string_view text)
{
    const auto place = place_of(sheet_, row, column);
    std::string quoted;
    for (const char byte : sheet)
        quoted += byte == '\'' ? "''" : std::string(1, byte);
    const auto url = fmt::format("internal:'{}'!A1", workbook_->checked(place, quoted));
    const auto shown = workbook_->checked(place, text);
    const auto error = worksheet_write_url_opt(sheet_, row, column, url.c_str(),
                                               workbook_->state_->format(Look::link), shown.c_str(), nullptr);
    if (error != LXW_NO_ERROR)
        workbook_->fail(place, lxw_strerror(error));
}

void XlsxSheet::table(std::uint32_t header, std::uint32_t last, std::span<const SheetColumn> columns,
                      std::string_view name)
{
    const auto place = place_of(sheet_, header, 0);
    if (!is_table_name(name) || !workbook_->state_->table_names.insert(lowered(name)).second)
        workbook_->fail(place, "tabellens namn är inte tillåtet eller står två gånger");
    std::vector<std::string> headings;
    std::set<std::string> seen;
    for (const auto& column : columns) {
        headings.push_back(workbook_->checked(place, column.heading));
        if (headings.back().empty() || !seen.insert(lowered(headings.back())).second)
            workbook_->fail(place, "en rubrik saknas eller står två gånger");
    }
    std::vector<lxw_table_column> specs(columns.size());
    std::vector<lxw_table_column*> pointers;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        specs[i].header = headings[i].data();
        specs[i].header_format = workbook_->state_->format(Look::heading);
        pointers.push_back(&specs[i]);
        width(static_cast<std::uint16_t>(i), columns[i].width);
    }
    pointers.push_back(nullptr);
    std::string table_name(name);
    lxw_table_options options{};
    options.name = table_name.data();
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 9;
    options.columns = pointers.data();
    const auto last_column = static_cast<lxw_col_t>(columns.size() - 1);
    auto error = worksheet_add_table(sheet_, header, 0, last, last_column, &options);
    if (error == LXW_NO_ERROR)
        error = worksheet_repeat_rows(sheet_, header, header);
    const auto cells = fmt::format("A{}:{}{}", header + 2, column_letters(last_column), last + 1);
    if (error == LXW_NO_ERROR) // a period such as 2022 is text on purpose
        error = worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, cells.c_str());
    if (error != LXW_NO_ERROR)
        workbook_->fail(place, lxw_strerror(error));
    worksheet_freeze_panes(sheet_, header + 1, 0);
}

void XlsxSheet::height(std::uint32_t row, double points)
{
    if (const auto error = worksheet_set_row(sheet_, row, points, nullptr); error != LXW_NO_ERROR)
        workbook_->fail(place_of(sheet_, row, 0), lxw_strerror(error));
}

void XlsxSheet::width(std::uint16_t column, double characters)
{
    const auto error =
        worksheet_set_column(sheet_, column, column, std::clamp(characters, 4.0, 120.0), nullptr);
    if (error != LXW_NO_ERROR)
        workbook_->fail(place_of(sheet_, 0, column), lxw_strerror(error));
}

void XlsxSheet::pages(std::span<const std::uint32_t> rows, std::uint16_t percent)
{
    worksheet_set_print_scale(sheet_, percent); // also undoes the fit to one page's width
    std::vector<lxw_row_t> breaks(rows.begin(), rows.end());
    breaks.push_back(0);
    if (const auto error = worksheet_set_h_pagebreaks(sheet_, breaks.data()); error != LXW_NO_ERROR)
        workbook_->fail(sheet_->name, lxw_strerror(error));
}

} // namespace lup
