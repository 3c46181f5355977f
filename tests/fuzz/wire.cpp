#include "config/errors.hpp"
#include "ingest/worker/parse_wire.hpp"

/// What a worker that was taken over may send: rows, then findings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        lup::WireReader rows(bytes, "fuzz");
        for (lup::Row row; !rows.at_end();) {
            rows.row(row);
        }
    } catch (const lup::InputError&) {
    }
    try {
        lup::WireReader(bytes, "fuzz").findings();
    } catch (const lup::InputError&) {
    }
    return 0;
}
