#pragma once

#include <optional>
#include <string>

namespace lup {

/// A spreadsheet's day number as ISO 8601: "2023-03-15", "2023-03-15T13:45:00" (".250" when there are
/// milliseconds), or "13:45:00" for `time_only` and numbers under 1. Excel counts days from 1900 and has a
/// 29 February 1900 that never was; with `from_1904` it counts from 1 January 1904 (ECMA-376 part
/// 1, 18.17.4.1). Nothing for numbers that are no day: below 0, day 0 and 60 of 1900, after the year 9999.
struct DateSystem {
    bool from_1904 = false;

    std::optional<std::string> iso(double serial, bool time_only) const;
};

/// Whether `text` is a date, or date and time, or time as ISO 8601 writes them, each part in its range.
bool is_iso_date(std::string_view text);

/// "YYYY-MM-DDTHH:MM:SS" from seconds since 1970 without zone; the time is left out if it is midnight.
/// Nothing outside the years 1 to 9999.
std::optional<std::string> iso_of_seconds(double seconds);

} // namespace lup
