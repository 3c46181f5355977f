#pragma once

#include "config/finding.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace lup {

// What a parse worker and the program say to each other: frames of a kind, a length and a payload, little and
// native in byte order, since both ends are one program on one machine. The worker may have been taken over
// by the file that it parses, so whatever it sends is checked field by field.

enum class FrameKind : std::uint8_t {
    opened = 'O',
    rows = 'R',
    finished = 'E',
    counted = 'C',
    refused = 'F'
};

/// Builds a payload.
class WireWriter {
public:
    template <typename Number>
    void number(Number value)
    {
        const auto at = bytes_.size();
        bytes_.resize(at + sizeof value);
        std::memcpy(bytes_.data() + at, &value, sizeof value);
    }
    void text(std::string_view text)
    {
        number(static_cast<std::uint32_t>(text.size()));
        bytes_ += text;
    }
    void row(const Row& row);
    void findings(const Findings& findings);
    void opening(const SheetFile& file);

    std::string_view bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

/// Takes a payload apart. Throws InputError, naming `file`, if it is not what the writer makes.
class WireReader {
public:
    WireReader(std::string_view bytes, std::string_view file) : left_(bytes), file_(file) {}

    template <typename Number>
    Number number()
    {
        Number value{};
        const auto from = take(sizeof value);
        std::memcpy(&value, from.data(), sizeof value);
        return value;
    }
    std::string_view text(); ///< a view into the payload; valid UTF-8
    void row(Row& row);
    Findings findings();
    bool at_end() const { return left_.empty(); }
    [[noreturn]] void refuse() const;

private:
    std::string_view take(std::size_t size);

    std::string_view left_;
    std::string_view file_; ///< outlives the reader
};

/// Sends a frame; false if the other end is gone.
bool send_frame(int descriptor, FrameKind kind, std::string_view payload);

} // namespace lup
