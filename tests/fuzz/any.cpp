#include "ingest/sheets/open_file.hpp"
#include "ingest/sheets/statistics_file.hpp"
#include "read_everything.hpp"

/// Any bytes as a dropped file: the sniffing, and every format in its own packing. Statistics files have
/// their own fuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (lup::statistics_format(bytes)) {
        return 0;
    }
    read_everything([&] { return lup::open_sheet_bytes(lup::bytes_in_memory(std::move(bytes), "fuzz")); });
    return 0;
}
