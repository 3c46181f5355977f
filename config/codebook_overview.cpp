#include "config/codebook_overview.hpp"

#include "config/codebook_columns.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace lup {

namespace {

std::string swedish_word(std::string_view table, std::string_view column, auto enumerator)
{
    const auto& words = definition_of(table, codebook_definitions()).find(column)->words;
    const auto found = std::ranges::find(words, static_cast<int>(enumerator), &Word::value);
    return found == words.end() ? std::string() : std::string(found->swedish);
}

/// "1 = man, 2 = kvinna, 9 = uteblivet"
std::string answers_text(const Codebook& codebook, const Variable& variable)
{
    std::vector<std::string> parts;
    for (const auto* row : codebook.codes_of(variable.survey, variable.variable, "")) {
        const auto meaning = row->impossible           ? std::string("ställdes inte")
                             : row->missing            ? std::string("uteblivet")
                             : row->label.empty()      ? row->code
                             : row->label == row->code ? row->code
                                                       : fmt::format("{} ({})", row->label, row->code);
        auto part = fmt::format("{} = {}", row->value.empty() ? "tomt" : row->value, meaning);
        if (std::ranges::find(parts, part) == parts.end()) {
            parts.push_back(std::move(part));
        }
    }
    return join_list(parts, ", ");
}

bool has_variable(const Codebook& codebook, const std::string& survey, const std::string& id,
                  const std::string& wave)
{
    return std::ranges::any_of(codebook.variables, [&](const auto& v) {
        return v.survey == survey && v.variable == id && codebook.holds(v.waves, survey, wave);
    });
}

/// Whether the indicator holds in the wave and all that it is counted from is asked there.
bool has_indicator(const Codebook& codebook, const Indicator& indicator, const std::string& wave)
{
    if (!codebook.holds(indicator.waves, indicator.survey, wave)) {
        return false;
    }
    const auto* scale = codebook.find_scale(indicator.survey, indicator.variable);
    if (scale == nullptr) {
        return has_variable(codebook, indicator.survey, indicator.variable, wave);
    }
    return codebook.holds(scale->waves, indicator.survey, wave) &&
           std::ranges::all_of(scale->items, [&](const auto& item) {
               return has_variable(codebook, indicator.survey, item, wave);
           });
}

RawTable started(const Survey& survey, std::string_view what, std::vector<std::string> headings,
                 const std::vector<const Wave*>& waves)
{
    RawTable table{fmt::format("{}: {}", survey.survey, what), "", std::move(headings), {}};
    for (const auto* wave : waves) {
        table.headings.push_back(wave->wave);
    }
    return table;
}

void append(RawTable& table, std::vector<std::string> cells)
{
    table.rows.push_back({table.rows.size() + 2, std::move(cells)});
}

RawTable variables_table(const Codebook& codebook, const Survey& survey)
{
    const auto waves = codebook.waves_of(survey.survey);
    auto table =
        started(survey, "variabler", {"Variabel", "Fråga", "Typ", "Roll", "Rubriker i filen", "Svar"}, waves);
    std::vector<std::string> done;
    for (const auto& variable : codebook.variables) {
        if (variable.survey != survey.survey || std::ranges::find(done, variable.variable) != done.end()) {
            continue;
        }
        done.push_back(variable.variable);
        std::vector<std::string> headings;
        for (const auto& row : codebook.variables) {
            if (row.survey == variable.survey && row.variable == variable.variable) {
                std::ranges::copy_if(row.columns, std::back_inserter(headings), [&](const auto& heading) {
                    return std::ranges::find(headings, heading) == headings.end();
                });
            }
        }
        std::vector<std::string> cells = {
            variable.variable,
            variable.question,
            swedish_word("variables", "type", variable.type),
            variable.role == Role::none ? "" : swedish_word("variables", "role", variable.role),
            join_list(headings, " eller "),
            answers_text(codebook, variable)};
        for (const auto* wave : waves) {
            cells.emplace_back(has_variable(codebook, survey.survey, variable.variable, wave->wave) ? "ja"
                                                                                                    : "");
        }
        append(table, std::move(cells));
    }
    return table;
}

RawTable indicators_table(const Codebook& codebook, const Survey& survey)
{
    const auto waves = codebook.waves_of(survey.survey);
    auto table = started(survey, "indikatorer",
                         {"Indikator", "Titel", "Definition", "Räknas av", "Mått", "Täljare", "Nämnare",
                          "Bland", "Standardbefolkning", "Bättre"},
                         waves);
    for (const auto& indicator : codebook.indicators) {
        if (indicator.survey != survey.survey) {
            continue;
        }
        std::vector<std::string> cells = {
            indicator.indicator,
            indicator.title,
            indicator.definition,
            indicator.variable,
            swedish_word("indicators", "statistic", indicator.statistic),
            join_list(indicator.numerator, ", "),
            join_list(indicator.denominator, ", "),
            conditions_text(indicator.among),
            indicator.standard,
            indicator.better == Better::none ? "" : swedish_word("indicators", "better", indicator.better)};
        for (const auto* wave : waves) {
            const bool breaks = std::ranges::find(indicator.breaks, wave->wave) != indicator.breaks.end();
            cells.emplace_back(!has_indicator(codebook, indicator, wave->wave) ? ""
                               : breaks                                        ? "ny serie"
                                                                               : "ja");
        }
        append(table, std::move(cells));
    }
    return table;
}

} // namespace

std::vector<RawTable> codebook_overview(const Codebook& codebook)
{
    std::vector<RawTable> tables;
    for (const auto& survey : codebook.surveys) {
        tables.push_back(variables_table(codebook, survey));
        tables.push_back(indicators_table(codebook, survey));
    }
    return tables;
}

} // namespace lup
