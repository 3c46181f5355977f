#include "transform/released_tables.hpp"

#include "transform/estimates/precision.hpp"
#include "transform/rounding.hpp"

#include <algorithm>

namespace lup {

namespace {

bool same_table(const ReleasedTable& released, const TalliedTable& tallied)
{
    const auto same_name = [](const Dimension& dimension, const std::string& name) {
        return dimension.name == name;
    };
    const auto& by = tallied.breakdown->by;
    return released.indicator == tallied.indicator && released.survey == tallied.survey &&
           released.recipients == tallied.breakdown->recipients &&
           std::equal(released.dimensions.begin(), released.dimensions.end(), by.begin(), by.end(),
                      same_name);
}

Reliability reliability_of(const TalliedTable& table, const TalliedCell& cell, const Codebook& codebook)
{
    const bool judged = codebook.survey(table.survey).precision == PrecisionRule::nchs &&
                        codebook.indicator(table.indicator).statistic == Statistic::share;
    if (!judged)
        return Reliability::good;
    const auto precision = nchs_precision(cell.estimate);
    if (precision.review())
        return Reliability::review;
    return precision.complement_uncertain ? Reliability::footnote : Reliability::good;
}

ReleasedTable new_table(const TalliedTable& tallied, const Codebook& codebook)
{
    const auto& survey = codebook.survey(tallied.survey);
    ReleasedTable table;
    table.survey = tallied.survey;
    table.indicator = tallied.indicator;
    table.dimensions = tallied.dimensions;
    table.recipients = tallied.breakdown->recipients;
    table.decimals = survey.decimals;
    table.interval = survey.interval;
    table.gated = survey.protection == Protection::gate;
    return table;
}

} // namespace

std::string domain_of(const std::vector<Dimension>& dimensions, const std::vector<std::uint32_t>& categories)
{
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < dimensions.size(); ++i)
        pairs.push_back(dimensions[i].name + "=" + dimensions[i].categories[categories[i]].code);
    // By name: '=' sorts after some letters' predecessors, so whole pairs would not do.
    std::sort(pairs.begin(), pairs.end(), [](const std::string& a, const std::string& b) {
        return a.substr(0, a.find('=')) < b.substr(0, b.find('='));
    });
    std::string domain;
    for (const auto& pair : pairs)
        domain += (domain.empty() ? "" : ";") + pair;
    return domain;
}

ReleasedCell released_cell(const TalliedTable& table, const TalliedCell& cell, Showing showing,
                           const Codebook& codebook)
{
    const auto decimals = codebook.survey(table.survey).decimals;
    const auto published = [&](double value) { return round_published(value * table.factor, decimals); };
    ReleasedCell released;
    released.period = table.period;
    released.wave = table.wave;
    released.records.emplace();
    for (const auto& wave : table.wave ? std::vector{*table.wave} : table.breakdown->pooled_waves)
        released.records->push_back({wave, 0});
    released.domain = domain_of(table.dimensions, cell.categories);
    for (std::size_t i = 0; i < cell.categories.size(); ++i)
        released.codes.push_back(table.dimensions[i].categories[cell.categories[i]].code);
    if (cell.impossible) {
        released.symbol = ".";
        return released;
    }
    if (showing != Showing::nothing)
        released.n = cell.n();
    if (showing != Showing::all) {
        released.symbol = "..";
        return released;
    }
    released.value = published(cell.estimate.value);
    released.reliability = reliability_of(table, cell, codebook);
    if (cell.interval) {
        released.lower = published(cell.interval->lower);
        released.upper = published(cell.interval->upper);
    }
    return released;
}

std::vector<ReleasedTable> released_tables(const std::vector<TalliedTable>& tables,
                                           const std::vector<TablePattern>& patterns,
                                           const Codebook& codebook)
{
    std::vector<ReleasedTable> released;
    for (const auto& indicator : codebook.indicators)
        for (std::size_t i = 0; i < tables.size(); ++i) {
            if (tables[i].indicator != indicator.indicator || tables[i].survey != indicator.survey)
                continue;
            auto place = std::find_if(released.begin(), released.end(),
                                      [&](const auto& table) { return same_table(table, tables[i]); });
            if (place == released.end())
                place = released.insert(released.end(), new_table(tables[i], codebook));
            for (std::size_t c = 0; c < tables[i].cells.size(); ++c)
                place->cells.push_back(
                    released_cell(tables[i], tables[i].cells[c], patterns[i][c], codebook));
        }
    return released;
}

} // namespace lup
