#include "xls_builder.hpp"

namespace {

void put(std::string& bytes, std::size_t at, std::uint32_t value)
{
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[at + i] = static_cast<char>(value >> (8 * i));
    }
}

} // namespace

std::string little_bytes(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i) {
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    }
    return bytes;
}

std::string xls_record(std::uint16_t type, std::string_view data)
{
    return little_bytes(type, 2) + little_bytes(data.size(), 2) + std::string(data);
}

std::string xls_start(std::uint16_t kind, std::uint16_t version)
{
    return xls_record(0x0809, little_bytes(version, 2) + little_bytes(kind, 2) + std::string(12, '\0'));
}

std::string compound_file(const std::string& stream, std::string_view name)
{
    constexpr std::size_t sector = 512;
    const auto sectors = stream.size() / sector + 1;
    const auto table_sectors = (sectors + 2) / 128 + 2;
    std::string file(sector * (1 + table_sectors + 1 + sectors), '\0');
    file.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[30] = 9;
    put(file, 48, static_cast<std::uint32_t>(table_sectors)); // the directory comes after the table
    put(file, 60, 0xFFFFFFFE);
    put(file, 68, 0xFFFFFFFE);
    for (std::size_t i = 0; i < 109; ++i) {
        put(file, 76 + 4 * i, i < table_sectors ? static_cast<std::uint32_t>(i) : 0xFFFFFFFF);
    }
    const auto first = table_sectors + 1;
    for (std::size_t i = 0; i < first + sectors; ++i) {
        const bool last = i < first || i + 1 == first + sectors;
        put(file, sector + 4 * i, last ? 0xFFFFFFFE : static_cast<std::uint32_t>(i + 1));
    }
    const auto directory = sector * (1 + table_sectors);
    file[directory + 64] = 2;
    file[directory + 66] = 5;
    put(file, directory + 76, 1);
    const auto entry = directory + 128;
    for (std::size_t i = 0; i < name.size(); ++i) {
        file[entry + 2 * i] = name[i];
    }
    file[entry + 64] = static_cast<char>(2 * name.size() + 2);
    file[entry + 66] = 2;
    put(file, entry + 68, 0xFFFFFFFF);
    put(file, entry + 72, 0xFFFFFFFF);
    put(file, entry + 116, static_cast<std::uint32_t>(first));
    put(file, entry + 120, static_cast<std::uint32_t>(stream.size()));
    file.replace(sector * (1 + first), stream.size(), stream);
    return file;
}
