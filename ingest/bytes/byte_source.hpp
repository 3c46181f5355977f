#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace lup {

/// Bytes that can be read at any place, from any thread: a file or a piece of memory.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// The file's name, without folders, for messages.
    virtual const std::string& name() const = 0;
    virtual std::uint64_t size() const = 0;

    /// Fills `out` with the bytes from `offset`. Throws InputError if they are not all there (a file that
    /// shrank, a damaged disk); the caller has checked offset and length against size().
    virtual void read_at(std::uint64_t offset, std::span<char> out) const = 0;
};

/// Opens a regular file for reading. Throws InputError if it cannot be opened.
std::shared_ptr<const ByteSource> open_bytes(const std::filesystem::path& file);

/// Reads from a descriptor that someone else opened and that is closed with the source.
std::shared_ptr<const ByteSource> bytes_of_descriptor(int descriptor, std::string name);

/// Bytes that are in memory already.
std::shared_ptr<const ByteSource> bytes_in_memory(std::string bytes, std::string name);

/// Bytes that come once, in order.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Fills as much of `out` as there is and returns how much; less than out.size() only at the end, and
    /// then 0 ever after. Throws InputError if the bytes are damaged or pass a limit.
    virtual std::size_t read(std::span<char> out) = 0;
};

/// The bytes of `source` from `offset` on, `length` of them.
std::unique_ptr<ByteStream> stream_of(std::shared_ptr<const ByteSource> source, std::uint64_t offset,
                                      std::uint64_t length);

/// First the bytes that were looked at already, then the rest of the stream they came from.
std::unique_ptr<ByteStream> rejoin(std::string first, std::unique_ptr<ByteStream> rest);

/// All that is left of `stream`. Throws InputError if it is more than `limit` bytes.
std::string read_all(ByteStream& stream, std::uint64_t limit, std::string_view file);

} // namespace lup
