#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace lup {

/// Flushes a file or a folder to the disk. Throws ExportError naming it.
void sync_path(const std::filesystem::path& path);

/// Flushes every file and folder below `folder`, and itself.
void sync_tree(const std::filesystem::path& folder);

/// Writes `content` beside `file`, flushes it and renames it in: readers see the old text or the new one. The
/// file gets `mode` (octal, before no umask). Throws ExportError.
void write_durably(const std::filesystem::path& file, std::string_view content, unsigned mode = 0640);

/// Renames `from` to `to` over what is there and flushes both folders; copies when they are on different
/// disks. The folder of `to` is made when it is missing. Throws ExportError.
void move_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Exchanges two folders in one step (both must be there). Throws ExportError.
void exchange_folders(const std::filesystem::path& one, const std::filesystem::path& other);

/// `folder/name`, or `folder/stem (2).ext` and so on while one is there already.
std::filesystem::path free_name(const std::filesystem::path& wanted);

} // namespace lup
