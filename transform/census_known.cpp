#include "transform/census_parts.hpp"
#include "transform/census_system.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

// The part of the census system that is public whatever is hidden tonight.

namespace lup {

void CensusSystem::know(const std::string& name, std::vector<GateTerm> terms, RowRelation relation,
                        std::uint64_t bound, KnownFrom from)
{
    if (terms.empty())
        return;
    system_.known.push_back({{std::move(terms), relation, static_cast<GateCount>(bound)}, from});
    known_names_.push_back(name);
}

void CensusSystem::add_published(std::size_t indicator)
{
    for (const auto& count : ledger_.counts(indicator_name(indicator))) {
        const auto& cell = *count.cell;
        const auto name =
            cell.period + (cell.domain.empty() ? "" : " " + cell.domain) + " of release " + cell.release;
        if (respondents_ == Respondents::alone) {
            add_published_n(indicator, name, count.base, *cell.n);
            continue;
        }
        const auto yes = atoms_.count(indicator, count.base, Counted::yes);
        if (decides_n(indicator, count.base))
            know(counted_name(indicator_name(indicator), Counted::valid, name),
                 atoms_.terms(indicator, count.base, Counted::valid), RowRelation::equal, *cell.n,
                 KnownFrom::published);
        if (cell.value)
            know(counted_name(indicator_name(indicator), Counted::yes, name),
                 atoms_.terms(indicator, count.base, Counted::yes), RowRelation::equal, yes,
                 KnownFrom::published);
        domains_[indicator].push_back({name, count.base, yes, *cell.n - yes});
    }
}

/// A published n, once for all indicators with the same respondents.
void CensusSystem::add_published_n(std::size_t indicator, const std::string& name, const BaseSet& base,
                                   std::uint64_t n)
{
    const auto group = atoms_.group_for(indicator);
    const auto first = atoms_.census().waves.front().counts.groups()[group].front();
    if (!decides_n(indicator, base) || !n_published_.insert({group, base}).second)
        return;
    know(counted_name(indicator_name(indicator), Counted::valid, name),
         atoms_.terms(first, base, Counted::valid), RowRelation::equal, n, KnownFrom::published);
    domains_[first].push_back({name, base, n, 0});
}

/// Groups of indicators come into one system because their n agree in every base cell of a wave that both
/// have: then a reader takes the respondents to be the same.
void CensusSystem::add_equal_respondents()
{
    const auto& groups = atoms_.groups();
    const auto waves = atoms_.census().waves.size();
    std::vector<std::vector<std::vector<std::uint64_t>>> records(
        groups.size(), std::vector(waves, std::vector<std::uint64_t>(atoms_.base_count(), 0)));
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (std::size_t base = 0; base < atoms_.base_count(); ++base)
            for (const auto& term : atoms_.group_terms(groups[i], base))
                records[i][atoms_.wave_of_base(base)][base] +=
                    static_cast<std::uint64_t>(system_.atoms[term.atom].value);
    for (std::size_t i = 1; i < groups.size(); ++i) {
        std::vector<bool> told(atoms_.base_count(), false);
        for (std::size_t wave = 0; wave < waves; ++wave)
            for (std::size_t j = 0; j < i; ++j)
                if (same_respondents(records[i][wave], records[j][wave]))
                    for (std::size_t base = 0; base < told.size(); ++base)
                        if (!told[base] && records[i][wave][base] > 0 && records[j][wave][base] > 0) {
                            told[base] = true;
                            know_equal(groups[i], groups[j], base);
                        }
    }
}

void CensusSystem::know_equal(std::size_t one, std::size_t other, std::size_t base)
{
    auto terms = atoms_.group_terms(other, base);
    for (auto term : atoms_.group_terms(one, base)) {
        term.coefficient = -1;
        terms.push_back(term);
    }
    know("equal n of two indicators", std::move(terms), RowRelation::equal, 0, KnownFrom::elsewhere);
}

void CensusSystem::share_respondents(std::size_t group, std::size_t as)
{
    for (std::size_t base = 0; base < atoms_.base_count(); ++base) {
        SharedCount count{static_cast<std::uint32_t>(as * atoms_.base_count() + base),
                          {atoms_.group_terms(group, base), RowRelation::equal, 0}};
        for (const auto& term : count.row.terms)
            count.row.bound += system_.atoms[term.atom].value;
        if (!count.row.terms.empty())
            shared_.push_back(std::move(count));
    }
}

/// Every n down to the base cells, as it is or as one of the scenarios has it.
void CensusSystem::know_respondents()
{
    for (const auto group : atoms_.groups())
        share_respondents(group, known_respondents_.group);
    take_as_known(system_, shared_, known_respondents_.scenarios);
    known_names_.resize(system_.known.size(), "n of the respondents");
    cell_names_.resize(system_.cells.size(), "n of the respondents");
}

void CensusSystem::know_of_respondents(const KnownRow& row)
{
    auto here = row;
    for (auto& term : here.row.terms)
        term.atom = std::ranges::find(shared_, term.atom, &SharedCount::id)->row.terms.front().atom;
    system_.known.push_back(std::move(here));
    known_names_.push_back("shares published of the same respondents");
}

void CensusSystem::add_public_respondents(const CensusSystem& deciding, std::size_t group)
{
    share_respondents(atoms_.groups().front(), group);
    std::map<std::uint32_t, const GateRow*> here;
    for (const auto& count : shared_)
        here[count.id] = &count.row;
    std::map<std::uint32_t, const GateRow*> of_atom; // of the deciding system
    for (const auto& count : deciding.shared_)
        if (const auto found = here.find(count.id); found != here.end())
            of_atom[count.row.terms.front().atom] = found->second;
    const auto brought_here = [&](GateRow& row) {
        if (!std::ranges::all_of(row.terms, [&](const auto& term) { return of_atom.contains(term.atom); }))
            return false;
        std::vector<GateTerm> terms;
        for (const auto& term : row.terms)
            for (const auto& own : of_atom.at(term.atom)->terms)
                terms.push_back({own.atom, term.coefficient});
        row.terms = std::move(terms);
        return true;
    };
    for (std::size_t i = 0; i < deciding.system_.known.size(); ++i)
        if (auto known = deciding.system_.known[i]; brought_here(known.row)) {
            system_.known.push_back(std::move(known));
            known_names_.push_back(deciding.known_names_[i]);
        }
    for (std::size_t i = 0; i < deciding.system_.cells.size(); ++i)
        if (auto cell = deciding.system_.cells[i]; cell.sensitive && brought_here(cell.row)) {
            cell.bundle = never_printed;
            system_.cells.push_back(std::move(cell));
            cell_names_.push_back(deciding.cell_names_[i]);
        }
}

void CensusSystem::add_known_elsewhere()
{
    const auto& indicators = atoms_.census().indicators;
    for (const auto& figure : codebook_.known_elsewhere) {
        const auto place = std::find(indicators.begin(), indicators.end(), figure.indicator);
        const auto indicator = static_cast<std::size_t>(place - indicators.begin());
        if (figure.survey != survey_.survey || !answers_.contains(indicator))
            continue;
        const auto base = atoms_.base_set({figure.wave}, domain_codes(figure.domain));
        if (figure.what == KnownWhat::n ? !decides_n(indicator, base) : respondents_ == Respondents::alone)
            continue;
        if (figure.what == KnownWhat::share) {
            know_share(figure, indicator, base);
            continue;
        }
        const auto counted = figure.what == KnownWhat::n    ? Counted::valid
                             : figure.what == KnownWhat::no ? Counted::no
                                                            : Counted::yes;
        const auto truth = atoms_.count(indicator, base, counted);
        // A figure that our records do not give tells nothing of them.
        if (figure.value == static_cast<double>(truth))
            know("known elsewhere: " + figure.source, atoms_.terms(indicator, base, counted),
                 RowRelation::equal, truth, KnownFrom::elsewhere);
    }
}

/// A share in percent tells the count to whoever knows n, so the count is taken as known. Half a unit of the
/// last decimal that such reports print is allowed for rounding.
void CensusSystem::know_share(const KnownElsewhere& figure, std::size_t indicator, const BaseSet& base)
{
    constexpr double rounding = 0.5;
    const auto yes = atoms_.count(indicator, base, Counted::yes);
    const auto valid = static_cast<double>(atoms_.count(indicator, base, Counted::valid));
    if (std::abs(100 * static_cast<double>(yes) - figure.value * valid) <= rounding * valid)
        know("known elsewhere: " + figure.source, atoms_.terms(indicator, base, Counted::yes),
             RowRelation::equal, yes, KnownFrom::elsewhere);
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
                know("eligible: " + row.source, std::move(terms), RowRelation::at_most, row.count,
                     KnownFrom::elsewhere);
        }
    }
}

} // namespace lup
