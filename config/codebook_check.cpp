#include "config/codebook_check.hpp"

#include "config/codebook_columns.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::vector<std::string> survey_ids(const Codebook& codebook)
{
    std::vector<std::string> ids;
    for (const auto& survey : codebook.surveys) {
        ids.push_back(survey.survey);
    }
    return ids;
}

void add_once(std::vector<std::string>& names, std::string_view name)
{
    if (std::ranges::find(names, name) == names.end()) {
        names.emplace_back(name);
    }
}

void check_wave_name(const Codebook& codebook, std::string_view table, std::size_t index,
                     std::string_view column, const std::string& survey,
                     const std::optional<std::string>& wave, MistakeLog& mistakes)
{
    const auto ids = wave_ids(codebook, survey);
    if (wave && std::ranges::find(ids, *wave) == ids.end()) {
        mistakes.unknown(table, index, column, fmt::format("Omgången i {}", survey), *wave, ids);
    }
}

template <class Row>
bool any_row_of(const std::vector<Row>& rows, const std::string& survey)
{
    return std::ranges::find(rows, survey, &Row::survey) != rows.end();
}

void check_survey_is_used(const Codebook& codebook, std::size_t index, MistakeLog& mistakes)
{
    const auto& id = codebook.surveys[index].survey;
    const std::pair<bool, std::string_view> uses[] = {{any_row_of(codebook.waves, id), "waves"},
                                                      {any_row_of(codebook.variables, id), "variables"},
                                                      {any_row_of(codebook.indicators, id), "indicators"},
                                                      {any_row_of(codebook.breakdowns, id), "breakdowns"}};
    for (const auto& [used, table] : uses) {
        if (!used) {
            mistakes.warning("surveys", index, "survey",
                             fmt::format("Undersökningen har inga rader i tabellen {}.", table),
                             "Inget kan publiceras ur den förrän raderna finns.");
        }
    }
}

} // namespace

std::vector<std::string> wave_ids(const Codebook& codebook, std::string_view survey)
{
    std::vector<std::string> ids;
    for (const auto& wave : codebook.waves) {
        if (wave.survey == survey) {
            ids.push_back(wave.wave);
        }
    }
    return ids;
}

std::vector<std::string> names_in(const Codebook& codebook, std::string_view survey)
{
    std::vector<std::string> names;
    for (const auto& variable : codebook.variables) {
        if (variable.survey == survey) {
            add_once(names, variable.variable);
        }
    }
    for (const auto& band : codebook.groups) {
        if (codebook.meaning(survey, band.group, "")) {
            add_once(names, band.group);
        }
    }
    for (const auto& word : role_words()) {
        if (codebook.variable_with_role(survey, static_cast<Role>(word.value), "") != nullptr) {
            add_once(names, word.english);
        }
    }
    return names;
}

bool check_survey_of(const Codebook& codebook, std::string_view table, std::size_t index,
                     const std::string& survey, MistakeLog& mistakes)
{
    const auto ids = survey_ids(codebook);
    if (std::ranges::find(ids, survey) != ids.end()) {
        return true;
    }
    if (!survey.empty() && !ids.empty()) {
        mistakes.unknown(table, index, "survey", "Undersökningen", survey, ids);
    }
    return false;
}

void check_span(const Codebook& codebook, std::string_view table, std::size_t index,
                const std::string& survey, const WaveSpan& span, MistakeLog& mistakes)
{
    check_wave_name(codebook, table, index, "from", survey, span.from, mistakes);
    check_wave_name(codebook, table, index, "to", survey, span.to, mistakes);
    const auto ids = wave_ids(codebook, survey);
    if (span.from && span.to) {
        const auto from = std::ranges::find(ids, *span.from);
        const auto to = std::ranges::find(ids, *span.to);
        if (from != ids.end() && to != ids.end() && to < from) {
            mistakes.error(table, index, "to",
                           fmt::format("Omgången '{}' kommer före '{}'.", *span.to, *span.from),
                           "Byt plats på from och to, eller se över period_from i waves.");
        }
    }
}

bool spans_meet(const Codebook& codebook, std::string_view survey, const WaveSpan& a, const WaveSpan& b)
{
    const auto ids = wave_ids(codebook, survey);
    const bool always = !a.from && !a.to && !b.from && !b.to;
    return always || std::ranges::any_of(ids, [&](const auto& id) {
               return codebook.holds(a, survey, id) && codebook.holds(b, survey, id);
           });
}

void check_code(const Codebook& codebook, std::string_view table, std::size_t index, std::string_view column,
                std::string_view survey, std::string_view name, const std::string& code, MistakeLog& mistakes)
{
    const auto codes = codebook.codes_of_name(survey, name, "");
    if (codes.empty() ||
        std::ranges::any_of(codes, [&](const auto& known) { return same_code(known, code); })) {
        return;
    }
    const auto what = codebook.meaning(survey, name, "");
    if (what->bands.empty()) {
        if (what->variable->type == VariableType::number && parse_number(code)) {
            return; // code rows of a number name its exceptions, not its values
        }
        for (const auto* row : codebook.codes_of(survey, what->variable->variable, "")) {
            if (!row->code.empty() && (same_heading(row->label, code) || same_code(row->value, code))) {
                mistakes.error(table, index, column, fmt::format("'{}' är ingen kod för {}.", code, name),
                               fmt::format("Skriv den enhetliga koden. Menade du '{}'?", row->code));
                return;
            }
        }
    }
    mistakes.unknown(table, index, column, fmt::format("Koden för {}", name), code, codes);
}

void check_domain(const Codebook& codebook, std::string_view table, std::size_t index,
                  const std::string& survey, const std::string& domain, MistakeLog& mistakes)
{
    for (const auto& [name, code] : domain_pairs(domain)) {
        if (codebook.meaning(survey, name, "")) {
            check_code(codebook, table, index, "domain", survey, name, code, mistakes);
        } else {
            mistakes.unknown(table, index, "domain", "Namnet", name, names_in(codebook, survey));
        }
    }
}

void check_surveys(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.surveys.size(); ++i) {
        const auto& survey = codebook.surveys[i];
        const auto first = std::ranges::find(codebook.surveys, survey.survey, &Survey::survey);
        if (!survey.survey.empty() && first != codebook.surveys.begin() + static_cast<std::ptrdiff_t>(i)) {
            mistakes.error("surveys", i, "survey",
                           fmt::format("Undersökningen '{}' finns två gånger.", survey.survey),
                           "Ge den ett annat namn eller ta bort raden.");
            continue;
        }
        if (survey.decimals > 12) {
            mistakes.error("surveys", i, "decimals", "Antalet decimaler är större än 12.",
                           "Skriv ett tal från 0 till 12.");
        }
        if (survey.protection == Protection::gate && survey.min_cell < 2) {
            mistakes.error("surveys", i, "min_cell", "Med skyddet gate måste min_cell vara minst 2.",
                           "Lämna tomt för 5, eller skriv ett större tal.");
        }
        check_survey_is_used(codebook, i, mistakes);
    }
}

bool is_short_number(const std::string& name)
{
    return !name.empty() && name.size() < 4 &&
           std::ranges::all_of(name, [](char letter) { return letter >= '0' && letter <= '9'; });
}

void check_waves(const Codebook& codebook, MistakeLog& mistakes)
{
    for (std::size_t i = 0; i < codebook.waves.size(); ++i) {
        const auto& wave = codebook.waves[i];
        if (!check_survey_of(codebook, "waves", i, wave.survey, mistakes)) {
            continue;
        }
        const auto ids = wave_ids(codebook, wave.survey);
        if (std::ranges::any_of(
                codebook.waves.begin(), codebook.waves.begin() + static_cast<std::ptrdiff_t>(i),
                [&](const auto& w) { return w.survey == wave.survey && w.wave == wave.wave; })) {
            mistakes.error("waves", i, "wave", fmt::format("Omgången '{}' finns två gånger.", wave.wave),
                           "Ge den ett annat namn eller ta bort raden.");
        }
        if (is_short_number(wave.wave)) {
            mistakes.error("waves", i, "wave",
                           "Ett så kort tal kan inte skiljas från ett antal när färdiga filer kontrolleras.",
                           "Skriv året eller läsåret, till exempel 2024 eller 2023-2024.");
        }
        if (wave.period_from.empty() && ids.size() > 1) {
            mistakes.error("waves", i, "period_from",
                           "Omgången kan inte ordnas: det står inget årtal i dess namn.",
                           "Fyll i omgångens första dag.");
        }
        if (!wave.period_to.empty() && wave.period_to < wave.period_from) {
            mistakes.error("waves", i, "period_to", "Sista dagen kommer före den första.",
                           "Byt plats på dagarna.");
        }
        if (wave.header_row && *wave.header_row == 0) {
            mistakes.error("waves", i, "header_row", "Rader räknas från 1.",
                           "Skriv radens nummer, eller lämna tomt.");
        }
    }
}

} // namespace lup
