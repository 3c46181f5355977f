#include "app/sinks.hpp"

#include "export/published/csv_sink.hpp"
#include "export/published/json_stat_sink.hpp"
#include "export/published/px_sink.hpp"
#include "export/workbook/workbook_sink.hpp"

namespace lup {

std::vector<std::unique_ptr<ReleaseSink>> release_sinks()
{
    std::vector<std::unique_ptr<ReleaseSink>> sinks;
    sinks.push_back(std::make_unique<WorkbookSink>());
    sinks.push_back(std::make_unique<CsvSink>());
    sinks.push_back(std::make_unique<JsonStatSink>());
    sinks.push_back(std::make_unique<PxSink>());
    return sinks;
}

} // namespace lup
