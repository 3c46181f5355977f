#include "ingest/statistics_file.hpp"
#include "read_everything.hpp"

/// A .sav or .por file. ReadStat 1.1.8 reads past names in .dta files that have no end, which is one reason why
/// files are parsed in a process of their own; fuzzing finds nothing else there until that is mended.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const auto format = static_cast<lup::StatisticsFormat>(data[0] % 2);
    std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    read_everything(
        [&] { return lup::open_statistics(lup::bytes_in_memory(std::move(bytes), "fuzz"), format); });
    return 0;
}
