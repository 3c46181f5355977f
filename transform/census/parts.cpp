#include "transform/census/parts.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace lup {

namespace {

bool is_valid(Answer answer)
{
    return answer == Answer::yes || answer == Answer::no;
}

/// Answers of one group by wave, vintage and base cell: what a reader sees as its n.
using RespondentCounts = std::vector<std::vector<std::uint64_t>>;

std::vector<std::uint64_t> respondents(const CensusCounts& counts, std::size_t group)
{
    std::vector<std::uint64_t> found(counts.base_cells().size(), 0);
    for (const auto& atom : counts.atoms(group))
        if (std::ranges::any_of(atom.answers, is_valid))
            found[atom.base] += atom.count;
    return found;
}

RespondentCounts respondents(const TalliedCensus& census, std::size_t group)
{
    RespondentCounts found;
    for (const auto& wave : census.waves) {
        found.push_back(respondents(wave.counts, group));
        for (const auto& earlier : wave.earlier)
            found.push_back(respondents(earlier.counts, group));
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

/// A cluster with more atoms in waves that are counted together is divided: one system would take minutes,
/// and memory with their square. Waves that no label pools are blocks of their own and add nothing to that.
constexpr std::size_t most_linked_atoms = 500;

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

std::vector<std::size_t> groups_in(const Cluster& cluster)
{
    std::vector<std::size_t> groups;
    for (const auto& set : cluster)
        groups.insert(groups.end(), set.begin(), set.end());
    std::sort(groups.begin(), groups.end());
    return groups;
}

/// Sets of waves that pooled labels join, directly or through one another.
std::vector<std::set<std::string>> pooled_waves(const TalliedCensus& census, const Codebook& codebook)
{
    std::vector<std::set<std::string>> pools;
    for (const auto& [label, waves] : periods_of(census.survey, codebook)) {
        std::set<std::string> pool(waves.begin(), waves.end());
        std::erase_if(pools, [&](const auto& other) {
            const bool meets = std::ranges::any_of(other, [&](const auto& w) { return pool.contains(w); });
            if (meets)
                pool.insert(other.begin(), other.end());
            return meets;
        });
        pools.push_back(std::move(pool));
    }
    return pools;
}

/// Atoms of one group in the waves that are counted together, where they are most.
std::size_t most_atoms_of_a_group(const TalliedCensus& census, const Codebook& codebook)
{
    std::size_t most = 0;
    for (const auto& pool : pooled_waves(census, codebook)) {
        std::size_t base_cells = 0;
        for (const auto& wave : census.waves)
            if (pool.contains(wave.wave))
                base_cells += wave.counts.base_cells().size();
        most = std::max(most, 2 * base_cells);
    }
    return most;
}

/// Makes the parts of a census, one cluster after the other.
class PartMaker {
public:
    PartMaker(const TalliedCensus& census, const std::vector<TalliedTable>& tables, const Ledger& ledger,
              const Codebook& codebook, const RefusedWaves& refused)
        : census_(census), tables_(tables), codebook_(codebook),
          atoms_of_a_group_(most_atoms_of_a_group(census, codebook))
    {
        std::vector<std::size_t> all(census.waves.front().counts.groups().size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        ledger_ = std::make_shared<const CensusLedger>(CensusAtoms(census, all), ledger, codebook,
                                                       periods_of(census.survey, codebook), refused);
    }

    void add(const Cluster& cluster)
    {
        auto groups = groups_in(cluster);
        if (groups.size() > 1 && atoms_of_a_group_ * groups.size() > most_linked_atoms)
            return add_divided(cluster);
        auto part = with_records(std::move(groups));
        part.system = std::make_unique<CensusSystem>(tables_, *part.atoms, *part.ledger, codebook_);
        parts_.push_back(std::move(part));
    }

    std::vector<CensusPart> take() { return std::move(parts_); }

private:
    CensusPart with_records(std::vector<std::size_t> groups) const
    {
        CensusPart part;
        part.indicators = indicators_of(census_, groups);
        part.atoms = std::make_unique<CensusAtoms>(census_, std::move(groups));
        part.ledger = ledger_;
        return part;
    }

    void add_divided(const Cluster& cluster)
    {
        const auto deciding = parts_.size();
        parts_.emplace_back();
        CensusSystem::Answers answers;
        for (const auto& set : cluster)
            for (const auto group : set) {
                auto part = with_records({group});
                part.respondents_decided_by = deciding;
                part.same_respondents_as = set.front();
                part.decide(tables_, codebook_, {set.front()});
                for (const auto indicator : census_.waves.front().counts.groups()[group])
                    answers[indicator] = part.atoms.get();
                parts_.push_back(std::move(part));
            }
        auto& part = parts_[deciding];
        part.atoms = std::make_unique<CensusAtoms>(CensusAtoms::respondents(census_, cluster));
        part.ledger = ledger_;
        part.system =
            std::make_unique<CensusSystem>(tables_, *part.atoms, *part.ledger, codebook_, std::move(answers));
    }

    const TalliedCensus& census_;
    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
    std::size_t atoms_of_a_group_;
    std::shared_ptr<const CensusLedger> ledger_;
    std::vector<CensusPart> parts_;
};

} // namespace

void CensusPart::decide(const std::vector<TalliedTable>& tables, const Codebook& codebook,
                        const CensusSystem::KnownRespondents& respondents)
{
    system = std::make_unique<CensusSystem>(tables, *atoms, *ledger, codebook, respondents);
}

std::vector<CensusPart> census_parts(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                                     const Ledger& ledger, const Codebook& codebook,
                                     const RefusedWaves& refused)
{
    if (census.waves.empty())
        return {};
    PartMaker parts(census, tables, ledger, codebook, refused);
    for (const auto& cluster : clusters_of(census))
        parts.add(cluster);
    return parts.take();
}

} // namespace lup
