#pragma once

#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/xlsx_cell.hpp"

#include <cstdint>
#include <vector>

namespace lup {

/// Sees to it that the cells of each row stand in column order, and says when rows or cells stand out of
/// order or twice, as no sheet that Excel has saved does.
class SheetOrder {
public:
    explicit SheetOrder(const XlsxCellMaker& cells) : cells_(cells) {}

    /// Takes each row with cells as it comes. Of several cells with one address the last stays, as in Excel.
    void check(Row& row);

private:
    void check_row(std::uint32_t number);
    void put_in_order(Row& row) const;

    const XlsxCellMaker& cells_;
    std::vector<char> seen_; ///< by row number: rows that have come
    std::uint32_t last_row_ = 0;
};

} // namespace lup
