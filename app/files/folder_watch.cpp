#include "app/files/folder_watch.hpp"

#include "config/errors.hpp"

#include <boost/asio/buffer.hpp>

#include <set>
#include <sys/inotify.h>

namespace lup {

namespace fs = std::filesystem;

FolderWatch::FolderWatch(boost::asio::io_context& context, Heard heard)
    : descriptor_(context), heard_(std::move(heard))
{
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        throw ExportError("inotify: the kernel gives no descriptor. Raise fs.inotify.max_user_instances");
    descriptor_.assign(descriptor);
}

void FolderWatch::listen_to(const fs::path& folder)
{
    const auto add = [this, &folder](const fs::path& place) {
        const int watch = ::inotify_add_watch(descriptor_.native_handle(), place.c_str(),
                                              IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR);
        if (watch >= 0)
            folders_[watch] = folder;
    };
    add(folder);
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_directory())
            add(entry.path());
}

void FolderWatch::start()
{
    descriptor_.async_read_some(boost::asio::buffer(buffer_),
                                [this](const boost::system::error_code& error, std::size_t bytes) {
                                    if (error)
                                        return;
                                    read_events(bytes);
                                    start();
                                });
}

void FolderWatch::stop()
{
    boost::system::error_code ignored;
    descriptor_.close(ignored);
}

void FolderWatch::read_events(std::size_t bytes)
{
    std::set<fs::path> heard;
    for (std::size_t at = 0; at + sizeof(inotify_event) <= bytes;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer_.data() + at);
        at += sizeof(inotify_event) + event->len;
        if ((event->mask & IN_Q_OVERFLOW) != 0)
            for (const auto& [watch, folder] : folders_)
                heard.insert(folder);
        else if (const auto folder = folders_.find(event->wd); folder != folders_.end())
            heard.insert(folder->second);
    }
    for (const auto& folder : heard) {
        listen_to(folder);
        heard_(folder);
    }
}

} // namespace lup
