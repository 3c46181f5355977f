#include "transform/census/protect_parts.hpp"

#include "config/errors.hpp"
#include "transform/census/refusal.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate/for_each_block.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lup {

namespace {

/// Scenarios that rows published of an indicator leave no world are ruled out, this often.
constexpr int most_exclusions = 50;

class PartsProtection {
public:
    PartsProtection(std::vector<CensusPart>& parts, const std::vector<TalliedTable>& tables,
                    const Codebook& codebook, const GateOptions& options)
        : parts_(parts), tables_(tables), codebook_(codebook), options_(options), alone_(options),
          results_(parts.size()), followers_(parts.size())
    {
        alone_.threads = 1;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (const auto deciding = parts[i].respondents_decided_by)
                followers_[*deciding].push_back(i);
    }

    std::vector<GateResult> run()
    {
        std::vector<std::size_t> undivided, following;
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (!parts_[i].respondents_decided_by && followers_[i].empty() && !parts_[i].system->is_settled())
                undivided.push_back(i);
        for (const auto i : undivided)
            parts_[i].system->leave_out_settled();
        protect(undivided);
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (!followers_[i].empty() && !is_settled(i)) {
                decide_respondents(i);
                following.insert(following.end(), followers_[i].begin(), followers_[i].end());
            }
        protect(following);
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (!followers_[i].empty() && !is_settled(i))
                join(i);
        return std::move(results_);
    }

private:
    const std::string& survey() const { return parts_.front().atoms->census().survey; }

    /// Whether nothing is left to decide in a cluster.
    bool is_settled(std::size_t deciding) const
    {
        return parts_[deciding].system->is_settled() &&
               std::ranges::all_of(followers_[deciding],
                                   [&](auto i) { return parts_[i].system->is_settled(); });
    }

    void protect(const std::vector<std::size_t>& some)
    {
        for_each_block(some.size(), options_.threads,
                       [&](std::size_t i) { results_[some[i]] = solved(parts_[some[i]], alone_); });
        for (const auto i : some)
            verify(i);
    }

    GateResult solved(const CensusPart& part, const GateOptions& options) const
    {
        auto result = protect_system(part.system->system(), options);
        if (!result.incidents.empty())
            throw DisclosureError(survey() + ": " + refusal_text(*part.system, result, options.k));
        return result;
    }

    void verify(std::size_t i) const
    {
        const auto report =
            check_certificate(parts_[i].system->system(), results_[i].hidden, results_[i].certificate,
                              options_.k, options_.guards.insiders, options_.guards.suppliers);
        if (!report.proven())
            refuse(parts_[i].indicators);
    }

    [[noreturn]] void refuse(const std::vector<std::string>& indicators) const
    {
        const auto whose =
            indicators.empty() ? "the respondents" : fmt::format("{}", fmt::join(indicators, ", "));
        throw ProofFault(fmt::format("{}: the proof for {} does not hold; nothing is published. This is a "
                                     "fault in the program: keep the home as it is and report it",
                                     survey(), whose));
    }

    /// What is shown of n, and with which scenarios it is proven, so that each of them has a world in every
    /// part that follows.
    void decide_respondents(std::size_t deciding)
    {
        auto& system = *parts_[deciding].system;
        auto& result = results_[deciding];
        auto open = system.open_respondents();
        for (const auto i : followers_[deciding])
            open.merge(parts_[i].system->open_respondents());
        system.leave_out_settled(open);
        for (int round = 0; round < most_exclusions; ++round) {
            result = solved(parts_[deciding], options_);
            result.certificate =
                with_fewest_scenarios(system.system(), result.hidden, result.certificate, options_.k,
                                      options_.guards.insiders, options_.guards.suppliers);
            verify(deciding);
            const auto scenarios = scenarios_of(system.system(), system.shared_counts(), result.certificate);
            const auto excluded = follow(deciding, scenarios);
            if (excluded.empty())
                return;
            for (const auto& row : excluded)
                system.know_of_respondents(row);
        }
        throw ProofNotFound(fmt::format(
            "{}: what was published before rules out so many of the counts of respondents that could be "
            "true that no proof was found in {} rounds. Nothing is published. Hold the newest wave back with "
            "publish_from, or take tonight's new breakdowns away again",
            survey(), most_exclusions));
    }

    /// Makes the systems that follow for these scenarios. Returns what they have published that leaves a
    /// scenario no world.
    std::vector<KnownRow> follow(std::size_t deciding, const std::vector<Scenario>& scenarios)
    {
        const auto& following = followers_[deciding];
        std::vector<std::vector<KnownRow>> excluded(following.size());
        for_each_block(following.size(), options_.threads, [&](std::size_t i) {
            auto& part = parts_[following[i]];
            part.decide(tables_, codebook_,
                        {part.same_respondents_as, parts_[deciding].system.get(), &results_[deciding].hidden,
                         scenarios});
            part.system->leave_out_settled();
            excluded[i] = excluded_scenarios(part.system->system(), part.system->shared_counts());
        });
        std::vector<KnownRow> all;
        for (auto& rows : excluded)
            std::ranges::move(rows, std::back_inserter(all));
        return all;
    }

    /// Checks that the proofs of a cluster are one proof.
    void join(std::size_t deciding) const
    {
        const auto part_of = [&](std::size_t i) {
            return ClusterPart{&parts_[i].system->system(), &results_[i].certificate,
                               parts_[i].system->shared_counts()};
        };
        std::vector<ClusterPart> others;
        for (const auto i : followers_[deciding])
            others.push_back(part_of(i));
        const auto report = check_joint(part_of(deciding), others);
        if (report.proven())
            return;
        const auto part = report.failures.front().part;
        refuse(part == 0 ? std::vector<std::string>{} : parts_[followers_[deciding][part - 1]].indicators);
    }

    std::vector<CensusPart>& parts_;
    const std::vector<TalliedTable>& tables_;
    const Codebook& codebook_;
    GateOptions options_, alone_;
    std::vector<GateResult> results_;
    std::vector<std::vector<std::size_t>> followers_; ///< by deciding part
};

} // namespace

std::vector<GateResult> protect_parts(std::vector<CensusPart>& parts, const std::vector<TalliedTable>& tables,
                                      const Codebook& codebook, const GateOptions& options)
{
    return PartsProtection(parts, tables, codebook, options).run();
}

} // namespace lup
