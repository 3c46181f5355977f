#include "app/backup.hpp"

#include "app/files/durable.hpp"
#include "app/files/inbox.hpp"
#include "app/files/lock.hpp"
#include "app/files/private_folder.hpp"
#include "app/journal/journal_schema.hpp"
#include "app/process.hpp"
#include "app/verify.hpp"
#include "config/errors.hpp"
#include "export/plan/plan_schema.hpp"

#include <fmt/format.h>

#include <iostream>

namespace lup {

namespace fs = std::filesystem;

namespace {

void tar(const std::vector<std::string>& words, const fs::path& file)
{
    std::vector<std::string> command{"tar"};
    command.insert(command.end(), words.begin(), words.end());
    if (run_process(command) != 0)
        throw ExportError(fmt::format("{}: tar did not succeed. Check the room on the disk", file.string()));
}

void copy_database(const fs::path& from, const fs::path& to, const DatabaseKind& kind)
{
    if (!fs::exists(from))
        return;
    Database(from, kind).execute("VACUUM INTO ?", {to.string()});
    fs::permissions(to, fs::status(from).permissions());
}

/// The names in the home that a backup holds, apart from the databases.
std::vector<std::string> names_to_copy(const Home& home)
{
    std::vector<std::string> names;
    for (const auto& path : {home.settings(), home.codebook(), home.plan(), home.inbox(), home.trial(),
                             home.receipts(), home.rejected(), home.excel(), home.published(), home.reports(),
                             home.archive(), home.evidence(), home.key()})
        if (fs::exists(path))
            names.push_back(path.filename().string());
    return names;
}

void write_archive(const Home& home, const fs::path& databases, const fs::path& file)
{
    std::vector<std::string> words{"--create",    "--gzip",      "--file",
                                   file.string(), "--directory", home.root().string()};
    for (auto& name : names_to_copy(home))
        words.push_back(std::move(name));
    // By name: an entry for the folder itself would give the restored home that folder's mode.
    for (const auto& database : list_files(databases))
        words.insert(words.end(), {"--directory", fs::absolute(databases).string(), database.source});
    tar(words, file);
}

/// Unpacks the archive and throws if it is not a whole home with the files that the home has.
void read_back(const Home& home, const fs::path& file, const fs::path& unpacked)
{
    fs::create_directories(unpacked);
    tar({"--extract", "--gzip", "--file", file.string(), "--directory", unpacked.string()}, file);
    const Home copy(unpacked);
    copy.require_configuration();
    if (const auto damage = find_damage(copy); !damage.empty())
        throw ExportError(fmt::format("{}: the copy does not read back: {}", file.string(), damage.front()));
    for (const auto& name : names_to_copy(home)) {
        if (!fs::is_directory(home.root() / name))
            continue;
        for (const auto& original : list_files(home.root() / name))
            if (content_hash(original.path) != content_hash(unpacked / name / original.source))
                throw ExportError(fmt::format("{}: {}/{} does not read back. Try again, or another disk",
                                              file.string(), name, original.source));
    }
}

} // namespace

int write_backup(const Home& home, const fs::path& file)
{
    home.require_configuration();
    const auto target = fs::absolute(file);
    if (target.string().starts_with(fs::absolute(home.root()).string() + "/"))
        throw ConfigurationError(
            fmt::format("{}: a backup inside the home is lost with it. Choose another place", file.string()));
    if (fs::exists(target))
        throw ConfigurationError(fmt::format(
            "{}: there is a file already, and a backup is never written over another. Choose a new name",
            file.string()));
    const HomeLock lock(home);
    const PrivateFolder work(target.parent_path());
    const auto databases = work.path() / "databases";
    fs::create_directories(databases);
    copy_database(home.journal(), databases / "journal.db", journal_kind());
    copy_database(home.plan_database(), databases / "plan.db", plan_database_kind());
    const auto archive = work.path() / "backup.tar.gz";
    write_archive(home, databases, archive);
    read_back(home, archive, work.path() / "unpacked");
    fs::permissions(archive, fs::perms::owner_read | fs::perms::owner_write);
    sync_path(archive);
    move_durably(archive, target);
    std::cout << fmt::format(
        "{}: {} bytes, unpacked and read back. It holds the archive: keep it as confidential\n",
        file.string(), fs::file_size(target));
    return 0;
}

} // namespace lup
