#include "config/table_reader.hpp"
#include "transform/census/parts.hpp"
#include "transform/census/system.hpp"

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
    Versions versions;
    for (const auto& count : ledger_.counts(indicator_name(indicator))) {
        if (respondents_ == Respondents::alone && !decides_n(indicator, count.base))
            continue;
        know_published(count, indicator);
        auto& seen = versions[{count.cell->period, count.cell->domain}];
        if (std::ranges::find(seen, count.base, &Version::base) != seen.end())
            continue;
        watch_published(count, indicator);
        seen.push_back({count.records, count.base});
    }
    add_changes(indicator, versions);
}

namespace {

std::string name_of(const PublishedCell& cell)
{
    return cell.period + (cell.domain.empty() ? "" : " " + cell.domain) + " of release " + cell.release;
}

} // namespace

/// A number as it was published, or that there is a row whose number was hidden.
void CensusSystem::know_published(const CensusLedger::PublishedCount& count, std::size_t indicator)
{
    const auto& cell = *count.cell;
    const auto counted = counted_as(indicator);
    const auto valid = counted_name(indicator_name(counted), Counted::valid, name_of(cell));
    if (decides_n(indicator, count.base)) {
        if (cell.n &&
            (respondents_ != Respondents::alone || n_published_.insert({counted, count.base}).second))
            know(valid, atoms_.terms(counted, count.base, Counted::valid), RowRelation::equal, *cell.n,
                 KnownFrom::published);
        if (!cell.n && atoms_.count(counted, count.base, Counted::valid) > 0)
            know(valid + " has a row", atoms_.terms(counted, count.base, Counted::valid),
                 RowRelation::at_least, 1, KnownFrom::elsewhere);
    }
    if (cell.value && respondents_ != Respondents::alone)
        know(counted_name(indicator_name(indicator), Counted::yes, name_of(cell)),
             atoms_.terms(indicator, count.base, Counted::yes), RowRelation::equal,
             atoms_.count(indicator, count.base, Counted::yes), KnownFrom::published);
}

/// What was small and hidden when it was published stays protected, also where no table prints it any longer.
void CensusSystem::watch_published(const CensusLedger::PublishedCount& count, std::size_t indicator)
{
    const auto& cell = *count.cell;
    const auto counted = counted_as(indicator);
    const auto domain = domain_with(name_of(cell), counted, count.base);
    domains_[counted].push_back(domain);
    if (bundles_.contains({indicator, cell.period, cell.domain}) &&
        base_sets_.at({cell.period, cell.domain}) == count.base)
        return; // a cell of tonight's tables
    if (respondents_ == Respondents::alone && !n_watched_.insert({counted, count.base}).second)
        return;
    if (decides_n(indicator, count.base))
        add_count(domain.name, counted, count.base, Counted::valid, never_printed,
                  is_small(domain.yes + domain.no), 0);
    if (respondents_ == Respondents::alone)
        return;
    add_count(domain.name, indicator, count.base, Counted::yes, never_printed,
              is_sensitive(domain.yes, domain.no), 0);
    add_count(domain.name, indicator, count.base, Counted::no, never_printed,
              is_sensitive(domain.no, domain.yes), 0);
}

/// Groups of indicators come into one system because their n agree in every base cell of a wave that both
/// have, in some vintage of its records: then a reader takes the respondents to be the same.
void CensusSystem::add_equal_respondents()
{
    const auto& groups = atoms_.groups();
    const auto slices = atoms_.slice_count();
    std::vector<std::vector<std::vector<std::uint64_t>>> records(
        groups.size(), std::vector(slices, std::vector<std::uint64_t>(atoms_.base_count(), 0)));
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (std::size_t base = 0; base < atoms_.base_count(); ++base)
            for (const auto& term : atoms_.group_terms(groups[i], base))
                records[i][atoms_.slice_of_base(base)][base] +=
                    static_cast<std::uint64_t>(system_.atoms[term.atom].value);
    for (std::size_t i = 1; i < groups.size(); ++i) {
        std::vector<bool> told(atoms_.base_count(), false);
        for (std::size_t slice = 0; slice < slices; ++slice)
            for (std::size_t j = 0; j < i; ++j)
                if (same_respondents(records[i][slice], records[j][slice]))
                    for (std::size_t base = 0; base < told.size(); ++base)
                        if (!told[base] && records[i][slice][base] > 0 && records[j][slice][base] > 0) {
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

/// A count of several atoms, or of a wave that is held and so in no other row, is a row of its own: then each
/// count lies in one block.
void CensusSystem::link_shared()
{
    std::set<std::uint32_t> touched;
    const auto touch = [&](const GateRow& row) {
        for (const auto& term : row.terms)
            touched.insert(term.atom);
    };
    for (const auto& cell : system_.cells)
        touch(cell.row);
    for (const auto& known : system_.known)
        touch(known.row);
    for (const auto& count : shared_)
        if (count.row.terms.size() > 1 || !touched.contains(count.row.terms.front().atom))
            know("respondents of one base cell", count.row.terms, RowRelation::at_least, 0,
                 KnownFrom::elsewhere);
}

void CensusSystem::know_of_respondents(const KnownRow& row)
{
    std::map<std::uint32_t, std::int32_t> sum; // counts of two vintages may have atoms in common
    for (const auto& term : row.row.terms)
        for (const auto& own : std::ranges::find(shared_, term.atom, &SharedCount::id)->row.terms)
            sum[own.atom] += term.coefficient * own.coefficient;
    auto here = row;
    here.row.terms.clear();
    for (const auto& [atom, coefficient] : sum)
        if (coefficient != 0)
            here.row.terms.push_back({atom, coefficient});
    system_.known.push_back(std::move(here));
    known_names_.push_back("shares published of the same respondents");
}

/// The deciding system's atoms come in beside those here; each shared count is the same in both.
void CensusSystem::add_public_respondents(const CensusSystem& deciding, std::size_t group)
{
    share_respondents(atoms_.groups().front(), group);
    std::map<std::uint32_t, std::uint32_t>
        brought; // atoms of the deciding system that count these respondents
    const auto bring = [&](const GateTerm& term) {
        const auto [place, is_new] =
            brought.try_emplace(term.atom, static_cast<std::uint32_t>(system_.atoms.size()));
        if (is_new)
            system_.atoms.push_back({deciding.system_.atoms[term.atom].value, no_supplier});
        return GateTerm{place->second, term.coefficient};
    };
    for (const auto& count : shared_) {
        const auto same = std::ranges::find(deciding.shared_, count.id, &SharedCount::id);
        if (same == deciding.shared_.end())
            continue;
        GateRow equal{count.row.terms, RowRelation::equal, 0};
        for (const auto& term : same->row.terms) {
            equal.terms.push_back(bring(term));
            equal.terms.back().coefficient = -term.coefficient;
        }
        system_.known.push_back({std::move(equal), KnownFrom::elsewhere});
        known_names_.push_back("n of the respondents");
    }
    const auto brought_here = [&](GateRow& row) {
        if (!std::ranges::all_of(row.terms, [&](const auto& term) { return brought.contains(term.atom); }))
            return false;
        for (auto& term : row.terms)
            term.atom = brought.at(term.atom);
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
        if (figure.survey != survey_.survey)
            continue;
        for (const auto& [indicator, answers] : answers_)
            // n without an indicator is of every question that all answered.
            for (std::size_t slice = 0; slice < atoms_.slice_count(); ++slice)
                if ((figure.indicator.empty() || figure.indicator == indicators[indicator]) &&
                    atoms_.counted(slice).wave == figure.wave)
                    know_figure(figure, indicator,
                                atoms_.base_set({atoms_.counted(slice)}, domain_pairs(figure.domain)));
    }
}

void CensusSystem::know_figure(const KnownElsewhere& figure, std::size_t indicator, const BaseSet& base)
{
    if (figure.what != KnownWhat::n && respondents_ == Respondents::alone)
        return keep_n_open(indicator, base, figure.what == KnownWhat::no ? Counted::no : Counted::yes);
    if (figure.what == KnownWhat::n && !decides_n(indicator, base))
        return;
    if (figure.what == KnownWhat::share)
        return know_share(figure, indicator, base);
    const auto counted = figure.what == KnownWhat::n    ? Counted::valid
                         : figure.what == KnownWhat::no ? Counted::no
                                                        : Counted::yes;
    const auto truth = atoms_.count(indicator, base, counted);
    // A figure that our records do not give tells nothing of them.
    if (figure.value == static_cast<double>(truth))
        know("known elsewhere: " + figure.source, atoms_.terms(indicator, base, counted), RowRelation::equal,
             truth, KnownFrom::elsewhere);
}

/// Of answers that another system protects one figure is known: n would tell the other, if that is small, or
/// nobody in a small group; so n is not printed, however little of it is open. Somebody who gave the other
/// answer knows, too, that n is more than the figure.
void CensusSystem::keep_n_open(std::size_t indicator, const BaseSet& base, Counted known)
{
    const auto& answers = *answers_.at(indicator); // the respondents' own atoms know only n
    const auto figure = answers.count(indicator, base, known);
    const auto n = answers.count(indicator, base, Counted::valid);
    if (!is_small(figure) && !is_sensitive(n - figure, figure))
        return;
    const auto name = "n beside a known figure of " + indicator_name(indicator);
    const auto terms = atoms_.terms(indicator, base, Counted::valid);
    for (auto& cell : system_.cells)
        cell.sensitive = cell.sensitive || cell.row.terms == terms;
    watch(name, terms, n);
    if (n > figure)
        know(name, terms, RowRelation::at_least, figure + 1, KnownFrom::insiders);
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
        for (std::size_t slice = 0; slice < atoms_.slice_count(); ++slice)
            if (atoms_.counted(slice).wave == row.wave)
                for (const auto group : atoms_.groups())
                    know_eligible(row, group,
                                  atoms_.base_set({atoms_.counted(slice)}, domain_pairs(row.domain)));
    }
}

void CensusSystem::know_eligible(const Eligible& row, std::size_t group, const BaseSet& base)
{
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

} // namespace lup
