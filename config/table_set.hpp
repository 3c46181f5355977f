#pragma once

#include "config/codebook_check.hpp"
#include "config/raw_table.hpp"
#include "config/table_definition.hpp"
#include "config/table_reader.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lup {

/// The tables of one folder or workbook, each with its definition. Unknown and doubled ones become findings.
class TableSet {
public:
    /// `folder` is what messages call the whole: "kodbok" or "plan".
    TableSet(std::span<const RawTable> tables, std::span<const TableDefinition> definitions,
             std::string_view folder, Findings& findings);

    /// Reads every row of one table by describe(reader, row) and fill_blanks(reader, row), and remembers
    /// where it stood. A table that is not there has no rows; where rows are required that is a finding.
    template <class T>
    void read(std::string_view name, std::vector<T>& rows)
    {
        const auto& definition = definition_of(name, definitions_);
        auto& origin = begin(definition);
        if (const auto* table = find(definition)) {
            const auto known = findings_.size();
            const auto places = find_columns(definition, *table, findings_);
            is_whole_ = is_whole_ && findings_.size() == known;
            for (const auto& written : table->rows) {
                RowReader reader(definition, places, *table, written, findings_);
                T row;
                describe(reader, row);
                fill_blanks(reader, row);
                rows.push_back(std::move(row));
                origin.rows.push_back(written.number);
            }
        }
        report_if_empty(definition, origin);
    }

    std::vector<TableOrigin>& origins() { return origins_; }

    /// Whether every heading of the tables read was understood and no table that must have rows lacks them.
    /// Otherwise what refers from one table to another is not worth checking: one misspelt heading would be
    /// reported once for every row. Says so in a finding.
    bool is_whole();

private:
    const RawTable* find(const TableDefinition& definition) const;
    TableOrigin& begin(const TableDefinition& definition);
    void report_if_empty(const TableDefinition& definition, const TableOrigin& origin);
    void report_unknown(const RawTable& table);

    std::span<const TableDefinition> definitions_;
    std::string_view folder_;
    Findings& findings_;
    std::vector<std::pair<const TableDefinition*, const RawTable*>> tables_;
    std::vector<TableOrigin> origins_;
    bool is_whole_ = true;
};

} // namespace lup
