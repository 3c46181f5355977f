#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace lup {

namespace {

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int to_int(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::optional<Condition> parse_condition(std::string_view text)
{
    const auto at = text.find('=');
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    Condition condition{trimmed(text.substr(0, at)), split_list(text.substr(at + 1), '|')};
    const bool usable = !condition.variable.empty() && !condition.codes.empty() &&
                        text.find('=', at + 1) == std::string_view::npos;
    return usable ? std::optional(condition) : std::nullopt;
}

/// The date completed from its year, month and day parts, or "" if there is no such day.
std::string completed_date(std::span<const std::string> parts, CellKind kind)
{
    using namespace std::chrono;
    const bool last = kind == CellKind::date_to;
    const year y{to_int(parts[0])};
    const month m{parts.size() > 1 ? static_cast<unsigned>(to_int(parts[1])) : (last ? 12U : 1U)};
    if (!m.ok() || y < year{1800} || y > year{2200}) {
        return {};
    }
    const day end_of_month = year_month_day_last{y, month_day_last{m}}.day();
    const day d =
        parts.size() > 2 ? day{static_cast<unsigned>(to_int(parts[2]))} : (last ? end_of_month : day{1});
    if (!year_month_day{y, m, d}.ok()) {
        return {};
    }
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(y), static_cast<unsigned>(m),
                       static_cast<unsigned>(d));
}

} // namespace

std::string iso_date(std::string_view text, CellKind kind)
{
    const auto time = text.find_first_of("T ");
    const auto parts = split_list(text.substr(0, time), '-');
    constexpr std::array<std::size_t, 3> lengths = {4, 2, 2};
    const bool whole_date = parts.size() == 3;
    const bool may_be_short = kind != CellKind::date;
    if (parts.empty() || parts.size() > 3 ||
        (!whole_date && (!may_be_short || time != std::string_view::npos))) {
        return {};
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].size() != lengths[i] || !all_digits(parts[i])) {
            return {};
        }
    }
    return completed_date(parts, kind);
}

std::optional<std::vector<Condition>> parse_conditions(std::string_view text)
{
    std::vector<Condition> conditions;
    for (const auto& part : split_list(text, ';')) {
        auto condition = parse_condition(part);
        if (!condition) {
            return std::nullopt;
        }
        conditions.push_back(std::move(*condition));
    }
    return conditions;
}

std::string conditions_text(std::span<const Condition> conditions)
{
    std::vector<std::string> parts;
    for (const auto& condition : conditions) {
        parts.push_back(condition.variable + "=" + join_list(condition.codes, "|"));
    }
    return join_list(parts, "; ");
}

std::vector<std::string> parse_by(std::string_view text)
{
    auto one_sign = " " + joined_spaces(text) + " ";
    constexpr std::string_view times = "×";
    for (auto at = one_sign.find(times); at != std::string::npos; at = one_sign.find(times, at)) {
        one_sign.replace(at, times.size(), " x ");
    }
    for (const std::string_view sign : {" x ", " X "}) {
        for (auto at = one_sign.find(sign); at != std::string::npos; at = one_sign.find(sign, at)) {
            one_sign.replace(at, sign.size(), "\n");
        }
    }
    return split_list(one_sign, '\n');
}

std::optional<std::string> parse_domain(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& part : split_list(text, ';')) {
        const auto condition = parse_condition(part);
        if (!condition || condition->codes.size() != 1) {
            return std::nullopt;
        }
        pairs.emplace_back(condition->variable, condition->codes.front());
    }
    std::ranges::sort(pairs);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (i > 0 && pairs[i].first == pairs[i - 1].first) {
            return std::nullopt;
        }
        parts.push_back(pairs[i].first + "=" + pairs[i].second);
    }
    return join_list(parts, ";");
}

std::vector<std::pair<std::string, std::string>> domain_pairs(std::string_view domain)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& part : split_list(domain, ';')) {
        const auto at = part.find('=');
        pairs.emplace_back(part.substr(0, at), part.substr(at + 1));
    }
    return pairs;
}

std::string domain_text(std::vector<std::pair<std::string, std::string>> pairs)
{
    std::sort(pairs.begin(), pairs.end());
    std::string domain;
    for (const auto& [name, code] : pairs)
        domain += (domain.empty() ? "" : ";") + name + "=" + code;
    return domain;
}

} // namespace lup
