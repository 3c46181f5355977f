#include "transform/tally/tally_tables.hpp"

#include <algorithm>

namespace lup {

namespace {

bool lists(const std::vector<std::string>& ids, const std::string& id)
{
    return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

double published_factor(const Indicator& indicator)
{
    switch (indicator.statistic) {
    case Statistic::share:
        return 100;
    case Statistic::rate:
        return indicator.per;
    default:
        return 1;
    }
}

} // namespace

TableMaker::TableMaker(const TallyFrame& frame, const WaveTallies& waves, const LonelyRules& rules)
    : frame_(frame), waves_(waves), rules_(rules)
{
}

std::size_t TableMaker::breakdown_place(const std::vector<std::string>& by) const
{
    const auto found = std::find(frame_.breakdowns.begin(), frame_.breakdowns.end(), by);
    return static_cast<std::size_t>(found - frame_.breakdowns.begin());
}

std::uint32_t TableMaker::indicator_place(const Indicator& indicator) const
{
    const auto found = std::find(frame_.indicators.begin(), frame_.indicators.end(), &indicator);
    return static_cast<std::uint32_t>(found - frame_.indicators.begin());
}

std::vector<TalliedTable> TableMaker::make() const
{
    std::vector<TalliedTable> tables;
    for (const auto& breakdown : frame_.codebook.breakdowns) {
        if (breakdown.survey != frame_.survey.survey)
            continue;
        for (const auto* indicator : frame_.indicators)
            if (lists(breakdown.indicators, indicator->indicator) &&
                frame_.codebook.can_divide(*indicator, breakdown.by))
                for (const auto& period : periods(breakdown, *indicator))
                    tables.push_back(table(breakdown, *indicator, period));
    }
    std::erase_if(tables, [](const TalliedTable& one) { return one.cells.empty(); });
    return tables;
}

std::vector<TableMaker::Period> TableMaker::periods(const Breakdown& breakdown,
                                                    const Indicator& indicator) const
{
    if (!breakdown.pooled.empty()) {
        auto pooled = pooled_period(breakdown, indicator);
        return pooled ? std::vector{*std::move(pooled)} : std::vector<Period>{};
    }
    std::vector<Period> found;
    for (const auto* wave : frame_.codebook.waves_of(frame_.survey.survey)) {
        const auto tallied = waves_.find(wave->wave);
        if (tallied != waves_.end() && lists(breakdown.waves, wave->wave) &&
            frame_.codebook.holds(indicator.waves, wave->survey, wave->wave))
            found.push_back({wave->wave, wave->wave, {tallied->second.get()}});
    }
    return found;
}

std::optional<TableMaker::Period> TableMaker::pooled_period(const Breakdown& breakdown,
                                                            const Indicator& indicator) const
{
    Period pooled{breakdown.pooled, std::nullopt, {}};
    for (const auto* wave : frame_.codebook.waves_of(frame_.survey.survey)) {
        if (std::find(breakdown.pooled_waves.begin(), breakdown.pooled_waves.end(), wave->wave) ==
            breakdown.pooled_waves.end())
            continue;
        const auto tallied = waves_.find(wave->wave);
        const bool breaks =
            !pooled.waves.empty() &&
            frame_.codebook.breaks_between(indicator, pooled.waves.front()->wave().wave, wave->wave);
        // A median needs all rows of its waves in one order; it is made wave by wave.
        if (tallied == waves_.end() || breaks || indicator.statistic == Statistic::median ||
            !frame_.codebook.holds(indicator.waves, wave->survey, wave->wave))
            return std::nullopt;
        pooled.waves.push_back(tallied->second.get());
    }
    return pooled;
}

TalliedTable TableMaker::table(const Breakdown& breakdown, const Indicator& indicator,
                               const Period& period) const
{
    TalliedTable table{
        frame_.survey.survey, indicator.indicator, period.label, period.wave, &breakdown, {}, 1, {}};
    table.factor = published_factor(indicator);
    CategoryOrder order(breakdown.by.size());
    for (std::size_t i = 0; i < breakdown.by.size(); ++i)
        table.dimensions.push_back(frame_.dimensions.at(breakdown.by[i])->printed(frame_.codebook, order[i]));

    const auto parts = cell_parts(breakdown.by, indicator, period, order);
    const auto standard = frame_.codebook.standard_of(indicator);
    const auto groups =
        standard.empty() ? GroupedParts() : grouped_parts(breakdown.by, indicator, period, order, standard);
    const FigureRules rules{indicator, frame_.survey, row_kind(period), rules_};
    for (const auto& [categories, domain] : parts) {
        auto made =
            standard.empty() ? crude_cell(rules, domain) : standardised_cell(rules, groups.at(categories));
        made.categories = categories;
        made.impossible = made.estimate.rows() == 0 && impossible(indicator, table.dimensions, categories,
                                                                  period.waves.front()->wave().wave);
        if (made.n() > 0 || made.impossible)
            table.cells.push_back(std::move(made));
    }
    if (indicator.statistic == Statistic::median)
        take_medians(table, indicator, parts, *period.waves.front());
    return table;
}

TableMaker::CellParts TableMaker::cell_parts(const std::vector<std::string>& by, const Indicator& indicator,
                                             const Period& period, const CategoryOrder& order) const
{
    CellParts parts;
    for (const auto* wave : period.waves)
        for (const auto& numbered : wave->cells(breakdown_place(by))) {
            auto place = numbered.categories;
            for (std::size_t i = 0; i < place.size(); ++i)
                place[i] = order[i][place[i]];
            parts[place].push_back({&wave->sums(), numbered.cell, indicator_place(indicator)});
        }
    return parts;
}

TableMaker::GroupedParts TableMaker::grouped_parts(const std::vector<std::string>& by,
                                                   const Indicator& indicator, const Period& period,
                                                   const CategoryOrder& order,
                                                   std::span<const StandardWeight> standard) const
{
    auto divided = by;
    divided.push_back(standard.front().group);
    const auto& codes = frame_.dimensions.at(standard.front().group)->codes();
    // The crude table's cells decide which there are: a domain may have rows in no group of the standard.
    GroupedParts groups;
    for (const auto& [categories, parts] : cell_parts(by, indicator, period, order))
        for (const auto& weight : standard)
            groups[categories].push_back({weight.weight, {}});
    for (const auto* wave : period.waves)
        for (const auto& numbered : wave->cells(breakdown_place(divided))) {
            auto place = numbered.categories;
            const auto& code = codes[place.back()];
            place.pop_back();
            for (std::size_t i = 0; i < place.size(); ++i)
                place[i] = order[i][place[i]];
            const auto group =
                std::find_if(standard.begin(), standard.end(),
                             [&](const StandardWeight& weight) { return weight.code == code; });
            if (group != standard.end())
                groups.at(place)[static_cast<std::size_t>(group - standard.begin())].parts.push_back(
                    {&wave->sums(), numbered.cell, indicator_place(indicator)});
        }
    return groups;
}

RowKind TableMaker::row_kind(const Period& period)
{
    const bool drawn = std::any_of(period.waves.begin(), period.waves.end(), [](const WaveTally* wave) {
        return wave->has_weights() || wave->has_strata() || wave->has_clusters();
    });
    return drawn ? RowKind::drawn : RowKind::counted;
}

void TableMaker::take_medians(TalliedTable& table, const Indicator& indicator, const CellParts& parts,
                              const WaveTally& wave) const
{
    const auto medians = wave.medians(indicator_place(indicator), rules_);
    for (auto& cell : table.cells) {
        const auto number = parts.at(cell.categories).front().cell;
        if (number >= medians.size() || medians[number].n == 0)
            continue;
        cell.estimate.value = medians[number].value;
        cell.estimate.se = medians[number].se;
        cell.interval =
            frame_.survey.interval == IntervalMethod::none ? std::nullopt : medians[number].interval;
    }
}

bool TableMaker::impossible(const Indicator& indicator, const std::vector<Dimension>& dimensions,
                            const std::vector<std::uint32_t>& categories, const std::string& wave) const
{
    const auto variable_of = [&](const std::string& name) {
        return variable_named(frame_.codebook, frame_.survey.survey, name, wave);
    };
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        if (!frame_.dimensions.at(dimensions[i].name)->bands().empty())
            continue;
        for (const auto& condition : indicator.among)
            if (const auto* variable = variable_of(condition.variable);
                variable != nullptr && variable == variable_of(dimensions[i].name) &&
                !lists(condition.codes, dimensions[i].categories[categories[i]].code))
                return true;
    }
    return false;
}

} // namespace lup
