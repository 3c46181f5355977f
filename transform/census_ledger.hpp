#pragma once

#include "transform/census_atoms.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// What has been published of one gate survey, and how it stands to tonight's records. A round may have come
/// in parts: a published number then counts the base cells that had come at the time, and a later part (other
/// schools, grades or areas) is joined to it as new records. A number that tonight's records no longer give
/// (a correction, a changed definition, an indicator that has been taken out) freezes its period and those
/// that share a wave with it: what is published stays, nothing is added.
class CensusLedger {
public:
    /// `periods`: the waves of each period, of pooled labels too.
    CensusLedger(const CensusAtoms& atoms, const Ledger& ledger, const Codebook& codebook,
                 std::map<std::string, std::vector<std::string>> periods);

    /// The newest version of a cell, or none if it was never published.
    const PublishedCell* newest(const std::string& indicator, const std::string& period,
                                const std::string& domain) const;

    /// Whether the period of the indicator is frozen, or shares a wave with one that is.
    bool frozen(const std::string& indicator, const std::string& period) const;

    /// Whether some of these base cells hold records that had not come when the period was last published.
    bool has_new_records(const BaseSet& base) const;
    bool has_new_records(const std::string& period, const std::string& domain) const;

    /// One published number: the base cells it counts, and the number.
    struct PublishedCount {
        const PublishedCell* cell = nullptr;
        BaseSet base;
    };
    /// Every version of every shown number of an indicator that is not frozen.
    std::vector<PublishedCount> counts(const std::string& indicator) const;

private:
    using CellKey = std::tuple<std::string, std::string, std::string>;

    void find_parts(const Ledger& ledger);
    BaseSet base_of(const PublishedCell& cell, std::size_t order) const;
    bool arrived(std::size_t base, const std::string& wave, std::size_t order) const;
    bool still_true(const PublishedCell& cell, const BaseSet& base, std::size_t indicator) const;

    const CensusAtoms& atoms_;
    const Codebook& codebook_;
    std::map<std::string, std::vector<std::string>> periods_;
    std::map<CellKey, const PublishedCell*> newest_;
    /// Per wave and single dimension: the codes that have been published, and when each first was.
    std::map<std::string, std::map<std::string, std::map<std::string, std::size_t>>> parts_;
    std::map<std::string, std::vector<PublishedCount>> counts_;
    std::set<std::pair<std::string, std::string>> frozen_; ///< indicator, period
};

/// "area=2303;sex=K" as pairs.
std::vector<std::pair<std::string, std::string>> domain_codes(const std::string& domain);

} // namespace lup
