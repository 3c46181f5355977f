#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lup {

/// Tells systemd how the service is ("READY=1", "WATCHDOG=1", "STATUS=..."), when it was started by systemd.
void notify_service(std::string_view state);

/// How often systemd wants to hear from the service; absent if it does not.
std::optional<std::chrono::microseconds> watchdog_interval();

} // namespace lup
