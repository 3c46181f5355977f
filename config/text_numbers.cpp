#include "config/text_numbers.hpp"

namespace lup {

namespace {

constexpr std::string_view no_break_space = "\u00a0";

bool is_digit(std::string_view text, std::size_t at)
{
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// Whether a no-break space at `at` parts thousands: just three digits follow.
bool parts_thousands(std::string_view text, std::size_t at)
{
    const auto first = at + no_break_space.size();
    return text.substr(at).starts_with(no_break_space) && is_digit(text, first) &&
           is_digit(text, first + 1) && is_digit(text, first + 2) && !is_digit(text, first + 3);
}

/// The number that begins at `at`. REQUIRES: a digit stands there.
TextNumber number_at(std::string_view text, std::size_t at)
{
    TextNumber number{at, at, 0};
    double unit = 1;
    bool fraction = false;
    for (;; ++at) {
        if (is_digit(text, at)) {
            unit = fraction ? unit / 10 : unit;
            number.value = (fraction ? number.value : number.value * 10) + (text[at] - '0') * unit;
        } else if (!fraction && at < text.size() && (text[at] == ',' || text[at] == '.') &&
                   is_digit(text, at + 1)) {
            fraction = true;
        } else if (!fraction && at < text.size() && parts_thousands(text, at)) {
            ++at;
        } else {
            number.end = at;
            return number;
        }
    }
}

} // namespace

std::vector<TextNumber> text_numbers(std::string_view text)
{
    std::vector<TextNumber> numbers;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (is_digit(text, at)) {
            numbers.push_back(number_at(text, at));
            at = numbers.back().end - 1;
        }
    return numbers;
}

std::vector<double> numbers_in(std::string_view text)
{
    std::vector<double> numbers;
    for (const auto& number : text_numbers(text))
        numbers.push_back(number.value);
    return numbers;
}

} // namespace lup
