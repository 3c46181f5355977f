#include "app/files/sealed_file.hpp"

#include "app/files/durable.hpp"
#include "app/files/text_hash.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <optional>
#include <vector>

namespace lup {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

static_assert(std::tuple_size_v<HomeKey> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
using Nonce = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;
using Bytes = std::vector<unsigned char>;

/// Content and place decide the nonce, so it never meets another plaintext under the same key.
Nonce block_nonce(const HomeKey& key, const std::string& sha256, std::size_t block, bool last)
{
    const auto text = fmt::format("{}:{}:{}", sha256, block, last ? 1 : 0);
    Nonce nonce{};
    crypto_generichash(nonce.data(), nonce.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), key.data(), key.size());
    return nonce;
}

Bytes read_block(std::ifstream& in, std::size_t size)
{
    Bytes block(size);
    in.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(size));
    block.resize(static_cast<std::size_t>(in.gcount()));
    return block;
}

bool at_end(std::ifstream& in)
{
    return in.peek() == std::ifstream::traits_type::eof();
}

Bytes sealed_block(const Bytes& plain, const Nonce& nonce, const HomeKey& key)
{
    Bytes sealed(plain.size() + tag_bytes);
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), &size, plain.data(), plain.size(), nullptr, 0,
                                               nullptr, nonce.data(), key.data());
    sealed.resize(size);
    return sealed;
}

std::optional<Bytes> opened_block(const Bytes& sealed, const Nonce& nonce, const HomeKey& key)
{
    if (sealed.size() < tag_bytes)
        return std::nullopt;
    Bytes plain(sealed.size() - tag_bytes);
    unsigned long long size = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), &size, nullptr, sealed.data(), sealed.size(),
                                                   nullptr, 0, nonce.data(), key.data()) != 0)
        return std::nullopt;
    plain.resize(size);
    return plain;
}

} // namespace

HomeKey read_home_key(const fs::path& file)
{
    HomeKey key{};
    std::ifstream in(file, std::ios::binary);
    in.read(reinterpret_cast<char*>(key.data()), key.size());
    if (in.gcount() != static_cast<std::streamsize>(key.size()))
        throw ExportError(
            fmt::format("{}: the home's key is missing or cut. Take it from the backup", file.string()));
    return key;
}

void make_home_key(const fs::path& key_file)
{
    if (fs::exists(key_file))
        return;
    HomeKey key{};
    randombytes_buf(key.data(), key.size());
    write_durably(key_file, {reinterpret_cast<const char*>(key.data()), key.size()}, 0600);
}

void seal_file(const fs::path& from, const fs::path& to, const std::string& sha256, const fs::path& key_file)
{
    const auto key = read_home_key(key_file);
    std::ifstream in(from, std::ios::binary);
    if (!in)
        throw ExportError(fmt::format("{}: cannot be read to be sealed", from.string()));
    auto beside = to;
    beside += ".ny";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write);
    bool last = false;
    for (std::size_t number = 0; !last; ++number) {
        const auto plain = read_block(in, block_bytes);
        last = at_end(in);
        const auto sealed = sealed_block(plain, block_nonce(key, sha256, number, last), key);
        out.write(reinterpret_cast<const char*>(sealed.data()), static_cast<std::streamsize>(sealed.size()));
    }
    out.close();
    if (!out)
        throw ExportError(fmt::format("{}: cannot be written. Check the disk", to.string()));
    sync_path(beside);
    move_durably(beside, to);
}

bool is_sealed_whole(const fs::path& sealed, const std::string& sha256, const fs::path& key_file)
{
    const auto key = read_home_key(key_file);
    std::ifstream in(sealed, std::ios::binary);
    ContentHash hash;
    bool last = !in;
    for (std::size_t number = 0; !last; ++number) {
        const auto block = read_block(in, block_bytes + tag_bytes);
        last = at_end(in);
        const auto plain = opened_block(block, block_nonce(key, sha256, number, last), key);
        if (!plain)
            return false;
        hash.add(plain->data(), plain->size());
    }
    return hash.finish() == sha256;
}

} // namespace lup
