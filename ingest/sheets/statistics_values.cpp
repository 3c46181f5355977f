#include "ingest/sheets/statistics_values.hpp"

#include "ingest/bytes/text_encoding.hpp"
#include "ingest/sheets/serial_date.hpp"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

namespace lup {
namespace {

// Seconds from 1582-10-14, where SPSS counts from, and from 1960-01-01, where SAS and Stata do, to 1970.
constexpr double spss_epoch = 12'219'379'200;
constexpr double sas_epoch = 315'619'200;

constexpr std::size_t longest_name = 1'024;

/// Byte by byte, so that the sanitizer lets it pass what ReadStat left without an end.
__attribute__((no_sanitize("address"))) std::string bytes_of(const char* text, std::size_t most)
{
    std::size_t size = 0;
    while (text != nullptr && size < most && text[size] != '\0') {
        ++size;
    }
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = text[i];
    }
    return bytes;
}

} // namespace

std::string name_of(const char* text)
{
    return text_of(text, longest_name);
}

std::string text_of(const char* text, std::size_t most)
{
    const auto bytes = bytes_of(text, most);
    if (is_utf8(bytes)) {
        return bytes;
    }
    std::string decoded;
    append_windows_1252(decoded, bytes);
    return decoded;
}

bool is_string(const readstat_value_t& value)
{
    return readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
}

std::string code_of(const readstat_value_t& value)
{
    return is_string(value) ? text_of(readstat_string_value(value))
                            : fmt::format("{}", readstat_double_value(value));
}

StatisticsValue value_kind(const char* format_name, StatisticsFormat format)
{
    const auto name = bytes_of(format_name, longest_name);
    const auto is = [&](std::initializer_list<std::string_view> starts) {
        return std::any_of(starts.begin(), starts.end(), [&](auto start) { return name.starts_with(start); });
    };
    if (format == StatisticsFormat::sav || format == StatisticsFormat::por) {
        if (is({"DATE", "ADATE", "EDATE", "SDATE", "JDATE", "DATETIME", "YMDHMS"})) {
            return StatisticsValue::spss_date;
        }
        return is({"TIME"}) ? StatisticsValue::spss_time : StatisticsValue::plain;
    }
    if (format == StatisticsFormat::dta) {
        if (is({"%td", "%d", "%-td"})) {
            return StatisticsValue::days_of_1960;
        }
        return is({"%tc", "%tC", "%-tc"}) ? StatisticsValue::ms_of_1960 : StatisticsValue::plain;
    }
    if (is({"DATETIME", "E8601DT"})) {
        return StatisticsValue::seconds_of_1960;
    }
    return is({"DATE", "MMDDYY", "DDMMYY", "YYMMDD", "E8601DA"}) ? StatisticsValue::days_of_1960
                                                                 : StatisticsValue::plain;
}

std::optional<std::string> date_of(double number, StatisticsValue kind)
{
    switch (kind) {
    case StatisticsValue::spss_date:
        return iso_of_seconds(number - spss_epoch);
    case StatisticsValue::spss_time:
        return number >= 0 && number < 86'400 ? DateSystem{}.iso(number / 86'400, true) : std::nullopt;
    case StatisticsValue::days_of_1960:
        return iso_of_seconds(number * 86'400 - sas_epoch);
    case StatisticsValue::seconds_of_1960:
        return iso_of_seconds(number - sas_epoch);
    case StatisticsValue::ms_of_1960:
        return iso_of_seconds(number / 1000 - sas_epoch);
    case StatisticsValue::plain:
        break;
    }
    return std::nullopt;
}

} // namespace lup
