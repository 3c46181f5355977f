#include "config/table_reader.hpp"

#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace lup {

namespace {

const std::string no_text;

Finding mistake(const RawTable& table, std::string place, std::string rule, std::string advice)
{
    return {Severity::error, table.file, std::move(place), std::move(rule), std::move(advice), 1};
}

} // namespace

const std::string& RowReader::cell(std::string_view column) const
{
    const auto* found = definition_.find(column);
    if (found == nullptr) {
        return no_text;
    }
    const auto place = places_.places[static_cast<std::size_t>(found - definition_.columns.data())];
    return place && *place < row_.cells.size() ? row_.cells[*place] : no_text;
}

/// A missing column is reported once for the table, so only a cell that is there and blank is reported here.
std::string_view RowReader::required_cell(std::string_view column)
{
    const auto& text = cell(column);
    const auto* found = definition_.find(column);
    if (text.empty() && found != nullptr && found->need == Need::required &&
        places_.places[static_cast<std::size_t>(found - definition_.columns.data())]) {
        error(column, "Cellen måste fyllas i.", fmt::format("{}", found->help));
    }
    return text;
}

void RowReader::error(std::string_view column, std::string rule, std::string advice)
{
    findings_.push_back(mistake(table_, row_place(row_.number, column), std::move(rule), std::move(advice)));
}

void RowReader::warn(std::string_view column, std::string rule, std::string advice)
{
    error(column, std::move(rule), std::move(advice));
    findings_.back().severity = Severity::warning;
}

std::string RowReader::name(std::string_view column, std::string text)
{
    if (const auto at = text.find_first_of(";=|"); at != std::string::npos) {
        error(column, fmt::format("Namnet eller koden '{}' innehåller '{}'.", text, text[at]),
              "Namn och koder får inte innehålla ; = eller |. Välj ett annat tecken.");
    }
    return text;
}

std::string RowReader::date(std::string_view column, const std::string& text, CellKind kind)
{
    if (kind == CellKind::year) {
        const auto digits =
            std::ranges::count_if(text.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; });
        if (digits == 4) {
            return text.substr(0, 4);
        }
        error(column, fmt::format("'{}' är inget årtal.", text), "Skriv årtalet med fyra siffror: 2027.");
        return {};
    }
    auto result = iso_date(text, kind);
    if (result.empty()) {
        error(column, fmt::format("'{}' är inget datum.", text), "Skriv datum som 2024-03-01.");
    }
    return result;
}

void RowReader::operator()(std::string_view column, std::string& out)
{
    const auto text = trimmed(required_cell(column));
    const auto kind = definition_.find(column)->kind;
    if (text.empty()) {
        return;
    }
    switch (kind) {
    case CellKind::name:
        out = name(column, text);
        return;
    case CellKind::date:
    case CellKind::date_from:
    case CellKind::date_to:
    case CellKind::year:
        out = date(column, text, kind);
        return;
    case CellKind::domain:
        if (const auto domain = parse_domain(text)) {
            out = *domain;
        } else {
            error(column, "Redovisningsgruppen går inte att läsa.",
                  "Skriv namn=kod; namn=kod, varje namn en gång.");
        }
        return;
    default:
        out = text;
    }
}

void RowReader::operator()(std::string_view column, std::optional<std::string>& out)
{
    std::string text;
    (*this)(column, text);
    if (!text.empty()) {
        out = text;
    }
}

void RowReader::operator()(std::string_view column, bool& out)
{
    const auto text = folded(cell(column));
    const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, text) != words.end();
    };
    if (is_one_of({"yes", "ja", "1", "true", "sant", "y", "j", "x"})) {
        out = true;
    } else if (is_one_of({"no", "nej", "0", "false", "falskt", "n"})) {
        out = false;
    } else if (!text.empty()) {
        error(column, fmt::format("'{}' är varken ja eller nej.", cell(column)),
              "Skriv ja, eller lämna tomt.");
    }
}

std::optional<std::uint64_t> RowReader::whole(std::string_view column, std::uint64_t most)
{
    const auto text = required_cell(column);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto value = parse_number(text);
    if (!value || *value < 0 || *value != std::trunc(*value) || *value > static_cast<double>(most)) {
        error(column, fmt::format("'{}' är inget heltal mellan 0 och {}.", text, most),
              "Skriv ett heltal, eller lämna tomt.");
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*value);
}

std::optional<double> RowReader::number(std::string_view column)
{
    const auto text = required_cell(column);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto value = parse_number(text);
    if (!value) {
        error(column, fmt::format("'{}' är inget tal.", text), "Skriv ett tal med decimalkomma eller punkt.");
    }
    return value;
}

void RowReader::operator()(std::string_view column, int& out)
{
    out = static_cast<int>(whole(column, 1'000'000'000).value_or(static_cast<std::uint64_t>(out)));
}

void RowReader::operator()(std::string_view column, std::uint64_t& out)
{
    out = whole(column, 1'000'000'000'000).value_or(out);
}

void RowReader::operator()(std::string_view column, std::optional<std::uint32_t>& out)
{
    if (const auto value = whole(column, 1'048'576)) {
        out = static_cast<std::uint32_t>(*value);
    }
}

void RowReader::operator()(std::string_view column, std::optional<std::uint64_t>& out)
{
    if (const auto value = whole(column, 1'000'000'000'000)) {
        out = *value;
    }
}

void RowReader::operator()(std::string_view column, double& out)
{
    out = number(column).value_or(out);
}

void RowReader::operator()(std::string_view column, std::optional<double>& out)
{
    if (const auto value = number(column)) {
        out = value;
    }
}

void RowReader::operator()(std::string_view column, std::vector<std::string>& out)
{
    const auto text = required_cell(column);
    const auto kind = definition_.find(column)->kind;
    out = kind == CellKind::by ? parse_by(text) : split_list(text, '|');
}

void RowReader::operator()(std::string_view column, std::vector<Condition>& out)
{
    if (auto conditions = parse_conditions(cell(column))) {
        out = std::move(*conditions);
    } else {
        error(column, "Villkoret går inte att läsa.",
              "Skriv variabel=kod|kod, flera villkor skiljs med semikolon.");
    }
}

void RowReader::operator()(std::string_view column, std::optional<double>& cut,
                           std::vector<std::pair<std::string, double>>& by_sex)
{
    const auto& text = cell(column);
    if (text.empty()) {
        return;
    }
    if (const auto value = parse_number(text)) {
        cut = value;
        return;
    }
    for (const auto& part : split_list(text, '|')) {
        const auto at = part.find('=');
        const auto value = at == std::string::npos ? std::nullopt : parse_number(part.substr(at + 1));
        if (!value || trimmed(part.substr(0, at)).empty()) {
            error(column, fmt::format("Gränsen '{}' går inte att läsa.", text),
                  "Skriv ett tal, eller kön=tal|kön=tal.");
            by_sex.clear();
            return;
        }
        by_sex.emplace_back(trimmed(part.substr(0, at)), *value);
    }
}

int RowReader::word(std::string_view column, int otherwise)
{
    const auto text = required_cell(column);
    const auto& words = definition_.find(column)->words;
    if (text.empty()) {
        return otherwise;
    }
    for (const auto& word : words) {
        if (is_called(text, word.english, word.swedish)) {
            return word.value;
        }
    }
    const auto hint = did_you_mean(text, names_of(words));
    std::vector<std::string> english;
    for (const auto& word : words) {
        english.emplace_back(word.english);
    }
    error(column, fmt::format("'{}' är inget av de tillåtna orden.", text),
          fmt::format("{}{}Tillåtna ord: {}.", hint, hint.empty() ? "" : " ", join_list(english, ", ")));
    return otherwise;
}

} // namespace lup
