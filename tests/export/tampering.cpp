#include "tampering.hpp"

#include "fixture.hpp"
#include "ingest/bytes/zip_archive.hpp"
#include "tests/ingest/zip_builder.hpp"

#include <fstream>
#include <stdexcept>

namespace lup::testing {

namespace {

void write_bytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    if (at == std::string::npos)
        throw std::logic_error("not there to be tampered with: " + from);
    return text.replace(at, from.size(), to);
}

} // namespace

void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to)
{
    write_bytes(file, replaced(bytes_of(file), from, to));
}

void replace_in_part(const std::filesystem::path& file, const std::string& part, const std::string& from,
                     const std::string& to)
{
    ZipBuilder zip;
    {
        const ZipArchive archive(open_bytes(file));
        for (const auto& entry : archive.entries()) {
            const auto text = read_all(*archive.open(entry), 1U << 30U, entry.name);
            zip.add(entry.name, entry.name == part ? replaced(text, from, to) : text);
        }
        if (!archive.find(part))
            zip.add(part, to);
    }
    write_bytes(file, zip.bytes());
}

} // namespace lup::testing
