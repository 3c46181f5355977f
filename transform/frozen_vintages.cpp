#include "transform/frozen_vintages.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace lup {

namespace {

using CellKey = std::tuple<std::string, std::string, std::string>; ///< indicator, period, domain
using NewestCells = std::map<CellKey, const PublishedCell*>;

NewestCells newest_cells(const Ledger& ledger)
{
    NewestCells newest;
    for (const auto& cell : ledger.cells)
        newest[{cell.indicator, cell.period, cell.domain}] = &cell;
    return newest;
}

/// The count of yes that a reader can work out from share and n, to the nearest whole.
long long yes_of(double percent, std::uint64_t n)
{
    return std::llround(percent / 100 * static_cast<double>(n));
}

bool safe_difference(long long before, long long now, int smallest)
{
    const auto difference = std::llabs(now - before);
    return difference == 0 || difference >= smallest;
}

bool safe_step(const PublishedCell& before, const ReleasedCell& now, int smallest)
{
    if (!before.value || !before.n)
        return true;
    if (!now.value || !now.n)
        return false;
    const auto yes_before = yes_of(*before.value, *before.n), yes_now = yes_of(*now.value, *now.n);
    const auto no_before = static_cast<long long>(*before.n) - yes_before;
    const auto no_now = static_cast<long long>(*now.n) - yes_now;
    const bool both_or_none = (yes_before == yes_now) == (no_before == no_now);
    return both_or_none && safe_difference(yes_before, yes_now, smallest) &&
           safe_difference(no_before, no_now, smallest);
}

ReleasedCell as_published(const PublishedCell& before, ReleasedCell now)
{
    now.value = before.value;
    now.lower = before.lower;
    now.upper = before.upper;
    now.n = before.n;
    now.symbol = before.symbol;
    return now;
}

/// The cells of one period of one table.
struct Vintage {
    std::vector<ReleasedCell*> cells;
    std::vector<const PublishedCell*> before; ///< null where nothing was published

    bool was_shown() const
    {
        return std::any_of(before.begin(), before.end(),
                           [](const auto* cell) { return cell && cell->value; });
    }
    bool moves_safely(int smallest) const
    {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (before[i] != nullptr && !safe_step(*before[i], *cells[i], smallest))
                return false;
        return true;
    }
    void freeze()
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (before[i] != nullptr)
                *cells[i] = as_published(*before[i], *cells[i]);
            else if (cells[i]->symbol.empty())
                *cells[i] = hidden(*cells[i]);
        }
    }
    static ReleasedCell hidden(ReleasedCell cell)
    {
        cell.value = cell.lower = cell.upper = std::nullopt;
        cell.n = std::nullopt;
        cell.symbol = "..";
        return cell;
    }
};

} // namespace

void keep_frozen(std::vector<ReleasedTable>& tables, const Ledger& ledger, const Codebook& codebook)
{
    const auto newest = newest_cells(ledger);
    for (auto& table : tables) {
        const auto& survey = codebook.survey(table.survey);
        if (survey.protection != Protection::gate)
            continue;
        std::map<std::string, Vintage> vintages;
        for (auto& cell : table.cells) {
            const auto before = newest.find({table.indicator, cell.period, cell.domain});
            vintages[cell.period].cells.push_back(&cell);
            vintages[cell.period].before.push_back(before == newest.end() ? nullptr : before->second);
        }
        for (auto& [period, vintage] : vintages)
            if (vintage.was_shown() && !vintage.moves_safely(survey.min_cell))
                vintage.freeze();
    }
}

} // namespace lup
