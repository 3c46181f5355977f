#pragma once

#include <array>
#include <filesystem>
#include <string>

namespace lup {

/// Makes the home's secret key (32 bytes, 0600) if there is none.
void make_home_key(const std::filesystem::path& key_file);

/// The home's secret key: seals files and breaks the gate's ties.
using HomeKey = std::array<unsigned char, 32>;

/// Throws ExportError if it is missing or cut.
HomeKey read_home_key(const std::filesystem::path& key_file);

/// Writes `from` encrypted (XChaCha20-Poly1305, a nonce a block made from key and content) to `to`, 0600. The
/// same content and key give the same bytes. Throws ExportError.
void seal_file(const std::filesystem::path& from, const std::filesystem::path& to, const std::string& sha256,
               const std::filesystem::path& key_file);

/// Whether a sealed file opens with the home's key and holds the content with this hash.
bool is_sealed_whole(const std::filesystem::path& sealed, const std::string& sha256,
                     const std::filesystem::path& key_file);

} // namespace lup
