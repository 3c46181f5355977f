#include "config/table_writer.hpp"

#include "config/matching.hpp"
#include "config/table_reader.hpp"

#include <algorithm>

namespace lup {

std::string& RowWriter::cell(std::string_view column)
{
    return cells_[static_cast<std::size_t>(definition_.find(column) - definition_.columns.data())];
}

std::string RowWriter::word(std::string_view column, int value) const
{
    const auto& words = definition_.find(column)->words;
    const auto found = std::ranges::find(words, value, &Word::value);
    return found == words.end() ? std::string() : std::string(found->english);
}

void RowWriter::operator()(std::string_view column, const std::optional<std::uint32_t>& value)
{
    cell(column) = value ? std::to_string(*value) : std::string();
}

void RowWriter::operator()(std::string_view column, const std::optional<std::uint64_t>& value)
{
    cell(column) = value ? std::to_string(*value) : std::string();
}

void RowWriter::operator()(std::string_view column, const double& value)
{
    cell(column) = number_text(value);
}

void RowWriter::operator()(std::string_view column, const std::optional<double>& value)
{
    cell(column) = value ? number_text(*value) : std::string();
}

void RowWriter::operator()(std::string_view column, const std::vector<std::string>& value)
{
    const bool crossed = definition_.find(column)->kind == CellKind::by;
    cell(column) = join_list(value, crossed ? " x " : "|");
}

void RowWriter::operator()(std::string_view column, const std::vector<Condition>& value)
{
    cell(column) = conditions_text(value);
}

void RowWriter::operator()(std::string_view column, const std::optional<double>& cut,
                           const std::vector<std::pair<std::string, double>>& by_sex)
{
    std::vector<std::string> parts;
    for (const auto& [sex, value] : by_sex) {
        parts.push_back(sex + "=" + number_text(value));
    }
    cell(column) = cut ? number_text(*cut) : join_list(parts, "|");
}

} // namespace lup
