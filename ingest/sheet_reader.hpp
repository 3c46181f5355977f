#pragma once

#include "config/finding.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lup {

enum class CellType : std::uint8_t { number, text, boolean, date, error };

/// One cell that is not empty.
struct Cell {
    std::uint32_t column = 0; ///< from 1
    CellType type = CellType::text;
    bool quoted = false;       ///< text that stood in quotation marks in a .csv
    bool user_missing = false; ///< the file itself declares the value missing (SPSS, Stata, SAS)
    double number = 0;         ///< of a number; 0 or 1 of a boolean
    std::string_view text;     ///< of text; ISO 8601 of a date; "#N/A" of an error. Valid until the next row
};

/// One row with at least one cell, its cells in column order.
struct Row {
    std::uint32_t number = 0; ///< from 1
    std::vector<Cell> cells;
};

/// A sheet read one row at a time, from the first row that is not empty, in constant memory.
class SheetReader {
public:
    virtual ~SheetReader() = default;

    /// Fills `row` with the next row that has cells and returns true, or false after the last.
    /// Throws InputError with file, sheet and cell if the file is damaged or passes a limit.
    virtual bool next(Row& row) = 0;
};

/// What a sheet is called and whether people see it.
struct SheetInfo {
    std::string name;
    bool hidden = false;
};

/// What a statistics file says about one of its columns: the start of a codebook.
struct FileVariable {
    std::string name;
    std::string label;                                        ///< the question text, or ""
    std::vector<std::pair<std::string, std::string>> labels;  ///< code, as the cells show it, and its label
    std::vector<std::pair<std::string, std::string>> missing; ///< ranges of codes that are declared missing
};

/// A file that holds sheets: a workbook, or a text or statistics file with one sheet. Opened by content,
/// never by name.
class SheetFile {
public:
    virtual ~SheetFile() = default;

    virtual const std::vector<SheetInfo>& sheets() const = 0;

    /// Starts reading sheet `index` from its first row; several readers may be open at once, on any threads.
    virtual std::unique_ptr<SheetReader> read(std::size_t index) const = 0;

    /// What was noticed and does not stop the reading (cells that were out of order, dates out of range ...),
    /// complete when the readers have finished. Never a value.
    virtual Findings findings() const = 0;

    /// "xlsx", "csv" ...: the format found by content.
    virtual std::string_view format() const = 0;

    /// The columns of a statistics file, in order; none for other formats, which say nothing about theirs.
    virtual const std::vector<FileVariable>& variables() const
    {
        static const std::vector<FileVariable> none;
        return none;
    }
};

/// Opens `file` by its content. Throws InputError, with what to do, if it is encrypted, damaged, too large
/// for a limit, or of a kind that is not read.
std::unique_ptr<SheetFile> open_sheet_file(const std::filesystem::path& file);

} // namespace lup
