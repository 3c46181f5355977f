#include "ingest/sheets/csv_file.hpp"
#include "read_everything.hpp"

/// Any bytes as separated values.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    read_everything([&] {
        return lup::open_csv_text("fuzz.csv", {reinterpret_cast<const char*>(data), size});
    });
    return 0;
}
