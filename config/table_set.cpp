#include "config/table_set.hpp"

#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

TableSet::TableSet(std::span<const RawTable> tables, std::span<const TableDefinition> definitions,
                   std::string_view folder, Findings& findings)
    : definitions_(definitions), folder_(folder), findings_(findings)
{
    for (const auto& table : tables) {
        const auto known = std::ranges::find_if(
            definitions_, [&](const auto& d) { return is_called(table.name, d.name, d.swedish); });
        if (known == definitions_.end()) {
            report_unknown(table);
        } else if (const auto* twin = find(*known); twin != nullptr) {
            findings_.push_back(
                {Severity::error, table.file, "",
                 fmt::format("Tabellen {} finns två gånger, också i {}.", known->name, twin->file),
                 "Behåll en av dem.", 1});
        } else {
            tables_.emplace_back(&*known, &table);
        }
    }
}

const RawTable* TableSet::find(const TableDefinition& definition) const
{
    const auto found =
        std::ranges::find_if(tables_, [&](const auto& known) { return known.first == &definition; });
    return found == tables_.end() ? nullptr : found->second;
}

TableOrigin& TableSet::begin(const TableDefinition& definition)
{
    const auto* table = find(definition);
    auto file = table == nullptr ? fmt::format("{}/{}", folder_, definition.name) : table->file;
    return origins_.emplace_back(TableOrigin{definition.name, std::move(file), {}});
}

void TableSet::report_if_empty(const TableDefinition& definition, const TableOrigin& origin)
{
    if (definition.rows_required && origin.rows.empty()) {
        is_whole_ = false;
        findings_.push_back(
            {Severity::error, origin.file, "",
             fmt::format("Tabellen {} ({}) måste finnas och ha rader.", definition.name, definition.swedish),
             fmt::format("Skriv minst en rad. {}", definition.help), 1});
    }
}

bool TableSet::is_whole()
{
    if (!is_whole_)
        findings_.push_back({Severity::error, std::string(folder_), "",
                             "Hur tabellerna hänger ihop är inte kontrollerat.",
                             "Rätta tabellernas rubriker och rader först, och kontrollera sedan igen.", 1});
    return is_whole_;
}

void TableSet::report_unknown(const RawTable& table)
{
    if (table.headings.empty() && table.rows.empty()) {
        return; // Excel's own empty sheets
    }
    const auto hint = did_you_mean(table.name, names_of(definitions_));
    findings_.push_back({Severity::error, table.file, "",
                         fmt::format("I {} finns ingen tabell som heter '{}'.", folder_, table.name),
                         hint.empty() ? "Ta bort tabellen eller rätta dess namn." : hint, 1});
}

} // namespace lup
