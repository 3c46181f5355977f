#pragma once

#include "app/configuration.hpp"
#include "app/inbox.hpp"
#include "app/receipt.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace lup {

/// Reads a dropped file and says what it is worth. The archive copy of the declared columns is at
/// `archive_copy` if it was accepted. A file that cannot be read is a rejected report; ExportError means that
/// the copy could not be written (disk full), which may pass. `rows_read` hears of rows as they are read.
DeliveryReport read_dropped(const std::filesystem::path& file, const std::string& name,
                            const Configuration& configuration, const std::filesystem::path& archive_copy,
                            const std::function<void(std::uint64_t)>& rows_read);

/// Reads a file as `lup check` and prova/ do: the receipt says what the night would say, and nothing is kept.
Receipt try_file(const std::filesystem::path& file, const std::string& name,
                 const Configuration& configuration);

/// "Folkhälsoenkäten, 2022" or "".
std::string taken_for(const DeliveryReport& report, const Codebook& codebook);

/// The name a file may be called by: one that holds an identity number is replaced, its ending is kept.
std::string shown_name(const std::string& source, const std::string& sha256);

} // namespace lup
