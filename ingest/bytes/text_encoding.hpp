#pragma once

#include "ingest/bytes/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lup {

enum class Encoding : std::uint8_t { utf8, windows_1252, utf16_little, utf16_big };

/// Decides piece by piece whether bytes are UTF-8 as RFC 3629 defines it (no overlong forms, no surrogates).
class Utf8Check {
public:
    /// Returns false from the first byte on that cannot stand where it does.
    bool feed(std::string_view piece);

    /// Whether everything fed was valid and the last character is complete.
    bool complete() const { return valid_ && wanted_ == 0; }

private:
    bool step(unsigned char byte);

    bool valid_ = true;
    unsigned wanted_ = 0; ///< bytes still missing of the character that is open
    unsigned char lowest_ = 0x80;
    unsigned char highest_ = 0xBF;
};

bool is_utf8(std::string_view text);

/// A file's name as UTF-8: one from an old share or archive may be in ISO 8859-1.
std::string name_in_utf8(const std::string& name);

/// Adds the UTF-8 form of `code` to `out`.
void append_utf8(std::string& out, char32_t code);

/// Adds Windows-1252 `bytes` to `out` as UTF-8; false if some have no character, which become U+FFFD.
bool append_windows_1252(std::string& out, std::string_view bytes);

/// `bytes` in UTF-8. A byte-order mark is left out; what cannot be decoded becomes U+FFFD. Windows-1252 has
/// its own characters at 0x80-0x9F, not the control codes of ISO 8859-1.
std::unique_ptr<ByteStream> decode_stream(std::unique_ptr<ByteStream> bytes, Encoding encoding);

/// The number of code points in valid UTF-8.
std::size_t code_points(std::string_view text);

} // namespace lup
