#include "ingest/sheets/xlsx_cell.hpp"

#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/number_text.hpp"

#include <algorithm>
#include <charconv>

namespace lup {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == text.size() ? std::string_view() : text.substr(first, last - first + 1);
}

void add_cell(Row& row, std::uint32_t column, CellType type, double number, std::string_view text)
{
    Cell cell;
    cell.column = column;
    cell.type = type;
    cell.number = number;
    cell.text = text;
    row.cells.push_back(cell);
}

} // namespace

bool parse_cell_reference(std::string_view reference, std::uint32_t& column, std::uint32_t& row)
{
    std::size_t i = 0;
    std::uint32_t letters = 0;
    for (; i < reference.size() && i < 3 && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
        letters = letters * 26 + static_cast<std::uint32_t>(reference[i] - 'A') + 1;
    }
    std::uint32_t number = 0;
    const auto digits = reference.substr(i);
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (letters == 0 || letters > limits::columns || error != std::errc() || number == 0 ||
        stop != digits.data() + digits.size() || number > limits::rows) {
        return false;
    }
    column = letters;
    row = number;
    return true;
}

std::string column_letters(std::uint32_t column)
{
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    }
    return letters;
}

std::string XlsxCellMaker::place(std::uint32_t row, std::uint32_t column) const
{
    return sheet_ + "!" + (column == 0 ? "rad " : column_letters(column)) + std::to_string(row);
}

void XlsxCellMaker::warn(std::uint32_t row, std::uint32_t column, std::string_view rule,
                         std::string_view advice) const
{
    report(Severity::warning, row, column, rule, advice);
}

void XlsxCellMaker::report(Severity severity, std::uint32_t row, std::uint32_t column, std::string_view rule,
                           std::string_view advice) const
{
    context_.findings.add(severity, place(row, column), rule, advice);
}

void XlsxCellMaker::add_literal(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    if (head.type != XlsxType::text) {
        return add_text(row, head, arena);
    }
    if (const auto text = arena.finish(); !text.empty()) {
        add_cell(row, head.column, CellType::text, 0, text);
    }
}

void XlsxCellMaker::add_text(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    if (arena.open_text().empty()) {
        return;
    }
    switch (head.type) {
    case XlsxType::number:
        return add_number_text(row, head, arena);
    case XlsxType::shared:
        return add_shared_text(row, head, arena);
    case XlsxType::boolean:
        return add_boolean(row, head, arena);
    case XlsxType::error:
        return add_error(row, head, arena);
    case XlsxType::date:
        return add_iso_date(row, head, arena);
    case XlsxType::inline_text:
    case XlsxType::text:
        return add_string(row, head, arena);
    }
}

void XlsxCellMaker::add_string(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    if (has_excel_escape(arena.open_text())) {
        arena.replace_open(decode_excel_escapes(arena.open_text()));
    }
    const auto text = arena.finish();
    if (text.size() > limits::text_characters && code_points(text) > limits::text_characters) {
        refuse_too_large(file_, place(row.number, head.column), "texten är längre än 32 767 tecken");
    }
    add_cell(row, head.column, CellType::text, 0, text);
}

void XlsxCellMaker::add_error(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    warn(row.number, head.column, "cellen är ett fel (#N/A, #DIV/0! ...)",
         "Rätta formeln eller töm cellen; den räknas som inget svar.");
    add_cell(row, head.column, CellType::error, 0, arena.finish());
}

void XlsxCellMaker::add_boolean(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    const auto text = trimmed(arena.finish());
    const bool yes = text == "1" || text == "true" || text == "TRUE";
    if (!yes && text != "0" && text != "false" && text != "FALSE") {
        refuse_damaged(file_, place(row.number, head.column),
                       "cellen ska vara sant eller falskt men är inte det");
    }
    add_cell(row, head.column, CellType::boolean, yes ? 1 : 0, {});
}

void XlsxCellMaker::add_iso_date(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    const auto text = trimmed(arena.finish());
    const bool valid = is_iso_date(text);
    if (!valid) {
        warn(row.number, head.column, "cellen ska vara ett datum men är inte det",
             "Skriv datumet på nytt; cellen läses som text.");
    }
    add_cell(row, head.column, valid ? CellType::date : CellType::text, 0, text);
}

void XlsxCellMaker::add_shared_text(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    const auto text = trimmed(arena.finish());
    std::size_t index = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (text.empty() || error != std::errc() || stop != text.data() + text.size()) {
        refuse_damaged(file_, place(row.number, head.column), "cellens text pekar fel i filen");
    }
    add_shared(row, head, index);
}

void XlsxCellMaker::add_shared(Row& row, const XlsxCellHead& head, std::size_t index) const
{
    if (index >= context_.strings.size()) {
        refuse_damaged(file_, place(row.number, head.column), "cellens text finns inte i filen");
    }
    const auto text = context_.strings[index];
    if (!text.empty()) {
        add_cell(row, head.column, CellType::text, 0, text);
    }
}

void XlsxCellMaker::add_number_text(Row& row, const XlsxCellHead& head, TextArena& arena) const
{
    if (const auto number = parse_xml_number(arena.open_text())) {
        arena.finish();
        return add_number(row, head, *number, arena);
    }
    if (!trimmed(arena.open_text()).empty()) {
        warn(row.number, head.column, "cellen ska vara ett tal men är inte det",
             "Skriv talet på nytt; cellen läses som text.");
        add_cell(row, head.column, CellType::text, 0, arena.finish());
    }
}

void XlsxCellMaker::add_number(Row& row, const XlsxCellHead& head, double number, TextArena& arena) const
{
    if (is_plain_number(head.format)) {
        return add_cell(row, head.column, CellType::number, number, {});
    }
    if (head.format >= context_.formats.size()) {
        if (!context_.formats.empty()) {
            warn(row.number, head.column, "cellens format finns inte i filen",
                 "Cellen läses som ett tal. Spara filen på nytt i Excel.");
        }
        return add_cell(row, head.column, CellType::number, number, {});
    }
    const bool time = context_.formats[head.format] == FormatKind::time;
    if (const auto iso = context_.dates.iso(number, time)) {
        arena.append(*iso);
        return add_cell(row, head.column, CellType::date, number, arena.finish());
    }
    warn(row.number, head.column,
         "cellen är ett datum som inte finns (dag 0, 29 februari 1900 eller utanför åren 1900-9999)",
         "Rätta datumet; cellen läses som ett tal.");
    add_cell(row, head.column, CellType::number, number, {});
}

} // namespace lup
