#pragma once

#include <filesystem>

namespace lup {

/// A temporary folder that only this user may read, removed with what is in it.
class PrivateFolder {
public:
    /// Below `parent`. Throws ExportError if it cannot be made.
    explicit PrivateFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace lup
