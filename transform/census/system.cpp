#include "transform/census/system.hpp"

#include "config/table_reader.hpp"
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

namespace {

CensusSystem::Answers answers_in(const CensusAtoms& atoms)
{
    CensusSystem::Answers answers;
    for (std::size_t indicator = 0; indicator < atoms.census().indicators.size(); ++indicator)
        if (atoms.holds_indicator(indicator))
            answers[indicator] = &atoms;
    return answers;
}

} // namespace

CensusSystem::CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                           const CensusLedger& ledger, const Codebook& codebook)
    : tables_(tables), atoms_(atoms), ledger_(ledger), codebook_(codebook),
      survey_(codebook.survey(atoms.census().survey)), respondents_(Respondents::decided_here),
      answers_(answers_in(atoms))
{
    build();
}

CensusSystem::CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                           const CensusLedger& ledger, const Codebook& codebook,
                           const KnownRespondents& respondents)
    : tables_(tables), atoms_(atoms), ledger_(ledger), codebook_(codebook),
      survey_(codebook.survey(atoms.census().survey)), respondents_(Respondents::known),
      known_respondents_(respondents), answers_(answers_in(atoms))
{
    build();
}

CensusSystem::CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                           const CensusLedger& ledger, const Codebook& codebook, Answers answers)
    : tables_(tables), atoms_(atoms), ledger_(ledger), codebook_(codebook),
      survey_(codebook.survey(atoms.census().survey)), respondents_(Respondents::alone),
      answers_(std::move(answers))
{
    build();
}

void CensusSystem::build()
{
    system_.atoms = atoms_.gate_atoms(codebook_, system_.suppliers);
    for (std::size_t table = 0; table < tables_.size(); ++table)
        if (tables_[table].survey == survey_.survey)
            add_table(table);
    for (const auto& [indicator, atoms] : answers_)
        add_published(indicator);
    for (auto& [indicator, domains] : domains_) {
        add_differences(indicator);
        add_residuals(indicator);
    }
    if (respondents_ != Respondents::alone)
        add_nested_answers();
    declared_from_ = system_.known.size();
    add_known_elsewhere();
    if (respondents_ != Respondents::known)
        add_eligible();
    declared_to_ = system_.known.size();
    if (respondents_ == Respondents::known)
        know_respondents();
    else
        add_equal_respondents();
    if (respondents_ == Respondents::alone) {
        for (const auto group : atoms_.groups())
            share_respondents(group, group);
        link_shared();
    }
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
        place->second = atoms_.base_set(atoms_.tonight(waves), domain_pairs(domain));
    }
    return place->second;
}

void CensusSystem::add_table(std::size_t table)
{
    const auto& indicators = atoms_.census().indicators;
    const auto place = std::find(indicators.begin(), indicators.end(), tables_[table].indicator);
    const auto indicator = static_cast<std::size_t>(place - indicators.begin());
    if (!answers_.contains(indicator) || ledger_.held(tables_[table].period))
        return;
    for (std::size_t cell = 0; cell < tables_[table].cells.size(); ++cell)
        if (!tables_[table].cells[cell].impossible)
            add_cell(table, cell, indicator);
}

/// Whether the indicator's n in a domain is a number of this system.
bool CensusSystem::decides_n(std::size_t indicator, const BaseSet& base) const
{
    if (respondents_ == Respondents::decided_here)
        return true;
    const bool whole = answers_.at(indicator)->counts_whole_group(indicator, base);
    return whole == (respondents_ == Respondents::alone);
}

void CensusSystem::add_cell(std::size_t place, std::size_t cell, std::size_t indicator)
{
    const auto& table = tables_[place];
    const auto domain = domain_of(table.dimensions, table.cells[cell].categories);
    if (bundles_.contains({indicator, table.period, domain}))
        return;
    const auto& base = base_of(table, domain);
    if (respondents_ == Respondents::alone && !decides_n(indicator, base))
        return;
    const auto made = domain_with(table.period + (domain.empty() ? "" : " " + domain), indicator, base);
    // A published cell stays as it is; one that a later part has joined or a correction changed is decided
    // anew.
    Bundles bundles{never_printed, never_printed, true};
    if (!ledger_.is_settled(table.indicator, table.period, domain))
        bundles = new_bundles(table, indicator, made, domain);
    bundles_[{indicator, table.period, domain}] = bundles;
    print_cell(table, indicator, made, bundles);
}

CensusSystem::Domain CensusSystem::domain_with(std::string name, std::size_t indicator,
                                               const BaseSet& base) const
{
    if (respondents_ == Respondents::alone)
        return {std::move(name), base, atoms_.count(indicator, base, Counted::valid), 0};
    return {std::move(name), base, atoms_.count(indicator, base, Counted::yes),
            atoms_.count(indicator, base, Counted::no)};
}

/// Of respondents alone, one indicator stands for all that have the same.
std::size_t CensusSystem::counted_as(std::size_t indicator) const
{
    return respondents_ == Respondents::alone
               ? atoms_.census().waves.front().counts.groups()[atoms_.group_for(indicator)].front()
               : indicator;
}

std::uint32_t CensusSystem::new_bundle(const TalliedTable& table)
{
    breakdown_of_bundle_.push_back(breakdown_place(table));
    return system_.bundles++;
}

CensusSystem::Bundles CensusSystem::new_bundles(const TalliedTable& table, std::size_t indicator,
                                                const Domain& domain, const std::string& key)
{
    Bundles bundles;
    if (respondents_ == Respondents::alone) {
        const auto [place, is_new] = n_bundles_.try_emplace({atoms_.group_for(indicator), table.period, key});
        if (is_new)
            place->second = new_bundle(table);
        bundles.n = place->second;
        return bundles;
    }
    if (decides_n(indicator, domain.base))
        bundles.n = new_bundle(table);
    else if (known_respondents_.by != nullptr)
        bundles.n_hidden_elsewhere =
            !known_respondents_.by->shows_n(indicator, table.period, key, *known_respondents_.hidden);
    // A share stands nowhere without its n.
    if (!bundles.n_hidden_elsewhere)
        bundles.share = new_bundle(table);
    return bundles;
}

void CensusSystem::print_cell(const TalliedTable& table, std::size_t indicator, const Domain& domain,
                              Bundles bundles)
{
    if (respondents_ == Respondents::alone)
        return print_n(table, indicator, domain, bundles);
    if (decides_n(indicator, domain.base))
        add_count(domain.name, indicator, domain.base, Counted::valid, bundles.n,
                  is_small(domain.yes + domain.no), cost(table));
    add_count(domain.name, indicator, domain.base, Counted::yes, bundles.share,
              is_sensitive(domain.yes, domain.no), cost(table));
    add_count(domain.name, indicator, domain.base, Counted::no, bundles.share,
              is_sensitive(domain.no, domain.yes), cost(table));
    if (decides_n(indicator, domain.base))
        know(domain.name + " has a row", atoms_.terms(indicator, domain.base, Counted::valid),
             RowRelation::at_least, 1, KnownFrom::elsewhere);
    domains_[indicator].push_back(domain);
}

/// The n of a domain, once for all indicators with the same respondents.
void CensusSystem::print_n(const TalliedTable& table, std::size_t indicator, const Domain& domain,
                           Bundles bundles)
{
    const auto first = counted_as(indicator);
    if (!n_printed_.insert({first, domain.base, bundles.n}).second)
        return;
    add_count(domain.name, first, domain.base, Counted::valid, bundles.n, is_small(domain.yes), cost(table));
    know(domain.name + " has a row", atoms_.terms(first, domain.base, Counted::valid), RowRelation::at_least,
         1, KnownFrom::elsewhere);
    domains_[first].push_back(domain);
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
    if (found == bundles_.end())
        return Showing::nothing;
    const auto& bundles = found->second;
    if (bundles.settled || bundles.n_hidden_elsewhere || (bundles.n != never_printed && hidden[bundles.n]))
        return Showing::nothing;
    return bundles.share == never_printed || hidden[bundles.share] ? Showing::n_only : Showing::all;
}

bool CensusSystem::is_open(const GateBlock& block) const
{
    return block.system.bundles > 0 || std::ranges::any_of(block.known, [&](std::uint32_t k) {
               return k >= declared_from_ && k < declared_to_;
           });
}

std::set<std::uint32_t> CensusSystem::open_respondents() const
{
    std::set<std::uint32_t> open;
    for (const auto& block : split_into_blocks(system_))
        if (is_open(block))
            for (const auto& count : shared_in(block, shared_))
                open.insert(count.id);
    return open;
}

void CensusSystem::leave_out_settled(const std::set<std::uint32_t>& kept)
{
    std::vector<char> settled(system_.cells.size(), 0);
    for (const auto& block : split_into_blocks(system_)) {
        const auto is_kept = [&](const SharedCount& count) { return kept.contains(count.id); };
        if (is_open(block) || std::ranges::any_of(block.system.cells, &GateCell::scenario) ||
            std::ranges::any_of(shared_in(block, shared_), is_kept))
            continue;
        for (const auto cell : block.cells)
            settled[cell] = 1;
    }
    std::vector<GateCell> cells;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < settled.size(); ++c)
        if (!settled[c]) {
            cells.push_back(std::move(system_.cells[c]));
            names.push_back(std::move(cell_names_[c]));
        }
    system_.cells = std::move(cells);
    cell_names_ = std::move(names);
}

bool CensusSystem::shows_n(std::size_t indicator, const std::string& period, const std::string& domain,
                           const GatePattern& hidden) const
{
    const auto found = bundles_.find({indicator, period, domain});
    if (found == bundles_.end())
        return false;
    if (!found->second.settled)
        return !hidden[found->second.n];
    const auto* published = ledger_.newest(indicator_name(indicator), period, domain);
    return published != nullptr && published->n.has_value();
}

} // namespace lup
