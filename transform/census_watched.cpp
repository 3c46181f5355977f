#include "transform/census_system.hpp"

#include <algorithm>

// The part of the census system that nobody prints and anyone could form: differences.

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
