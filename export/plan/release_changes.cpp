#include "export/plan/release_changes.hpp"

#include "config/errors.hpp"
#include "export/plan/plan_database.hpp"
#include "export/swedish_text.hpp"

#include <algorithm>
#include <map>
#include <optional>
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

bool same_records(const PublishedCell& a, const PublishedCell& b)
{
    return (!a.records || !b.records || a.records == b.records) && a.gated.has_value() == b.gated.has_value();
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
                                    table.decimals, release.id(),
                                    table.gated,    cell.records};
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

void add_release(Ledger& ledger, const Release& release)
{
    std::map<CellKey, PublishedCell> newest;
    for (const auto& cell : ledger.cells)
        newest.insert_or_assign(key_of(cell), cell);
    for (auto& cell : published_cells(release)) {
        const auto before = newest.find(key_of(cell));
        if (before == newest.end() || !same_figures(before->second, cell) ||
            !same_records(before->second, cell))
            ledger.cells.push_back(std::move(cell));
    }
}

namespace {

/// What was published before, by cell, in the order the cells first came.
struct History {
    std::map<CellKey, const PublishedCell*> newest;
    std::vector<CellKey> order;
    std::set<Period> periods;
};

History history_of(const Ledger& ledger)
{
    History history;
    for (const auto& cell : ledger.cells) {
        if (history.newest.insert_or_assign(key_of(cell), &cell).second)
            history.order.push_back(key_of(cell));
        history.periods.insert(period_of(cell));
    }
    return history;
}

/// A period that is new is told once, with the figure of the whole survey if that is shown.
class NewPeriods {
public:
    NewPeriods(std::span<const PublishedCell> current, const Codebook& codebook)
    {
        for (const auto& cell : current)
            if (cell.domain.empty())
                whole_[period_of(cell)] = figure(cell, codebook);
    }

    std::optional<Publication::Change> announce(const PublishedCell& cell)
    {
        if (!announced_.insert(period_of(cell)).second)
            return std::nullopt;
        std::string reason = cell.wave.empty() ? "Ny sammanslagen period" : "Ny undersökningsomgång";
        const auto whole = whole_.find(period_of(cell));
        if (whole == whole_.end())
            reason += ", visas bara för grupper";
        return Publication::Change{"ny",
                                   cell.indicator,
                                   "",
                                   cell.period,
                                   "",
                                   whole == whole_.end() ? std::string() : whole->second,
                                   std::move(reason)};
    }

private:
    std::map<Period, std::string> whole_;
    std::set<Period> announced_;
};

bool is_told(const PublishedCell& cell, std::span<const Publication::Change> told)
{
    return std::any_of(told.begin(), told.end(), [&](const auto& change) {
        return change.indicator == cell.indicator && change.domain == cell.domain &&
               change.period == cell.period;
    });
}

} // namespace

std::vector<Publication::Change> compare_releases(const Ledger& ledger,
                                                  std::span<const PublishedCell> current,
                                                  std::span<const Publication::Change> told,
                                                  const Codebook& codebook)
{
    const auto history = history_of(ledger);
    NewPeriods new_periods(current, codebook);
    std::vector<Publication::Change> changes;
    std::set<CellKey> present;
    for (const auto& cell : current) {
        present.insert(key_of(cell));
        const auto before = history.newest.find(key_of(cell));
        if (!history.periods.contains(period_of(cell))) {
            if (auto change = new_periods.announce(cell))
                changes.push_back(std::move(*change));
        } else if (before == history.newest.end()) {
            changes.push_back({"ny", cell.indicator, cell.domain, cell.period, "", figure(cell, codebook),
                               "Ny redovisningsgrupp"});
        } else if (!same_figures(*before->second, cell)) {
            changes.push_back({"ändrad", cell.indicator, cell.domain, cell.period,
                               figure(*before->second, codebook), figure(cell, codebook),
                               reason_of_change(*before->second, cell)});
        }
    }
    for (const auto& key : history.order)
        if (const auto& cell = *history.newest.at(key); !present.contains(key) && !is_told(cell, told))
            changes.push_back({"borttagen", cell.indicator, cell.domain, cell.period, figure(cell, codebook),
                               "", "Redovisas inte i denna utgåva"});
    return changes;
}

} // namespace lup
