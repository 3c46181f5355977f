#pragma once

#include "config/raw_table.hpp"

#include <string>
#include <string_view>

namespace lup::testing {

/// A table of configuration from lines of text for tests: the first line holds the headings, cells are
/// separated by ',' (or, if the headings hold one, by ';'), a cell may stand between quotation marks, and
/// lines that start with '#' or are blank are left out.
inline RawTable table_from(std::string name, std::string_view text)
{
    RawTable table{name, "kodbok/" + name + ".csv", {}, {}};
    if (text.starts_with("\xEF\xBB\xBF")) // the byte order mark that makes Excel read UTF-8
        text.remove_prefix(3);
    const auto headings = text.substr(0, text.find('\n'));
    const char separator = headings.find(';') != std::string_view::npos ? ';' : ',';
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        std::vector<std::string> cells(1);
        bool quoted = false, filled = false;
        for (const char c : line) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.emplace_back();
            } else if (c != '\r') {
                cells.back() += c;
                filled = filled || c != ' ';
            }
        }
        for (auto& cell : cells) {
            cell.erase(0, cell.find_first_not_of(' '));
            cell.erase(cell.find_last_not_of(' ') + 1);
        }
        if (!filled || line.starts_with('#')) {
            continue;
        }
        if (table.headings.empty()) {
            table.headings = cells;
        } else {
            cells.resize(table.headings.size());
            table.rows.push_back({number, cells});
        }
    }
    return table;
}

} // namespace lup::testing
