#include "transform/comparisons/shown_figures.hpp"

#include "transform/released_tables.hpp"

#include <algorithm>
#include <set>

namespace lup {

void ShownFigures::add(const ReleasedTable& table)
{
    tables_.push_back(&table);
    for (const auto& cell : table.cells) {
        auto& known = released_[{table.indicator, cell.domain, cell.period}];
        if (known == nullptr || !known->shown())
            known = &cell;
    }
}

ShownFigures ShownFigures::for_readers(const Readers& readers) const
{
    ShownFigures theirs;
    for (const auto* table : tables_) {
        const auto gets = [&](const std::string& reader) {
            return std::find(table->recipients.begin(), table->recipients.end(), reader) !=
                   table->recipients.end();
        };
        if (table->recipients.empty() || (!readers.empty() && std::ranges::all_of(readers, gets)))
            theirs.add(*table);
    }
    return theirs;
}

ShownFigures::ShownFigures(const Tally& tally, const std::vector<ReleasedTable>& tables)
{
    for (const auto& table : tables)
        add(table);
    for (const auto& table : tally.tables)
        for (const auto& cell : table.cells)
            tallied_.try_emplace(
                {table.indicator, domain_of(table.dimensions, cell.categories), table.period}, &cell);
}

const ReleasedCell* ShownFigures::released(const std::string& indicator, const std::string& domain,
                                           const std::string& period) const
{
    const auto found = released_.find({indicator, domain, period});
    return found == released_.end() ? nullptr : found->second;
}

const TalliedCell* ShownFigures::tallied(const std::string& indicator, const std::string& domain,
                                         const std::string& period) const
{
    const auto found = tallied_.find({indicator, domain, period});
    return found == tallied_.end() ? nullptr : found->second;
}

std::vector<ShownFigures::Placed> ShownFigures::divided_by(const std::string& indicator,
                                                           std::vector<std::string> names) const
{
    std::sort(names.begin(), names.end());
    std::vector<Placed> found;
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto* table : tables_) {
        std::vector<std::string> own;
        for (const auto& dimension : table->dimensions)
            own.push_back(dimension.name);
        std::sort(own.begin(), own.end());
        if (table->indicator != indicator || own != names)
            continue;
        for (const auto& cell : table->cells)
            if (seen.insert({cell.domain, cell.period}).second)
                found.push_back({released(indicator, cell.domain, cell.period), table});
    }
    return found;
}

} // namespace lup
