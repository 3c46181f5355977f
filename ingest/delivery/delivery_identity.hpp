#pragma once

#include "ingest/delivery/delivery_findings.hpp"
#include "ingest/delivery/identity.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace lup {

/// Watches every cell of a file for identity numbers and remembers where they stand, never what they are.
class IdentityWatch {
public:
    /// A sheet's cells follow. A name that holds an identity number itself is shown as the sheet's number.
    void begin_sheet(const std::string& name, std::size_t index);

    void look(const Cell& cell, std::uint32_t row)
    {
        if (cell.type == CellType::number ? cell.number >= 1e6
                                          : cell.type == CellType::text && cell.text.size() > 6)
            look_closer(cell, row);
    }

    /// Judges the bare integers of the sheet's columns. Those of `weight_columns` need three hits.
    void end_sheet(const std::vector<std::uint32_t>& weight_columns);

    /// Something else of the file that people wrote: its name, a sheet's name.
    void look_at_name(const std::string& name, const std::string& place);

    bool found() const { return found_ > 0; }
    Findings findings(const std::string& file) const;

private:
    struct Column {
        IdentityTally tally;
        std::vector<std::pair<std::uint32_t, bool>> hits; ///< row, and whether its leading zeros are gone
    };
    void look_closer(const Cell& cell, std::uint32_t row);
    void report(std::uint32_t column, std::uint32_t row);
    void judge(std::uint32_t column, const Column& gathered, std::uint64_t hits_needed);

    std::string sheet_;
    std::vector<Column> columns_;
    std::vector<std::string> places_;
    std::uint64_t found_ = 0;
};

} // namespace lup
