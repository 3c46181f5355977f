#include "ingest/sheets/serial_date.hpp"

#include <chrono>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace lup {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t unix_day_of_1900 = -25'569; // 1899-12-30
constexpr std::int64_t unix_day_of_1904 = -24'107; // 1904-01-01

std::string time_text(std::int64_t ms)
{
    const auto seconds = ms / 1000;
    auto text = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (ms % 1000 != 0) {
        text += fmt::format(".{:03}", ms % 1000);
    }
    return text;
}

std::optional<std::string> date_text(std::int64_t unix_day, std::int64_t ms)
{
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{unix_day}}};
    const int year = static_cast<int>(day.year());
    if (year < 1 || year > 9999) {
        return std::nullopt;
    }
    auto text = fmt::format("{:04}-{:02}-{:02}", year, static_cast<unsigned>(day.month()),
                            static_cast<unsigned>(day.day()));
    return ms == 0 ? text : text + "T" + time_text(ms);
}

bool two_digits(std::string_view text, std::size_t at, int lowest, int highest)
{
    if (text.size() < at + 2 || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' ||
        text[at + 1] > '9') {
        return false;
    }
    const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
    return value >= lowest && value <= highest;
}

bool is_iso_time(std::string_view text)
{
    if (!two_digits(text, 0, 0, 23) || text.size() < 5 || text[2] != ':' || !two_digits(text, 3, 0, 59)) {
        return false;
    }
    text.remove_prefix(5);
    if (!text.empty() && text[0] == ':') {
        if (!two_digits(text, 1, 0, 59)) {
            return false;
        }
        text.remove_prefix(3);
        if (!text.empty() && text[0] == '.') {
            const auto end = text.find_first_not_of("0123456789", 1);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end);
        }
    }
    return text.empty() || text == "Z";
}

} // namespace

std::optional<std::string> DateSystem::iso(double serial, bool time_only) const
{
    if (!(serial >= 0) || serial >= 2'958'466) {
        return std::nullopt;
    }
    const auto all_ms = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(day_ms)));
    const auto day = all_ms / day_ms;
    const auto ms = all_ms % day_ms;
    if (time_only && day == 0) {
        return time_text(ms);
    }
    if (from_1904) {
        return date_text(unix_day_of_1904 + day, ms);
    }
    if (day == 0 || day == 60) {
        return std::nullopt;
    }
    return date_text(unix_day_of_1900 + day + (day < 60 ? 1 : 0), ms);
}

bool is_iso_date(std::string_view text)
{
    if (is_iso_time(text)) {
        return true;
    }
    const bool shaped = text.size() >= 10 && two_digits(text, 0, 0, 99) && two_digits(text, 2, 0, 99) &&
                        text[4] == '-' && two_digits(text, 5, 1, 12) && text[7] == '-' &&
                        two_digits(text, 8, 1, 31);
    if (!shaped) {
        return false;
    }
    const auto part = [&](std::size_t at) {
        return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
    };
    const std::chrono::year_month_day day{std::chrono::year{static_cast<int>(part(0) * 100 + part(2))},
                                          std::chrono::month{part(5)}, std::chrono::day{part(8)}};
    return day.ok() && (text.size() == 10 || (text[10] == 'T' && is_iso_time(text.substr(11))));
}

std::optional<std::string> iso_of_seconds(double seconds)
{
    if (!(std::abs(seconds) < 1e12)) {
        return std::nullopt;
    }
    const auto all_ms = static_cast<std::int64_t>(std::llround(seconds * 1000));
    auto day = all_ms / day_ms;
    auto ms = all_ms % day_ms;
    if (ms < 0) {
        ms += day_ms;
        --day;
    }
    return date_text(day, ms);
}

} // namespace lup
