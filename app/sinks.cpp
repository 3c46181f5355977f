#include "app/sinks.hpp"

#include "export/workbook_sink.hpp"

namespace lup {

std::vector<std::unique_ptr<ReleaseSink>> release_sinks()
{
    std::vector<std::unique_ptr<ReleaseSink>> sinks;
    sinks.push_back(std::make_unique<WorkbookSink>());
    return sinks;
}

} // namespace lup
