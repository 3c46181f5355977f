#include "transform/census_system.hpp"

#include "transform/released_tables.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

bool is_inside(const BaseSet& part, const BaseSet& whole)
{
    for (std::size_t b = 0; b < part.size(); ++b)
        if (part[b] && !whole[b])
            return false;
    return true;
}

BaseSet without(const BaseSet& whole, const BaseSet& part)
{
    auto rest = whole;
    for (std::size_t b = 0; b < rest.size(); ++b)
        rest[b] = rest[b] && !part[b];
    return rest;
}

} // namespace

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
                           const CensusLedger& ledger, const Codebook& codebook)
    : tables_(tables), atoms_(atoms), ledger_(ledger), codebook_(codebook),
      survey_(codebook.survey(atoms.census().survey))
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

/// Fewer dimensions matter more, and then what the codebook lists first.
std::int32_t CensusSystem::cost(const TalliedTable& table) const
{
    constexpr std::int32_t most_dimensions = 8, a_dimension = 1000;
    const auto place = std::find_if(codebook_.breakdowns.begin(), codebook_.breakdowns.end(),
                                    [&](const auto& breakdown) { return &breakdown == table.breakdown; });
    const auto dimensions = static_cast<std::int32_t>(table.dimensions.size());
    return (most_dimensions - dimensions) * a_dimension -
           static_cast<std::int32_t>(place - codebook_.breakdowns.begin());
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
    if (!atoms_.holds_indicator(indicator) || ledger_.frozen(tables_[table].indicator, tables_[table].period))
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
    const Domain made{base, atoms_.count(indicator, base, Counted::yes),
                      atoms_.count(indicator, base, Counted::no)};
    // A published cell stays as it is; only one that a later part has joined is decided anew.
    const bool settled =
        ledger_.newest(table.indicator, table.period, domain) != nullptr && !ledger_.has_new_records(base);
    if (!settled)
        known->second = {system_.bundles, system_.bundles + 1};
    if (!settled)
        system_.bundles += 2;
    print_cell(table, indicator, made, known->second);
    domains_[indicator].push_back(made);
}

void CensusSystem::print_cell(const TalliedTable& table, std::size_t indicator, const Domain& domain,
                              Bundles bundles)
{
    const auto n = domain.yes + domain.no;
    add_count(indicator, domain.base, Counted::valid, bundles.n, is_small(n), cost(table));
    add_count(indicator, domain.base, Counted::yes, bundles.share, is_sensitive(domain.yes, domain.no),
              cost(table));
    add_count(indicator, domain.base, Counted::no, bundles.share, is_sensitive(domain.no, domain.yes),
              cost(table));
    know(atoms_.terms(indicator, domain.base, Counted::valid), RowRelation::at_least, 1,
         KnownFrom::elsewhere);
}

void CensusSystem::add_count(std::size_t indicator, const BaseSet& base, Counted counted,
                             std::uint32_t bundle, bool sensitive, std::int32_t importance)
{
    if (bundle == never_printed && !sensitive)
        return;
    GateCell cell;
    cell.row.terms = atoms_.terms(indicator, base, counted);
    cell.row.bound = static_cast<GateCount>(atoms_.count(indicator, base, counted));
    cell.bundle = bundle;
    cell.sensitive = sensitive;
    cell.cost = importance;
    if (!cell.row.terms.empty())
        system_.cells.push_back(std::move(cell));
}

void CensusSystem::know(std::vector<GateTerm> terms, RowRelation relation, std::uint64_t bound,
                        KnownFrom from)
{
    if (!terms.empty())
        system_.known.push_back({{std::move(terms), relation, static_cast<GateCount>(bound)}, from});
}

void CensusSystem::add_published(std::size_t indicator)
{
    for (const auto& count : ledger_.counts(atoms_.census().indicators[indicator])) {
        const auto yes = atoms_.count(indicator, count.base, Counted::yes);
        know(atoms_.terms(indicator, count.base, Counted::valid), RowRelation::equal, *count.cell->n,
             KnownFrom::published);
        if (count.cell->value)
            know(atoms_.terms(indicator, count.base, Counted::yes), RowRelation::equal, yes,
                 KnownFrom::published);
        domains_[indicator].push_back({count.base, yes, *count.cell->n - yes});
    }
}

void CensusSystem::add_differences(std::size_t indicator)
{
    auto& domains = domains_[indicator];
    std::sort(domains.begin(), domains.end(),
              [](const Domain& a, const Domain& b) { return a.base < b.base; });
    const auto same = [](const Domain& a, const Domain& b) { return a.base == b.base; };
    domains.erase(std::unique(domains.begin(), domains.end(), same), domains.end());
    for (const auto& whole : domains)
        for (const auto& part : domains)
            if (&whole != &part && part.yes <= whole.yes && part.no <= whole.no)
                watch_difference(indicator, whole, part);
}

void CensusSystem::watch_difference(std::size_t indicator, const Domain& whole, const Domain& part)
{
    const auto yes = whole.yes - part.yes, no = whole.no - part.no;
    const bool tells = yes + no > 0 && (is_small(yes + no) || is_sensitive(yes, no) || is_sensitive(no, yes));
    if (!tells || !is_inside(part.base, whole.base))
        return;
    const auto rest = without(whole.base, part.base);
    const auto listed = [&](const Domain& domain) { return domain.base == rest; };
    if (std::any_of(domains_[indicator].begin(), domains_[indicator].end(), listed))
        return;
    add_count(indicator, rest, Counted::valid, never_printed, is_small(yes + no), 0);
    add_count(indicator, rest, Counted::yes, never_printed, is_sensitive(yes, no), 0);
    add_count(indicator, rest, Counted::no, never_printed, is_sensitive(no, yes), 0);
}

/// Of two linked indicators, one of whose answers lies within the other's: the answers between them.
void CensusSystem::add_nested_answers()
{
    const auto nested = [&](std::size_t inner, std::size_t outer, Counted counted, const Domain& domain) {
        auto terms = atoms_.terms(outer, domain.base, counted);
        const auto within = atoms_.terms(inner, domain.base, counted);
        const auto atom_of = [](const GateTerm& term) { return term.atom; };
        const bool inside = std::ranges::includes(terms, within, {}, atom_of, atom_of);
        std::erase_if(terms, [&](const GateTerm& term) {
            return std::ranges::binary_search(within, term.atom, {}, atom_of);
        });
        const auto difference = atoms_.count(outer, domain.base, counted) -
                                (inside ? atoms_.count(inner, domain.base, counted) : 0);
        if (!inside || terms.empty() || !is_small(difference))
            return;
        GateCell cell;
        cell.row = {std::move(terms), RowRelation::equal, static_cast<GateCount>(difference)};
        cell.sensitive = true;
        system_.cells.push_back(std::move(cell));
    };
    for (const auto group : atoms_.groups()) {
        const auto& members = atoms_.census().waves.front().counts.groups()[group];
        for (const auto inner : members)
            for (const auto outer : members)
                for (const auto& domain : inner == outer ? std::vector<Domain>{} : domains_[outer])
                    for (const auto counted : {Counted::yes, Counted::valid})
                        nested(inner, outer, counted, domain);
    }
}

/// Groups of indicators come into one system because their n agree everywhere: then a reader takes the
/// respondents to be the same.
void CensusSystem::add_equal_respondents()
{
    const auto& groups = atoms_.groups();
    for (std::size_t i = 1; i < groups.size(); ++i)
        for (std::size_t base = 0; base < atoms_.base_count(); ++base) {
            auto terms = atoms_.group_terms(groups[0], base);
            for (auto term : atoms_.group_terms(groups[i], base)) {
                term.coefficient = -1;
                terms.push_back(term);
            }
            know(std::move(terms), RowRelation::equal, 0, KnownFrom::elsewhere);
        }
}

void CensusSystem::add_known_elsewhere()
{
    const auto& indicators = atoms_.census().indicators;
    for (const auto& figure : codebook_.known_elsewhere) {
        const auto place = std::find(indicators.begin(), indicators.end(), figure.indicator);
        const auto indicator = static_cast<std::size_t>(place - indicators.begin());
        if (figure.survey != survey_.survey || !atoms_.holds_indicator(indicator))
            continue;
        const auto base = atoms_.base_set({figure.wave}, domain_codes(figure.domain));
        const auto valid = atoms_.count(indicator, base, Counted::valid);
        const auto counted = figure.what == KnownWhat::n    ? Counted::valid
                             : figure.what == KnownWhat::no ? Counted::no
                                                            : Counted::yes;
        const auto truth = atoms_.count(indicator, base, counted);
        // A share tells the count to whoever knows n; a figure that our records do not give tells nothing of
        // them.
        const bool agrees =
            figure.what == KnownWhat::share
                ? std::abs(100.0 * static_cast<double>(truth) - figure.value * static_cast<double>(valid)) <=
                      0.51 * static_cast<double>(valid)
                : figure.value == static_cast<double>(truth);
        if (agrees)
            know(atoms_.terms(indicator, base, counted), RowRelation::equal, truth, KnownFrom::elsewhere);
    }
}

void CensusSystem::add_eligible()
{
    for (const auto& row : codebook_.eligible) {
        if (row.survey != survey_.survey)
            continue;
        const auto base = atoms_.base_set({row.wave}, domain_codes(row.domain));
        for (const auto group : atoms_.groups()) {
            std::vector<GateTerm> terms;
            for (std::size_t b = 0; b < base.size(); ++b)
                if (base[b])
                    std::ranges::copy(atoms_.group_terms(group, b), std::back_inserter(terms));
            std::uint64_t records = 0;
            for (const auto& term : terms)
                records += static_cast<std::uint64_t>(system_.atoms[term.atom].value);
            if (records <= row.count)
                know(std::move(terms), RowRelation::at_most, row.count, KnownFrom::elsewhere);
        }
    }
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

} // namespace lup
