#include "app/files/durable.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lup {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const char* what)
{
    throw ExportError(fmt::format("{}: {} ({}). Check that the disk is there, has room and may be written",
                                  path.string(), what, std::strerror(errno)));
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

void write_all(const Descriptor& descriptor, std::string_view content, const fs::path& file)
{
    while (!content.empty()) {
        const auto written = ::write(descriptor.number(), content.data(), content.size());
        if (written < 0 && errno != EINTR)
            fail(file, "cannot be written");
        if (written > 0)
            content.remove_prefix(static_cast<std::size_t>(written));
    }
}

void copy_and_remove(const fs::path& from, const fs::path& to)
{
    auto beside = to;
    beside += ".ny";
    std::error_code error;
    fs::copy_file(from, beside, fs::copy_options::overwrite_existing, error);
    if (error) {
        errno = error.value();
        fail(to, "cannot be copied in");
    }
    sync_path(beside);
    fs::rename(beside, to, error);
    if (error || !fs::remove(from, error)) {
        errno = error.value();
        fail(from, "cannot be moved");
    }
}

} // namespace

void sync_path(const fs::path& path)
{
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.number() < 0)
        fail(path, "cannot be opened to be flushed");
    // Some network shares cannot flush a folder and say EINVAL; the rename itself is done.
    if (::fsync(descriptor.number()) != 0 && errno != EINVAL)
        fail(path, "cannot be flushed to the disk");
}

void sync_tree(const fs::path& folder)
{
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        sync_path(entry.path());
    sync_path(folder);
}

void write_durably(const fs::path& file, std::string_view content, unsigned mode)
{
    auto beside = file;
    beside += ".ny";
    {
        const Descriptor descriptor(
            ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, static_cast<mode_t>(mode)));
        if (descriptor.number() < 0)
            fail(file, "cannot be written");
        ::fchmod(descriptor.number(), static_cast<mode_t>(mode));
        write_all(descriptor, content, file);
        if (::fsync(descriptor.number()) != 0)
            fail(file, "cannot be flushed to the disk");
    }
    if (::rename(beside.c_str(), file.c_str()) != 0)
        fail(file, "cannot be renamed in");
    sync_path(file.parent_path());
}

void move_durably(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (::rename(from.c_str(), to.c_str()) != 0) {
        if (errno != EXDEV)
            fail(from, "cannot be moved");
        copy_and_remove(from, to);
    }
    sync_path(to.parent_path());
    sync_path(from.parent_path());
}

void exchange_folders(const fs::path& one, const fs::path& other)
{
    if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) != 0)
        fail(other, "cannot be switched in");
    sync_path(one.parent_path());
    sync_path(other.parent_path());
}

fs::path free_name(const fs::path& wanted)
{
    auto candidate = wanted;
    for (int number = 2; fs::exists(candidate); ++number)
        candidate = wanted.parent_path() /
                    fmt::format("{} ({}){}", wanted.stem().string(), number, wanted.extension().string());
    return candidate;
}

} // namespace lup
