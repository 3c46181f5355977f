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
    const bool sensitive = survey.sensitive || indicator.sensitive;
    return sensitive && is_share(indicator) &&
           (is_small(cell.yes(), survey.min_cell) || is_small(cell.no(), survey.min_cell));
}

/// The place of the dimension that holds the sexes, if the table has one.
std::optional<std::size_t> sex_dimension(const TalliedTable& table, const Codebook& codebook)
{
    for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
        const auto& name = table.dimensions[i].name;
        const auto* variable = codebook.find_variable(table.survey, name);
        if (name == "sex" || (variable != nullptr && variable->role == Role::sex))
            return i;
    }
    return std::nullopt;
}

/// Women and men are shown together or not at all: the hidden one would follow from the other and the total.
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
