#pragma once

#include "transform/gate/system.hpp"
#include "transform/tally/tally.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lup {

/// A set of base cells, over all waves of a census and all vintages of their records: one flag a base cell of
/// a vintage.
using BaseSet = std::vector<bool>;

/// Whether every base cell of `part` is one of `whole`. REQUIRES: equal sizes.
bool is_inside(const BaseSet& part, const BaseSet& whole);

/// What is counted of an indicator in a domain.
enum class Counted : std::uint8_t { yes, no, valid };

/// The atoms of some groups of linked indicators of one census. Which atoms exist is taken as known to an
/// attacker (enrolment is public); that can only make the promise stronger, since a world over fewer atoms is
/// a world over more. Within a base cell every combination of answers that occurs anywhere in the wave may
/// occur.
///
/// Where a correction has changed a base cell, its atoms are split by when their records were there: kept,
/// removed, added. Nobody knows which record is which, so the truth is taken to be the least change: kept is
/// the smaller of the two counts. Base cells that no correction has changed have the same atoms in every
/// vintage, which grants the attacker to know where something was changed.
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

    /// Whether a correction has changed the atom's base cell.
    bool is_changed(std::uint32_t atom) const { return atoms_[atom].changed; }

    /// Whether the indicator's answers are among the atoms; `place` in the census's list.
    bool holds_indicator(std::size_t indicator) const { return group_of(indicator).first < groups_.size(); }

    /// Whether everybody in the base cells has a valid answer to the indicator who has one to any of its
    /// group: then its n is the group's.
    bool counts_whole_group(std::size_t indicator, const BaseSet& base) const;

    /// The group that stands for the indicator's respondents.
    std::size_t group_for(std::size_t indicator) const { return groups_[group_of(indicator).first]; }

    /// The records of the base cells that are counted, as terms in the order of the atoms. REQUIRES: no base
    /// cell in two vintages.
    std::vector<GateTerm> terms(std::size_t indicator, const BaseSet& base, Counted counted) const;

    /// How many records that is in truth.
    std::uint64_t count(std::size_t indicator, const BaseSet& base, Counted counted) const;

    /// All records of a group in one base cell of a vintage.
    std::vector<GateTerm> group_terms(std::size_t group, std::size_t base) const;

    std::size_t base_count() const { return slice_of_base_.size(); }
    std::size_t wave_of_base(std::size_t base) const { return slices_[slice_of_base_[base]].wave; }

    /// The vintages of the records, over all waves: the base cells of slice s are those of one vintage.
    std::size_t slice_count() const { return slices_.size(); }
    std::size_t slice_of_base(std::size_t base) const { return slice_of_base_[base]; }
    CountedWave counted(std::size_t slice) const;

    /// Tonight's records of some waves.
    std::vector<CountedWave> tonight(const std::vector<std::string>& waves) const;

    /// The base cells of some records whose categories are `codes`, one a dimension name.
    BaseSet base_set(const std::vector<CountedWave>& records,
                     const std::vector<std::pair<std::string, std::string>>& codes) const;

    /// The same base cells in other vintages of their waves.
    BaseSet moved(const BaseSet& base, const std::vector<CountedWave>& records) const;

    /// Whether the base cell has the code in that dimension.
    bool has_code(std::size_t base, const TalliedCensus::BaseDimension& dimension,
                  const std::string& code) const;
    bool has_category(std::size_t base, const TalliedCensus::BaseDimension& dimension) const;
    const TalliedCensus::BaseDimension* find_dimension(const std::string& name) const;

private:
    struct Atom {
        std::size_t wave = 0, cell = 0; ///< place in WaveCells::cells
        std::size_t group = 0;          ///< place in groups_
        std::vector<Answer> answers;
        std::uint64_t count = 0;
        bool changed = false;
    };
    /// The base cells of a wave, of all its vintages; those of tonight first.
    struct WaveCells {
        std::vector<CensusCounts::BaseCell> cells;
        std::vector<const CensusCounts*> vintages; ///< oldest first; tonight's last
        std::size_t first_slice = 0;               ///< slices follow `vintages`
    };
    struct Slice {
        std::size_t wave = 0;
        std::uint32_t vintage = 0;
        std::size_t first_base = 0;
    };
    using AnswerCounts = std::map<std::vector<Answer>, std::uint64_t>;
    enum class Answers : std::uint8_t { counted, left_out };

    CensusAtoms(const TalliedCensus& census, std::vector<std::size_t> groups, Answers answers);
    void add_wave(std::size_t wave);
    void add_group(std::size_t wave, std::size_t group);
    void add_cell_atoms(const Atom& model, const std::vector<AnswerCounts>& vintages);
    void add_atom(Atom atom, std::size_t first_vintage, std::size_t last_vintage);
    std::pair<std::size_t, std::size_t> group_of(std::size_t indicator) const; ///< group's place, place in it
    const CensusCounts::BaseCell& base_cell(std::size_t base) const;
    const std::vector<std::uint32_t>& atoms_of(std::size_t base, std::size_t group) const
    {
        return atoms_of_base_[base * groups_.size() + group];
    }

    const TalliedCensus& census_;
    std::vector<std::size_t> groups_;
    Answers answers_;
    std::map<std::size_t, std::size_t> stand_in_; ///< place in groups_ of the group that stands for another
    std::vector<Atom> atoms_;
    std::vector<WaveCells> waves_;
    std::vector<Slice> slices_;
    std::vector<std::size_t> slice_of_base_;
    std::vector<std::vector<std::uint32_t>> atoms_of_base_; ///< by base cell of a vintage and group
};

} // namespace lup
