#include "app/check.hpp"

#include "app/configuration.hpp"
#include "app/journal/journal.hpp"
#include "app/reading.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>

#include <iostream>
#include <unistd.h>

namespace lup {

namespace {

/// Who looked at confidential files is on record; a home that may only be read has no record to write in.
void log_check(const Home& home, std::size_t files)
{
    if (!std::filesystem::exists(home.journal()) || ::access(home.journal().c_str(), W_OK) != 0)
        return;
    Journal(home.journal())
        .add_event(std::chrono::system_clock::now(), "check",
                   fmt::format("user={} files={}", ::getuid(), files));
}

} // namespace

int check_files(const Home& home, const std::vector<std::filesystem::path>& files, bool as_json)
{
    constexpr int found_a_rejection = 3;
    const auto configuration = load_configuration(home);
    log_check(home, files.size());
    const auto open = isolated_reading();
    int exit_code = 0;
    for (const auto& file : files) {
        if (!std::filesystem::is_regular_file(file))
            throw InputError(fmt::format("{}: there is no such file", file.string()));
        const auto receipt = try_file(file, file.filename().string(), configuration, open);
        if (receipt.verdict == FileVerdict::rejected || receipt.verdict == FileVerdict::quarantined)
            exit_code = found_a_rejection;
        if (as_json)
            std::cout << receipt_json(receipt) << '\n';
        else
            std::cout << receipt_text(receipt) << '\n';
    }
    return exit_code;
}

} // namespace lup
