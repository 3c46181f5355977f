#include "export/release_changes.hpp"

#include "config/errors.hpp"
#include "export/plan_database.hpp"
#include "export/swedish_text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lup {

namespace {

using Period = std::tuple<std::string, std::string, std::string>;

Period period_of(const PublishedCell& cell)
{
    return {cell.survey, cell.period, cell.indicator};
}

std::string figure(const PublishedCell& cell, const Codebook& codebook)
{
    if (!cell.value)
        return cell.symbol;
    const auto& indicators = codebook.indicators;
    const auto found = std::find_if(indicators.begin(), indicators.end(),
                                    [&](const auto& each) { return each.indicator == cell.indicator; });
    return swedish_number(*cell.value, cell.decimals) +
           (found != indicators.end() && found->statistic == Statistic::share ? " %" : "");
}

std::string reason_of_change(const PublishedCell& before, const PublishedCell& after)
{
    if (before.value && !after.value)
        return "Uppgiften visas inte längre";
    if (!before.value && after.value)
        return "Uppgiften kan nu visas";
    if (before.value != after.value)
        return "Rättat underlag";
    return "Ändrat antal svar eller intervall";
}

} // namespace

CellKey key_of(const PublishedCell& cell)
{
    return {cell.survey, cell.period, cell.indicator, cell.domain};
}

bool same_figures(const PublishedCell& a, const PublishedCell& b)
{
    return a.value == b.value && a.lower == b.lower && a.upper == b.upper && a.n == b.n &&
           a.symbol == b.symbol;
}

std::vector<PublishedCell> published_cells(const Release& release)
{
    std::vector<PublishedCell> cells;
    std::map<CellKey, std::size_t> places;
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells) {
            if (cell.symbol == "." || (cell.n && *cell.n == 0))
                continue;
            PublishedCell published{table.survey,   cell.wave.value_or(""),
                                    cell.period,    table.indicator,
                                    cell.domain,    cell.value,
                                    cell.lower,     cell.upper,
                                    cell.n,         cell.symbol,
                                    table.decimals, release.id()};
            const auto [place, is_new] = places.emplace(key_of(published), cells.size());
            if (is_new) {
                cells.push_back(std::move(published));
                continue;
            }
            auto& known = cells[place->second];
            if (same_figures(known, published))
                continue;
            if (known.value && published.value)
                throw ExportError("plan.db: två tabeller visar olika uppgifter för samma cell (" +
                                  table.indicator + ", " + cell.period +
                                  "); kontrollera tabellen 'breakdowns'");
            if (published.value)
                known = std::move(published);
        }
    return cells;
}

std::vector<Publication::Change> compare_releases(const Ledger& ledger,
                                                  std::span<const PublishedCell> current,
                                                  std::span<const Publication::Change> told,
                                                  const Codebook& codebook)
{
    std::map<CellKey, const PublishedCell*> newest;
    std::vector<CellKey> order;
    std::set<Period> known_periods;
    for (const auto& cell : ledger.cells) {
        if (newest.insert_or_assign(key_of(cell), &cell).second)
            order.push_back(key_of(cell));
        known_periods.insert(period_of(cell));
    }
    std::map<Period, std::string> whole;
    for (const auto& cell : current)
        if (cell.domain.empty())
            whole[period_of(cell)] = figure(cell, codebook);

    std::vector<Publication::Change> changes;
    std::set<Period> announced;
    std::set<CellKey> present;
    for (const auto& cell : current) {
        present.insert(key_of(cell));
        const auto before = newest.find(key_of(cell));
        if (!known_periods.contains(period_of(cell))) {
            if (announced.insert(period_of(cell)).second)
                changes.push_back({"ny", cell.indicator, "", cell.period, "", whole[period_of(cell)],
                                   cell.wave.empty() ? "Ny sammanslagen period" : "Ny undersökningsomgång"});
        } else if (before == newest.end()) {
            changes.push_back({"ny", cell.indicator, cell.domain, cell.period, "", figure(cell, codebook),
                               "Ny redovisningsgrupp"});
        } else if (!same_figures(*before->second, cell)) {
            changes.push_back({"ändrad", cell.indicator, cell.domain, cell.period,
                               figure(*before->second, codebook), figure(cell, codebook),
                               reason_of_change(*before->second, cell)});
        }
    }
    const auto is_told = [&](const PublishedCell& cell) {
        return std::any_of(told.begin(), told.end(), [&](const auto& change) {
            return change.indicator == cell.indicator && change.domain == cell.domain &&
                   change.period == cell.period;
        });
    };
    for (const auto& key : order)
        if (const auto& cell = *newest.at(key); !present.contains(key) && !is_told(cell))
            changes.push_back({"borttagen", cell.indicator, cell.domain, cell.period, figure(cell, codebook),
                               "", "Redovisas inte i denna utgåva"});
    return changes;
}

} // namespace lup
