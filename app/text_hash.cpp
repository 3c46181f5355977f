#include "app/text_hash.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace lup {

std::string text_hash(std::string_view text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::string hex;
    for (const auto byte : hash)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

} // namespace lup
