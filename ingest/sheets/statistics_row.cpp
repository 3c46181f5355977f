#include "ingest/sheets/statistics_row.hpp"

#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/statistics_values.hpp"

namespace lup {

void StatisticsRow::begin(Row& row, TextArena& texts, std::uint64_t index)
{
    if (index + 2 > limits::records) {
        refuse_too_large(file_, "", "filen har fler än en miljard svarande");
    }
    row.cells.clear();
    row.cells.reserve(header_.variables.size());
    row.number = static_cast<std::uint32_t>(index + 2);
    row_ = &row;
    texts_ = &texts;
}

std::string StatisticsRow::place() const
{
    return "rad " + std::to_string(row_->number);
}

void StatisticsRow::make_date(Cell& cell, StatisticsValue kind)
{
    if (const auto date = date_of(cell.number, kind)) {
        cell.type = CellType::date;
        cell.number = 0;
        return add_text(cell, *date);
    }
    if (!cell.user_missing) {
        findings_.add(Severity::warning, place(), "ett datum eller klockslag är utanför det som kan stå där",
                      "Det är läst som ett vanligt tal. Rätta värdet eller kolumnens format.");
    }
}

void StatisticsRow::text(std::size_t column, std::string_view text)
{
    if (text.empty()) {
        return;
    }
    Cell& cell = row_->cells.emplace_back();
    cell.column = static_cast<std::uint32_t>(column) + 1;
    if (header_.is_text[column] != 0) {
        for (const auto& [low, high] : header_.variables[column].missing) {
            cell.user_missing = cell.user_missing || (text >= low && text <= high);
        }
    }
    add_text(cell, text);
}

void StatisticsRow::missing_tag(std::size_t column, char tag)
{
    Cell& cell = row_->cells.emplace_back();
    cell.column = static_cast<std::uint32_t>(column) + 1;
    cell.user_missing = true;
    add_text(cell, {&tag, 1});
}

void StatisticsRow::add_text(Cell& cell, std::string_view text)
{
    if (text.size() > limits::text_bytes || !texts_->append(text)) {
        refuse_too_large(file_, place(), "en text är längre än 32 767 tecken");
    }
    cell.text = texts_->finish();
}

} // namespace lup
