#include "transform/tally_tables.hpp"

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

/// A count is an estimated total; its interval is the normal one on the total.
void make_total(TalliedCell& cell, const std::vector<DomainPart>& parts, const LonelyRules& rules)
{
    const auto sum = total(parts, rules);
    cell.estimate.value = sum.value;
    cell.estimate.se = sum.se;
    if (cell.interval)
        cell.interval = mean_interval(sum.value, sum.se, static_cast<double>(cell.estimate.df));
}

} // namespace

TableMaker::TableMaker(const TallyFrame& frame, const WaveTallies& waves, const LonelyRules& rules)
    : frame_(frame), waves_(waves), rules_(rules)
{
}

std::size_t TableMaker::breakdown_place(const Breakdown& breakdown) const
{
    const auto found = std::find(frame_.breakdowns.begin(), frame_.breakdowns.end(), breakdown.by);
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
            if (lists(breakdown.indicators, indicator->indicator))
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
    std::vector<std::vector<std::uint32_t>> order(breakdown.by.size());
    for (std::size_t i = 0; i < breakdown.by.size(); ++i)
        table.dimensions.push_back(frame_.dimensions.at(breakdown.by[i])->printed(frame_.codebook, order[i]));

    CellParts parts;
    for (const auto* wave : period.waves)
        for (const auto& numbered : wave->cells(breakdown_place(breakdown))) {
            auto place = numbered.categories;
            for (std::size_t i = 0; i < place.size(); ++i)
                place[i] = order[i][place[i]];
            parts[place].push_back({&wave->sums(), numbered.cell, indicator_place(indicator)});
        }
    for (const auto& [categories, domain] : parts) {
        auto made = cell(indicator, domain);
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

TalliedCell TableMaker::cell(const Indicator& indicator, const std::vector<DomainPart>& parts) const
{
    TalliedCell made;
    made.estimate = estimate(parts, rules_);
    made.interval =
        interval(made.estimate, frame_.survey.interval, RowOutcomes::measure(indicator), frame_.survey.kind);
    if (indicator.statistic == Statistic::count)
        make_total(made, parts, rules_);
    return made;
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
