#pragma once

#include "app/configuration.hpp"
#include "app/files/inbox.hpp"
#include "app/receipts/receipt.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace lup {

/// How a file is opened: by its content, in a process of its own that can do no harm, or in this one.
using OpenSheets = std::function<std::unique_ptr<SheetFile>(const std::filesystem::path&)>;

/// Opens files with this program as the worker (open_sheet_file_isolated): what the night does.
OpenSheets isolated_reading();

/// Reads a dropped file and says what it is worth. The archive copy of the declared columns is at
/// `archive_copy` if it was accepted. A file that cannot be read is a rejected report; ExportError means that
/// the copy could not be written (disk full), which may pass. `rows_read` hears of rows as they are read.
DeliveryReport read_dropped(const std::filesystem::path& file, const std::string& name,
                            const Configuration& configuration, const std::filesystem::path& archive_copy,
                            const OpenSheets& open, const std::function<void(std::uint64_t)>& rows_read);

/// Reads a file as `lup check` and prova/ do: the receipt says what the night would say, and nothing is kept.
Receipt try_file(const std::filesystem::path& file, const std::string& name,
                 const Configuration& configuration, const OpenSheets& open);

/// "Folkhälsoenkäten, 2022" or "".
std::string taken_for(const DeliveryReport& report, const Codebook& codebook);

/// The name a file may be called by: one that holds an identity number is replaced, its ending is kept.
std::string shown_name(const std::string& source, const std::string& sha256);

} // namespace lup
