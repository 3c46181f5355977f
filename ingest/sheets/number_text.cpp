#include "ingest/sheets/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace lup {
namespace {

constexpr std::array<double, 16> powers_of_ten = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

} // namespace

std::optional<double> parse_xml_number(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const auto digit = text.find_first_not_of("-.");
    if (digit == std::string_view::npos || text[digit] < '0' || text[digit] > '9') {
        return std::nullopt;
    }
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool tiny = error == std::errc::result_out_of_range && std::abs(number) < 1;
    if ((error != std::errc() && !tiny) || stop != text.data() + text.size() || !std::isfinite(number)) {
        return std::nullopt;
    }
    return tiny ? 0.0 : number;
}

bool scan_plain_number(const char*& position, double& number)
{
    const char* p = position;
    const bool negative = *p == '-';
    p += negative ? 1 : 0;
    const char* const start = p;
    std::uint64_t digits = 0;
    for (; *p >= '0' && *p <= '9' && p - start < 16; ++p) {
        digits = digits * 10 + static_cast<unsigned>(*p - '0');
    }
    std::size_t decimals = 0;
    auto count = static_cast<std::size_t>(p - start);
    if (*p == '.' && count > 0) {
        const char* const point = p++;
        for (; *p >= '0' && *p <= '9' && p - point < 17; ++p) {
            digits = digits * 10 + static_cast<unsigned>(*p - '0');
        }
        decimals = static_cast<std::size_t>(p - point) - 1;
        count += decimals;
    }
    if (*p != '<' || count == 0 || count > 15) {
        return false;
    }
    // Both are exact, so the quotient is the nearest double (Clinger 1990).
    const double value = static_cast<double>(digits) / powers_of_ten[decimals];
    number = negative ? -value : value;
    position = p;
    return true;
}

} // namespace lup
