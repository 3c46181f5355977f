#include "app/files/text_hash.hpp"

#include <fmt/format.h>

#include <array>

namespace lup {

std::string ContentHash::finish()
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state_, hash.data());
    std::string hex;
    for (const auto byte : hash)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

std::string text_hash(std::string_view text)
{
    ContentHash hash;
    hash.add(text.data(), text.size());
    return hash.finish();
}

} // namespace lup
