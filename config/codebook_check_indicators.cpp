#include "config/codebook_check.hpp"
#include "config/codebook_columns.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

bool is_listed(const std::vector<std::string>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

std::vector<std::string> measured_names(const Codebook& codebook, std::string_view survey)
{
    std::vector<std::string> names;
    for (const auto& variable : codebook.variables) {
        if (variable.survey == survey && !is_listed(names, variable.variable)) {
            names.push_back(variable.variable);
        }
    }
    for (const auto& scale : codebook.scales) {
        if (scale.survey == survey) {
            names.push_back(scale.scale);
        }
    }
    return names;
}

/// Whether answers of the variable can be averaged: a number, or codes that are all numbers.
bool is_numeric(const Codebook& codebook, const Variable& variable)
{
    const auto codes = codebook.codes_of_name(variable.survey, variable.variable, "");
    return variable.type == VariableType::number ||
           (variable.type == VariableType::code &&
            std::ranges::all_of(codes, [](const auto& code) { return parse_number(code).has_value(); }));
}

void check_statistic(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    const auto* variable = codebook.find_variable(row.survey, row.variable);
    const auto* scale = codebook.find_scale(row.survey, row.variable);
    const bool averages = row.statistic == Statistic::mean || row.statistic == Statistic::median;
    if (codebook.survey(row.survey).protection == Protection::gate &&
        (averages || row.statistic == Statistic::rate)) {
        mistakes.error("indicators", index, "statistic",
                       "En undersökning med skyddet gate publicerar bara andelar och antal.",
                       "Skriv share eller count, eller dela in talet i grupper.");
    }
    if (averages && variable != nullptr && !is_numeric(codebook, *variable)) {
        mistakes.error("indicators", index, "statistic",
                       "Medelvärde och median kräver en skala, ett tal eller koder som alla är tal.",
                       "Ändra variabelns typ, eller skriv share.");
    }
    const bool counts_answers = row.statistic == Statistic::share || row.statistic == Statistic::rate;
    const bool has_cut = scale != nullptr && (scale->cut || !scale->cut_by_sex.empty());
    if (counts_answers && row.numerator.empty() && !has_cut) {
        mistakes.error("indicators", index, "numerator",
                       scale == nullptr ? "En andel måste ha en täljare." : "Skalan har ingen gräns (cut).",
                       scale == nullptr ? "Skriv koderna som räknas, med | emellan."
                                        : "Fyll i cut i tabellen scales.");
    }
    if (!(row.per > 0)) {
        mistakes.error("indicators", index, "per", "Talet måste vara större än 0.", "Lämna tomt för 100.");
    }
}

void check_fraction(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    const auto* variable = codebook.find_variable(row.survey, row.variable);
    const bool unread =
        variable != nullptr && variable->type != VariableType::code && variable->type != VariableType::number;
    if (unread) {
        mistakes.error("indicators", index, "variable",
                       fmt::format("Svaren på '{}' sparas inte.", row.variable),
                       "Ändra variabelns typ till code eller number.");
    }
    for (const auto& code : row.numerator) {
        if (variable != nullptr) {
            check_code(codebook, "indicators", index, "numerator", row.survey, row.variable, code, mistakes);
        }
        if (!row.denominator.empty() && !is_listed(row.denominator, code)) {
            mistakes.error("indicators", index, "denominator",
                           fmt::format("Täljarens kod '{}' ingår inte i nämnaren.", code),
                           "Nämnaren ska ha alla koder som delas med, också täljarens.");
        }
    }
    for (const auto& code : row.denominator) {
        if (variable != nullptr) {
            check_code(codebook, "indicators", index, "denominator", row.survey, row.variable, code,
                       mistakes);
        }
    }
}

void check_among(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    for (const auto& condition : row.among) {
        if (!codebook.meaning(row.survey, condition.variable, "")) {
            mistakes.unknown("indicators", index, "among", "Variabeln", condition.variable,
                             names_in(codebook, row.survey));
            continue;
        }
        for (const auto& code : condition.codes) {
            check_code(codebook, "indicators", index, "among", row.survey, condition.variable, code,
                       mistakes);
        }
    }
}

void check_breaks(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.indicators[index];
    const auto waves = wave_ids(codebook, row.survey);
    for (const auto& wave : row.breaks) {
        if (!is_listed(waves, wave)) {
            mistakes.unknown("indicators", index, "break", fmt::format("Omgången i {}", row.survey), wave,
                             waves);
        }
    }
}

/// Whether the name can divide a table: reported otherwise.
void check_by_name(const Codebook& codebook, std::size_t index, const std::string& name, MistakeLog& mistakes)
{
    const auto& survey = codebook.breakdowns[index].survey;
    const auto what = codebook.meaning(survey, name, "");
    if (!what) {
        for (const auto& word : role_words()) {
            if (folded(name) == word.swedish &&
                codebook.variable_with_role(survey, static_cast<Role>(word.value), "")) {
                mistakes.error("breakdowns", index, "by", fmt::format("'{}' finns inte i {}.", name, survey),
                               fmt::format("Roller skrivs på engelska. Menade du '{}'?", word.english));
                return;
            }
        }
        mistakes.unknown("breakdowns", index, "by", "Variabeln, gruppen eller rollen", name,
                         names_in(codebook, survey));
    } else if (what->bands.empty() && what->variable->type != VariableType::code &&
               what->variable->role != Role::year && codebook.codes_of_name(survey, name, "").empty()) {
        mistakes.error("breakdowns", index, "by",
                       fmt::format("'{}' är inte av typen code och kan inte dela in en tabell.", name),
                       "Gör en gruppindelning i tabellen groups och skriv dess namn.");
    }
}

void check_by(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.breakdowns[index];
    std::set<const Variable*> divided;
    for (const auto& name : row.by) {
        check_by_name(codebook, index, name, mistakes);
        const auto what = codebook.meaning(row.survey, name, "");
        if (what && !divided.insert(what->variable).second) {
            mistakes.error(
                "breakdowns", index, "by",
                fmt::format("Variabeln '{}' delar in tabellen två gånger.", what->variable->variable),
                "Ta bort det ena namnet.");
        }
    }
}

void check_pooling(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.breakdowns[index];
    const auto waves = wave_ids(codebook, row.survey);
    for (const auto& wave : row.waves) {
        if (!is_listed(waves, wave)) {
            mistakes.unknown("breakdowns", index, "waves", fmt::format("Omgången i {}", row.survey), wave,
                             waves);
        }
    }
    for (const auto& wave : row.pooled_waves) {
        if (!is_listed(waves, wave)) {
            mistakes.unknown("breakdowns", index, "pooled_waves", fmt::format("Omgången i {}", row.survey),
                             wave, waves);
        }
    }
    if (!row.pooled.empty() && row.pooled_waves.empty()) {
        mistakes.error("breakdowns", index, "pooled_waves", "Det står inte vilka omgångar som slås samman.",
                       "Skriv omgångarna med | emellan, eller lämna pooled tomt.");
    }
    if (row.pooled.empty() && !row.pooled_waves.empty()) {
        mistakes.error("breakdowns", index, "pooled", "De sammanslagna omgångarna har ingen etikett.",
                       "Skriv en etikett, till exempel 2020-2024.");
    }
    if (!row.pooled.empty() && is_listed(waves, row.pooled)) {
        mistakes.error("breakdowns", index, "pooled", "Etiketten är också namnet på en omgång.",
                       "Välj en annan etikett.");
    }
    for (const auto& indicator : codebook.indicators) {
        if (!row.pooled.empty() && indicator.survey == row.survey &&
            indicator.statistic == Statistic::median && is_listed(row.indicators, indicator.indicator)) {
            mistakes.error(
                "breakdowns", index, "pooled",
                fmt::format("Medianen '{}' kan inte slås samman över omgångar.", indicator.indicator),
                "Ta bort indikatorn ur raden, eller gör den till ett medelvärde (mean).");
        }
    }
    if (row.pooled_waves.size() == 1) {
        mistakes.error("breakdowns", index, "pooled_waves", "En ensam omgång kan inte slås samman.",
                       "Skriv minst två omgångar.");
    }
}

void check_priority(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.breakdowns[index];
    if (!row.priority)
        return;
    if (*row.priority < 1 || *row.priority > 99)
        mistakes.error("breakdowns", index, "priority", "Prioriteten är inget heltal från 1 till 99.",
                       "Skriv 1 för det viktigaste, eller lämna cellen tom.");
    if (codebook.survey(row.survey).protection != Protection::gate)
        mistakes.warning("breakdowns", index, "priority", "Prioriteten används inte.",
                         "Den gäller bara undersökningar med skyddet gate. Lämna cellen tom.");
}

void check_listed_indicators(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.breakdowns[index];
    std::vector<std::string> known;
    for (const auto& indicator : codebook.indicators) {
        if (indicator.survey == row.survey) {
            known.push_back(indicator.indicator);
        }
    }
    for (const auto& id : row.indicators) {
        if (!is_listed(known, id)) {
            mistakes.unknown("breakdowns", index, "indicators", fmt::format("Indikatorn i {}", row.survey),
                             id, known);
        }
    }
}

} // namespace

void check_indicators(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.indicators.size(); ++i) {
        const auto& row = codebook.indicators[i];
        const auto first = std::ranges::find(codebook.indicators, row.indicator, &Indicator::indicator);
        if (!row.indicator.empty() && first != codebook.indicators.begin() + static_cast<std::ptrdiff_t>(i)) {
            mistakes.error("indicators", i, "indicator",
                           fmt::format("Indikatorn '{}' finns två gånger.", row.indicator),
                           "En indikator vars definition ändras får ett nytt namn.");
        }
        if (!check_survey_of(codebook, "indicators", i, row.survey, mistakes)) {
            continue;
        }
        check_span(codebook, "indicators", i, row.survey, row.waves, mistakes);
        check_among(codebook, i, mistakes);
        check_breaks(codebook, i, mistakes);
        if (codebook.find_variable(row.survey, row.variable) == nullptr &&
            codebook.find_scale(row.survey, row.variable) == nullptr) {
            if (!row.variable.empty()) {
                mistakes.unknown("indicators", i, "variable", "Variabeln eller skalan", row.variable,
                                 measured_names(codebook, row.survey));
            }
            continue;
        }
        check_statistic(codebook, i, mistakes);
        check_fraction(codebook, i, mistakes);
    }
}

void check_breakdowns(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.breakdowns.size(); ++i) {
        if (check_survey_of(codebook, "breakdowns", i, codebook.breakdowns[i].survey, mistakes)) {
            check_listed_indicators(codebook, i, mistakes);
            check_by(codebook, i, mistakes);
            check_pooling(codebook, i, mistakes);
            check_priority(codebook, i, mistakes);
        }
    }
}

} // namespace lup
