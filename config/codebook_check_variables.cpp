#include "config/codebook_check.hpp"
#include "config/codebook_columns.hpp"
#include "config/codebook_defaults.hpp"
#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

/// The survey's variables, each once, for "did you mean".
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

void check_twins(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& variable = codebook.variables[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.variables[i];
        if (other.survey != variable.survey ||
            !spans_meet(codebook, variable.survey, other.waves, variable.waves)) {
            continue;
        }
        if (other.variable == variable.variable) {
            mistakes.error("variables", index, "variable",
                           fmt::format("Variabeln '{}' finns två gånger i samma omgång.", variable.variable),
                           "Ge raderna from och to som inte överlappar, eller ta bort den ena.");
        } else if (variable.role != Role::none && other.role == variable.role) {
            mistakes.error("variables", index, "role",
                           fmt::format("Variabeln '{}' har samma roll i samma omgång.", other.variable),
                           "Bara en variabel kan ha rollen; lämna den andra tom.");
        }
    }
}

void check_type(std::size_t index, const Variable& variable, MistakeLog& mistakes)
{
    if ((variable.role == Role::weight || variable.role == Role::fpc) &&
        variable.type != VariableType::number) {
        mistakes.error("variables", index, "type", "En vikt eller fpc måste vara ett tal.",
                       "Skriv number, eller lämna tomt.");
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

void check_code_twins(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& row = codebook.codes[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.codes[i];
        if (other.survey != row.survey || other.variable != row.variable ||
            !spans_meet(codebook, row.survey, other.waves, row.waves)) {
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

bool is_known_anywhere(const Codebook& codebook, std::string_view name)
{
    return std::ranges::any_of(codebook.variables, [&](const auto& v) { return v.variable == name; }) ||
           std::ranges::any_of(codebook.scales, [&](const auto& s) { return s.scale == name; }) ||
           std::ranges::any_of(role_words(), [&](const auto& word) {
               return word.english == name && std::ranges::any_of(codebook.variables, [&](const auto& v) {
                          return v.role == static_cast<Role>(word.value);
                      });
           });
}

bool bounds_overlap(const GroupBand& a, const GroupBand& b)
{
    const bool bounded = (a.lower || a.upper) && (b.lower || b.upper);
    const bool a_before = a.upper && b.lower && *a.upper < *b.lower;
    const bool b_before = b.upper && a.lower && *b.upper < *a.lower;
    return bounded && !a_before && !b_before;
}

void check_band_twins(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& band = codebook.groups[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.groups[i];
        if (other.group != band.group || other.variable != band.variable) {
            continue;
        }
        if (other.code == band.code) {
            mistakes.error("groups", index, "code",
                           fmt::format("Koden '{}' finns två gånger i gruppen.", band.code),
                           "Ge bandet en egen kod, eller samla koderna på en rad.");
        }
        if (bounds_overlap(other, band)) {
            mistakes.error("groups", index, "lower", fmt::format("Bandet överlappar '{}'.", other.code),
                           "Gränserna räknas med: 16-29 följs av 30-44.");
        }
        for (const auto& code : band.codes) {
            if (std::ranges::find(other.codes, code) != other.codes.end()) {
                mistakes.error("groups", index, "codes",
                               fmt::format("Koden '{}' finns också i '{}'.", code, other.code),
                               "En kod kan bara höra till ett band.");
            }
        }
    }
}

void check_band_codes(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& band = codebook.groups[index];
    std::vector<std::string> known;
    for (const auto& survey : codebook.surveys) {
        // The variable's own codes are meant, also where a band has the variable's name.
        const auto* variable = codebook.find_variable(survey.survey, band.variable);
        const auto rows = variable == nullptr ? std::vector<const Code*>()
                                              : codebook.codes_of(survey.survey, band.variable, "");
        if (variable != nullptr && rows.empty()) {
            return;
        }
        for (const auto* row : rows) {
            known.push_back(row->code);
        }
    }
    for (const auto& code : band.codes) {
        const bool found = std::ranges::any_of(known, [&](const auto& k) { return same_code(k, code); });
        if (!known.empty() && !found) {
            mistakes.unknown("groups", index, "codes", fmt::format("Koden för {}", band.variable), code,
                             known);
        }
    }
}

void check_items(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& scale = codebook.scales[index];
    const auto known = variable_ids(codebook, scale.survey);
    for (const auto& item : scale.items) {
        if (std::ranges::find(known, item) == known.end()) {
            mistakes.unknown("scales", index, "items", "Variabeln", item, known);
        } else if (std::ranges::count(scale.items, item) > 1) {
            mistakes.error("scales", index, "items", fmt::format("Frågan '{}' finns två gånger.", item),
                           "Varje fråga räknas en gång.");
        }
    }
    for (const auto& item : scale.reversed) {
        if (std::ranges::find(scale.items, item) == scale.items.end()) {
            mistakes.unknown("scales", index, "reversed", "Frågan bland items", item, scale.items);
        }
    }
    const auto* instrument = find_instrument(scale.instrument);
    if (instrument != nullptr && !scale.items.empty() && scale.items.size() != instrument->items) {
        mistakes.error("scales", index, "items",
                       fmt::format("Instrumentet {} har {} frågor, här står {}.", instrument->name,
                                   instrument->items, scale.items.size()),
                       "Skriv frågorna i instrumentets ordning, med | emellan.");
    }
}

void check_instrument(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& scale = codebook.scales[index];
    if (!scale.instrument.empty() && find_instrument(scale.instrument) == nullptr) {
        std::vector<std::string> names;
        for (const auto& instrument : instruments()) {
            names.emplace_back(instrument.name);
        }
        mistakes.unknown("scales", index, "instrument", "Instrumentet", scale.instrument, names);
    }
    for (const auto& [sex, cut] : scale.cut_by_sex) {
        if (codebook.meaning(scale.survey, "sex", "")) {
            check_code(codebook, "scales", index, "cut", scale.survey, "sex", sex, mistakes);
        } else {
            mistakes.error("scales", index, "cut", "Undersökningen har ingen variabel med rollen sex.",
                           "Ge variabeln för kön rollen sex, eller skriv en gräns för alla.");
            return;
        }
    }
}

} // namespace

void check_variables(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.variables.size(); ++i) {
        const auto& variable = codebook.variables[i];
        if (check_survey_of(codebook, "variables", i, variable.survey, mistakes)) {
            check_span(codebook, "variables", i, variable.survey, variable.waves, mistakes);
            check_twins(codebook, i, mistakes);
            check_type(i, variable, mistakes);
        }
    }
}

void check_codes(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.codes.size(); ++i) {
        const auto& row = codebook.codes[i];
        if (!check_survey_of(codebook, "codes", i, row.survey, mistakes)) {
            continue;
        }
        const auto known = variable_ids(codebook, row.survey);
        if (std::ranges::find(known, row.variable) == known.end()) {
            mistakes.unknown("codes", i, "variable", "Variabeln", row.variable, known);
            continue;
        }
        check_span(codebook, "codes", i, row.survey, row.waves, mistakes);
        if (row.value.empty() && !row.missing && !row.impossible) {
            mistakes.error("codes", i, "value", "Svaret saknas.", "Skriv svaret som filen har det.");
        }
        check_code_twins(codebook, i, mistakes);
    }
}

void check_groups(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.groups.size(); ++i) {
        const auto& band = codebook.groups[i];
        const bool bounded = band.lower || band.upper;
        if (!band.variable.empty() && !is_known_anywhere(codebook, band.variable)) {
            std::vector<std::string> known;
            for (const auto& survey : codebook.surveys) {
                std::ranges::copy(variable_ids(codebook, survey.survey), std::back_inserter(known));
            }
            mistakes.unknown("groups", i, "variable", "Variabeln", band.variable, known);
        }
        if (bounded == !band.codes.empty()) {
            mistakes.error("groups", i, "codes", "Ett band har antingen lower och upper eller codes.",
                           "Fyll i gränserna för ett tal, eller koderna, men inte båda.");
        }
        if (band.lower && band.upper && *band.upper < *band.lower) {
            mistakes.error("groups", i, "upper", "Upper är mindre än lower.", "Byt plats på gränserna.");
        }
        check_band_twins(codebook, i, mistakes);
        check_band_codes(codebook, i, mistakes);
    }
}

void check_scales(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.scales.size(); ++i) {
        const auto& scale = codebook.scales[i];
        if (!check_survey_of(codebook, "scales", i, scale.survey, mistakes)) {
            continue;
        }
        check_span(codebook, "scales", i, scale.survey, scale.waves, mistakes);
        check_items(codebook, i, mistakes);
        check_instrument(codebook, i, mistakes);
        if (codebook.find_variable(scale.survey, scale.scale) != nullptr) {
            mistakes.error("scales", i, "scale",
                           fmt::format("Det finns redan en variabel som heter '{}'.", scale.scale),
                           "Ge skalan ett annat namn.");
        }
        for (std::size_t j = 0; j < i; ++j) {
            const auto& other = codebook.scales[j];
            if (other.survey == scale.survey && other.scale == scale.scale &&
                spans_meet(codebook, scale.survey, other.waves, scale.waves)) {
                mistakes.error("scales", i, "scale",
                               fmt::format("Skalan '{}' finns två gånger i samma omgång.", scale.scale),
                               "Ge raderna from och to som inte överlappar, eller ta bort den ena.");
            }
        }
    }
}

} // namespace lup
