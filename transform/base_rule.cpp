#include "transform/base_rule.hpp"

#include "transform/estimates/precision.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace lup {

namespace {

bool is_small(std::uint64_t count, int min_cell)
{
    return count > 0 && count < static_cast<std::uint64_t>(min_cell);
}

bool is_share(const Indicator& indicator)
{
    return indicator.statistic != Statistic::mean && indicator.statistic != Statistic::median;
}

/// The rules of precision are made for proportions.
bool is_proportion(const Indicator& indicator)
{
    return indicator.statistic == Statistic::share || indicator.statistic == Statistic::rate;
}

bool hidden_alone(const TalliedCell& cell, const Survey& survey, const Indicator& indicator)
{
    if (cell.n() < static_cast<std::uint64_t>(std::max(survey.min_base, 0)))
        return true;
    if (!std::isfinite(cell.estimate.value))
        return true;
    if (survey.precision == PrecisionRule::nchs && is_proportion(indicator) && cell.n() > 0 &&
        !nchs_precision(cell.estimate).shown)
        return true;
    return protects_small_counts(survey, indicator) &&
           (is_small(cell.yes(), survey.min_cell) || is_small(cell.no(), survey.min_cell));
}

/// The place of the dimension that holds the sexes, if the table has one.
std::optional<std::size_t> sex_dimension(const TalliedTable& table, const Codebook& codebook)
{
    for (std::size_t i = 0; i < table.dimensions.size(); ++i)
        if (has_role(table, i, Role::sex, codebook))
            return i;
    return std::nullopt;
}

/// One sex under the smallest base hides both.
void hide_sexes_together(const TalliedTable& table, std::size_t sex, const Survey& survey,
                         TablePattern& pattern)
{
    std::map<std::vector<std::uint32_t>, bool> hidden;
    const auto without_sex = [&](std::size_t i) {
        auto key = table.cells[i].categories;
        key.erase(key.begin() + static_cast<std::ptrdiff_t>(sex));
        return key;
    };
    for (std::size_t i = 0; i < table.cells.size(); ++i)
        if (pattern[i] == Showing::nothing &&
            table.cells[i].n() < static_cast<std::uint64_t>(survey.min_base))
            hidden[without_sex(i)] = true;
    for (std::size_t i = 0; i < table.cells.size(); ++i)
        if (hidden.contains(without_sex(i)))
            pattern[i] = Showing::nothing;
}

} // namespace

bool protects_small_counts(const Survey& survey, const Indicator& indicator)
{
    return survey.min_cell > 0 && survey.protection == Protection::base &&
           (survey.sensitive || indicator.sensitive) && is_share(indicator);
}

bool has_role(const TalliedTable& table, std::size_t dimension, Role role, const Codebook& codebook)
{
    const auto& name = table.dimensions[dimension].name;
    const auto* variable = codebook.find_variable(table.survey, name);
    return (name == "sex" && role == Role::sex) || (name == "area" && role == Role::area) ||
           (variable != nullptr && variable->role == role);
}

TablePattern apply_base_rule(const TalliedTable& table, const Codebook& codebook)
{
    const auto& survey = codebook.survey(table.survey);
    const auto& indicator = codebook.indicator(table.indicator);
    TablePattern pattern;
    for (const auto& cell : table.cells)
        pattern.push_back(hidden_alone(cell, survey, indicator) ? Showing::nothing : Showing::all);
    if (const auto sex = sex_dimension(table, codebook))
        hide_sexes_together(table, *sex, survey, pattern);
    return pattern;
}

} // namespace lup
