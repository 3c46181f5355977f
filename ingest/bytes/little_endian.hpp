#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lup {

/// The number of `width` bytes at `at`, which the caller knows are there, the lowest first.
inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

inline std::uint16_t u16(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(little_endian(bytes, at, 2));
}

inline std::uint32_t u32(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(little_endian(bytes, at, 4));
}

inline std::uint64_t u64(std::string_view bytes, std::size_t at)
{
    return little_endian(bytes, at, 8);
}

} // namespace lup
