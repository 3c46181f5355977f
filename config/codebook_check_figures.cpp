#include "config/codebook_check.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lup {

namespace {

/// Whether going up from `area` through `within` comes back to it.
bool lies_in_itself(const Codebook& codebook, const std::string& area)
{
    std::set<std::string> seen;
    std::vector<std::string> open = {area};
    while (!open.empty()) {
        const auto* row = codebook.find_area(open.back());
        open.pop_back();
        if (row == nullptr) {
            continue;
        }
        for (const auto& outer : row->within) {
            if (outer == area) {
                return true;
            }
            if (seen.insert(outer).second) {
                open.push_back(outer);
            }
        }
    }
    return false;
}

const Indicator* find_indicator(const Codebook& codebook, std::string_view id)
{
    const auto found = std::ranges::find(codebook.indicators, id, &Indicator::indicator);
    return found == codebook.indicators.end() ? nullptr : &*found;
}

bool check_indicator_of(const Codebook& codebook, std::string_view table, std::size_t index,
                        const std::string& id, MistakeLog& mistakes)
{
    if (id.empty() || find_indicator(codebook, id) != nullptr) {
        return !id.empty();
    }
    std::vector<std::string> known;
    for (const auto& indicator : codebook.indicators) {
        known.push_back(indicator.indicator);
    }
    mistakes.unknown(table, index, "indicator", "Indikatorn", id, known);
    return false;
}

/// Wave ids and pooled labels of the survey.
std::vector<std::string> periods_of(const Codebook& codebook, std::string_view survey)
{
    auto periods = wave_ids(codebook, survey);
    for (const auto& row : codebook.breakdowns) {
        if (row.survey == survey && !row.pooled.empty()) {
            periods.push_back(row.pooled);
        }
    }
    return periods;
}

void check_eligible(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.eligible.size(); ++i) {
        const auto& row = codebook.eligible[i];
        if (!check_survey_of(codebook, "eligible", i, row.survey, mistakes)) {
            continue;
        }
        const auto waves = wave_ids(codebook, row.survey);
        if (!row.wave.empty() && std::ranges::find(waves, row.wave) == waves.end()) {
            mistakes.unknown("eligible", i, "wave", fmt::format("Omgången i {}", row.survey), row.wave,
                             waves);
        }
        check_domain(codebook, "eligible", i, row.survey, row.domain, mistakes);
        const auto same = [&](const Eligible& e) {
            return e.survey == row.survey && e.wave == row.wave && e.domain == row.domain;
        };
        if (std::any_of(codebook.eligible.begin(), codebook.eligible.begin() + static_cast<std::ptrdiff_t>(i),
                        same)) {
            mistakes.error("eligible", i, "domain", "Gruppen finns två gånger för omgången.",
                           "Ta bort den ena raden.");
        }
    }
}

/// 00 is the country; Excel makes 0 of it.
void check_reference_area(const Codebook& codebook, std::size_t i, const std::string& survey,
                          MistakeLog& mistakes)
{
    const auto& area = codebook.reference_values[i].area;
    std::vector<std::string> known = {"00"};
    for (const auto& row : codebook.areas) {
        known.push_back(row.area);
    }
    std::ranges::copy(codebook.codes_of_name(survey, "area", ""), std::back_inserter(known));
    if (std::ranges::find(known, area) == known.end()) {
        const auto guess = area == "0" ? "Menade du '00'?" : did_you_mean(area, known);
        mistakes.warning("reference_values", i, "area", fmt::format("Området '{}' finns inte.", area),
                         guess.empty() ? "Skriv 00 för riket, eller lägg till området i areas." : guess);
    }
}

void check_reference(const Codebook& codebook, std::size_t i, MistakeLog& mistakes)
{
    const auto& row = codebook.reference_values[i];
    if (!check_indicator_of(codebook, "reference_values", i, row.indicator, mistakes)) {
        return;
    }
    const auto& survey = find_indicator(codebook, row.indicator)->survey;
    const auto periods = periods_of(codebook, survey);
    if (std::ranges::find(periods, row.wave) == periods.end()) {
        mistakes.note("reference_values", i, "wave",
                      fmt::format("'{}' är varken en omgång eller en etikett i {}.", row.wave, survey),
                      "Talet visas bara om en tabell har samma period.");
    }
    check_reference_area(codebook, i, survey, mistakes);
    if (!row.sex.empty() && codebook.meaning(survey, "sex", "")) {
        check_code(codebook, "reference_values", i, "sex", survey, "sex", row.sex, mistakes);
    }
    if (!row.value) {
        mistakes.note("reference_values", i, "value", "Raden har inget värde.",
                      "Fyll i talet, eller ta bort raden.");
    }
    if ((row.value && row.lower && *row.value < *row.lower) ||
        (row.value && row.upper && *row.upper < *row.value)) {
        mistakes.error("reference_values", i, "value", "Värdet ligger utanför sitt intervall.",
                       "Rätta value, lower eller upper.");
    }
}

void check_known(const Codebook& codebook, std::size_t i, MistakeLog& mistakes)
{
    const auto& row = codebook.known_elsewhere[i];
    if (!check_survey_of(codebook, "known_elsewhere", i, row.survey, mistakes)) {
        return;
    }
    const auto waves = wave_ids(codebook, row.survey);
    if (!row.wave.empty() && std::ranges::find(waves, row.wave) == waves.end()) {
        mistakes.unknown("known_elsewhere", i, "wave", fmt::format("Omgången i {}", row.survey), row.wave,
                         waves);
    }
    if (row.indicator.empty() && row.what != KnownWhat::n) {
        mistakes.error("known_elsewhere", i, "indicator", "Ja, nej och andel gäller en indikator.",
                       "Skriv vilken indikator.");
    } else if (check_indicator_of(codebook, "known_elsewhere", i, row.indicator, mistakes) &&
               find_indicator(codebook, row.indicator)->survey != row.survey) {
        mistakes.error("known_elsewhere", i, "indicator",
                       fmt::format("Indikatorn hör inte till {}.", row.survey),
                       "Rätta undersökningen eller indikatorn.");
    }
    check_domain(codebook, "known_elsewhere", i, row.survey, row.domain, mistakes);
    const bool is_share = row.what == KnownWhat::share;
    if (row.value < 0 || (is_share && row.value > 100) || (!is_share && row.value != std::trunc(row.value))) {
        mistakes.error("known_elsewhere", i, "value",
                       is_share ? "En andel är mellan 0 och 100 procent."
                                : "Ett antal är ett heltal, 0 eller mer.",
                       "Rätta talet.");
    }
}

void check_weights(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.weights_standard.size(); ++i) {
        const auto& row = codebook.weights_standard[i];
        if (!(row.weight > 0)) {
            mistakes.error("weights_standard", i, "weight", "Vikten måste vara större än 0.",
                           "Rätta vikten eller ta bort raden.");
        }
        std::vector<std::string> known;
        bool found = false;
        for (const auto& survey : codebook.surveys) {
            found = found || codebook.meaning(survey.survey, row.group, "").has_value();
            std::ranges::copy(names_in(codebook, survey.survey), std::back_inserter(known));
        }
        if (!found && !row.group.empty()) {
            mistakes.warning("weights_standard", i, "group",
                             fmt::format("Gruppen eller variabeln '{}' finns inte.", row.group),
                             did_you_mean(row.group, known).empty()
                                 ? "Standarden används inte förrän gruppen finns."
                                 : did_you_mean(row.group, known));
        }
        const auto same = [&](const StandardWeight& w) {
            return w.standard == row.standard && w.group == row.group && w.code == row.code;
        };
        if (std::any_of(codebook.weights_standard.begin(),
                        codebook.weights_standard.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            mistakes.error("weights_standard", i, "code", "Koden finns två gånger i standarden.",
                           "Ta bort den ena raden.");
        }
    }
}

} // namespace

void check_areas(const Codebook& codebook, MistakeLog& mistakes)
{
    std::vector<std::string> known;
    for (const auto& area : codebook.areas) {
        known.push_back(area.area);
    }
    for (std::size_t i = 0; i < codebook.areas.size(); ++i) {
        const auto& area = codebook.areas[i];
        if (std::ranges::find(known, area.area) - known.begin() != static_cast<std::ptrdiff_t>(i)) {
            mistakes.error("areas", i, "area", fmt::format("Området '{}' finns två gånger.", area.area),
                           "Ta bort den ena raden.");
        }
        for (const auto& outer : area.within) {
            if (std::ranges::find(known, outer) == known.end()) {
                mistakes.unknown("areas", i, "within", "Området", outer, known);
            }
        }
        if (lies_in_itself(codebook, area.area)) {
            mistakes.error("areas", i, "within", fmt::format("Området '{}' ligger i sig självt.", area.area),
                           "Rätta within.");
        }
    }
}

void check_figures(const Codebook& codebook, MistakeLog& mistakes)
{
    check_eligible(codebook, mistakes);
    for (std::size_t i = 0; i < codebook.reference_values.size(); ++i) {
        check_reference(codebook, i, mistakes);
    }
    for (std::size_t i = 0; i < codebook.known_elsewhere.size(); ++i) {
        check_known(codebook, i, mistakes);
    }
    check_weights(codebook, mistakes);
}

} // namespace lup
