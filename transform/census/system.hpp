#pragma once

#include "transform/census/atoms.hpp"
#include "transform/census/ledger.hpp"
#include "transform/gate/shared_counts.hpp"
#include "transform/table_pattern.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// What tonight's tables, everything published before and what is known elsewhere say about the records of
/// linked indicators of one census: the gate's system, with the way back to the tables.
///
/// A cell of a table is two bundles: n, and the share with the yes and no that follow from it. A row of a
/// table is printed even if its numbers are hidden, so that n >= 1 is public for every row. The difference of
/// two published domains, one inside the other, is watched though nobody prints it; so is the change of a
/// domain from one vintage of the records to another. What was published of an earlier vintage stays in the
/// system: its numbers are known rows, and what was small and hidden is watched.
class CensusSystem {
public:
    /// Where the answers to an indicator are, by its place in the census's list.
    using Answers = std::map<std::size_t, const CensusAtoms*>;

    /// What the system of the respondents has decided for one that takes every n, down to the base cells, as
    /// known: then its indicators are independent of all others that the same pupils answered.
    struct KnownRespondents {
        std::size_t group = 0;               ///< stands for the respondents in the deciding system
        const CensusSystem* by = nullptr;    ///< absent: every n is shown
        const GatePattern* hidden = nullptr; ///< of `by`
        std::span<const Scenario> scenarios{};
    };

    /// Indicators that are protected together, with their n. The arguments must outlive the object.
    CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                 const CensusLedger& ledger, const Codebook& codebook);

    /// The same for a part of a divided cluster: `respondents` says what is known of n. An n that is not that
    /// of all respondents, because a filter leaves some out, is decided here none the less.
    CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                 const CensusLedger& ledger, const Codebook& codebook, const KnownRespondents& respondents);

    /// The respondents alone: `atoms` are those of CensusAtoms::respondents, and n is all there is.
    CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                 const CensusLedger& ledger, const Codebook& codebook, Answers answers);

    const GateSystem& system() const { return system_; }

    /// Names of `system().cells` and `system().known` for messages: indicator, what, period, domain; no
    /// number.
    const std::vector<std::string>& cell_names() const { return cell_names_; }
    const std::vector<std::string>& known_names() const { return known_names_; }

    /// The breakdown that first printed each bundle, as a place in the codebook's list.
    const std::vector<std::uint32_t>& breakdown_of_bundle() const { return breakdown_of_bundle_; }

    /// Whether anything is left to decide: a bundle that was not published before.
    bool is_settled() const { return system_.bundles == 0; }

    /// What the pattern leaves of `tables[table].cells[cell]`; nothing if it is not of this system.
    Showing showing(std::size_t table, std::size_t cell, const GatePattern& hidden) const;

    /// The respondents of each base cell, as this system counts them; of a cluster that is not divided, none.
    const std::vector<SharedCount>& shared_counts() const { return shared_; }

    /// Shared counts in blocks in which something is left to decide, or declared to be known elsewhere.
    std::set<std::uint32_t> open_respondents() const;

    /// Leaves out the cells of blocks in which nothing is left to decide and of which nothing is declared to
    /// be known elsewhere: no public number has come to them, so that the proof of the release that decided
    /// them stands. Blocks with one of these shared counts, or with a scenario, are kept.
    void leave_out_settled(const std::set<std::uint32_t>& kept = {});

    /// Of a system of respondents: whether the n of an indicator in a domain is shown, now or before.
    bool shows_n(std::size_t indicator, const std::string& period, const std::string& domain,
                 const GatePattern& hidden) const;

    /// Of a system of respondents: adds a row on the shared counts, whose ids are its atoms, that
    /// publications of the indicators imply.
    void know_of_respondents(const KnownRow& row);

    /// Adds what the system of the respondents, where `group` stands for those here, takes as public, and
    /// what it keeps: so an attacker sees the two together.
    void add_public_respondents(const CensusSystem& deciding, std::size_t group);

private:
    enum class Respondents : std::uint8_t { decided_here, alone, known };
    struct Bundles {
        std::uint32_t n = never_printed, share = never_printed;
        bool settled = false, n_hidden_elsewhere = false;
    };
    /// A domain of one indicator whose numbers are or were public.
    struct Domain {
        std::string name; ///< period and domain
        BaseSet base;
        std::uint64_t yes = 0, no = 0; ///< of respondents alone, yes is n
    };
    /// One vintage of a published domain.
    struct Version {
        std::vector<CountedWave> records;
        BaseSet base;
    };
    using Versions = std::map<std::pair<std::string, std::string>, std::vector<Version>>; ///< period, domain

    void build();
    bool is_open(const GateBlock& block) const;
    bool decides_n(std::size_t indicator, const BaseSet& base) const;
    std::uint32_t new_bundle(const TalliedTable& table);
    Bundles new_bundles(const TalliedTable& table, std::size_t indicator, const Domain& domain,
                        const std::string& key);
    void add_table(std::size_t table);
    void add_cell(std::size_t table, std::size_t cell, std::size_t indicator);
    void print_cell(const TalliedTable& table, std::size_t indicator, const Domain& domain, Bundles bundles);
    void print_n(const TalliedTable& table, std::size_t indicator, const Domain& domain, Bundles bundles);
    void add_count(const std::string& name, std::size_t indicator, const BaseSet& base, Counted counted,
                   std::uint32_t bundle, bool sensitive, std::int32_t cost);
    void watch(const std::string& name, std::vector<GateTerm> terms, std::uint64_t truth);
    void add_published(std::size_t indicator);
    void know_published(const CensusLedger::PublishedCount& count, std::size_t indicator);
    void watch_published(const CensusLedger::PublishedCount& count, std::size_t indicator);
    void add_changes(std::size_t indicator, Versions& versions);
    void watch_change(const std::string& name, std::size_t indicator, const BaseSet& before,
                      const BaseSet& after);
    void watch_net(const std::string& name, std::size_t indicator, Counted counted, const BaseSet& before,
                   const BaseSet& after);
    Domain domain_with(std::string name, std::size_t indicator, const BaseSet& base) const;
    std::size_t counted_as(std::size_t indicator) const;
    void add_differences(std::size_t indicator);
    void watch_difference(std::size_t indicator, const Domain& whole, const Domain& part);
    void add_residuals(std::size_t indicator);
    std::optional<BaseSet> rows_within(const TalliedTable& table, const BaseSet& whole);
    void watch_residual(std::size_t indicator, const std::string& name, const BaseSet& whole,
                        const BaseSet& rows);
    void add_nested_answers();
    void add_equal_respondents();
    void know_equal(std::size_t one, std::size_t other, std::size_t base);
    void share_respondents(std::size_t group, std::size_t as);
    void link_shared();
    void know_respondents();
    void add_known_elsewhere();
    void add_eligible();
    void know(const std::string& name, std::vector<GateTerm> terms, RowRelation relation, std::uint64_t bound,
              KnownFrom from);
    void know_figure(const KnownElsewhere& figure, std::size_t indicator, const BaseSet& base);
    void keep_n_open(std::size_t indicator, const BaseSet& base, Counted known);
    void know_eligible(const Eligible& row, std::size_t group, const BaseSet& base);
    void know_share(const KnownElsewhere& figure, std::size_t indicator, const BaseSet& base);
    const std::string& indicator_name(std::size_t indicator) const
    {
        return atoms_.census().indicators[indicator];
    }
    const BaseSet& base_of(const TalliedTable& table, const std::string& domain);
    bool is_small(std::uint64_t count) const;
    bool is_sensitive(std::uint64_t count, std::uint64_t other) const;
    std::int32_t cost(const TalliedTable& table) const;
    std::uint32_t breakdown_place(const TalliedTable& table) const;

    const std::vector<TalliedTable>& tables_;
    const CensusAtoms& atoms_;
    const CensusLedger& ledger_;
    const Codebook& codebook_;
    const Survey& survey_;
    Respondents respondents_;
    KnownRespondents known_respondents_;
    Answers answers_;
    GateSystem system_;
    std::vector<SharedCount> shared_;
    std::size_t declared_from_ = 0, declared_to_ = 0; ///< known rows from known_elsewhere and eligible
    std::vector<std::string> cell_names_, known_names_;
    std::vector<std::uint32_t> breakdown_of_bundle_;
    std::map<std::tuple<std::size_t, std::string, std::string>, Bundles>
        bundles_; ///< indicator, period, domain
    std::map<std::tuple<std::size_t, std::string, std::string>, std::uint32_t>
        n_bundles_; ///< group, period, domain: what indicators with the same respondents have in common
    std::set<std::tuple<std::size_t, BaseSet, std::uint32_t>> n_printed_; ///< indicator, base cells, bundle
    std::set<std::pair<std::size_t, BaseSet>> n_published_, n_watched_;
    std::set<std::tuple<std::size_t, BaseSet, BaseSet>> n_changes_;
    std::map<std::pair<std::string, std::string>, BaseSet> base_sets_; ///< period, domain
    std::map<std::size_t, std::vector<Domain>> domains_;               ///< by indicator
};

/// "hs_ledsen yes 2022-2023 area=2303".
std::string counted_name(const std::string& indicator, Counted counted, const std::string& domain);

/// The waves of each period of a survey: single waves and pooled labels.
std::map<std::string, std::vector<std::string>> periods_of(const std::string& survey,
                                                           const Codebook& codebook);

} // namespace lup
