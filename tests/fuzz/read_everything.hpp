#pragma once

#include "config/errors.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/limits.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

/// Reads all of what `open` opens and ends the process if a promise of SheetReader is broken. A refusal is
/// fine.
inline void read_everything(const std::function<std::unique_ptr<lup::SheetFile>()>& open)
{
    constexpr std::uint64_t enough_cells = 200'000; // what a few bytes can make by repetition
    const auto demand = [](bool promise) {
        if (!promise) {
            std::abort();
        }
    };
    try {
        const auto file = open();
        const auto format = file->format();
        const bool is_sheet = format == "xlsx" || format == "xls" || format == "ods" || format == "fods";
        const auto most_rows = is_sheet ? lup::limits::rows : lup::limits::records;
        std::uint64_t cells = 0;
        for (std::size_t i = 0; i < file->sheets().size(); ++i) {
            const auto reader = file->read(i);
            for (lup::Row row; cells < enough_cells && reader->next(row);) {
                demand(row.number >= 1 && row.number <= most_rows && !row.cells.empty());
                std::uint32_t last = 0;
                for (const auto& cell : row.cells) {
                    demand(cell.column > last && cell.column <= lup::limits::columns);
                    demand(lup::is_utf8(cell.text) && cell.text.size() <= lup::limits::text_bytes);
                    last = cell.column;
                }
                cells += row.cells.size();
            }
        }
        file->findings();
    } catch (const lup::InputError&) {
    }
}
