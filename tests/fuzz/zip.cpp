#include "config/errors.hpp"
#include "ingest/bytes/zip_archive.hpp"

#include <string>

/// The zip layer: any bytes as an archive, every part inflated.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        std::string bytes(reinterpret_cast<const char*>(data), size);
        const lup::ZipArchive zip(lup::bytes_in_memory(std::move(bytes), "fuzz"));
        for (const auto& entry : zip.entries()) {
            try {
                lup::read_all(*zip.open(entry), 1 << 22, "fuzz");
            } catch (const lup::InputError&) {
            }
        }
    } catch (const lup::InputError&) {
    }
    return 0;
}
