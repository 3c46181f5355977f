#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct lxw_worksheet;

namespace lup {

/// Looks that a cell can have; the workbook's whole style sheet.
enum class Look : std::uint8_t {
    plain,          ///< text at the top left
    wrapped,        ///< text that runs over several lines
    beside,         ///< text in a column right of numbers, drawn in from them
    wrapped_beside, ///< the same over several lines
    title,          ///< first line of a sheet
    notice,         ///< lines between title and table
    heading,        ///< of a table
    whole,          ///< number without decimals, thousands apart
    tenth,          ///< number with one decimal
    full,           ///< number with as many decimals as it has
    centred,        ///< symbol
    link
};

/// One column of a table: its heading and how wide its text is, in characters.
struct SheetColumn {
    std::string heading;
    double width = 10;
};

/// A block of cells in one column: rows `first` to `last`, from 0.
struct CellRange {
    std::string sheet;
    std::uint32_t first = 0, last = 0;
    std::uint16_t column = 0;
};

enum class SeriesLook : std::uint8_t {
    line,   ///< line with markers
    points, ///< markers only: the series has a break
    limit,  ///< thin dashed line: a limit of an interval
    bars
};

struct ChartSeries {
    std::string name;
    CellRange categories, values;
    SeriesLook look = SeriesLook::line;
    std::uint32_t colour = 0x1F4E79; ///< RGB
};

struct ChartSpec {
    std::string title;       ///< the finding, one sentence
    std::string description; ///< alt text
    std::string value_axis;  ///< heading of the value axis, with unit
    std::vector<ChartSeries> series;
    bool legend = true;
    bool starts_at_zero = true;
};

class XlsxWriter;

/// One sheet being written. Rows and columns count from 0. Every function throws ExportError if libxlsxwriter
/// refuses, a text is not UTF-8, holds control characters or is too long, or a number is not finite.
class XlsxSheet {
public:
    /// Text is text, whatever it begins with. Empty text writes nothing.
    void text(std::uint32_t row, std::uint16_t column, std::string_view text, Look look = Look::plain);
    void number(std::uint32_t row, std::uint16_t column, double number, Look look);
    /// A link to cell A1 of another sheet of the workbook.
    void link(std::uint32_t row, std::uint16_t column, std::string_view sheet, std::string_view text);

    /// Makes rows `header` to `last` a table from column A: the headings, a filter, widths, frozen and
    /// repeated header. REQUIRES: last > header; headings are unique; `name` is unique in the workbook.
    void table(std::uint32_t header, std::uint32_t last, std::span<const SheetColumn> columns,
               std::string_view name);

    /// A row's height in points, where the text is known to need it.
    void height(std::uint32_t row, double points);
    void width(std::uint16_t column, double characters);

    /// Places a chart of `width` x `height` pixels with its upper left corner in the cell.
    void chart(std::uint32_t row, std::uint16_t column, const ChartSpec& chart, int width, int height);
    /// Prints at `percent` of full size with a new page before each of `rows`, instead of one page wide.
    void pages(std::span<const std::uint32_t> rows, std::uint16_t percent);

private:
    friend class XlsxWriter;
    XlsxSheet(XlsxWriter& workbook, lxw_worksheet* sheet) : workbook_(&workbook), sheet_(sheet) {}

    XlsxWriter* workbook_;
    lxw_worksheet* sheet_;
};

/// What stands in the file's properties, and nothing else.
struct XlsxProperties {
    std::string title, author, company, subject;
    std::string created; ///< ISO date that comes from the data, never from the clock
};

/// A workbook written through libxlsxwriter with every argument and return code checked. The same calls give
/// the same bytes.
class XlsxWriter {
public:
    XlsxWriter(std::filesystem::path file, const XlsxProperties& properties);
    ~XlsxWriter();
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    /// Adds a sheet: landscape A4, one page wide. REQUIRES: the name is unique, 1 to 31 characters, and holds
    /// none of []:*?/\ nor an apostrophe at an end.
    XlsxSheet add_sheet(std::string_view name);

    /// Finishes the file. Without it the file is left unwritten.
    void close();

private:
    friend class XlsxSheet;
    struct State;
    [[noreturn]] void fail(std::string_view place, std::string_view what) const;
    std::string checked(std::string_view place, std::string_view text) const;

    std::filesystem::path file_;
    std::unique_ptr<State> state_;
};

} // namespace lup
