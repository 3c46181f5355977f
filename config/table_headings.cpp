#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

Finding mistake(const RawTable& table, std::string place, std::string rule, std::string advice)
{
    return {Severity::error, table.file, std::move(place), std::move(rule), std::move(advice), 1};
}

std::optional<std::size_t> column_called(const TableDefinition& definition, std::string_view heading)
{
    for (std::size_t i = 0; i < definition.columns.size(); ++i) {
        if (is_called(heading, definition.columns[i].name, definition.columns[i].swedish)) {
            return i;
        }
    }
    return std::nullopt;
}

void report_missing(const TableDefinition& definition, const ColumnPlaces& found, const RawTable& table,
                    Findings& findings)
{
    for (std::size_t i = 0; i < definition.columns.size(); ++i) {
        const auto& column = definition.columns[i];
        if (column.need == Need::required && !found.places[i] && !table.rows.empty()) {
            findings.push_back(mistake(
                table, row_place(0, column.name), "Kolumnen måste finnas men saknas.",
                fmt::format("Lägg till kolumnen '{}' (på svenska '{}').", column.name, column.swedish)));
        }
    }
}

} // namespace

std::string row_place(std::size_t row, std::string_view column)
{
    if (row == 0) {
        return column.empty() ? std::string() : fmt::format("kolumn {}", column);
    }
    return column.empty() ? fmt::format("rad {}", row) : fmt::format("rad {}, kolumn {}", row, column);
}

ColumnPlaces find_columns(const TableDefinition& definition, const RawTable& table, Findings& findings)
{
    ColumnPlaces found;
    found.places.resize(definition.columns.size());
    for (std::size_t place = 0; place < table.headings.size(); ++place) {
        const auto& heading = table.headings[place];
        const auto column = column_called(definition, heading);
        if (column && !found.places[*column]) {
            found.places[*column] = place;
        } else if (column) {
            findings.push_back(mistake(table, row_place(0, heading), "Kolumnen finns två gånger.",
                                       "Behåll en av dem och ta bort den andra."));
        } else if (!trimmed(heading).empty()) {
            const auto hint = did_you_mean(heading, names_of(definition.columns));
            findings.push_back(
                mistake(table, row_place(0, heading),
                        fmt::format("Tabellen {} har ingen kolumn som heter så.", definition.name),
                        hint.empty() ? "Ta bort kolumnen eller rätta rubriken." : hint));
        }
    }
    report_missing(definition, found, table, findings);
    return found;
}

} // namespace lup
