#pragma once

#include "ingest/bytes/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lup {

/// One file in a zip archive, as the central directory has it and the local header confirms.
struct ZipEntry {
    std::string name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t size = 0;
    std::uint64_t header_offset = 0;
    std::uint64_t data_offset = 0;
};

/// A zip archive whose whole directory has been checked: sizes, places, overlaps, names that stand twice.
/// Names are only compared, never used as paths.
class ZipArchive {
public:
    /// Throws InputError if the directory is damaged, contradicts the local headers or passes a limit.
    explicit ZipArchive(std::shared_ptr<const ByteSource> source);

    /// The entry called `name`, or nullptr. Letter case, `\` for `/` and a leading `/` make no difference.
    const ZipEntry* find(std::string_view name) const;

    const std::vector<ZipEntry>& entries() const { return entries_; }
    const ByteSource& source() const { return *source_; }

    /// Starts inflating `entry`. The stream throws InputError if the method is unknown or encrypted, the
    /// ratio or size passes a limit, or, at the end, if size or CRC-32 differ from the directory.
    std::unique_ptr<ByteStream> open(const ZipEntry& entry) const;

private:
    std::shared_ptr<const ByteSource> source_;
    std::vector<ZipEntry> entries_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

/// `name` in lower case, with `/` for `\` and without leading `/`.
std::string folded_part_name(std::string_view name);

} // namespace lup
