#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace lup {

/// A cell of a made-up file: empty, a number or UTF-8 text.
using DemoCell = std::variant<std::monostate, double, std::string>;

/// Columns under one merged heading, in the row above the headings; or one column whose heading is merged
/// over both rows (`tall`).
struct DemoHeadingGroup {
    std::string title;
    std::size_t columns = 1;
    bool tall = false;
};

/// One sheet of a made-up file.
struct DemoTable {
    std::string sheet;
    std::vector<std::string> titles;      ///< rows above the table, then an empty one
    std::vector<DemoHeadingGroup> groups; ///< a merged row above the headings; empty = none
    std::vector<std::string> headings;    ///< "" under a tall heading
    std::vector<std::vector<DemoCell>> rows;
    std::vector<DemoCell> totals; ///< last row; empty = none
};

/// Writes a workbook whose bytes depend on the tables alone. Throws ExportError.
void write_demo_workbook(const std::vector<DemoTable>& tables, const std::filesystem::path& file);

/// Writes `;`-separated Windows-1252 with decimal comma and CRLF, as Swedish Excel and SAS do. Throws
/// ExportError.
void write_demo_csv(const DemoTable& table, const std::filesystem::path& file);

} // namespace lup
