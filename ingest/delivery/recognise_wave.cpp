#include "ingest/delivery/recognise_wave.hpp"

#include "config/matching.hpp"

#include <algorithm>
#include <optional>

namespace lup {

namespace {

constexpr std::size_t most_seen = 1000;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at)
{
    std::size_t count = 0;
    while (at + count < text.size() && is_digit(text[at + count]))
        ++count;
    return count;
}

int number_at(std::string_view text, std::size_t at, std::size_t digits)
{
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i)
        number = number * 10 + (text[at + i] - '0');
    return number;
}

/// Where the digits after a hyphen, dash, slash or underscore start, perhaps with spaces around it.
std::optional<std::size_t> after_joint(std::string_view text, std::size_t at)
{
    const auto skip_spaces = [&] {
        while (at < text.size() && text[at] == ' ')
            ++at;
    };
    skip_spaces();
    for (const std::string_view joint : {"-", "/", "_", "\u2013", "\u2212", "\u2010", "\u2011"}) {
        if (text.substr(std::min(at, text.size())).starts_with(joint)) {
            at += joint.size();
            skip_spaces();
            return at;
        }
    }
    return std::nullopt;
}

bool is_year(int year)
{
    return year >= 1900 && year <= 2199;
}

/// Whether the four digits at `at` start a date: -11-12 or /11/12 follows.
bool starts_date(std::string_view text, std::size_t at)
{
    const auto rest = text.substr(at + 4);
    return rest.size() >= 6 && (rest[0] == '-' || rest[0] == '/') && rest[3] == rest[0] &&
           digits_at(rest, 1) == 2 && digits_at(rest, 4) == 2;
}

/// The year that ends a pair begun by `first` at `at` (just after it), and where it ends.
std::optional<std::pair<int, std::size_t>> second_year(std::string_view text, std::size_t at, int first)
{
    const auto start = after_joint(text, at);
    const auto digits = start ? digits_at(text, *start) : 0;
    if (digits != 2 && digits != 4)
        return std::nullopt;
    const int number = number_at(text, *start, digits);
    const int last = digits == 4 ? number : first - first % 100 + number + (number < first % 100 ? 100 : 0);
    const bool follows = digits == 4 ? is_year(last) && last > first : last == first + 1;
    return follows ? std::optional(std::pair(last, *start + digits)) : std::nullopt;
}

bool is_word_byte(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool holds_words(const std::string& text, const std::string& words)
{
    if (words.empty())
        return false;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end])))
            return true;
    }
    return false;
}

} // namespace

std::vector<YearMention> years_in(std::string_view text)
{
    std::vector<YearMention> years;
    for (std::size_t at = 0; at < text.size();) {
        const auto digits = digits_at(text, at);
        if (digits == 0) {
            ++at;
            continue;
        }
        const int first = digits == 4 ? number_at(text, at, 4) : 0;
        if (!is_year(first)) {
            at += digits;
            continue;
        }
        if (starts_date(text, at)) {
            at += 10;
            continue;
        }
        const auto second = second_year(text, at + 4, first);
        years.push_back({first, second ? second->first : 0});
        at = second ? second->second : at + 4;
    }
    return years;
}

bool mentions(std::string_view text, const Wave& wave)
{
    const auto of_wave = years_in(wave.wave);
    if (of_wave.size() == 1 && wave.wave.size() == (of_wave.front().last == 0 ? 4U : wave.wave.size())) {
        const auto years = years_in(text);
        if (std::ranges::find(years, of_wave.front()) != years.end())
            return true;
    } else if (holds_words(folded(text), folded(wave.wave))) {
        return true;
    }
    return holds_words(folded(text), folded(wave.title));
}

YearColumn::YearColumn(const Codebook& codebook, const Variable& variable, const Wave& wave)
    : wave_(wave), coder_(codebook, variable, wave.wave),
      has_codes_(!codebook.codes_of(variable.survey, variable.variable, wave.wave).empty())
{
    coder_.declare(categories_);
}

bool YearColumn::means_wave(const std::string& words) const
{
    return same_code(words, wave_.wave) || mentions(words, wave_);
}

bool YearColumn::agrees(const Cell& cell)
{
    if (cell.type == CellType::error)
        return true;
    const bool is_number = cell.type == CellType::number;
    if (is_number) {
        if (const auto found = seen_numbers_.find(cell.number); found != seen_numbers_.end())
            return found->second;
    } else if (const auto found = seen_.find(cell.text); found != seen_.end()) {
        return found->second;
    }
    const std::string words = is_number ? number_text(cell.number) : std::string(cell.text);
    bool agrees = trimmed(words).empty() || means_wave(words);
    if (!agrees && has_codes_) {
        const auto coded = coder_.code(cell, categories_);
        const bool is_code = coded.kind == AnswerKind::valid && coded.code != ResponseColumn::missing;
        agrees =
            coded.kind == AnswerKind::missing || (is_code && means_wave(categories_.codes()[coded.code]));
    }
    if (is_number && seen_numbers_.size() < most_seen)
        seen_numbers_.emplace(cell.number, agrees);
    else if (!is_number && seen_.size() < most_seen)
        seen_.emplace(words, agrees);
    return agrees;
}

} // namespace lup
