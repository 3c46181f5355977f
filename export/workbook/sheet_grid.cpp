#include "export/workbook/sheet_grid.hpp"

#include <algorithm>

namespace lup {

std::string SheetGrid::text(const Row& row, std::size_t column)
{
    const auto found = row.find(column);
    return found == row.end() || !std::holds_alternative<std::string>(found->second)
               ? std::string()
               : std::get<std::string>(found->second);
}

std::optional<double> SheetGrid::number(const Row& row, std::size_t column)
{
    const auto found = row.find(column);
    return found == row.end() || !std::holds_alternative<double>(found->second)
               ? std::nullopt
               : std::optional(std::get<double>(found->second));
}

std::optional<std::size_t> SheetGrid::column(std::string_view start) const
{
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (headings[i].starts_with(start))
            return i;
    return std::nullopt;
}

std::string SheetGrid::text_under(const Row& row, std::string_view start) const
{
    const auto found = column(start);
    return found ? text(row, *found) : std::string();
}

std::string SheetGrid::head() const
{
    std::string head;
    for (const auto& [place, value] : sheet->cells)
        if (place.first < header && std::holds_alternative<std::string>(value))
            head += (head.empty() ? "" : " ") + std::get<std::string>(value);
    return head;
}

std::optional<SheetGrid> grid_of(const ReadSheet& sheet, std::string_view first)
{
    SheetGrid grid;
    grid.sheet = &sheet;
    const auto is_header = [&](const auto& cell) {
        return cell.first.second == 0 && cell.second == SheetGrid::Value(std::string(first));
    };
    const auto header = std::find_if(sheet.cells.begin(), sheet.cells.end(), is_header);
    if (header == sheet.cells.end())
        return std::nullopt;
    grid.header = header->first.first;
    for (const auto& [place, value] : sheet.cells) {
        if (place.first == grid.header && std::holds_alternative<std::string>(value) &&
            place.second == grid.headings.size())
            grid.headings.push_back(std::get<std::string>(value));
        if (place.first > grid.header)
            grid.rows[place.first][place.second] = value;
    }
    return grid;
}

std::string group_key(const std::string& label)
{
    if (label.empty() || label == "Hela undersökningen")
        return {};
    std::vector<std::string> pieces;
    std::size_t from = 0;
    for (auto comma = label.find(", "); comma != std::string::npos; comma = label.find(", ", from)) {
        pieces.push_back(label.substr(from, comma - from));
        from = comma + 2;
    }
    pieces.push_back(label.substr(from));
    std::sort(pieces.begin(), pieces.end());
    std::string key;
    for (const auto& piece : pieces)
        key += piece + ", ";
    return key;
}

} // namespace lup
