#include "config/codebook_check.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::size_t most_rows_named = 8;

std::string rows_place(const std::vector<std::size_t>& rows, std::string_view column)
{
    if (rows.size() == 1)
        return row_place(rows.front(), column);
    const auto named = std::min(rows.size(), most_rows_named);
    auto text = fmt::format("rad {}",
                            fmt::join(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(named), ", "));
    if (rows.size() > named)
        text += fmt::format(" och {} till", rows.size() - named);
    return column.empty() ? text : fmt::format("{}, kolumn {}", text, column);
}

} // namespace

void MistakeLog::add(Severity severity, std::string_view table, std::size_t index, std::string_view column,
                     std::string rule, std::string advice)
{
    const auto origin = std::ranges::find(origins_, table, &TableOrigin::table);
    const bool known = origin != origins_.end() && index < origin->rows.size();
    auto file = known ? origin->file : std::string(table);
    const auto row = known ? origin->rows[index] : 0;
    const auto [told, is_new] =
        told_.try_emplace({file, std::string(column), rule, advice}, Told{findings_.size(), {}});
    auto& [place, rows] = told->second;
    if (std::ranges::find(rows, row) == rows.end() || row == 0)
        rows.push_back(row);
    if (is_new)
        findings_.push_back({severity, std::move(file), "", std::move(rule), std::move(advice), 1});
    findings_[place].place = rows_place(rows, column);
    findings_[place].count = rows.size();
}

void MistakeLog::error(std::string_view table, std::size_t index, std::string_view column, std::string rule,
                       std::string advice)
{
    add(Severity::error, table, index, column, std::move(rule), std::move(advice));
}

void MistakeLog::warning(std::string_view table, std::size_t index, std::string_view column, std::string rule,
                         std::string advice)
{
    add(Severity::warning, table, index, column, std::move(rule), std::move(advice));
}

void MistakeLog::note(std::string_view table, std::size_t index, std::string_view column, std::string rule,
                      std::string advice)
{
    add(Severity::note, table, index, column, std::move(rule), std::move(advice));
}

void MistakeLog::unknown(std::string_view table, std::size_t index, std::string_view column,
                         std::string_view kind, std::string_view word, std::span<const std::string> allowed)
{
    auto advice = did_you_mean(word, allowed);
    if (advice.empty() && allowed.size() <= 12 && !allowed.empty()) {
        advice = fmt::format("Det finns: {}.", join_list(allowed, ", "));
    }
    error(table, index, column, fmt::format("{} '{}' finns inte.", kind, word),
          advice.empty() ? "Rätta namnet, eller lägg till det i sin egen tabell." : advice);
}

} // namespace lup
