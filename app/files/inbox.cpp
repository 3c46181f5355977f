#include "app/files/inbox.hpp"

#include "app/files/text_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace lup {

namespace fs = std::filesystem;

namespace {

constexpr auto between_looks = std::chrono::milliseconds(100);

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::optional<DroppedFile> look_at(const fs::path& path)
{
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    DroppedFile file;
    file.path = path;
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.modified = nanoseconds(status.st_mtim);
    file.changed = nanoseconds(status.st_ctim);
    file.inode = status.st_ino;
    return file;
}

/// The kernel grants a read lease only while nobody on this machine has the file open for writing. On a file
/// system without leases the two looks alone decide.
bool is_open_for_writing(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool refused = ::fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0 && (errno == EAGAIN || errno == EBUSY);
    ::fcntl(descriptor, F_SETLEASE, F_UNLCK);
    ::close(descriptor);
    return refused;
}

bool by_source(const DroppedFile& a, const DroppedFile& b)
{
    return a.source < b.source;
}

bool ends_with_any(const std::string& name, std::initializer_list<std::string_view> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&name](std::string_view end) {
        return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
    });
}

} // namespace

bool is_working_name(const std::string& name)
{
    return name.empty() || name.front() == '.' || name.starts_with("~$") || name == "Thumbs.db" ||
           name == "desktop.ini" ||
           ends_with_any(name,
                         {".tmp", ".TMP", ".part", ".partial", ".crdownload", ".swp", ".filepart", "~"});
}

std::vector<DroppedFile> list_files(const fs::path& folder)
{
    std::vector<DroppedFile> files;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        const auto name = entries->path().filename().string();
        if (is_working_name(name)) {
            entries.disable_recursion_pending();
            continue;
        }
        if (auto file = look_at(entries->path())) {
            file->source = entries->path().lexically_relative(folder).string();
            files.push_back(std::move(*file));
        }
    }
    std::sort(files.begin(), files.end(), by_source);
    return files;
}

Scan scan_folder(const fs::path& folder)
{
    const auto first = list_files(folder);
    Scan scan;
    if (first.empty())
        return scan;
    std::this_thread::sleep_for(between_looks);
    for (auto& file : list_files(folder)) {
        const auto before = std::lower_bound(first.begin(), first.end(), file, by_source);
        if (before != first.end() && *before == file && !is_open_for_writing(file.path))
            scan.settled.push_back(std::move(file));
        else
            scan.waiting.push_back(file.source);
    }
    return scan;
}

bool is_unchanged(const DroppedFile& file)
{
    auto now = look_at(file.path);
    if (!now)
        return false;
    now->source = file.source;
    return *now == file;
}

std::optional<std::string> content_hash(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::nullopt;
    ContentHash hash;
    std::vector<char> block(1 << 16);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.add(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad())
        return std::nullopt;
    return hash.finish();
}

} // namespace lup
