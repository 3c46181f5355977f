#include "ingest/sheets/statistics_file.hpp"
#include "read_everything.hpp"

/// ReadStat 1.1.8 reads past names that have no end, in .dta files above all, and copies what it finds. Files
/// are parsed in a process of their own because of such things; here they would hide what is our own.
extern "C" const char* __asan_default_suppressions()
{
    return "interceptor_via_lib:libreadstat\n";
}

/// A file of each statistics format; the first byte says which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const auto format = static_cast<lup::StatisticsFormat>(data[0] % 4);
    std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    read_everything(
        [&] { return lup::open_statistics(lup::bytes_in_memory(std::move(bytes), "fuzz"), format); });
    return 0;
}
