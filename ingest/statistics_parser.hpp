#pragma once

#include "ingest/statistics_file.hpp"
#include "ingest/text_arena.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace lup {

/// How the number of a variable becomes a cell.
enum class StatisticsValue : std::uint8_t {
    plain,
    spss_date,
    spss_time,
    days_of_1960,
    seconds_of_1960,
    ms_of_1960
};

/// What is known of a file's columns before its rows are read.
struct StatisticsHeader {
    std::vector<FileVariable> variables;
    std::vector<StatisticsValue> values; ///< by variable
    std::vector<char> is_plain;          ///< by variable: numbers that are no dates, none declared missing
};

/// Some rows at a time, with their texts.
struct StatisticsBatch {
    std::vector<Row> rows;
    std::size_t used = 0; ///< rows that are filled; the others keep their storage
    TextArena text;
};

/// Reads only what stands before the rows. Throws InputError if the file is damaged.
StatisticsHeader read_statistics_header(const std::shared_ptr<const ByteSource>& source,
                                        StatisticsFormat format);

/// Reads all rows. `batch` is what to fill first; each time it is full, `full` takes it and returns the next
/// one to fill, or nullptr to stop. Throws InputError if the file is damaged.
void read_statistics_rows(const std::shared_ptr<const ByteSource>& source, StatisticsFormat format,
                          const StatisticsHeader& header, StatisticsBatch* batch,
                          const std::function<StatisticsBatch*(StatisticsBatch*)>& full);

} // namespace lup
