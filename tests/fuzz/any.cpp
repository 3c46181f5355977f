#include "ingest/open_file.hpp"
#include "read_everything.hpp"

/// Any bytes as a dropped file: the sniffing, and every format in its own packing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes(reinterpret_cast<const char*>(data), size);
    read_everything([&] { return lup::open_sheet_bytes(lup::bytes_in_memory(std::move(bytes), "fuzz")); });
    return 0;
}
