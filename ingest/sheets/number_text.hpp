#pragma once

#include <optional>
#include <string_view>

namespace lup {

/// The number that `text` writes with a decimal point, as XML Schema's double does (without INF and NaN),
/// rounded to the nearest double; nothing if it is anything else or too large.
std::optional<double> parse_xml_number(std::string_view text);

/// The same when a number is followed by `<`: moves `position` there. False, without moving, for what is not
/// a plain decimal number of at most 15 digits; a zero byte must end what can be read.
bool scan_plain_number(const char*& position, double& number);

} // namespace lup
