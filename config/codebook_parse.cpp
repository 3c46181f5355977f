#include "config/codebook.hpp"
#include "config/codebook_check.hpp"
#include "config/codebook_columns.hpp"
#include "config/codebook_defaults.hpp"
#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

/// The tables as they were given, each with its definition; unknown and doubled ones become findings.
struct GivenTables {
    std::vector<std::pair<const TableDefinition*, const RawTable*>> tables;

    const RawTable* find(const TableDefinition& definition) const
    {
        for (const auto& [known, table] : tables) {
            if (known == &definition) {
                return table;
            }
        }
        return nullptr;
    }
};

void report_unknown_table(const RawTable& table, Findings& findings)
{
    if (table.headings.empty() && table.rows.empty()) {
        return;
    }
    const auto hint = did_you_mean(table.name, names_of(codebook_definitions()));
    findings.push_back({Severity::error, table.file, "",
                        fmt::format("Kodboken har ingen tabell '{}'.", table.name),
                        hint.empty() ? "Ta bort tabellen eller rätta dess namn." : hint, 1});
}

GivenTables sort_out(std::span<const RawTable> tables, Findings& findings)
{
    GivenTables given;
    for (const auto& table : tables) {
        const auto definitions = codebook_definitions();
        const auto known = std::ranges::find_if(
            definitions, [&](const auto& d) { return is_called(table.name, d.name, d.swedish); });
        if (known == definitions.end()) {
            report_unknown_table(table, findings);
        } else if (const auto* twin = given.find(*known); twin != nullptr) {
            findings.push_back(
                {Severity::error, table.file, "",
                 fmt::format("Tabellen {} finns två gånger, också i {}.", known->name, twin->file),
                 "Behåll en av dem.", 1});
        } else {
            given.tables.emplace_back(&*known, &table);
        }
    }
    return given;
}

/// Reads every row of one table and remembers where it stood.
template <class T>
void read_table(std::string_view name, const GivenTables& given, std::vector<T>& rows,
                std::vector<TableOrigin>& origins, Findings& findings)
{
    const auto& definition = definition_of(name, codebook_definitions());
    const auto* table = given.find(definition);
    TableOrigin origin{definition.name, table == nullptr ? std::string(name) : table->file, {}};
    if (table != nullptr) {
        const auto places = find_columns(definition, *table, findings);
        for (const auto& written : table->rows) {
            RowReader reader(definition, places, *table, written, findings);
            T row;
            describe(reader, row);
            fill_blanks(reader, row);
            rows.push_back(std::move(row));
            origin.rows.push_back(written.number);
        }
    }
    if (rows.empty() && definition.rows_required) {
        findings.push_back(
            {Severity::error, origin.file, "",
             fmt::format("Tabellen {} ({}) måste finnas och ha rader.", definition.name, definition.swedish),
             fmt::format("Skriv minst en rad. {}", definition.help), 1});
    }
    origins.push_back(std::move(origin));
}

/// Waves by survey, then by period; their rows' numbers follow.
void order_waves(Codebook& codebook, std::vector<TableOrigin>& origins)
{
    auto& rows = std::ranges::find(origins, "waves", &TableOrigin::table)->rows;
    std::vector<std::pair<Wave, std::size_t>> numbered;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        numbered.emplace_back(std::move(codebook.waves[i]), rows[i]);
    }
    const auto survey_place = [&](const Wave& wave) {
        return std::ranges::find(codebook.surveys, wave.survey, &Survey::survey) - codebook.surveys.begin();
    };
    std::ranges::stable_sort(numbered, [&](const auto& a, const auto& b) {
        return std::pair(survey_place(a.first), a.first.period_from) <
               std::pair(survey_place(b.first), b.first.period_from);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        codebook.waves[i] = std::move(numbered[i].first);
        rows[i] = numbered[i].second;
    }
}

void check_all(const Codebook& codebook, MistakeLog mistakes)
{
    check_surveys(codebook, mistakes);
    check_waves(codebook, mistakes);
    check_variables(codebook, mistakes);
    check_codes(codebook, mistakes);
    check_groups(codebook, mistakes);
    check_scales(codebook, mistakes);
    check_indicators(codebook, mistakes);
    check_breakdowns(codebook, mistakes);
    check_areas(codebook, mistakes);
    check_figures(codebook, mistakes);
}

} // namespace

CodebookReading parse_codebook(std::span<const RawTable> tables)
{
    CodebookReading reading;
    auto& [codebook, findings] = reading;
    const auto given = sort_out(tables, findings);
    std::vector<TableOrigin> origins;
    read_table("surveys", given, codebook.surveys, origins, findings);
    read_table("waves", given, codebook.waves, origins, findings);
    read_table("eligible", given, codebook.eligible, origins, findings);
    read_table("variables", given, codebook.variables, origins, findings);
    read_table("codes", given, codebook.codes, origins, findings);
    read_table("groups", given, codebook.groups, origins, findings);
    read_table("scales", given, codebook.scales, origins, findings);
    read_table("indicators", given, codebook.indicators, origins, findings);
    read_table("breakdowns", given, codebook.breakdowns, origins, findings);
    read_table("areas", given, codebook.areas, origins, findings);
    read_table("reference_values", given, codebook.reference_values, origins, findings);
    read_table("known_elsewhere", given, codebook.known_elsewhere, origins, findings);
    read_table("weights_standard", given, codebook.weights_standard, origins, findings);
    order_waves(codebook, origins);
    harmonise(codebook);
    check_all(codebook, MistakeLog(origins, findings));
    return reading;
}

} // namespace lup
