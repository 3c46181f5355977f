#include "app/clock.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

namespace lup {

namespace {

/// The program's local time is Swedish wherever the server stands.
std::tm swedish(Instant when)
{
    static const bool set = [] {
        ::setenv("TZ", "Europe/Stockholm", 1);
        ::tzset();
        return true;
    }();
    static_cast<void>(set);
    const auto seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    return parts;
}

std::string format(const std::tm& parts, const char* pattern)
{
    char text[64];
    return {text, std::strftime(text, sizeof text, pattern, &parts)};
}

} // namespace

std::string utc_text(Instant when)
{
    const auto seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return format(parts, "%Y-%m-%dT%H:%M:%SZ");
}

Instant parse_utc(const std::string& text)
{
    std::tm parts{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr)
        return Instant{};
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

std::string swedish_time(Instant when)
{
    return format(swedish(when), "%Y-%m-%d %H:%M");
}

std::string swedish_day(Instant when)
{
    return format(swedish(when), "%Y-%m-%d");
}

Instant next_swedish(Instant now, const std::string& hour_minute)
{
    int hour = 1, minute = 15;
    std::sscanf(hour_minute.c_str(), "%d:%d", &hour, &minute);
    auto parts = swedish(now);
    parts.tm_hour = hour;
    parts.tm_min = minute;
    parts.tm_sec = 0;
    parts.tm_isdst = -1;
    auto when = std::chrono::system_clock::from_time_t(std::mktime(&parts));
    if (when <= now) {
        ++parts.tm_mday;
        parts.tm_hour = hour;
        parts.tm_min = minute;
        parts.tm_isdst = -1;
        when = std::chrono::system_clock::from_time_t(std::mktime(&parts));
    }
    return when;
}

} // namespace lup
