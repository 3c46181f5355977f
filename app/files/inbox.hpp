#pragma once

#include "app/files/home.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// A file as it was seen in a folder where people drop files.
struct DroppedFile {
    std::filesystem::path path;
    std::string source; ///< path below the folder, as people see it: "2024/enkät.xlsx"
    std::uint64_t size = 0;
    std::int64_t modified = 0; ///< nanoseconds
    std::int64_t changed = 0;  ///< nanoseconds; also moves when a file with an old time is copied in
    std::uint64_t inode = 0;

    bool operator==(const DroppedFile&) const = default;
};

/// What one look at the inbox gave. Both lists are sorted by name.
struct Scan {
    std::vector<DroppedFile> settled; ///< equal at two looks 100 ms apart and open for writing by nobody
    std::vector<std::string> waiting; ///< sources still being copied, left for the next time
};

/// Whether a name belongs to a program at work ("~$x.xlsx", ".x.swp", "x.part", "x.tmp") and not to a person.
bool is_working_name(const std::string& name);

/// The files below `folder`, subfolders too, without working names and links, sorted by name.
std::vector<DroppedFile> list_files(const std::filesystem::path& folder);

/// Looks at the folder twice. Takes about 100 ms however many files there are.
Scan scan_folder(const std::filesystem::path& folder);

/// Whether the file is still what was seen: same size, time and inode.
bool is_unchanged(const DroppedFile& file);

/// SHA-256 of a file's content in hex; absent if it cannot be read now (rights, a share that went away).
std::optional<std::string> content_hash(const std::filesystem::path& file);

} // namespace lup
