#include "transform/census/system.hpp"

#include <algorithm>
#include <cstdlib>

// The part of the census system that nobody prints and anyone could form: differences.

namespace lup {

namespace {

BaseSet without(const BaseSet& whole, const BaseSet& part)
{
    auto rest = whole;
    for (std::size_t b = 0; b < rest.size(); ++b)
        rest[b] = rest[b] && !part[b];
    return rest;
}

/// The terms of `outer` that are not in `inner`; none if `inner` does not lie within it. Both in order of
/// atoms.
std::vector<GateTerm> terms_between(std::vector<GateTerm> outer, const std::vector<GateTerm>& inner)
{
    const auto atom_of = [](const GateTerm& term) { return term.atom; };
    if (!std::ranges::includes(outer, inner, {}, atom_of, atom_of))
        return {};
    std::erase_if(outer, [&](const GateTerm& term) {
        return std::ranges::binary_search(inner, term.atom, {}, atom_of);
    });
    return outer;
}

} // namespace

void CensusSystem::add_differences(std::size_t indicator)
{
    auto& domains = domains_[indicator];
    std::stable_sort(domains.begin(), domains.end(),
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
    const auto name = whole.name + " less " + part.name;
    if (respondents_ == Respondents::alone || decides_n(indicator, rest))
        add_count(name, indicator, rest, Counted::valid, never_printed, is_small(yes + no), 0);
    if (respondents_ == Respondents::alone)
        return;
    add_count(name, indicator, rest, Counted::yes, never_printed, is_sensitive(yes, no), 0);
    add_count(name, indicator, rest, Counted::no, never_printed, is_sensitive(no, yes), 0);
}

/// What changed from one vintage of a published domain to another: between any two that were published, and
/// to tonight's.
void CensusSystem::add_changes(std::size_t indicator, Versions& versions)
{
    for (auto& [key, seen] : versions) {
        const auto tonight = atoms_.tonight(waves_of(seen.back().records));
        seen.push_back({tonight, atoms_.moved(seen.back().base, tonight)});
        const auto name = key.first + (key.second.empty() ? "" : " " + key.second);
        for (std::size_t after = 1; after < seen.size(); ++after)
            for (std::size_t before = 0; before < after; ++before)
                if (seen[before].records != seen[after].records)
                    watch_change(name, indicator, seen[before].base,
                                 atoms_.moved(seen[before].base, seen[after].records));
    }
}

void CensusSystem::watch_change(const std::string& name, std::size_t indicator, const BaseSet& before,
                                const BaseSet& after)
{
    const auto counted = counted_as(indicator);
    if (respondents_ == Respondents::alone && !n_changes_.insert({counted, before, after}).second)
        return;
    const auto old = domain_with(name, counted, before);
    const auto made = domain_with(name + " with later records", counted, after);
    domains_[counted].push_back(made);
    const auto change = [](std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; };
    const auto yes = change(old.yes, made.yes), no = change(old.no, made.no);
    if ((decides_n(indicator, before) || decides_n(indicator, after)) &&
        is_small(change(old.yes + old.no, made.yes + made.no)))
        watch_net(name, counted, Counted::valid, before, after);
    if (respondents_ == Respondents::alone || yes + no == 0)
        return;
    if (is_sensitive(yes, no))
        watch_net(name, indicator, Counted::yes, before, after);
    if (is_sensitive(no, yes))
        watch_net(name, indicator, Counted::no, before, after);
}

/// The records added less those removed, or the opposite, whichever is not negative.
void CensusSystem::watch_net(const std::string& name, std::size_t indicator, Counted counted,
                             const BaseSet& before, const BaseSet& after)
{
    std::map<std::uint32_t, std::int32_t> net;
    for (const auto& term : atoms_.terms(indicator, after, counted))
        ++net[term.atom];
    for (const auto& term : atoms_.terms(indicator, before, counted))
        --net[term.atom];
    std::vector<GateTerm> terms;
    GateCount truth = 0;
    for (const auto& [atom, coefficient] : net)
        if (coefficient != 0) {
            terms.push_back({atom, coefficient});
            truth += coefficient * system_.atoms[atom].value;
        }
    if (terms.empty())
        return;
    if (truth < 0)
        for (auto& term : terms)
            term.coefficient = -term.coefficient;
    watch("change of " + counted_name(indicator_name(indicator), counted, name), std::move(terms),
          static_cast<std::uint64_t>(std::abs(truth)));
}

void CensusSystem::watch(const std::string& name, std::vector<GateTerm> terms, std::uint64_t truth)
{
    GateCell cell;
    cell.row = {std::move(terms), RowRelation::equal, static_cast<GateCount>(truth)};
    cell.sensitive = true;
    system_.cells.push_back(std::move(cell));
    cell_names_.push_back(name);
}

/// Of two linked indicators, one of whose answers lies within the other's: the answers between them.
void CensusSystem::add_nested_answers()
{
    const auto look = [&](std::size_t inner, std::size_t outer, Counted counted, const Domain& domain) {
        auto terms = terms_between(atoms_.terms(outer, domain.base, counted),
                                   atoms_.terms(inner, domain.base, counted));
        std::uint64_t truth = 0;
        for (const auto& term : terms)
            truth += static_cast<std::uint64_t>(system_.atoms[term.atom].value);
        if (!terms.empty() && is_small(truth))
            watch(counted_name(indicator_name(outer), counted, domain.name) + " less " +
                      indicator_name(inner),
                  std::move(terms), truth);
    };
    for (const auto group : atoms_.groups()) {
        const auto& members = atoms_.census().waves.front().counts.groups()[group];
        for (const auto inner : members)
            for (const auto outer : members)
                for (const auto& domain : inner == outer ? std::vector<Domain>{} : domains_[outer])
                    for (const auto counted : {Counted::yes, Counted::valid})
                        look(inner, outer, counted, domain);
    }
}

} // namespace lup
