#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace lup {

/// SHA-256 of content that comes in pieces.
class ContentHash {
public:
    ContentHash() { crypto_hash_sha256_init(&state_); }

    void add(const void* bytes, std::size_t size)
    {
        crypto_hash_sha256_update(&state_, static_cast<const unsigned char*>(bytes), size);
    }

    /// In hex; the hash can take no more after it.
    std::string finish();

private:
    crypto_hash_sha256_state state_{};
};

/// SHA-256 of a text in hex.
std::string text_hash(std::string_view text);

} // namespace lup
