#include "config/codebook_check.hpp"
#include "config/codebook_defaults.hpp"
#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace lup {

namespace {

/// Whether two sets of limits share numbers though neither lies inside the other. Bands inside one another
/// (16-84 and 16 and older) are meant.
bool bounds_cross(const GroupBand& a, const GroupBand& b)
{
    constexpr double far = std::numeric_limits<double>::infinity();
    const double a_low = a.lower.value_or(-far), a_high = a.upper.value_or(far);
    const double b_low = b.lower.value_or(-far), b_high = b.upper.value_or(far);
    const bool bounded = a.codes.empty() && b.codes.empty();
    const bool apart = a_high < b_low || b_high < a_low;
    const bool inside = (a_low <= b_low && b_high <= a_high) || (b_low <= a_low && a_high <= b_high);
    return bounded && !apart && !inside;
}

/// The same for lists of codes.
bool codes_cross(const GroupBand& a, const GroupBand& b)
{
    const auto shared = std::ranges::count_if(
        a.codes, [&](const auto& code) { return std::ranges::find(b.codes, code) != b.codes.end(); });
    const auto smaller = static_cast<std::ptrdiff_t>(std::min(a.codes.size(), b.codes.size()));
    return shared > 0 && shared < smaller;
}

void check_band_twins(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& band = codebook.groups[index];
    for (std::size_t i = 0; i < index; ++i) {
        const auto& other = codebook.groups[i];
        if (other.group != band.group) {
            continue;
        }
        if (other.variable != band.variable) {
            mistakes.error("groups", index, "variable", "Gruppen delar in två olika variabler.",
                           "Ge den andra variabelns gruppindelning ett eget namn.");
            return;
        }
        if (other.code == band.code) {
            mistakes.error("groups", index, "code",
                           fmt::format("Koden '{}' finns två gånger i gruppen.", band.code),
                           "Ge bandet en egen kod, eller samla koderna på en rad.");
        }
        if (bounds_cross(other, band) || codes_cross(other, band)) {
            mistakes.error(
                "groups", index, band.codes.empty() ? "lower" : "codes",
                fmt::format("Bandet går delvis in i '{}'.", other.code),
                "Gränserna räknas med: 16-29 följs av 30-44. Ett band får ligga helt inuti ett annat.");
        }
    }
}

void check_band_variable(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& band = codebook.groups[index];
    if (!band.variable.empty() && std::ranges::find(codebook.variables, band.variable, &Variable::variable) ==
                                      codebook.variables.end()) {
        std::vector<std::string> known;
        for (const auto& survey : codebook.surveys) {
            std::ranges::copy(variable_ids(codebook, survey.survey), std::back_inserter(known));
        }
        mistakes.unknown("groups", index, "variable", "Variabeln", band.variable, known);
    }
    const bool clashes = std::ranges::any_of(codebook.surveys, [&](const auto& survey) {
        return codebook.find_variable(survey.survey, band.group) != nullptr &&
               codebook.find_variable(survey.survey, band.variable) != nullptr;
    });
    if (clashes) {
        mistakes.error("groups", index, "group",
                       fmt::format("Det finns redan en variabel som heter '{}'.", band.group),
                       "Ge gruppindelningen ett annat namn, och skriv det i by.");
    }
}

void check_band_codes(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& band = codebook.groups[index];
    std::vector<std::string> known;
    for (const auto& survey : codebook.surveys) {
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
    const auto* instrument = find_known_instrument(scale.instrument);
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
    if (!scale.instrument.empty() && find_known_instrument(scale.instrument) == nullptr) {
        std::vector<std::string> names;
        for (const auto& instrument : known_instruments()) {
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

void check_groups(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.groups.size(); ++i) {
        const auto& band = codebook.groups[i];
        const bool bounded = band.lower || band.upper;
        check_band_variable(codebook, i, mistakes);
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
            if (other.survey == scale.survey && other.scale == scale.scale) {
                mistakes.error("scales", i, "scale",
                               fmt::format("Skalan '{}' finns två gånger.", scale.scale),
                               "En skala som ändras får ett nytt namn, och indikatorn också.");
            }
        }
    }
}

} // namespace lup
