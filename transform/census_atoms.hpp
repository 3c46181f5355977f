#pragma once

#include "transform/gate/system.hpp"
#include "transform/tally.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lup {

/// A set of base cells, over all waves of a census: one flag a base cell, wave after wave.
using BaseSet = std::vector<bool>;

/// What is counted of an indicator in a domain.
enum class Counted : std::uint8_t { yes, no, valid };

/// The atoms of some groups of linked indicators of one census. Which atoms exist is taken as known to an
/// attacker (enrolment is public); that can only make the promise stronger, since a world over fewer atoms is
/// a world over more. Within a base cell every combination of answers that occurs anywhere in the wave may
/// occur.
class CensusAtoms {
public:
    CensusAtoms(const TalliedCensus& census, std::vector<std::size_t> groups);

    /// The respondents alone, without their answers: one atom a base cell for each of some sets of groups
    /// that have the same respondents. Holds the indicators of all of them, and counts n.
    static CensusAtoms respondents(const TalliedCensus& census,
                                   const std::vector<std::vector<std::size_t>>& sets);

    const TalliedCensus& census() const { return census_; }
    const std::vector<std::size_t>& groups() const { return groups_; }

    /// Atoms with their true counts and their supplier: the school, or the area's principal.
    std::vector<GateAtom> gate_atoms(const Codebook& codebook, std::uint32_t& suppliers) const;

    /// Whether the indicator's answers are among the atoms; `place` in the census's list.
    bool holds_indicator(std::size_t indicator) const { return group_of(indicator).first < groups_.size(); }

    /// Whether everybody in the base cells has a valid answer to the indicator who has one to any of its
    /// group: then its n is the group's.
    bool counts_whole_group(std::size_t indicator, const BaseSet& base) const;

    /// The group that stands for the indicator's respondents.
    std::size_t group_for(std::size_t indicator) const { return groups_[group_of(indicator).first]; }

    /// The records of the base cells that are counted, as terms.
    std::vector<GateTerm> terms(std::size_t indicator, const BaseSet& base, Counted counted) const;

    /// How many records that is in truth.
    std::uint64_t count(std::size_t indicator, const BaseSet& base, Counted counted) const;

    /// All records of a group in one base cell.
    std::vector<GateTerm> group_terms(std::size_t group, std::size_t base) const;

    std::size_t base_count() const { return base_wave_.size(); }
    std::size_t wave_of_base(std::size_t base) const { return base_wave_[base]; }

    /// The base cells of some waves whose categories are `codes`, one a dimension name.
    BaseSet base_set(const std::vector<std::string>& waves,
                     const std::vector<std::pair<std::string, std::string>>& codes) const;

    /// Whether the base cell has the code in that dimension.
    bool has_code(std::size_t base, const TalliedCensus::BaseDimension& dimension,
                  const std::string& code) const;
    const TalliedCensus::BaseDimension* find_dimension(const std::string& name) const;

private:
    struct Atom {
        std::size_t base = 0;  ///< over all waves
        std::size_t group = 0; ///< place in groups_
        std::vector<Answer> answers;
        std::uint64_t count = 0;
    };

    void add_group(std::size_t wave, std::size_t first_base, std::size_t group);
    std::pair<std::size_t, std::size_t> group_of(std::size_t indicator) const; ///< group's place, place in it
    const CensusCounts::BaseCell& base_cell(std::size_t base) const;

    const TalliedCensus& census_;
    std::vector<std::size_t> groups_;
    std::map<std::size_t, std::size_t> stand_in_; ///< place in groups_ of the group that stands for another
    std::vector<Atom> atoms_;
    std::vector<std::size_t> base_wave_, first_base_;
    std::vector<std::vector<std::uint32_t>> atoms_of_base_; ///< by base cell
};

} // namespace lup
