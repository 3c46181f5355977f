#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::string figure(const Indicator& indicator, const ReleasedCell& cell, int decimals)
{
    return figure_text(indicator, *cell.value, decimals);
}

enum class Course : std::uint8_t { rose, fell, level, uncertain };

Course course_of(const ReleasedCell& first, const ReleasedCell& last)
{
    const bool has_intervals = first.lower && first.upper && last.lower && last.upper;
    if (has_intervals)
        return *last.lower > *first.upper   ? Course::rose
               : *last.upper < *first.lower ? Course::fell
                                            : Course::uncertain;
    return *last.value > *first.value   ? Course::rose
           : *last.value < *first.value ? Course::fell
                                        : Course::level;
}

} // namespace

std::string_view figure_noun(const Indicator& indicator)
{
    switch (indicator.statistic) {
    case Statistic::share:
        return "andelen";
    case Statistic::mean:
        return "medelvärdet";
    case Statistic::median:
        return "medianen";
    case Statistic::count:
        return "antalet";
    case Statistic::rate:
        return "talet";
    }
    return "värdet";
}

std::string group_label(const WorkbookTable& table, const ReleasedCell& cell)
{
    std::string label;
    for (std::size_t i = 0; i < table.table->dimensions.size() && i < cell.codes.size(); ++i) {
        const auto& all = table.table->dimensions[i].categories;
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const auto& each) { return each.code == cell.codes[i]; });
        label += label.empty() ? "" : ", ";
        label += found == all.end() ? cell.codes[i] : found->label;
    }
    return label;
}

std::vector<const ReleasedCell*> comparable_series(const Indicator& indicator, const Codebook& codebook,
                                                   std::span<const ReleasedCell* const> rows)
{
    std::vector<const ReleasedCell*> series;
    for (const auto* wave : codebook.waves_of(indicator.survey)) {
        if (std::find(indicator.breaks.begin(), indicator.breaks.end(), wave->wave) != indicator.breaks.end())
            series.clear();
        for (const auto* cell : rows)
            if (cell->wave == wave->wave && cell->shown())
                series.push_back(cell);
    }
    return series;
}

std::string change_words(const Indicator& indicator, int decimals,
                         std::span<const ReleasedCell* const> series)
{
    if (series.empty())
        return {};
    const auto& first = *series.front();
    const auto& last = *series.back();
    const auto now = figure(indicator, last, decimals);
    if (series.size() == 1)
        return fmt::format("var {} {}", now, period_text(last.period));
    const auto from = fmt::format("från {} ({}) till {} ({})", figure(indicator, first, decimals),
                                  period_text(first.period), now, period_text(last.period));
    switch (course_of(first, last)) {
    case Course::rose:
        return "ökade " + from;
    case Course::fell:
        return "minskade " + from;
    case Course::level:
        return fmt::format("var {} både {} och {}", now, period_text(first.period), period_text(last.period));
    case Course::uncertain:
        break;
    }
    return fmt::format("var {} ({}) och {} ({}), ingen säkerställd förändring",
                       figure(indicator, first, decimals), period_text(first.period), now,
                       period_text(last.period));
}

std::string groups_in_words(const WorkbookTable& table, std::span<const ReleasedCell* const> cells)
{
    std::string words;
    for (const auto* cell : cells) {
        if (!cell->shown())
            continue;
        words += words.empty() ? "" : ", ";
        words += group_label(table, *cell) + " " + figure(*table.indicator, *cell, table.decimals);
    }
    return words;
}

std::string range_in_words(const WorkbookTable& table, std::span<const ReleasedCell* const> cells)
{
    const ReleasedCell* lowest = nullptr;
    const ReleasedCell* highest = nullptr;
    for (const auto* cell : cells) {
        if (!cell->shown())
            continue;
        if (!lowest || *cell->value < *lowest->value)
            lowest = cell;
        if (!highest || *cell->value > *highest->value)
            highest = cell;
    }
    if (!lowest)
        return {};
    const auto name = [&](const ReleasedCell& cell) {
        return fmt::format("{} ({})", figure(*table.indicator, cell, table.decimals),
                           group_label(table, cell));
    };
    return lowest == highest ? name(*lowest) : "från " + name(*lowest) + " till " + name(*highest);
}

} // namespace lup
