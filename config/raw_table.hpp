#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lup {

/// A table of configuration as text, before its meaning is known: one CSV file of kodbok/ or plan/, or one
/// sheet of a workbook. Rows keep their number in the file, so that a mistake can be pointed out.
struct RawTable {
    struct Row {
        std::size_t number = 0;             ///< from 1, as the file counts
        std::vector<std::string> cells;     ///< UTF-8, trimmed; as many as there are headings
    };

    std::string name;                       ///< "indicators": file stem or sheet name
    std::string file;                       ///< "kodbok/indicators.csv", for messages
    std::vector<std::string> headings;      ///< as written
    std::vector<Row> rows;                  ///< rows with at least one non-empty cell
};

} // namespace lup
