#include "config/codebook_check.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

void MistakeLog::add(Severity severity, std::string_view table, std::size_t index, std::string_view column,
                     std::string rule, std::string advice)
{
    const auto origin = std::ranges::find(origins_, table, &TableOrigin::table);
    const bool known = origin != origins_.end() && index < origin->rows.size();
    findings_.push_back({severity, known ? origin->file : std::string(table),
                         row_place(known ? origin->rows[index] : 0, column), std::move(rule),
                         std::move(advice), 1});
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
