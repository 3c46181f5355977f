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

std::vector<std::string> standards(const Codebook& codebook)
{
    std::vector<std::string> names;
    for (const auto& row : codebook.weights_standard) {
        if (!is_listed(names, row.standard)) {
            names.push_back(row.standard);
        }
    }
    return names;
}

/// What cannot be standardised at all: reported, and then true.
bool refuses_statistic(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    if (codebook.survey(row.survey).protection == Protection::gate) {
        mistakes.error("indicators", index, "standard",
                       "En undersökning med skyddet gate publicerar inga standardiserade värden.",
                       "Lämna standard tomt.");
        return true;
    }
    if (row.statistic == Statistic::median || row.statistic == Statistic::count) {
        mistakes.error("indicators", index, "standard", "Median och antal kan inte standardiseras.",
                       "Lämna standard tomt, eller skriv share, mean eller rate.");
        return true;
    }
    return false;
}

/// The one name that the standard weighs in the survey; reported if it is none or several.
std::string group_of_standard(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    std::set<std::string> known, unknown;
    for (const auto& weight : codebook.weights_standard) {
        if (weight.standard == row.standard) {
            (codebook.meaning(row.survey, weight.group, "") ? known : unknown).insert(weight.group);
        }
    }
    if (known.empty()) {
        mistakes.error("indicators", index, "standard",
                       fmt::format("Standarden '{}' gäller {}, som inte finns i {}.", row.standard,
                                   fmt::format("{}", fmt::join(unknown, ", ")), row.survey),
                       "Rätta kolumnen group i weights_standard, eller lämna standard tomt.");
        return "";
    }
    if (known.size() > 1) {
        mistakes.error("indicators", index, "standard",
                       fmt::format("Standarden '{}' har flera gruppindelningar i {}: {}.", row.standard,
                                   row.survey, fmt::format("{}", fmt::join(known, ", "))),
                       "Ge dem var sitt namn i weights_standard.");
        return "";
    }
    const auto& name = *known.begin();
    const auto what = codebook.meaning(row.survey, name, "");
    if (what->bands.empty() && what->variable->type != VariableType::code) {
        mistakes.error("indicators", index, "standard",
                       fmt::format("Standarden gäller '{}', som inte är av typen code.", name),
                       "Gör en gruppindelning i tabellen groups och skriv dess namn i weights_standard.");
        return "";
    }
    return name;
}

void check_bands(const Codebook& codebook, std::size_t index, const std::string& group, MistakeLog& mistakes)
{
    const auto& survey = codebook.indicators[index].survey;
    const auto bands = codebook.meaning(survey, group, "")->bands;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (codebook.overlaps(survey, group, bands[i]->code, bands[j]->code)) {
                mistakes.error("indicators", index, "standard",
                               fmt::format("Banden '{}' och '{}' i standardens grupp '{}' överlappar.",
                                           bands[j]->code, bands[i]->code, group),
                               "Ge banden gränser så att var och en hör till ett enda band.");
            }
        }
    }
}

void check_standard(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    const auto known = standards(codebook);
    if (!is_listed(known, row.standard)) {
        mistakes.unknown("indicators", index, "standard", "Standardbefolkningen", row.standard, known);
        return;
    }
    if (refuses_statistic(codebook, index, mistakes)) {
        return;
    }
    const auto group = group_of_standard(codebook, index, mistakes);
    if (group.empty()) {
        return;
    }
    for (std::size_t i = 0; i < codebook.weights_standard.size(); ++i) {
        const auto& weight = codebook.weights_standard[i];
        if (weight.standard == row.standard && weight.group == group) {
            check_code(codebook, "weights_standard", i, "code", row.survey, group, weight.code, mistakes);
        }
    }
    check_bands(codebook, index, group, mistakes);
    if (codebook.standard_of(row).size() < 2) {
        mistakes.error("indicators", index, "standard",
                       fmt::format("Färre än två av standardens grupper ({}) är kvar.", group),
                       "Se över among och weights_standard, eller lämna standard tomt.");
    }
}

} // namespace

void check_standards(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.indicators.size(); ++i) {
        const auto& row = codebook.indicators[i];
        if (!row.standard.empty() &&
            std::ranges::find(codebook.surveys, row.survey, &Survey::survey) != codebook.surveys.end()) {
            check_standard(codebook, i, mistakes);
        }
    }
    for (std::size_t i = 0; i < codebook.breakdowns.size(); ++i) {
        const auto& row = codebook.breakdowns[i];
        for (const auto& indicator : codebook.indicators) {
            if (indicator.survey == row.survey && is_listed(row.indicators, indicator.indicator) &&
                !codebook.can_divide(indicator, row.by)) {
                mistakes.error("breakdowns", i, "by",
                               fmt::format("'{}' är standardiserad och kan inte delas in efter standardens "
                                           "egen variabel.",
                                           indicator.indicator),
                               "Ta bort indikatorn ur raden, eller namnet ur by.");
            }
        }
    }
}

} // namespace lup
