#include "transform/census_rule.hpp"

#include <algorithm>

namespace lup {

CensusRule::CensusRule(const std::vector<TalliedTable>& tables, const Codebook& codebook)
    : tables_(tables), codebook_(codebook)
{
}

TablePattern CensusRule::pattern(std::size_t place) const
{
    const auto& table = tables_[place];
    const bool shown = large_enough(table) && (table.wave || waves_large_enough(table));
    return TablePattern(table.cells.size(), shown ? Showing::all : Showing::nothing);
}

bool CensusRule::large_enough(const TalliedTable& table) const
{
    const auto smallest = static_cast<std::uint64_t>(codebook_.survey(table.survey).min_cell);
    return std::all_of(table.cells.begin(), table.cells.end(), [&](const TalliedCell& cell) {
        return cell.impossible || (cell.yes() >= smallest && cell.no() >= smallest);
    });
}

bool CensusRule::waves_large_enough(const TalliedTable& pooled) const
{
    const auto& waves = pooled.breakdown->pooled_waves;
    return std::all_of(waves.begin(), waves.end(), [&](const std::string& wave) {
        return std::any_of(tables_.begin(), tables_.end(), [&](const TalliedTable& one) {
            return one.survey == pooled.survey && one.indicator == pooled.indicator && one.wave == wave &&
                   one.breakdown->by == pooled.breakdown->by && large_enough(one);
        });
    });
}

} // namespace lup
