#pragma once

#include "ingest/bytes/byte_source.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// A compound file ([MS-CFB] version 10): a little file system in a file, in which Excel 97-2003 kept its
/// workbook and Office keeps encrypted documents. Only the streams in its root are seen: what lies deeper
/// belongs to embedded objects.
class CompoundFile {
public:
    /// Throws InputError if the file is damaged; chains of sectors may neither leave the file nor turn back.
    explicit CompoundFile(std::shared_ptr<const ByteSource> source);

    bool has(std::string_view name) const { return find(name) != nullptr; }

    /// The bytes of a stream, or nothing; letter case makes no difference. Throws if it has over `limit`
    /// bytes.
    std::optional<std::string> stream(std::string_view name, std::uint64_t limit) const;

private:
    struct Entry {
        std::string name; ///< lower case; what is not ASCII is left out
        std::uint32_t left = 0;
        std::uint32_t right = 0;
        std::uint32_t child = 0;
        std::uint32_t start = 0;
        std::uint64_t size = 0;
        bool is_stream = false;
    };

    const Entry* find(std::string_view name) const;
    void read_allocation(std::string_view header);
    void read_directory(std::uint32_t start);
    std::string sector(std::uint32_t number) const;
    std::string chain(std::uint32_t start, std::uint64_t size) const;
    std::string mini_chain(std::uint32_t start, std::uint64_t size) const;
    [[noreturn]] void refuse() const;

    std::shared_ptr<const ByteSource> source_;
    std::size_t sector_size_ = 512;
    std::uint64_t sectors_ = 0;
    std::uint64_t mini_cutoff_ = 4096;
    std::vector<std::uint32_t> allocation_;
    std::vector<std::uint32_t> mini_allocation_;
    std::string mini_stream_;
    std::vector<Entry> entries_;
    std::vector<std::size_t> root_; ///< entries that lie in the root
};

} // namespace lup
