#include "export/workbook/workbook_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::string figure(const Indicator& indicator, const ReleasedCell& cell, int decimals)
{
    return figure_text(indicator, *cell.value, decimals);
}

enum class Course : std::uint8_t { rose, fell, unsure, unknown };

const ReleasedComparison* comparison_of_ends(const Indicator& indicator, const ReleasedCell& first,
                                             const ReleasedCell& last,
                                             std::span<const ReleasedComparison* const> comparisons)
{
    const auto of_kind = [&](CompareKind kind) {
        const auto found = std::ranges::find_if(comparisons, [&](const auto* one) {
            return one->kind == kind && one->survey == indicator.survey &&
                   one->indicator == indicator.indicator && one->domain == last.domain &&
                   one->period == last.period && one->other_period == first.period;
        });
        return found == comparisons.end() ? nullptr : *found;
    };
    const auto* trend = of_kind(CompareKind::trend);
    return trend ? trend : of_kind(CompareKind::wave);
}

/// A verdict that the two figures themselves go against, as a trend's may, is not told as their change.
Course course_of(const ReleasedComparison& compared, const ReleasedCell& first, const ReleasedCell& last)
{
    if (compared.verdict == CompareVerdict::not_sure)
        return Course::unsure;
    const bool more = compared.verdict == CompareVerdict::more;
    if (more ? *last.value <= *first.value : *last.value >= *first.value)
        return Course::unknown;
    return more ? Course::rose : Course::fell;
}

Course course_of(const ReleasedCell& first, const ReleasedCell& last)
{
    if (!first.lower || !first.upper || !last.lower || !last.upper)
        return Course::unknown;
    return *last.lower > *first.upper   ? Course::rose
           : *last.upper < *first.lower ? Course::fell
                                        : Course::unsure;
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
                         std::span<const ReleasedCell* const> series,
                         std::span<const ReleasedComparison* const> comparisons)
{
    if (series.empty())
        return {};
    const auto& first = *series.front();
    const auto& last = *series.back();
    const auto now = figure(indicator, last, decimals);
    if (series.size() == 1)
        return fmt::format("var {} ({})", now, period_text(last.period));
    const auto from = fmt::format("från {} ({}) till {} ({})", figure(indicator, first, decimals),
                                  period_text(first.period), now, period_text(last.period));
    const auto* compared = comparison_of_ends(indicator, first, last, comparisons);
    const auto course = compared ? course_of(*compared, first, last) : course_of(first, last);
    if (course == Course::rose || course == Course::fell)
        return (course == Course::rose ? "ökade " : "minskade ") + from;
    return fmt::format("var {} ({}) och {} ({}){}", figure(indicator, first, decimals),
                       period_text(first.period), now, period_text(last.period),
                       course == Course::unsure ? ", ingen säkerställd förändring" : "");
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
