#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace lup {

/// A sheet of a finished workbook as its file holds it.
struct ReadSheet {
    std::string name;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::variant<double, std::string>>
        cells;                      ///< row, column from 0
    std::vector<std::string> links; ///< where its links lead
    std::size_t tables = 0, drawings = 0;
};

struct ReadTable {
    std::string name, range;
    std::vector<std::string> headings;
};

/// The numbers and labels that a chart carries with it, and the cells that they are copies of ("'T01
/// Stress'!$B$7:$B$10").
struct ReadCache {
    std::string range;
    std::map<std::uint32_t, std::variant<double, std::string>> values; ///< place in the range, from 0
};

struct ReadChart {
    std::string title; ///< and every other text that the chart has of its own
    std::vector<ReadCache> caches;
};

/// Everything that a workbook's file says.
struct ReadWorkbook {
    std::vector<ReadSheet> sheets;
    std::vector<ReadTable> tables;
    std::vector<ReadChart> charts;
    std::vector<std::string> descriptions;         ///< alt texts
    std::vector<std::string> part_titles;          ///< what docProps/app.xml lists
    std::map<std::string, std::string> properties; ///< element -> text of docProps/core.xml and custom.xml
};

/// Reads a finished .xlsx back, part by part, apart from the library that wrote it. Throws ExportError naming
/// the part if it holds anything that a workbook of ours never has: a part of an unknown kind (comments,
/// macros, links out), an element or property of an unknown name, a hidden sheet, row, column or name, a
/// formula, merged cells, a format of another kind, a text that no cell shows, a heading or page footer that
/// no sheet has, bytes between the parts or after them.
ReadWorkbook read_workbook(const std::filesystem::path& file);

} // namespace lup
