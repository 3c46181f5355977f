#include "ingest/sheets/xls_file.hpp"
#include "read_everything.hpp"

#include "../ingest/xls_builder.cpp"

/// A workbook stream of records, wrapped in the smallest compound file, so that mutations reach the records;
/// or, when it starts like one, a compound file as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.starts_with("\xD0\xCF")) {
        bytes = compound_file(bytes);
    }
    read_everything([&] { return lup::open_xls(lup::bytes_in_memory(std::move(bytes), "fuzz.xls")); });
    return 0;
}
