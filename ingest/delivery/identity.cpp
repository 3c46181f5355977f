#include "ingest/delivery/identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace lup {

namespace {

constexpr std::size_t fewest_digits = 9; // an interim number: nine digits and a letter
constexpr std::size_t longest_gap = 3;   // separators between two groups of digits

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_interim_letter(char c)
{
    constexpr std::string_view letters = "TRSUWXJKLMNPtrsuwxjklmnp";
    return letters.find(c) != std::string_view::npos;
}

int two(const char* digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// `century` is 0 when it is not written: then a leap day holds if it does in any century of people alive.
bool is_date(int century, int year, int month, int day)
{
    constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day > 60)
        day -= 60;
    if (month < 1 || month > 12 || day < 1 || day > days[static_cast<std::size_t>(month - 1)])
        return false;
    if (month != 2 || day != 29)
        return true;
    return century == 0 ? year % 4 == 0 : is_leap(century * 100 + year);
}

bool has_check_digit(const char* ten)
{
    int sum = 0;
    for (int i = 0; i < 9; ++i) {
        const int product = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += product > 9 ? product - 9 : product;
    }
    return (10 - sum % 10) % 10 == ten[9] - '0';
}

/// `digits`: 10 or 12 of them, an interim letter already counted as 1.
bool is_identity(std::string_view digits)
{
    int century = 0;
    if (digits.size() == 12) {
        century = two(digits.data());
        if (century < 18 || century > 20)
            return false;
        digits.remove_prefix(2);
    }
    const char* d = digits.data();
    return is_date(century, two(d), two(d + 2), two(d + 4)) && digits.substr(6, 3) != "000" &&
           has_check_digit(d);
}

/// Length of the separator that `text` starts with, or 0.
std::size_t separator_length(std::string_view text)
{
    constexpr std::array<std::string_view, 10> wide = {"\u00a0", "\u2007", "\u2009", "\u202f", "\u2010",
                                                       "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"};
    if (text.empty())
        return 0;
    if (text.front() == ' ' || text.front() == '-' || text.front() == '+' || text.front() == '\t')
        return 1;
    if (static_cast<unsigned char>(text.front()) < 0x80)
        return 0;
    const auto found = std::ranges::find_if(wide, [&](auto s) { return text.starts_with(s); });
    return found == wide.end() ? 0 : found->size();
}

/// Where the next group of digits starts after the separators at `at`; npos if something else stands there.
std::size_t after_separators(std::string_view text, std::size_t at)
{
    for (std::size_t taken = 0; taken <= longest_gap; ++taken) {
        if (at < text.size() && is_digit(text[at]))
            return at;
        const auto length = separator_length(text.substr(std::min(at, text.size())));
        if (length == 0)
            return std::string_view::npos;
        at += length;
    }
    return std::string_view::npos;
}

std::size_t run_length(std::string_view text, std::size_t at)
{
    std::size_t length = 0;
    while (at + length < text.size() && is_digit(text[at + length]))
        ++length;
    return length;
}

/// Reads one written identity number, group by group.
class WrittenNumber {
public:
    explicit WrittenNumber(std::string_view text) : text_(text) {}

    /// Whether one starts with the run of digits at `at`.
    bool starts_at(std::size_t at)
    {
        const auto run = run_length(text_, at);
        digits_.assign(text_.substr(at, run));
        const auto next = at + run;
        switch (run) {
        case 12:
        case 10:
            return is_identity(digits_);
        case 8:
        case 6:
            return serial_follows(next);
        case 4:
            return date_parts_follow(next);
        case 2:
            return date_parts_follow(next) || century_apart(at, next);
        default:
            return false;
        }
    }

private:
    bool serial_follows(std::size_t at)
    {
        if (interim_at(at))
            return true;
        auto gap = at;
        for (std::size_t taken = 0; taken <= longest_gap; ++taken) {
            const auto length = separator_length(text_.substr(std::min(gap, text_.size())));
            if (length == 0)
                break;
            gap += length;
            if (interim_at(gap))
                return true;
        }
        const auto serial = after_separators(text_, at);
        if (serial == std::string_view::npos || run_length(text_, serial) != 4)
            return false;
        return is_identity(digits_ + std::string(text_.substr(serial, 4)));
    }

    bool interim_at(std::size_t at) const
    {
        if (at >= text_.size() || !is_interim_letter(text_[at]) || run_length(text_, at + 1) != 3)
            return false;
        return is_identity(digits_ + "1" + std::string(text_.substr(at + 1, 3)));
    }

    bool date_parts_follow(std::size_t at)
    {
        const auto year = digits_;
        for (int part = 0; part < 2; ++part) {
            at = after_separators(text_, at);
            if (at == std::string_view::npos || run_length(text_, at) != 2) {
                digits_ = year;
                return false;
            }
            digits_ += text_.substr(at, 2);
            at += 2;
        }
        if (serial_follows(at))
            return true;
        digits_ = year;
        return false;
    }

    bool century_apart(std::size_t at, std::size_t next)
    {
        const auto date = after_separators(text_, next);
        if (date == std::string_view::npos)
            return false;
        const auto run = run_length(text_, date);
        if (run != 6 && run != 10)
            return false;
        digits_ = std::string(text_.substr(at, 2)) + std::string(text_.substr(date, run));
        return run == 10 ? is_identity(digits_) : serial_follows(date + run);
    }

    std::string_view text_;
    std::string digits_;
};

std::string_view without_spaces_around(std::string_view text)
{
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

/// "12.8211059954", "0,8211059954" and "1.98211059954E+11" are numbers, not identity numbers with text
/// around.
bool is_decimal_number(std::string_view text)
{
    const auto whole = run_length(text, 0);
    if (whole == 0 || whole >= fewest_digits || whole >= text.size())
        return false;
    if (text[whole] != '.' && text[whole] != ',')
        return false;
    return whole + 1 + run_length(text, whole + 1) == text.size();
}

/// Whether the digits at `at` are the decimals of a number.
bool is_fraction(std::string_view text, std::size_t at)
{
    return at >= 2 && (text[at - 1] == '.' || text[at - 1] == ',') && is_digit(text[at - 2]);
}

IdentityLook look_at_exponent(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? look_for_identity(number) : IdentityLook::none;
}

IdentityLook look_at_bare(std::string_view digits)
{
    if (digits.size() == 12)
        return is_identity(digits) ? IdentityLook::written : IdentityLook::none;
    if (digits.size() == 10)
        return is_identity(digits) ? IdentityLook::full : IdentityLook::none;
    if (digits.size() < 7 || digits.size() > 9)
        return IdentityLook::none;
    const std::string padded = std::string(10 - digits.size(), '0') + std::string(digits);
    return is_identity(padded) ? IdentityLook::shortened : IdentityLook::none;
}

} // namespace

int bare_digits(std::string_view text)
{
    text = without_spaces_around(text);
    return run_length(text, 0) == text.size() ? static_cast<int>(text.size()) : 0;
}

int bare_digits(double number)
{
    if (!(number >= 0 && number < 1e15) || number != std::floor(number))
        return 0;
    int digits = 1;
    for (auto rest = static_cast<std::uint64_t>(number); rest >= 10; rest /= 10)
        ++digits;
    return digits;
}

IdentityLook look_for_identity(std::string_view text)
{
    // Most cells are labels or short codes: count digits before anything dearer.
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
    if (digits < 7)
        return IdentityLook::none;
    text = without_spaces_around(text);
    if (digits == text.size())
        return look_at_bare(text);
    if (digits < fewest_digits || is_decimal_number(text))
        return IdentityLook::none;
    if (text.find_first_of("eE") != std::string_view::npos) {
        if (const auto look = look_at_exponent(text); look != IdentityLook::none)
            return look;
    }
    WrittenNumber number(text);
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        if (!is_fraction(text, at) && number.starts_at(at))
            return IdentityLook::written;
        at += run_length(text, at);
    }
    return IdentityLook::none;
}

IdentityLook look_for_identity(double number)
{
    if (!(number >= 1e6 && number < 1e12) || number != std::floor(number))
        return IdentityLook::none;
    std::array<char, 16> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), static_cast<std::uint64_t>(number)).ptr;
    return look_at_bare({text.data(), static_cast<std::size_t>(end - text.data())});
}

void IdentityTally::add(IdentityLook look, int digits)
{
    if (digits == 10) {
        ++full_seen_;
        full_hits_ += look == IdentityLook::full ? 1 : 0;
    } else if (digits >= 7 && digits <= 9) {
        ++short_seen_;
        short_hits_ += look == IdentityLook::shortened ? 1 : 0;
        seven_hits_ += look == IdentityLook::shortened && digits == 7 ? 1 : 0;
    }
}

// By accident a 10-digit integer passes once in 130 (12 of 100 months, 62 of 100 days, one check digit of
// ten), one of 9 or 8 digits as often, one of 7 digits once in 16.
bool IdentityTally::full_counts() const
{
    return full_hits_ > 0 && full_hits_ * 20 >= full_seen_;
}

bool IdentityTally::shortened_counts() const
{
    const bool one_is_enough = short_hits_ > seven_hits_;
    return (one_is_enough || short_hits_ > 1) && short_hits_ * 4 >= short_seen_;
}

} // namespace lup
