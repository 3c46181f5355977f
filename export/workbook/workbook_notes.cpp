#include "export/workbook/workbook_notes.hpp"

#include "export/cell_roles.hpp"
#include "export/workbook/reference_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace lup {

namespace {

constexpr std::string_view uncertain = "Uppgiften är osäker: få svar ligger bakom den eller så är "
                                       "felmarginalen stor. Tolka den med försiktighet.";
constexpr std::string_view pooled = "Perioden slår samman flera undersökningsomgångar till ett värde. Ett "
                                    "sådant värde jämförs aldrig med en enskild "
                                    "omgång.";

std::vector<std::string> reference_sources(const Codebook& codebook, const WorkbookTable& table)
{
    std::vector<std::string> sources;
    for (const auto* cell : table.rows)
        for (const auto& area : table.references)
            if (const auto* found = reference_for(codebook, *table.table, *cell, area);
                found && !found->source.empty() &&
                std::find(sources.begin(), sources.end(), found->source) == sources.end())
                sources.push_back(found->source);
    return sources;
}

/// Who is compared with an area that it is part of itself.
std::vector<std::string> part_notes(const Codebook& codebook, const WorkbookTable& table)
{
    std::vector<std::string> notes;
    for (const auto& reference : table.references) {
        const bool holds =
            reference == "00" || std::any_of(table.rows.begin(), table.rows.end(), [&](const auto* cell) {
                return codebook.lies_within(code_with_role(codebook, *table.table, *cell, Role::area),
                                            reference);
            });
        const auto* area = codebook.find_area(reference);
        const auto name = reference == "00" ? "riket" : area == nullptr ? reference : area->name;
        if (holds)
            notes.push_back(fmt::format("Jämförelsetalet för {} innehåller också det område som redovisas. "
                                        "Skillnaden blir därför lite mindre än mot de övriga.",
                                        name));
    }
    return notes;
}

std::vector<std::string> notes_of(const Codebook& codebook, const WorkbookTable& table)
{
    std::vector<std::string> notes;
    const auto& indicator = *table.indicator;
    if (!indicator.definition.empty())
        notes.push_back(indicator.title + ": " + indicator.definition);
    for (const auto& wave : indicator.breaks)
        if (std::any_of(table.rows.begin(), table.rows.end(),
                        [&](const auto* cell) { return cell->wave == wave; }))
            notes.push_back(
                fmt::format("{}: serien bryts {}. Värden före och från och med {} går inte att jämföra.",
                            indicator.title, period_text(wave), period_text(wave)));
    if (std::any_of(table.rows.begin(), table.rows.end(), [](const auto* cell) { return !cell->wave; }))
        notes.emplace_back(pooled);
    std::ranges::move(part_notes(codebook, table), std::back_inserter(notes));
    for (const auto& source : reference_sources(codebook, table))
        notes.push_back("Jämförelsetalens källa: " + source);
    if (table.column(Column::note))
        notes.emplace_back(uncertain);
    return notes;
}

} // namespace

void number_notes(const Codebook& codebook, WorkbookContent& content)
{
    for (auto& table : content.tables)
        for (const auto& text : notes_of(codebook, table)) {
            auto place = std::find(content.notes.begin(), content.notes.end(), text);
            if (place == content.notes.end())
                place = content.notes.insert(content.notes.end(), text);
            table.notes.push_back(static_cast<std::size_t>(place - content.notes.begin()) + 1);
        }
}

std::string note_marks(const std::vector<std::size_t>& notes)
{
    std::string text;
    for (const auto number : notes)
        text += fmt::format("{}[not {}]", text.empty() ? "" : " ", number);
    return text;
}

std::size_t uncertainty_note(const WorkbookContent& content)
{
    const auto place = std::find(content.notes.begin(), content.notes.end(), uncertain);
    return place == content.notes.end() ? 0 : static_cast<std::size_t>(place - content.notes.begin()) + 1;
}

} // namespace lup
