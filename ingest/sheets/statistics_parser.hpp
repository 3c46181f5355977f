#pragma once

#include "ingest/bytes/text_arena.hpp"
#include "ingest/finding_log.hpp"
#include "ingest/sheets/statistics_file.hpp"

#include <functional>
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
    // By variable:
    std::vector<StatisticsValue> values;
    std::vector<char> is_text;
    std::vector<std::vector<std::pair<double, double>>> missing_numbers; ///< ranges, both ends with them
};

/// Makes the first row, of the variables' names; false if there are none.
bool name_variables(const StatisticsHeader& header, Row& row);

/// Some rows at a time, with their texts.
struct StatisticsBatch {
    std::vector<Row> rows;
    std::size_t used = 0; ///< rows that are filled; the others keep their storage
    TextArena text;
};

/// Reads only what stands before the rows. Throws InputError if the file is damaged.
StatisticsHeader read_statistics_header(const std::shared_ptr<const ByteSource>& source,
                                        StatisticsFormat format);

/// Reads all rows through ReadStat. `batch` is what to fill first; each time it is full, `full` takes it and
/// returns the next one to fill, or nullptr to stop. Throws InputError if the file is damaged.
void read_statistics_rows(const std::shared_ptr<const ByteSource>& source, StatisticsFormat format,
                          const StatisticsHeader& header, FindingLog& findings, StatisticsBatch* batch,
                          const std::function<StatisticsBatch*(StatisticsBatch*)>& full);

} // namespace lup
