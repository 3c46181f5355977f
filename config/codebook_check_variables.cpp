#include "config/codebook_check.hpp"
#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace lup {

namespace {

void check_same_variable(const Codebook& codebook, std::size_t index, const Variable& other,
                         MistakeLog& mistakes)
{
    const auto& variable = codebook.variables[index];
    if (other.type != variable.type || other.role != variable.role) {
        mistakes.error(
            "variables", index, other.type != variable.type ? "type" : "role",
            fmt::format("Variabeln '{}' har en annan typ eller roll på en tidigare rad.", variable.variable),
            "En variabel har samma typ och roll i alla omgångar; ge den annars ett nytt namn.");
    }
    if (spans_meet(codebook, variable.survey, other.waves, variable.waves)) {
        mistakes.error("variables", index, "variable",
                       fmt::format("Variabeln '{}' finns två gånger i samma omgång.", variable.variable),
                       "Ge raderna from och to som inte överlappar, eller ta bort den ena.");
    }
}

void check_twins(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& variable = codebook.variables[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.variables[i];
        if (other.survey != variable.survey) {
            continue;
        }
        if (other.variable == variable.variable) {
            check_same_variable(codebook, index, other, mistakes);
        } else if (variable.role != Role::none && other.role == variable.role &&
                   spans_meet(codebook, variable.survey, other.waves, variable.waves)) {
            mistakes.error("variables", index, "role",
                           fmt::format("Variabeln '{}' har samma roll i samma omgång.", other.variable),
                           "Bara en variabel kan ha rollen; lämna den andra tom.");
        }
    }
}

void check_type(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& variable = codebook.variables[index];
    if ((variable.role == Role::weight || variable.role == Role::fpc) &&
        variable.type != VariableType::number) {
        mistakes.error("variables", index, "type", "En vikt eller fpc måste vara ett tal.",
                       "Skriv number, eller lämna tomt.");
    }
    if (variable.role == Role::weight && codebook.survey(variable.survey).protection == Protection::gate) {
        mistakes.warning("variables", index, "role",
                         "En undersökning med skyddet gate räknas utan vikter: en vägd andel röjer antal.",
                         "Lämna rollen tom, eller skriv base som skydd.");
    }
    if (variable.role != Role::none &&
        (variable.type == VariableType::ignored || variable.type == VariableType::id)) {
        mistakes.error("variables", index, "role", "En variabel som inte läses kan inte ha en roll.",
                       "Ändra typen, eller lämna rollen tom.");
    }
    if (variable.min && variable.max && *variable.max < *variable.min) {
        mistakes.error("variables", index, "max", "Max är mindre än min.", "Byt plats på talen.");
    }
    if ((variable.min || variable.max) && variable.type != VariableType::number) {
        mistakes.error("variables", index, variable.min ? "min" : "max", "Bara tal har min och max.",
                       "Skriv number som typ, eller lämna min och max tomma.");
    }
}

/// `earlier` are the rows of the same variable that stand before it.
void check_code_twins(const Codebook& codebook, std::size_t index, std::span<const std::size_t> earlier,
                      MistakeLog& mistakes)
{
    const auto& row = codebook.codes[index];
    for (const auto i : earlier) {
        const auto& other = codebook.codes[i];
        if (!spans_meet(codebook, row.survey, other.waves, row.waves)) {
            continue;
        }
        if (same_code(other.value, row.value)) {
            mistakes.error("codes", index, "value", "Svaret finns två gånger för variabeln i samma omgång.",
                           "Ta bort den ena raden, eller ge dem from och to som inte överlappar.");
            return;
        }
        if (!row.missing && !other.missing && other.code == row.code && !other.label.empty() &&
            !row.label.empty() && other.label != row.label) {
            mistakes.warning("codes", index, "label",
                             fmt::format("Koden '{}' har två olika etiketter.", row.code),
                             "Skriv samma etikett på båda raderna; den första används.");
            return;
        }
    }
}

} // namespace

std::vector<std::string> variable_ids(const Codebook& codebook, std::string_view survey)
{
    std::vector<std::string> ids;
    for (const auto& variable : codebook.variables) {
        if (variable.survey == survey && std::ranges::find(ids, variable.variable) == ids.end()) {
            ids.push_back(variable.variable);
        }
    }
    return ids;
}

void check_variables(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.variables.size(); ++i) {
        const auto& variable = codebook.variables[i];
        if (check_survey_of(codebook, "variables", i, variable.survey, mistakes)) {
            check_span(codebook, "variables", i, variable.survey, variable.waves, mistakes);
            check_twins(codebook, i, mistakes);
            check_type(codebook, i, mistakes);
        }
    }
}

void check_codes(const Codebook& codebook, MistakeLog& mistakes)
{
    std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> earlier;
    for (std::size_t i = 0; i < codebook.codes.size(); ++i) {
        const auto& row = codebook.codes[i];
        if (!check_survey_of(codebook, "codes", i, row.survey, mistakes)) {
            continue;
        }
        if (codebook.find_variable(row.survey, row.variable) == nullptr) {
            mistakes.unknown("codes", i, "variable", "Variabeln", row.variable,
                             variable_ids(codebook, row.survey));
            continue;
        }
        check_span(codebook, "codes", i, row.survey, row.waves, mistakes);
        if (row.value.empty() && !row.missing && !row.impossible) {
            mistakes.error("codes", i, "value", "Svaret saknas.", "Skriv svaret som filen har det.");
        }
        if (row.code == row.value && row.code.find_first_of(";=|") != std::string::npos) {
            mistakes.error("codes", i, "value",
                           "Svaret innehåller ; = eller | och kan inte vara sin egen kod.",
                           "Fyll i en enhetlig kod utan dessa tecken i kolumnen code.");
        }
        auto& rows = earlier[{row.survey, row.variable}];
        check_code_twins(codebook, i, rows, mistakes);
        rows.push_back(i);
    }
}

} // namespace lup
