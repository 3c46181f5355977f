#include "config/table_definition.hpp"

#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::string plain(std::string_view written)
{
    auto text = folded(written);
    std::ranges::replace(text, ' ', '_');
    std::ranges::replace(text, '-', '_');
    return text;
}

template <class Named>
std::vector<std::string> both_names(std::span<const Named> items, auto english)
{
    std::vector<std::string> result;
    for (const auto& item : items) {
        result.emplace_back(english(item));
        if (item.swedish != english(item)) {
            result.emplace_back(item.swedish);
        }
    }
    return result;
}

/// `text` as a cell of a Markdown table.
std::string markdown_cell(std::string_view text)
{
    std::string cell;
    for (const char c : text) {
        cell += c == '|' ? std::string("\\|") : std::string(1, c);
    }
    return cell;
}

std::string words_text(std::span<const Word> words)
{
    std::vector<std::string> parts;
    for (const auto& word : words) {
        parts.push_back(word.english == word.swedish ? fmt::format("`{}`", word.english)
                                                     : fmt::format("`{}` ({})", word.english, word.swedish));
    }
    return join_list(parts, ", ");
}

} // namespace

const ColumnDefinition* TableDefinition::find(std::string_view column) const
{
    const auto found = std::ranges::find(columns, column, &ColumnDefinition::name);
    return found == columns.end() ? nullptr : &*found;
}

const TableDefinition& definition_of(std::string_view name, std::span<const TableDefinition> tables)
{
    return *std::ranges::find(tables, name, &TableDefinition::name);
}

bool is_called(std::string_view written, std::string_view english, std::string_view swedish)
{
    const auto form = plain(written);
    return form == plain(english) || form == plain(swedish);
}

std::vector<std::string> names_of(std::span<const ColumnDefinition> columns)
{
    return both_names(columns, [](const auto& column) { return column.name; });
}

std::vector<std::string> names_of(std::span<const TableDefinition> tables)
{
    return both_names(tables, [](const auto& table) { return table.name; });
}

std::vector<std::string> names_of(std::span<const Word> words)
{
    return both_names(words, [](const auto& word) { return word.english; });
}

std::string_view kind_text(CellKind kind)
{
    switch (kind) {
    case CellKind::text:
        return "text";
    case CellKind::name:
        return "namn eller kod";
    case CellKind::word:
        return "ett av orden";
    case CellKind::yes:
        return "ja eller nej";
    case CellKind::whole:
        return "heltal";
    case CellKind::number:
        return "tal";
    case CellKind::date_from:
    case CellKind::date_to:
        return "datum eller årtal";
    case CellKind::date:
        return "datum";
    case CellKind::year:
        return "årtal eller datum";
    case CellKind::list:
        return "lista med |";
    case CellKind::conditions:
        return "villkor";
    case CellKind::by:
        return "namn med x";
    case CellKind::domain:
        return "namn=kod; namn=kod";
    case CellKind::cut:
        return "tal, eller kön=tal|kön=tal";
    }
    return "text";
}

std::string reference_text(std::span<const TableDefinition> tables)
{
    std::string text;
    for (const auto& table : tables) {
        text += fmt::format(
            "### {} ({})\n\n{}{}\n\n| kolumn | på svenska | innehåll | betydelse |\n|---|---|---|---|\n",
            table.name, table.swedish, table.help, table.rows_required ? " Tabellen måste ha rader." : "");
        for (const auto& column : table.columns) {
            const auto form =
                column.words.empty() ? std::string(kind_text(column.kind)) : words_text(column.words);
            text += fmt::format("| `{}`{} | {} | {} | {} |\n", column.name,
                                column.need == Need::required ? " **måste**" : "", column.swedish,
                                markdown_cell(form), markdown_cell(column.help));
        }
        text += "\n";
    }
    return text;
}

} // namespace lup
