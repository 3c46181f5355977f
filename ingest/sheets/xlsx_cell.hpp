#pragma once

#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/xlsx_sheet.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace lup {

/// The t attribute of a cell (ECMA-376 part 1, 18.18.11 ST_CellType).
enum class XlsxType : std::uint8_t { number, shared, inline_text, text, boolean, error, date };

/// Where a cell stands and what its attributes say.
struct XlsxCellHead {
    std::uint32_t column = 0;
    XlsxType type = XlsxType::number;
    std::uint32_t format = 0;
};

/// "XFD1048576" -> column and row, from 1; false if it is anything else or past the limits.
bool parse_cell_reference(std::string_view reference, std::uint32_t& column, std::uint32_t& row);

/// "XFD" of 16384.
std::string column_letters(std::uint32_t column);

/// Turns the content of cells into cells. Texts go to the row's arena.
class XlsxCellMaker {
public:
    XlsxCellMaker(XlsxContext& context, std::string file, std::string sheet)
        : context_(context), file_(std::move(file)), sheet_(std::move(sheet))
    {
    }

    /// Adds the cell to `row`, unless it is empty. `text` is the open text of `arena`, decoded.
    void add_text(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    /// The same for formats whose texts have no `_xHHHH_` escapes.
    void add_literal(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_number(Row& row, const XlsxCellHead& head, double number, TextArena& arena) const;
    void add_shared(Row& row, const XlsxCellHead& head, std::size_t index) const;

    std::string place(std::uint32_t row, std::uint32_t column) const;
    void warn(std::uint32_t row, std::uint32_t column, std::string_view rule, std::string_view advice) const;
    void report(Severity severity, std::uint32_t row, std::uint32_t column, std::string_view rule,
                std::string_view advice) const;
    const std::string& file() const { return file_; }
    bool is_plain_number(std::uint32_t format) const
    {
        return format < context_.formats.size() ? context_.formats[format] == FormatKind::number
                                                : format == 0;
    }

private:
    void add_string(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_error(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_boolean(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_iso_date(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_shared_text(Row& row, const XlsxCellHead& head, TextArena& arena) const;
    void add_number_text(Row& row, const XlsxCellHead& head, TextArena& arena) const;

    XlsxContext& context_;
    std::string file_;
    std::string sheet_;
};

} // namespace lup
