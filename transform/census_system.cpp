#include "transform/census_system.hpp"

#include "transform/released_tables.hpp"

#include <algorithm>

namespace lup {

std::string counted_name(const std::string& indicator, Counted counted, const std::string& domain)
{
    const char* what = counted == Counted::yes ? "yes" : counted == Counted::no ? "no" : "n";
    return indicator + " " + what + " " + domain;
}

std::map<std::string, std::vector<std::string>> periods_of(const std::string& survey,
                                                           const Codebook& codebook)
{
    std::map<std::string, std::vector<std::string>> periods;
    for (const auto* wave : codebook.waves_of(survey))
        periods[wave->wave] = {wave->wave};
    for (const auto& breakdown : codebook.breakdowns)
        if (breakdown.survey == survey && !breakdown.pooled.empty())
            periods[breakdown.pooled] = breakdown.pooled_waves;
    return periods;
}

CensusSystem::CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                           const CensusLedger& ledger, const Codebook& codebook, Respondents respondents)
    : tables_(tables), atoms_(atoms), ledger_(ledger), codebook_(codebook),
      survey_(codebook.survey(atoms.census().survey)), respondents_(respondents)
{
    system_.atoms = atoms_.gate_atoms(codebook_, system_.suppliers);
    for (std::size_t table = 0; table < tables_.size(); ++table)
        if (tables_[table].survey == survey_.survey)
            add_table(table);
    for (std::size_t indicator = 0; indicator < atoms_.census().indicators.size(); ++indicator)
        if (atoms_.holds_indicator(indicator)) {
            add_published(indicator);
            add_differences(indicator);
        }
    add_nested_answers();
    if (respondents_ == Respondents::known)
        add_known_respondents();
    else
        add_equal_respondents();
    add_known_elsewhere();
    add_eligible();
}

bool CensusSystem::is_small(std::uint64_t count) const
{
    return count > 0 && count < static_cast<std::uint64_t>(survey_.min_cell);
}

/// A small count; or nobody, where all the others are so few that 0 % or 100 % tells about each.
bool CensusSystem::is_sensitive(std::uint64_t count, std::uint64_t other) const
{
    return is_small(count) || (count == 0 && other < static_cast<std::uint64_t>(survey_.min_base));
}

std::uint32_t CensusSystem::breakdown_place(const TalliedTable& table) const
{
    const auto place = std::find_if(codebook_.breakdowns.begin(), codebook_.breakdowns.end(),
                                    [&](const auto& breakdown) { return &breakdown == table.breakdown; });
    return static_cast<std::uint32_t>(place - codebook_.breakdowns.begin());
}

/// What the codebook gives a priority matters more than the rest; then fewer dimensions, and then what it
/// lists first.
std::int32_t CensusSystem::cost(const TalliedTable& table) const
{
    constexpr std::int32_t most_dimensions = 8, a_dimension = 1000, a_priority = 10'000,
                           lowest_priority = 100;
    const auto dimensions = static_cast<std::int32_t>(table.dimensions.size());
    const auto priority =
        lowest_priority - static_cast<std::int32_t>(table.breakdown->priority.value_or(lowest_priority));
    return priority * a_priority + (most_dimensions - dimensions) * a_dimension -
           static_cast<std::int32_t>(breakdown_place(table));
}

const BaseSet& CensusSystem::base_of(const TalliedTable& table, const std::string& domain)
{
    const auto [place, is_new] = base_sets_.try_emplace({table.period, domain});
    if (is_new) {
        const auto waves = table.wave ? std::vector{*table.wave} : table.breakdown->pooled_waves;
        place->second = atoms_.base_set(waves, domain_codes(domain));
    }
    return place->second;
}

void CensusSystem::add_table(std::size_t table)
{
    const auto& indicators = atoms_.census().indicators;
    const auto place = std::find(indicators.begin(), indicators.end(), tables_[table].indicator);
    const auto indicator = static_cast<std::size_t>(place - indicators.begin());
    if (!atoms_.holds_indicator(indicator) || ledger_.held(tables_[table].period))
        return;
    for (std::size_t cell = 0; cell < tables_[table].cells.size(); ++cell)
        if (!tables_[table].cells[cell].impossible)
            add_cell(table, cell, indicator);
}

void CensusSystem::add_cell(std::size_t place, std::size_t cell, std::size_t indicator)
{
    const auto& table = tables_[place];
    const auto domain = domain_of(table.dimensions, table.cells[cell].categories);
    const auto [known, is_new] = bundles_.try_emplace({indicator, table.period, domain});
    if (!is_new)
        return;
    const auto& base = base_of(table, domain);
    const Domain made{table.period + (domain.empty() ? "" : " " + domain), base,
                      atoms_.count(indicator, base, Counted::yes),
                      atoms_.count(indicator, base, Counted::no)};
    // A published cell stays as it is; only one that a later part has joined is decided anew.
    const bool settled =
        ledger_.newest(table.indicator, table.period, domain) != nullptr && !ledger_.has_new_records(base);
    if (!settled) {
        const auto share = system_.bundles + (respondents_ == Respondents::known ? 0 : 1);
        known->second = {system_.bundles, share};
        system_.bundles = share + 1;
        breakdown_of_bundle_.resize(system_.bundles, breakdown_place(table));
    }
    print_cell(table, indicator, made, known->second);
    domains_[indicator].push_back(made);
}

void CensusSystem::print_cell(const TalliedTable& table, std::size_t indicator, const Domain& domain,
                              Bundles bundles)
{
    const auto n = domain.yes + domain.no;
    if (respondents_ == Respondents::decided_here)
        add_count(domain.name, indicator, domain.base, Counted::valid, bundles.n, is_small(n), cost(table));
    add_count(domain.name, indicator, domain.base, Counted::yes, bundles.share,
              is_sensitive(domain.yes, domain.no), cost(table));
    add_count(domain.name, indicator, domain.base, Counted::no, bundles.share,
              is_sensitive(domain.no, domain.yes), cost(table));
    know(domain.name + " has a row", atoms_.terms(indicator, domain.base, Counted::valid),
         RowRelation::at_least, 1, KnownFrom::elsewhere);
}

void CensusSystem::add_count(const std::string& name, std::size_t indicator, const BaseSet& base,
                             Counted counted, std::uint32_t bundle, bool sensitive, std::int32_t importance)
{
    if (bundle == never_printed && !sensitive)
        return;
    GateCell cell;
    cell.row.terms = atoms_.terms(indicator, base, counted);
    cell.row.bound = static_cast<GateCount>(atoms_.count(indicator, base, counted));
    cell.bundle = bundle;
    cell.sensitive = sensitive;
    cell.cost = importance;
    if (cell.row.terms.empty())
        return;
    system_.cells.push_back(std::move(cell));
    cell_names_.push_back(counted_name(indicator_name(indicator), counted, name));
}

Showing CensusSystem::showing(std::size_t table, std::size_t cell, const GatePattern& hidden) const
{
    const auto& indicators = atoms_.census().indicators;
    const auto place = std::find(indicators.begin(), indicators.end(), tables_[table].indicator);
    const auto found =
        bundles_.find({static_cast<std::size_t>(place - indicators.begin()), tables_[table].period,
                       domain_of(tables_[table].dimensions, tables_[table].cells[cell].categories)});
    if (found == bundles_.end() || found->second.n == never_printed || hidden[found->second.n])
        return Showing::nothing;
    return hidden[found->second.share] ? Showing::n_only : Showing::all;
}

bool CensusSystem::shows_n(const std::vector<std::string>& indicators, const std::string& period,
                           const std::string& domain, const GatePattern& hidden) const
{
    for (const auto& [key, bundles] : bundles_) {
        const auto& [indicator, cell_period, cell_domain] = key;
        if (cell_period != period || cell_domain != domain ||
            std::ranges::find(indicators, indicator_name(indicator)) == indicators.end())
            continue;
        const auto* published = ledger_.newest(indicator_name(indicator), period, domain);
        if (bundles.n == never_printed ? published != nullptr && published->n.has_value()
                                       : !hidden[bundles.n])
            return true;
    }
    return false;
}

} // namespace lup
