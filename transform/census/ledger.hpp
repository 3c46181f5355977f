#pragma once

#include "transform/census/atoms.hpp"
#include "transform/census/held_periods.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// What has been published of one gate survey, and how it stands to tonight's records. A round may have come
/// in parts: a published number then counts the base cells that had come at the time, and a later part (other
/// schools, grades or areas) is joined to it as new records. Where a correction is taken in, each number
/// counts the vintage of records that it was made from, and stays a known row on that vintage. A number that
/// tonight's records do not give, or that cannot be expressed in them any more (a correction, a changed
/// definition, an indicator, dimension or wave that has been taken out), holds its waves for all indicators
/// of the survey: what is published stays, nothing is added. So every number that was ever published is
/// either a known row of the systems or holds what it could be set against.
class CensusLedger {
public:
    /// `atoms`: of every group of the census. `periods`: the waves of each period, of pooled labels too.
    /// `refused`: waves whose correction is not taken in, and why.
    CensusLedger(CensusAtoms atoms, const Ledger& ledger, const Codebook& codebook,
                 std::map<std::string, std::vector<std::string>> periods, const RefusedWaves& refused);

    /// The newest version of a cell that was decided on, or none if it never was.
    const PublishedCell* newest(const std::string& indicator, const std::string& period,
                                const std::string& domain) const;

    /// Whether the period stays as it is published.
    bool held(const std::string& period) const;
    const HeldPeriods& held_periods() const { return held_; }

    /// Whether a cell stands as it is published: decided on, for all of tonight's records in it.
    bool is_settled(const std::string& indicator, const std::string& period, const std::string& domain) const;

    /// Waves with records tonight that take the place of published ones, and have not been published yet.
    std::set<std::string> corrected_waves() const;

    /// One version of a published cell: the base cells it counts, and which records of their waves.
    struct PublishedCount {
        const PublishedCell* cell = nullptr; ///< n absent if it is hidden
        std::vector<CountedWave> records;
        BaseSet base;
    };
    /// Every version of every cell of an indicator whose waves are not held.
    std::vector<PublishedCount> counts(const std::string& indicator) const;

private:
    using CellKey = std::tuple<std::string, std::string, std::string>;

    void find_parts(const Ledger& ledger);
    void find_new_waves(const Ledger& ledger);
    void add(const PublishedCell& cell, std::size_t order);
    CountedRecords records_of(const PublishedCell& cell) const;
    std::optional<HeldReason> why_not_known(const PublishedCell& cell,
                                            const std::vector<CountedWave>& records) const;
    HeldBecause why_changed(const std::vector<CountedWave>& records) const;
    BaseSet base_of(const PublishedCell& cell, const std::vector<CountedWave>& records,
                    std::size_t order) const;
    bool has_new_records(const BaseSet& base) const;
    bool arrived(std::size_t base, const std::string& wave, std::size_t order) const;
    bool still_true(const PublishedCell& cell, const BaseSet& base) const;

    CensusAtoms atoms_;
    const Codebook& codebook_;
    std::map<std::string, std::vector<std::string>> periods_;
    std::map<CellKey, const PublishedCell*> newest_;
    /// Per wave and single dimension: the codes that have been published, and when each first was.
    std::map<std::string, std::map<std::string, std::map<std::string, std::size_t>>> parts_;
    std::map<std::string, std::vector<PublishedCount>> counts_;
    std::set<std::vector<std::string>> numbers_;          ///< the waves of each shown number
    std::map<std::string, std::uint32_t> newest_vintage_; ///< published, by wave
    HeldPeriods held_;
};

std::vector<std::string> waves_of(const std::vector<CountedWave>& records);

} // namespace lup
