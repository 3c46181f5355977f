#include "transform/census_parts.hpp"

#include <algorithm>
#include <map>

namespace lup {

namespace {

bool is_valid(Answer answer)
{
    return answer == Answer::yes || answer == Answer::no;
}

/// Answers of one group by wave and base cell: what a reader sees as its n.
std::vector<std::vector<std::uint64_t>> respondents(const TalliedCensus& census, std::size_t group)
{
    std::vector<std::vector<std::uint64_t>> found;
    for (const auto& wave : census.waves) {
        auto& counts = found.emplace_back(wave.counts.base_cells().size(), 0);
        for (const auto& atom : wave.counts.atoms(group))
            if (std::ranges::any_of(atom.answers, is_valid))
                counts[atom.base] += atom.count;
    }
    return found;
}

std::vector<std::string> indicators_of(const TalliedCensus& census, const std::vector<std::size_t>& groups)
{
    std::vector<std::string> names;
    for (const auto group : groups)
        for (const auto indicator : census.waves.front().counts.groups()[group])
            names.push_back(census.indicators[indicator]);
    return names;
}

} // namespace

std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census)
{
    std::map<std::vector<std::vector<std::uint64_t>>, std::vector<std::size_t>> joined;
    for (std::size_t group = 0; group < census.waves.front().counts.groups().size(); ++group)
        joined[respondents(census, group)].push_back(group);
    std::vector<std::vector<std::size_t>> parts;
    for (auto& [counts, groups] : joined)
        parts.push_back(std::move(groups));
    std::sort(parts.begin(), parts.end());
    return parts;
}

namespace {

/// A system of more atoms takes minutes to prove (its memory grows with their square).
constexpr std::size_t most_linked_atoms = 500;

/// Parts of a set of groups with equal respondents, each small enough for one system.
std::vector<std::vector<std::size_t>> divide(const TalliedCensus& census,
                                             const std::vector<std::size_t>& groups)
{
    std::vector<std::vector<std::size_t>> parts(1);
    std::size_t atoms = 0, own = 0;
    for (const auto& wave : census.waves)
        own += 2 * wave.counts.base_cells().size();
    for (const auto group : groups) {
        if (!parts.back().empty() && atoms + own > most_linked_atoms) {
            parts.emplace_back();
            atoms = 0;
        }
        parts.back().push_back(group);
        atoms += own;
    }
    return parts;
}

} // namespace

std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook)
{
    std::vector<CensusPart> parts;
    if (census.waves.empty())
        return parts;
    const auto periods = periods_of(census.survey, codebook);
    for (const auto& linked : join_equal_respondents(census)) {
        const auto first = parts.size();
        for (const auto& groups : divide(census, linked)) {
            const bool follows = parts.size() > first;
            CensusPart part;
            part.indicators = indicators_of(census, groups);
            if (follows)
                part.n_decided_by = first;
            part.atoms = std::make_unique<CensusAtoms>(census, groups);
            part.ledger = std::make_unique<CensusLedger>(*part.atoms, ledger, codebook, periods);
            part.system = std::make_unique<CensusSystem>(tables, *part.atoms, *part.ledger, codebook,
                                                         follows ? CensusSystem::Respondents::known
                                                                 : CensusSystem::Respondents::decided_here);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

} // namespace lup
