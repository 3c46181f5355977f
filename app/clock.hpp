#pragma once

#include <chrono>
#include <string>

namespace lup {

using Instant = std::chrono::system_clock::time_point;

/// "2026-11-22T05:17:09Z": times are stored so.
std::string utc_text(Instant when);

/// Inverse of utc_text; the epoch if it is not of that form.
Instant parse_utc(const std::string& text);

/// "2026-11-22 06:17" Swedish local time, for people.
std::string swedish_time(Instant when);

/// "2026-11-22", the Swedish date.
std::string swedish_day(Instant when);

/// The next time after `now` that a Swedish clock shows `hour_minute` ("01:15").
Instant next_swedish(Instant now, const std::string& hour_minute);

} // namespace lup
