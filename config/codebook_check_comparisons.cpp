#include "config/codebook_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

bool is_listed(const std::vector<std::string>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

std::string by_text(const std::vector<std::string>& names)
{
    return names.empty() ? "hela undersökningen (tomt)" : fmt::format("{}", fmt::join(names, " x "));
}

void check_indicators_of(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.comparisons[index];
    std::vector<std::string> known;
    for (const auto& indicator : codebook.indicators) {
        if (indicator.survey == row.survey) {
            known.push_back(indicator.indicator);
        }
    }
    const auto compared = codebook.compared(row);
    for (const auto& id : row.indicators) {
        if (!is_listed(known, id)) {
            mistakes.unknown("comparisons", index, "indicators", fmt::format("Indikatorn i {}", row.survey),
                             id, known);
        } else if (std::ranges::find(compared, id, &Indicator::indicator) == compared.end()) {
            mistakes.error("comparisons", index, "indicators", fmt::format("'{}' kan inte jämföras så.", id),
                           "Andelar kan jämföras, och medelvärden i ett urval; en standardiserad inte efter "
                           "standardens egen variabel. Ta bort indikatorn ur raden.");
        }
    }
}

/// Only figures of declared tables are compared: some breakdown must be by these names, in any order.
void check_is_published(const Codebook& codebook, std::size_t index, const std::vector<std::string>& names,
                        MistakeLog& mistakes)
{
    const auto& row = codebook.comparisons[index];
    const std::set<std::string> wanted(names.begin(), names.end());
    std::vector<std::string> declared;
    for (const auto& breakdown : codebook.breakdowns) {
        if (breakdown.survey != row.survey) {
            continue;
        }
        if (std::set<std::string>(breakdown.by.begin(), breakdown.by.end()) == wanted) {
            return;
        }
        if (!is_listed(declared, by_text(breakdown.by))) {
            declared.push_back(by_text(breakdown.by));
        }
    }
    mistakes.error(
        "comparisons", index, "by",
        fmt::format("Det finns ingen redovisning efter {} i {}, och bara tal som redovisas jämförs.",
                    by_text(names), row.survey),
        fmt::format("Lägg till den i breakdowns. Där finns: {}.", fmt::join(declared, ", ")));
}

/// The same comparison in two rows would be corrected with different others, and could get two verdicts.
void check_is_single(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.comparisons[index];
    const std::set<std::string> by(row.by.begin(), row.by.end());
    const auto own = codebook.compared(row);
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.comparisons[i];
        if (other.survey != row.survey || other.compare != row.compare ||
            std::set<std::string>(other.by.begin(), other.by.end()) != by) {
            continue;
        }
        for (const auto* indicator : codebook.compared(other)) {
            if (std::ranges::find(own, indicator) != own.end()) {
                mistakes.error(
                    "comparisons", index, "indicators",
                    fmt::format("'{}' jämförs på samma sätt i en tidigare rad.", indicator->indicator),
                    "Låt varje indikator stå i en av raderna.");
                return;
            }
        }
    }
}

void check_comparison(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.comparisons[index];
    check_indicators_of(codebook, index, mistakes);
    auto allowed = names_in(codebook, row.survey);
    allowed.insert(allowed.begin(), {"wave", "trend", "whole"});
    if (!is_listed(allowed, row.compare)) {
        mistakes.unknown("comparisons", index, "compare", "Jämförelsen", row.compare, allowed);
        return;
    }
    if (is_listed(row.by, row.compare)) {
        mistakes.error("comparisons", index, "compare",
                       fmt::format("'{}' står redan i by, så grupperna har bara en kod var.", row.compare),
                       "Ta bort namnet ur by.");
        return;
    }
    if (row.compare == "whole" && row.by.empty()) {
        mistakes.error("comparisons", index, "by", "Hela undersökningen kan inte jämföras med sig själv.",
                       "Skriv en uppdelning, till exempel area.");
        return;
    }
    check_is_published(codebook, index, Codebook::divided_by(row), mistakes);
    if (row.compare == "whole") {
        check_is_published(codebook, index, codebook.whole_of(row), mistakes);
    }
    check_is_single(codebook, index, mistakes);
}

} // namespace

void check_comparisons(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.comparisons.size(); ++i) {
        const auto& row = codebook.comparisons[i];
        if (!row.compare.empty() && check_survey_of(codebook, "comparisons", i, row.survey, mistakes)) {
            check_comparison(codebook, i, mistakes);
        }
    }
}

} // namespace lup
