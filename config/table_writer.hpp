#pragma once

#include "config/codebook.hpp"
#include "config/raw_table.hpp"
#include "config/table_definition.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lup {

/// Writes the members of one row as cells in the order of the definition's columns; RowReader reads them
/// back.
class RowWriter {
public:
    explicit RowWriter(const TableDefinition& definition)
        : definition_(definition), cells_(definition.columns.size())
    {
    }

    void operator()(std::string_view column, const std::string& value) { cell(column) = value; }
    void operator()(std::string_view column, const std::optional<std::string>& value)
    {
        cell(column) = value.value_or("");
    }
    void operator()(std::string_view column, const bool& value) { cell(column) = value ? "yes" : "no"; }
    void operator()(std::string_view column, const int& value) { cell(column) = std::to_string(value); }
    void operator()(std::string_view column, const std::uint64_t& value)
    {
        cell(column) = std::to_string(value);
    }
    void operator()(std::string_view column, const std::optional<std::uint32_t>& value);
    void operator()(std::string_view column, const std::optional<std::uint64_t>& value);
    void operator()(std::string_view column, const double& value);
    void operator()(std::string_view column, const std::optional<double>& value);
    void operator()(std::string_view column, const std::vector<std::string>& value);
    void operator()(std::string_view column, const std::vector<Condition>& value);
    void operator()(std::string_view column, const std::optional<double>& cut,
                    const std::vector<std::pair<std::string, double>>& by_sex);

    template <class E>
    requires std::is_enum_v<E>
    void operator()(std::string_view column, const E& value)
    {
        cell(column) = word(column, static_cast<int>(value));
    }

    std::vector<std::string> take() { return std::move(cells_); }

private:
    std::string& cell(std::string_view column);
    std::string word(std::string_view column, int value) const;

    const TableDefinition& definition_;
    std::vector<std::string> cells_;
};

/// `rows` as a table with English headings and the file name folder/table.csv. describe(visitor, row) must
/// say what each column holds.
template <class T>
RawTable written_table(const TableDefinition& definition, std::string_view folder, const std::vector<T>& rows)
{
    RawTable table{std::string(definition.name),
                   std::string(folder) + "/" + std::string(definition.name) + ".csv",
                   {},
                   {}};
    for (const auto& column : definition.columns) {
        table.headings.emplace_back(column.name);
    }
    for (auto row : rows) {
        RowWriter writer(definition);
        describe(writer, row);
        table.rows.push_back({table.rows.size() + 2, writer.take()});
    }
    return table;
}

} // namespace lup
