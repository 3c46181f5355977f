#include "app/files/home.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

namespace lup {

namespace fs = std::filesystem;

void Home::require_configuration() const
{
    std::error_code ignored;
    if (!fs::is_regular_file(settings(), ignored))
        throw ConfigurationError(fmt::format("{}: no lup.toml here. Make a home with: lup init {}",
                                             root_.string(), root_.string()));
    if (!fs::is_directory(codebook(), ignored))
        throw ConfigurationError(
            fmt::format("{}: no kodbok/ here. The codebook says what the survey files mean; lup init in an "
                        "empty folder makes one to start from",
                        root_.string()));
}

void Home::create_folders() const
{
    const auto make = [](const fs::path& folder, fs::perms mode) {
        std::error_code error;
        if (fs::is_directory(folder, error))
            return;
        if (!fs::create_directories(folder, error))
            throw ExportError(
                fmt::format("{}: the folder cannot be made ({}). Check the disk and who owns it",
                            folder.string(), error.message()));
        fs::permissions(folder, mode, error);
    };
    const auto shared = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec;
    for (const auto& folder : {inbox(), trial(), receipts(), rejected()})
        make(folder, shared | fs::perms::group_write);
    for (const auto& folder : {excel(), published(), reports()})
        make(folder, shared);
    for (const auto& folder : {archive(), incoming(), originals(), quarantine(), evidence()})
        make(folder, fs::perms::owner_all);
}

} // namespace lup
