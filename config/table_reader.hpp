#pragma once

#include "config/codebook.hpp"
#include "config/finding.hpp"
#include "config/raw_table.hpp"
#include "config/table_definition.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lup {

/// Where a definition's columns stand in a written table; absent ones have no place.
struct ColumnPlaces {
    std::vector<std::optional<std::size_t>> places; ///< one a column of the definition
};

/// Finds the columns of `definition` in `table`. Unknown, doubled and missing required ones become findings.
ColumnPlaces find_columns(const TableDefinition& definition, const RawTable& table, Findings& findings);

/// Reads the cells of one row into members, by the definition's kinds. What cannot be read becomes a finding
/// with its place and leaves the member as it was.
class RowReader {
public:
    RowReader(const TableDefinition& definition, const ColumnPlaces& places, const RawTable& table,
              const RawTable::Row& row, Findings& findings)
        : definition_(definition), places_(places), table_(table), row_(row), findings_(findings)
    {
    }

    void operator()(std::string_view column, std::string& out);
    void operator()(std::string_view column, std::optional<std::string>& out);
    void operator()(std::string_view column, bool& out);
    void operator()(std::string_view column, int& out);
    void operator()(std::string_view column, std::uint64_t& out);
    void operator()(std::string_view column, std::optional<std::uint32_t>& out);
    void operator()(std::string_view column, std::optional<std::uint64_t>& out);
    void operator()(std::string_view column, double& out);
    void operator()(std::string_view column, std::optional<double>& out);
    void operator()(std::string_view column, std::vector<std::string>& out);
    void operator()(std::string_view column, std::vector<Condition>& out);
    void operator()(std::string_view column, std::optional<double>& cut,
                    std::vector<std::pair<std::string, double>>& by_sex);

    template <class E>
    requires std::is_enum_v<E>
    void operator()(std::string_view column, E& out)
    {
        out = static_cast<E>(word(column, static_cast<int>(out)));
    }

    bool blank(std::string_view column) const { return cell(column).empty(); }

    /// Reports something that may be meant.
    void warn(std::string_view column, std::string rule, std::string advice);

private:
    const std::string& cell(std::string_view column) const;
    std::string_view required_cell(std::string_view column);
    int word(std::string_view column, int otherwise);
    std::optional<std::uint64_t> whole(std::string_view column, std::uint64_t most);
    std::optional<double> number(std::string_view column);
    std::string name(std::string_view column, std::string text);
    std::string date(std::string_view column, const std::string& text, CellKind kind);
    void error(std::string_view column, std::string rule, std::string advice);

    const TableDefinition& definition_;
    const ColumnPlaces& places_;
    const RawTable& table_;
    const RawTable::Row& row_;
    Findings& findings_;
};

/// "rad 12, kolumn wave"; row 0 leaves the row out, an empty column the column.
std::string row_place(std::size_t row, std::string_view column);

/// ISO date of `text`, or "": a time of day is cut off; a year (2022) or month (2022-03) is completed to its
/// first or, for date_to, last day. CellKind::date takes whole dates only.
std::string iso_date(std::string_view text, CellKind kind);

/// The conditions of `variable=code|code; variable=code`, or none if it is not of that form.
std::optional<std::vector<Condition>> parse_conditions(std::string_view text);
std::string conditions_text(std::span<const Condition> conditions);

/// The names of `area x sex × grade`.
std::vector<std::string> parse_by(std::string_view text);

/// `name=code; name=code` with the pairs sorted by name and joined by ';', as in v_value; none if it is not
/// of that form or a name stands twice.
std::optional<std::string> parse_domain(std::string_view text);

/// The pairs of a domain that parse_domain() or domain_text() made.
std::vector<std::pair<std::string, std::string>> domain_pairs(std::string_view domain);

/// "area=2303;sex=K" from names and codes in any order.
std::string domain_text(std::vector<std::pair<std::string, std::string>> pairs);

} // namespace lup
