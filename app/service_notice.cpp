#include "app/service_notice.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace lup {

void notify_service(std::string_view state)
{
    const char* place = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (place == nullptr || std::strlen(place) >= sizeof address.sun_path)
        return;
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, place, sizeof address.sun_path - 1);
    const auto length = offsetof(sockaddr_un, sun_path) + std::strlen(place);
    // systemd names an abstract socket with '@' where the kernel has a null byte.
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return;
    ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
             static_cast<socklen_t>(length));
    ::close(socket);
}

std::optional<std::chrono::microseconds> watchdog_interval()
{
    const char* text = std::getenv("WATCHDOG_USEC");
    if (text == nullptr)
        return std::nullopt;
    const auto microseconds = std::strtoll(text, nullptr, 10);
    return microseconds > 0 ? std::optional(std::chrono::microseconds(microseconds)) : std::nullopt;
}

} // namespace lup
