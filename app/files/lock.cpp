#include "app/files/lock.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace lup {

HomeLock::HomeLock(const Home& home)
    : descriptor_(::open(home.lock_file().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (descriptor_ < 0)
        throw ExportError(
            fmt::format("{}: the lock cannot be opened. Check who owns the home", home.lock_file().string()));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw ExportError(fmt::format(
            "{}: another run holds this home. Wait until it is done, then try again", home.root().string()));
    }
}

HomeLock::~HomeLock()
{
    ::close(descriptor_);
}

} // namespace lup
