#pragma once

#include "transform/census_atoms.hpp"
#include "transform/census_ledger.hpp"
#include "transform/gate/system.hpp"
#include "transform/table_pattern.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// What tonight's tables, everything published before and what is known elsewhere say about the records of
/// linked indicators of one census: the gate's system, with the way back to the tables.
///
/// A cell of a table is two bundles: n, and the share with the yes and no that follow from it. A row of a
/// table is printed even if its numbers are hidden, so that n >= 1 is public for every row. The difference of
/// two published domains, one inside the other, is watched though nobody prints it.
class CensusSystem {
public:
    /// Whether this system decides which n are shown, or takes every n, down to the base cells, as known to
    /// the attacker: then its indicators are independent of all others that the same pupils answered, and
    /// another system decides what is shown of n.
    enum class Respondents : std::uint8_t { decided_here, known };

    CensusSystem(const std::vector<TalliedTable>& tables, const CensusAtoms& atoms,
                 const CensusLedger& ledger, const Codebook& codebook,
                 Respondents respondents = Respondents::decided_here);

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

    /// Whether the n of a domain is shown for any of `indicators`, now or before.
    bool shows_n(const std::vector<std::string>& indicators, const std::string& period,
                 const std::string& domain, const GatePattern& hidden) const;

private:
    struct Bundles {
        std::uint32_t n = never_printed, share = never_printed;
    };
    /// A domain of one indicator whose numbers are or were public.
    struct Domain {
        std::string name; ///< period and domain
        BaseSet base;
        std::uint64_t yes = 0, no = 0;
    };

    void add_table(std::size_t table);
    void add_cell(std::size_t table, std::size_t cell, std::size_t indicator);
    void print_cell(const TalliedTable& table, std::size_t indicator, const Domain& domain, Bundles bundles);
    void add_count(const std::string& name, std::size_t indicator, const BaseSet& base, Counted counted,
                   std::uint32_t bundle, bool sensitive, std::int32_t cost);
    void watch(const std::string& name, std::vector<GateTerm> terms, std::uint64_t truth);
    void add_published(std::size_t indicator);
    void add_differences(std::size_t indicator);
    void watch_difference(std::size_t indicator, const Domain& whole, const Domain& part);
    void add_nested_answers();
    void add_equal_respondents();
    void know_equal(std::size_t one, std::size_t other, std::size_t base);
    void add_known_respondents();
    void add_known_elsewhere();
    void add_eligible();
    void know(const std::string& name, std::vector<GateTerm> terms, RowRelation relation, std::uint64_t bound,
              KnownFrom from);
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
    GateSystem system_;
    std::vector<std::string> cell_names_, known_names_;
    std::vector<std::uint32_t> breakdown_of_bundle_;
    std::map<std::tuple<std::size_t, std::string, std::string>, Bundles>
        bundles_;                                                      ///< indicator, period, domain
    std::map<std::pair<std::string, std::string>, BaseSet> base_sets_; ///< period, domain
    std::map<std::size_t, std::vector<Domain>> domains_;               ///< by indicator
};

/// "hs_ledsen yes 2022-2023 area=2303".
std::string counted_name(const std::string& indicator, Counted counted, const std::string& domain);

/// The waves of each period of a survey: single waves and pooled labels.
std::map<std::string, std::vector<std::string>> periods_of(const std::string& survey,
                                                           const Codebook& codebook);

} // namespace lup
