#include "ingest/bytes/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace lup {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

// Windows-1252 0x80-0x9F, from Unicode's CP1252.TXT; five bytes have no character.
constexpr std::array<char32_t, 32> windows_1252_upper = {
    0x20AC,      replacement, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
    0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017D, replacement,
    replacement, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
    0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, replacement, 0x017E, 0x0178};

/// Decodes into a string that is handed out piece by piece.
class DecodedStream : public ByteStream {
public:
    DecodedStream(std::unique_ptr<ByteStream> bytes, Encoding encoding)
        : bytes_(std::move(bytes)), encoding_(encoding)
    {
    }

    std::size_t read(std::span<char> out) override
    {
        std::size_t filled = 0;
        while (filled < out.size()) {
            if (given_ == decoded_.size() && !decode_more()) {
                break;
            }
            const auto size = std::min(out.size() - filled, decoded_.size() - given_);
            std::memcpy(out.data() + filled, decoded_.data() + given_, size);
            given_ += size;
            filled += size;
        }
        return filled;
    }

private:
    bool decode_more()
    {
        decoded_.clear();
        given_ = 0;
        while (decoded_.empty()) {
            const auto size = bytes_->read(raw_);
            if (size == 0) {
                return finish();
            }
            const std::string_view piece(raw_.data(), size);
            if (encoding_ == Encoding::windows_1252) {
                append_windows_1252(decoded_, piece);
            } else {
                decode_16(piece);
            }
        }
        return true;
    }

    bool finish()
    {
        if (std::exchange(odd_, -1) >= 0 || std::exchange(high_surrogate_, 0) != 0) {
            append_utf8(decoded_, replacement);
        }
        return !decoded_.empty();
    }

    void decode_16(std::string_view piece)
    {
        for (const char c : piece) {
            const auto byte = static_cast<unsigned char>(c);
            if (odd_ < 0) {
                odd_ = byte;
                continue;
            }
            const auto first = static_cast<char32_t>(std::exchange(odd_, -1));
            unit(encoding_ == Encoding::utf16_little ? (char32_t{byte} << 8 | first) : (first << 8 | byte));
        }
    }

    void unit(char32_t code)
    {
        const bool mark = std::exchange(started_, true) == false && code == 0xFEFF;
        if (high_surrogate_ != 0) {
            const auto high = std::exchange(high_surrogate_, 0);
            if (code >= 0xDC00 && code < 0xE000) {
                append_utf8(decoded_, 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00));
                return;
            }
            append_utf8(decoded_, replacement);
        }
        if (code >= 0xD800 && code < 0xDC00) {
            high_surrogate_ = code;
        } else if (!mark) {
            append_utf8(decoded_, code >= 0xDC00 && code < 0xE000 ? replacement : code);
        }
    }

    std::unique_ptr<ByteStream> bytes_;
    Encoding encoding_;
    std::array<char, 32 * 1024> raw_{};
    std::string decoded_;
    std::size_t given_ = 0;
    int odd_ = -1; ///< the first byte of a pair whose second has not come
    char32_t high_surrogate_ = 0;
    bool started_ = false;
};

} // namespace

bool Utf8Check::step(unsigned char byte)
{
    if (wanted_ > 0) {
        valid_ = byte >= lowest_ && byte <= highest_;
        lowest_ = 0x80;
        highest_ = 0xBF;
        --wanted_;
    } else if (byte >= 0x80) {
        valid_ = byte >= 0xC2 && byte <= 0xF4;
        wanted_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
        lowest_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
        highest_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    }
    return valid_;
}

bool Utf8Check::feed(std::string_view piece)
{
    std::size_t i = 0;
    while (i < piece.size() && valid_) {
        std::uint64_t eight = 0;
        if (wanted_ == 0 && piece.size() - i >= 8) {
            std::memcpy(&eight, piece.data() + i, 8);
            if ((eight & high_bits) == 0) {
                i += 8;
                continue;
            }
        }
        step(static_cast<unsigned char>(piece[i++]));
    }
    return valid_;
}

bool is_utf8(std::string_view text)
{
    Utf8Check check;
    check.feed(text);
    return check.complete();
}

void append_utf8(std::string& out, char32_t code)
{
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | code >> 12);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

bool append_windows_1252(std::string& out, std::string_view bytes)
{
    bool all_known = true;
    std::size_t run = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte >= 0x80) {
            const char32_t code = byte < 0xA0 ? windows_1252_upper[byte - 0x80U] : byte;
            all_known = all_known && code != replacement;
            out.append(bytes, run, i - run);
            append_utf8(out, code);
            run = i + 1;
        }
    }
    out.append(bytes, run);
    return all_known;
}

std::unique_ptr<ByteStream> decode_stream(std::unique_ptr<ByteStream> bytes, Encoding encoding)
{
    if (encoding == Encoding::utf8) {
        return bytes;
    }
    return std::make_unique<DecodedStream>(std::move(bytes), encoding);
}

std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string name_in_utf8(const std::string& name)
{
    if (is_utf8(name))
        return name;
    std::string text;
    for (const char byte : name)
        append_utf8(text, static_cast<unsigned char>(byte));
    return text;
}

} // namespace lup
