#include "ingest/delivery/coder.hpp"

#include "config/matching.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

constexpr std::uint32_t no_entry = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t most_seen = 8192;       // texts remembered a variable: bounds the memory
constexpr std::size_t most_suggestions = 500; // a search for the nearest word is dear

CodedCell of_kind(AnswerKind kind)
{
    CodedCell cell;
    cell.kind = kind;
    return cell;
}

/// A number that is written as one would be: "01" and "+1" are text.
std::optional<double> plain_number(std::string_view text)
{
    const auto first = text.find_first_not_of('-');
    if (first == std::string_view::npos || text[first] < '0' || text[first] > '9')
        return std::nullopt;
    if (text[first] == '0' && first + 1 < text.size() && text[first + 1] >= '0' && text[first + 1] <= '9')
        return std::nullopt;
    return parse_number(text);
}

bool is_blank(std::string_view text)
{
    return text.empty() || (static_cast<unsigned char>(text.front()) <= ' ' && trimmed(text).empty()) ||
           (static_cast<unsigned char>(text.front()) >= 0x80 && trimmed(text).empty());
}

} // namespace

VariableCoder::VariableCoder(const Codebook& codebook, const Variable& variable, std::string_view wave)
    : type_(variable.type), min_(variable.min), max_(variable.max), small_(256, no_entry)
{
    for (const auto* row : codebook.codes_of(variable.survey, variable.variable, wave))
        add(*row);
}

void VariableCoder::add(const Code& row)
{
    CodedCell entry = of_kind(row.missing || row.impossible ? AnswerKind::missing : AnswerKind::valid);
    if (entry.kind == AnswerKind::valid) {
        const auto same = std::ranges::find(declared_codes_, row.code);
        entry.code = static_cast<std::uint32_t>(same - declared_codes_.begin());
        if (same == declared_codes_.end())
            declared_codes_.push_back(row.code);
        if (is_number())
            entry.number = parse_number(row.code).value_or(entry.number);
    }
    const auto place = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
    texts_.try_emplace(row.value, place);
    folded_.try_emplace(folded(row.value), place);
    if (const auto number = plain_number(row.value)) {
        numbers_.try_emplace(*number, place);
        if (*number >= 0 && *number < 256 && *number == std::floor(*number))
            small_[static_cast<std::size_t>(*number)] = numbers_.at(*number);
    } else {
        words_.push_back(row.value);
    }
}

void VariableCoder::declare(Categories& categories) const
{
    for (const auto& code : declared_codes_)
        categories.index_of(code);
}

bool VariableCoder::has_row(const Cell& cell) const
{
    return cell.type == CellType::number ? numbers_.contains(cell.number)
                                         : texts_.contains(cell.text) || folded_.contains(folded(cell.text));
}

CodedCell VariableCoder::code(const Cell& cell, Categories& categories)
{
    if (cell.user_missing && !has_row(cell))
        return of_kind(AnswerKind::missing);
    switch (cell.type) {
    case CellType::number:
        return code_number(cell.number, categories);
    case CellType::text:
        return code_text(cell.text, categories);
    case CellType::boolean: {
        const auto word = code_text(cell.number != 0 ? "TRUE" : "FALSE", categories);
        return word.kind == AnswerKind::unmatched ? code_number(cell.number, categories) : word;
    }
    case CellType::date:
        return code_text(cell.text, categories);
    case CellType::error:
        break;
    }
    return of_kind(AnswerKind::error_cell);
}

CodedCell VariableCoder::code_number(double number, Categories& categories)
{
    if (number >= 0 && number < 256) {
        const auto whole = static_cast<std::size_t>(number);
        if (static_cast<double>(whole) == number && small_[whole] != no_entry)
            return entries_[small_[whole]];
    }
    if (!numbers_.empty()) {
        if (const auto found = numbers_.find(number); found != numbers_.end())
            return entries_[found->second];
    }
    if (type_ == VariableType::number)
        return in_range(number);
    if (type_ == VariableType::date)
        return code_date(number_text(number), categories);
    return entries_.empty() ? as_it_stands(number, categories) : of_kind(AnswerKind::unmatched);
}

CodedCell VariableCoder::code_text(std::string_view text, Categories& categories)
{
    if (const auto found = seen_.find(text); found != seen_.end())
        return found->second;
    if (is_number() && !text.empty() && text.back() >= '0' && text.back() <= '9' &&
        texts_.find(text) == texts_.end())
        if (const auto number = parse_number(text))
            return code_number(*number, categories);
    const auto cell = match_text(text, categories);
    if (seen_.size() < most_seen)
        seen_.emplace(text, cell);
    return cell;
}

CodedCell VariableCoder::match_text(std::string_view text, Categories& categories)
{
    if (const auto found = texts_.find(text); found != texts_.end())
        return entries_[found->second];
    if (is_blank(text))
        return of_kind(AnswerKind::blank);
    if (!folded_.empty()) {
        if (const auto found = folded_.find(folded(text)); found != folded_.end())
            return entries_[found->second];
    }
    const auto word = trimmed(text);
    if (const auto number = plain_number(word); number && !numbers_.empty()) {
        if (const auto found = numbers_.find(*number); found != numbers_.end())
            return entries_[found->second];
    }
    if (type_ == VariableType::number) {
        const auto number = parse_number(word);
        return number ? in_range(*number) : of_kind(AnswerKind::unmatched);
    }
    if (type_ == VariableType::date)
        return code_date(word, categories);
    return entries_.empty() ? as_it_stands(word, categories) : unmatched(word);
}

CodedCell VariableCoder::in_range(double number) const
{
    CodedCell cell;
    const bool outside = !std::isfinite(number) || (min_ && number < *min_) || (max_ && number > *max_);
    cell.kind = outside ? AnswerKind::out_of_range : AnswerKind::valid;
    if (!outside)
        cell.number = number;
    return cell;
}

CodedCell VariableCoder::as_it_stands(double number, Categories& categories)
{
    if (const auto found = seen_numbers_.find(number); found != seen_numbers_.end())
        return found->second;
    const auto cell = as_it_stands(number_text(number), categories);
    if (seen_numbers_.size() < most_seen)
        seen_numbers_.emplace(number, cell);
    return cell;
}

CodedCell VariableCoder::as_it_stands(std::string_view text, Categories& categories) const
{
    CodedCell cell;
    cell.kind = AnswerKind::valid;
    cell.code = categories.index_of(std::string(text));
    return cell;
}

CodedCell VariableCoder::code_date(std::string_view text, Categories& categories) const
{
    const auto day = iso_day(text);
    return day.empty() ? of_kind(AnswerKind::unmatched) : as_it_stands(day, categories);
}

CodedCell VariableCoder::unmatched(std::string_view text)
{
    auto cell = of_kind(AnswerKind::unmatched);
    if (suggestions_ == most_suggestions || words_.empty())
        return cell;
    ++suggestions_;
    if (const auto near = nearest(text, words_))
        cell.meant = &*std::ranges::find(words_, *near);
    return cell;
}

std::string iso_day(std::string_view text)
{
    std::string digits;
    for (const char c : text.substr(0, std::min<std::size_t>(text.size(), 10))) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if ((c != '-' && c != '/') || (digits.size() != 4 && digits.size() != 6))
            return "";
    }
    const bool rest_is_time = text.size() > 10 && (text[10] == 'T' || text[10] == ' ');
    if (digits.size() != 8 || (text.size() != 8 && text.size() != 10 && !rest_is_time))
        return "";
    const int month = std::stoi(digits.substr(4, 2));
    const int day = std::stoi(digits.substr(6, 2));
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return "";
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

} // namespace lup
