#include "ingest/sheets/ods_file.hpp"
#include "read_everything.hpp"

/// OpenDocument content, unpacked so that mutations reach the XML.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes(reinterpret_cast<const char*>(data), size);
    read_everything([&] { return lup::open_fods(lup::bytes_in_memory(std::move(bytes), "fuzz.fods")); });
    return 0;
}
