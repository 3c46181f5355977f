#include "ingest/sheets/open_file.hpp"
#include "read_everything.hpp"

#include "../ingest/zip_builder.cpp"

/// The parts of a workbook, so that mutations reach the XML: sheet, shared strings, styles and workbook
/// properties, parted by zero bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string parts[4];
    std::size_t part = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (data[i] == 0 && part < 3) {
            ++part;
        } else {
            parts[part] += static_cast<char>(data[i]);
        }
    }
    const auto bytes = XlsxBuilder()
                           .sheet("B", parts[0])
                           .strings(parts[1])
                           .styles(parts[2])
                           .workbook_properties(parts[3])
                           .zip()
                           .stored()
                           .bytes();
    read_everything([&] { return lup::open_sheet_bytes(lup::bytes_in_memory(bytes, "fuzz.xlsx")); });
    return 0;
}
