#include "ingest/sheets/sheet_order.hpp"

#include <algorithm>
#include <utility>

namespace lup {

void SheetOrder::check(Row& row)
{
    check_row(row.number);
    const bool ordered =
        std::adjacent_find(row.cells.begin(), row.cells.end(), [](const auto& a, const auto& b) {
            return a.column >= b.column;
        }) == row.cells.end();
    if (!ordered) {
        put_in_order(row);
    }
}

void SheetOrder::check_row(std::uint32_t number)
{
    if (seen_.size() <= number) {
        seen_.resize(number + 1024);
    }
    if (std::exchange(seen_[number], 1) != 0) {
        cells_.report(Severity::error, number, 0, "raden står två gånger i filen",
                      "Öppna filen i Excel, kontrollera raden och spara den på nytt.");
    } else if (number < last_row_) {
        cells_.report(Severity::warning, number, 0, "raderna står inte i ordning i filen",
                      "De är lästa efter sina nummer. Spara filen på nytt i Excel.");
    }
    last_row_ = number;
}

void SheetOrder::put_in_order(Row& row) const
{
    std::stable_sort(row.cells.begin(), row.cells.end(),
                     [](const auto& a, const auto& b) { return a.column < b.column; });
    std::vector<Cell> kept;
    for (const auto& cell : row.cells) {
        if (!kept.empty() && kept.back().column == cell.column) {
            cells_.report(Severity::error, row.number, cell.column,
                          "cellen står två gånger i filen; den sista gäller",
                          "Öppna filen i Excel, kontrollera cellen och spara den på nytt.");
            kept.back() = cell;
        } else {
            kept.push_back(cell);
        }
    }
    row.cells = std::move(kept);
}

} // namespace lup
