#include "transform/census_parts.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace lup {

namespace {

bool is_valid(Answer answer)
{
    return answer == Answer::yes || answer == Answer::no;
}

/// Answers of one group by wave and base cell: what a reader sees as its n.
using RespondentCounts = std::vector<std::vector<std::uint64_t>>;

RespondentCounts respondents(const TalliedCensus& census, std::size_t group)
{
    RespondentCounts found;
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
    std::map<RespondentCounts, std::vector<std::size_t>> joined;
    for (std::size_t group = 0; group < census.waves.front().counts.groups().size(); ++group)
        joined[respondents(census, group)].push_back(group);
    std::vector<std::vector<std::size_t>> parts;
    for (auto& [counts, groups] : joined)
        parts.push_back(std::move(groups));
    std::sort(parts.begin(), parts.end());
    return parts;
}

bool same_respondents(std::span<const std::uint64_t> one, std::span<const std::uint64_t> other)
{
    bool any = false;
    for (std::size_t base = 0; base < one.size(); ++base) {
        const bool both = one[base] > 0 && other[base] > 0;
        if (both && one[base] != other[base])
            return false;
        any = any || both;
    }
    return any;
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

bool agree_in_a_wave(const RespondentCounts& one, const RespondentCounts& other)
{
    for (std::size_t wave = 0; wave < one.size(); ++wave)
        if (same_respondents(one[wave], other[wave]))
            return true;
    return false;
}

/// Sets of groups with equal respondents, each with those that agree with it wherever both were asked.
using Cluster = std::vector<std::vector<std::size_t>>;

std::vector<Cluster> clusters_of(const TalliedCensus& census)
{
    std::vector<Cluster> clusters;
    std::vector<std::vector<RespondentCounts>> counts; // by cluster and set
    for (auto& groups : join_equal_respondents(census)) {
        Cluster cluster{std::move(groups)};
        std::vector<RespondentCounts> own{respondents(census, cluster.front().front())};
        for (std::size_t i = 0; i < clusters.size();) {
            const auto agrees = [&](const auto& one) { return agree_in_a_wave(one, own.back()); };
            if (std::ranges::none_of(counts[i], agrees)) {
                ++i;
                continue;
            }
            cluster.insert(cluster.begin(), clusters[i].begin(), clusters[i].end());
            own.insert(own.begin(), counts[i].begin(), counts[i].end());
            clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(i));
            counts.erase(counts.begin() + static_cast<std::ptrdiff_t>(i));
        }
        clusters.push_back(std::move(cluster));
        counts.push_back(std::move(own));
    }
    return clusters;
}

/// What one system holds of a cluster, and the set whose n it takes as known, if another decides that.
struct Share {
    std::vector<std::size_t> groups;
    std::optional<std::size_t> like; ///< a group of the first system with the same respondents
};

/// The first system decides every n: it has a group of each set, and as many of a lone set as it can hold.
std::vector<Share> shares_of(const TalliedCensus& census, const Cluster& cluster)
{
    std::vector<Share> shares(1);
    if (cluster.size() == 1) {
        for (auto& groups : divide(census, cluster.front()))
            shares.push_back({std::move(groups), cluster.front().front()});
        shares[1].like.reset();
        shares.erase(shares.begin());
        return shares;
    }
    for (const auto& set : cluster) {
        shares.front().groups.push_back(set.front());
        if (set.size() > 1)
            for (auto& groups : divide(census, {set.begin() + 1, set.end()}))
                shares.push_back({std::move(groups), set.front()});
    }
    return shares;
}

} // namespace

std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook)
{
    std::vector<CensusPart> parts;
    if (census.waves.empty())
        return parts;
    std::vector<std::size_t> all(census.waves.front().counts.groups().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const auto published = std::make_shared<const CensusLedger>(CensusAtoms(census, all), ledger, codebook,
                                                                periods_of(census.survey, codebook));
    for (const auto& cluster : clusters_of(census)) {
        const auto first = parts.size();
        for (const auto& share : shares_of(census, cluster)) {
            CensusPart part;
            part.indicators = indicators_of(census, share.groups);
            if (share.like) {
                part.n_decided_by = first;
                part.n_like =
                    cluster.size() == 1 ? parts[first].indicators : indicators_of(census, {*share.like});
            }
            part.atoms = std::make_unique<CensusAtoms>(census, share.groups);
            part.ledger = published;
            part.system = std::make_unique<CensusSystem>(
                tables, *part.atoms, *part.ledger, codebook,
                share.like ? CensusSystem::Respondents::known : CensusSystem::Respondents::decided_here);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

} // namespace lup
