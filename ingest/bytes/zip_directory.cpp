#include "ingest/bytes/zip_directory.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>

namespace lup {
namespace {

constexpr std::size_t end_size = 22;
constexpr std::size_t end64_size = 56;
constexpr std::size_t locator64_size = 20;
constexpr std::size_t central_size = 46;
constexpr std::size_t local_size = 30;
constexpr std::uint32_t full32 = 0xFFFFFFFFU;

struct Directory {
    std::uint64_t entries = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

class DirectoryReader {
public:
    explicit DirectoryReader(const ByteSource& source) : source_(source) {}

    std::vector<ZipEntry> read()
    {
        const auto directory = locate();
        if (directory.entries > limits::zip_entries) {
            refuse_too_large(source_.name(), "", "zip-filen har fler än 20 000 delar");
        }
        const auto bytes = at(directory.offset, directory.size);
        std::vector<ZipEntry> entries;
        std::size_t place = 0;
        for (std::uint64_t i = 0; i < directory.entries; ++i) {
            entries.push_back(central_entry(bytes, place));
        }
        if (place != bytes.size()) {
            refuse_damaged(source_.name(), "", "zip-filens innehållsförteckning har fel storlek");
        }
        std::sort(entries.begin(), entries.end(),
                  [](const auto& a, const auto& b) { return a.header_offset < b.header_offset; });
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto end = i + 1 < entries.size() ? entries[i + 1].header_offset : directory.offset;
            confirm_local_header(entries[i], end);
        }
        return entries;
    }

private:
    std::string at(std::uint64_t offset, std::uint64_t length) const
    {
        if (offset > source_.size() || length > source_.size() - offset) {
            refuse_damaged(source_.name(), "", "zip-filen pekar utanför sig själv");
        }
        std::string bytes(static_cast<std::size_t>(length), '\0');
        source_.read_at(offset, bytes);
        return bytes;
    }

    /// The end record must end the file and its directory must end where the record begins: a second record
    /// in a comment is never followed.
    Directory locate() const
    {
        const auto tail_size = std::min<std::uint64_t>(source_.size(), end_size + 0xFFFF);
        const auto tail = at(source_.size() - tail_size, tail_size);
        std::optional<Directory> found;
        for (std::size_t i = 0; i + end_size <= tail.size(); ++i) {
            if (tail.compare(i, 4, "PK\5\6") == 0 && i + end_size + u16(tail, i + 20) == tail.size()) {
                const auto candidate = end_record(tail, i, source_.size() - tail_size + i);
                if (candidate && found) {
                    refuse_damaged(source_.name(), "", "zip-filen har två innehållsförteckningar");
                }
                found = candidate ? candidate : found;
            }
        }
        if (!found) {
            refuse_damaged(source_.name(), "", "zip-filen är avkortad: innehållsförteckningen saknas");
        }
        return *found;
    }

    std::optional<Directory> end_record(std::string_view tail, std::size_t i, std::uint64_t position) const
    {
        Directory directory{u16(tail, i + 10), u32(tail, i + 16), u32(tail, i + 12)};
        const bool one_disk =
            u16(tail, i + 4) == 0 && u16(tail, i + 6) == 0 && u16(tail, i + 8) == directory.entries;
        std::uint64_t end = position;
        if (const auto large = end_record64(position)) {
            directory = large->first;
            end = large->second;
        } else if (!one_disk) {
            return std::nullopt;
        }
        const bool ends_here = directory.offset <= end && directory.size == end - directory.offset;
        return ends_here ? std::optional(directory) : std::nullopt;
    }

    std::optional<std::pair<Directory, std::uint64_t>> end_record64(std::uint64_t position) const
    {
        if (position < locator64_size + end64_size) {
            return std::nullopt;
        }
        const auto locator = at(position - locator64_size, locator64_size);
        if (locator.compare(0, 4, "PK\6\7") != 0) {
            return std::nullopt;
        }
        const auto place = u64(locator, 8);
        if (place > position - locator64_size - end64_size) {
            refuse_damaged(source_.name(), "", "zip-filen pekar utanför sig själv");
        }
        const auto record = at(place, end64_size);
        if (record.compare(0, 4, "PK\6\6") != 0) {
            refuse_damaged(source_.name(), "", "zip-filens innehållsförteckning är trasig");
        }
        return std::pair{Directory{u64(record, 32), u64(record, 48), u64(record, 40)}, place};
    }

    ZipEntry central_entry(std::string_view bytes, std::size_t& place) const
    {
        if (bytes.size() - place < central_size || bytes.substr(place, 4) != "PK\1\2") {
            refuse_damaged(source_.name(), "", "zip-filens innehållsförteckning är trasig");
        }
        const auto head = bytes.substr(place, central_size);
        const std::size_t name_size = u16(head, 28);
        const std::size_t extra_size = u16(head, 30);
        const std::size_t all = central_size + name_size + extra_size + u16(head, 32);
        if (bytes.size() - place < all || name_size > limits::zip_name_bytes) {
            refuse_damaged(source_.name(), "", "zip-filens innehållsförteckning är trasig");
        }
        ZipEntry entry;
        entry.flags = u16(head, 8);
        entry.method = u16(head, 10);
        entry.crc = u32(head, 16);
        entry.packed_size = u32(head, 20);
        entry.size = u32(head, 24);
        entry.header_offset = u32(head, 42);
        entry.name = bytes.substr(place + central_size, name_size);
        widen(entry, bytes.substr(place + central_size + name_size, extra_size));
        place += all;
        return entry;
    }

    /// Fills in from the zip64 extra field (0x0001) what did not fit 32 bits.
    void widen(ZipEntry& entry, std::string_view extra) const
    {
        while (extra.size() >= 4) {
            const std::size_t size = u16(extra, 2);
            if (extra.size() - 4 < size) {
                return; // padding that some writers leave; sizes are checked in any case
            }
            auto field = extra.substr(4, size);
            if (u16(extra, 0) == 1) {
                for (auto* number : {&entry.size, &entry.packed_size, &entry.header_offset}) {
                    if (*number == full32 && field.size() >= 8) {
                        *number = u64(field, 0);
                        field.remove_prefix(8);
                    }
                }
            }
            extra.remove_prefix(4 + size);
        }
    }

    void confirm_local_header(ZipEntry& entry, std::uint64_t end) const
    {
        const auto head = at(entry.header_offset, local_size);
        if (head.compare(0, 4, "PK\3\4") != 0) {
            refuse_damaged(source_.name(), entry.name, "zip-filen pekar på något som inte är en del");
        }
        const std::uint64_t name_size = u16(head, 26);
        entry.data_offset = entry.header_offset + local_size + name_size + u16(head, 28);
        if (entry.data_offset > end || entry.packed_size > end - entry.data_offset) {
            refuse_damaged(source_.name(), entry.name, "delar i zip-filen överlappar eller går utanför den");
        }
        const auto name = at(entry.header_offset + local_size, name_size);
        const bool later = (u16(head, 6) & 8U) != 0; // sizes stand in a data descriptor
        const bool same_crc = later || u32(head, 14) == entry.crc;
        const bool same_size = later || ((u32(head, 18) == entry.packed_size || u32(head, 18) == full32) &&
                                         (u32(head, 22) == entry.size || u32(head, 22) == full32));
        if (folded_part_name(name) != folded_part_name(entry.name) || u16(head, 8) != entry.method ||
            !same_crc || !same_size) {
            refuse_damaged(source_.name(), entry.name,
                           "zip-filens två beskrivningar av delen säger emot varandra");
        }
        // Deflate never shrinks by more than 1 032 to 1.
        if (entry.size / 1'040 > entry.packed_size || entry.size > limits::part_bytes) {
            refuse_too_large(source_.name(), entry.name, "delen uppges bli orimligt stor när den packas upp");
        }
    }

    const ByteSource& source_;
};

} // namespace

std::vector<ZipEntry> read_zip_directory(const ByteSource& source)
{
    return DirectoryReader(source).read();
}

} // namespace lup
