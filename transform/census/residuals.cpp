#include "transform/census/system.hpp"
#include "transform/released_tables.hpp"

#include <algorithm>
#include <set>

// The part of the census system about those that no row of a finer table counts: all less girls less boys are
// the ones without a sex.

namespace lup {

namespace {

/// Whether every breakdown of `coarse` is one of `fine`, which has more.
bool is_margin(const TalliedTable& coarse, const TalliedTable& fine)
{
    const auto has = [&](const Dimension& dimension) {
        return std::any_of(fine.dimensions.begin(), fine.dimensions.end(),
                           [&](const auto& other) { return other.name == dimension.name; });
    };
    return coarse.indicator == fine.indicator && coarse.period == fine.period &&
           coarse.dimensions.size() < fine.dimensions.size() &&
           std::all_of(coarse.dimensions.begin(), coarse.dimensions.end(), has);
}

} // namespace

void CensusSystem::add_residuals(std::size_t indicator)
{
    std::vector<const TalliedTable*> own;
    for (const auto& table : tables_)
        if (table.survey == survey_.survey && table.indicator == indicator_name(indicator) &&
            !ledger_.held(table.period))
            own.push_back(&table);
    std::set<std::pair<BaseSet, BaseSet>> seen;
    for (const auto* coarse : own)
        for (const auto* fine : own)
            if (is_margin(*coarse, *fine))
                for (const auto& cell : coarse->cells)
                    if (const auto domain = domain_of(coarse->dimensions, cell.categories); !cell.impossible)
                        if (const auto& whole = base_of(*coarse, domain);
                            auto rows = rows_within(*fine, whole))
                            if (seen.emplace(whole, *rows).second)
                                watch_residual(indicator, coarse->period + " " + domain, whole, *rows);
}

/// The union of the table's rows that lie within `whole`; none if there are fewer than two.
std::optional<BaseSet> CensusSystem::rows_within(const TalliedTable& table, const BaseSet& whole)
{
    BaseSet rows(whole.size(), false);
    std::size_t count = 0;
    for (const auto& cell : table.cells) {
        if (cell.impossible)
            continue;
        const auto& base = base_of(table, domain_of(table.dimensions, cell.categories));
        if (!is_inside(base, whole))
            continue;
        ++count;
        for (std::size_t b = 0; b < rows.size(); ++b)
            rows[b] = rows[b] || base[b];
    }
    return count < 2 ? std::nullopt : std::optional(std::move(rows));
}

void CensusSystem::watch_residual(std::size_t indicator, const std::string& name, const BaseSet& whole,
                                  const BaseSet& rows)
{
    const auto domain = [&](const std::string& called, const BaseSet& base) {
        return Domain{called, base, atoms_.count(indicator, base, Counted::yes),
                      atoms_.count(indicator, base, Counted::no)};
    };
    watch_difference(indicator, domain(name, whole), domain("all rows of a finer table", rows));
}

} // namespace lup
