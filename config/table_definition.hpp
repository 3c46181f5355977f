#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// What may stand in the cells of a column.
enum class CellKind : std::uint8_t {
    text,       ///< anything
    name,       ///< an id or code: no ';', '=' or '|'
    word,       ///< one of the column's words
    yes,        ///< yes/ja/1/true/sant or no/nej/0/false/falskt; blank = no
    whole,      ///< a whole number, 0 or more
    number,     ///< decimal comma or point
    date_from,  ///< ISO date; a year alone is its first day
    date_to,    ///< ISO date; a year alone is its last day
    date,       ///< ISO date
    year,       ///< a year, or an ISO date or text that begins with one
    list,       ///< several with '|'
    conditions, ///< variable=code|code; variable=code
    by,         ///< names with x or ×; blank = the whole survey
    domain,     ///< name=code; name=code
    cut         ///< a number, or sex=number|sex=number
};

/// An allowed word of a column, in English and Swedish, and the enumerator that it stands for.
struct Word {
    std::string_view english, swedish;
    int value = 0;
};

enum class Need : std::uint8_t { optional, required };

/// One column of a configuration table: checks, messages and the documentation are made from this.
struct ColumnDefinition {
    std::string_view name, swedish;
    CellKind kind = CellKind::text;
    Need need = Need::optional;
    std::string_view help; ///< Swedish: what it says and what blank means
    std::span<const Word> words = {};
};

/// One configuration table (a CSV file or a sheet).
struct TableDefinition {
    std::string_view name, swedish;
    std::string_view help; ///< Swedish: what a row is
    bool rows_required = false;
    std::span<const ColumnDefinition> columns;

    const ColumnDefinition* find(std::string_view column) const;
};

/// The table with that English name. REQUIRES: it is one of `tables`.
const TableDefinition& definition_of(std::string_view name, std::span<const TableDefinition> tables);

/// Whether `written` is the English or Swedish name; spaces, hyphens and underscores are the same.
bool is_called(std::string_view written, std::string_view english, std::string_view swedish);

/// English and Swedish names, for "did you mean".
std::vector<std::string> names_of(std::span<const ColumnDefinition> columns);
std::vector<std::string> names_of(std::span<const TableDefinition> tables);
std::vector<std::string> names_of(std::span<const Word> words);

/// Swedish description of what a cell of this kind holds: "ja eller nej", "heltal" ...
std::string_view kind_text(CellKind kind);

/// A reference of the tables in Markdown: name, form, required, allowed words, meaning of each column.
std::string reference_text(std::span<const TableDefinition> tables);

} // namespace lup
