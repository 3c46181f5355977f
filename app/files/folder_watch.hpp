#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <filesystem>
#include <functional>
#include <map>

namespace lup {

/// Hears of files that were written to or moved into folders (inotify). Network shares give no events and a
/// full queue loses some, so it only says "scan soon": the scan is the truth.
class FolderWatch {
public:
    using Heard = std::function<void(const std::filesystem::path& folder)>;

    /// Throws ExportError if the kernel gives no descriptor.
    FolderWatch(boost::asio::io_context& context, Heard heard);

    /// Listens to a folder and its subfolders; events carry `folder`.
    void listen_to(const std::filesystem::path& folder);

    /// Starts to wait for events; goes on until stop().
    void start();
    void stop();

private:
    void read_events(std::size_t bytes);

    boost::asio::posix::stream_descriptor descriptor_;
    Heard heard_;
    std::map<int, std::filesystem::path> folders_;
    alignas(8) std::array<char, 16384> buffer_{};
};

} // namespace lup
