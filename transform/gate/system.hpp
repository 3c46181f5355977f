#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// A count of records, or a sum of counts with whole coefficients.
using GateCount = std::int64_t;

/// No bundle: a cell that is watched but never printed. No supplier: an atom that nobody knows by heart.
inline constexpr std::uint32_t never_printed = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t no_supplier = std::numeric_limits<std::uint32_t>::max();

/// `coefficient` times the records of one atom.
struct GateTerm {
    std::uint32_t atom = 0;
    std::int32_t coefficient = 1;
    bool operator==(const GateTerm&) const = default;
};

enum class RowRelation : std::uint8_t { equal, at_least, at_most };

/// One statement about the atoms, as a reader of a publication can make it: the sum of the terms is equal to,
/// at least or at most `bound`.
struct GateRow {
    std::vector<GateTerm> terms;
    RowRelation relation = RowRelation::equal;
    GateCount bound = 0;
    bool operator==(const GateRow&) const = default;
};

/// A disjoint group of records that no published number splits; `value` is the confidential true count.
struct GateAtom {
    GateCount value = 0;
    std::uint32_t supplier = no_supplier; ///< who knows these records (school, principal); an index from 0
};

/// A number that may be published tonight, or that must not be found out, or both.
/// * A count has relation `equal`; its true value is the sum over the atoms and must equal `bound`.
/// * A number that bounds without fixing (a rounded share whose n is hidden) has one cell for each
/// inequality;
///   such a cell cannot be sensitive.
/// * A difference that nobody prints but anyone could form is sensitive with bundle `never_printed`.
struct GateCell {
    GateRow row;
    std::uint32_t bundle = never_printed; ///< cells of one bundle are shown or hidden together
    bool sensitive = false;               ///< protected if hidden; a bundle with a sensitive cell is hidden
    std::int32_t cost = 0;                ///< class of importance: the highest is hidden last
    bool scenario = false; ///< its one atom is the switch of a scenario (shared_counts.hpp), open to all whom
                           ///< it leaves their records
};

/// Where an unchangeable row comes from. What the house published itself and should not have is an incident;
/// what others made public, and the shared counts that another system decides, only narrow what can be
/// promised. What some people know of themselves holds in every world, but an attacker is not given it.
enum class KnownFrom : std::uint8_t { published, elsewhere, other_system, insiders };

/// A number that is public already (ledger, `known_elsewhere`, `eligible`): it holds whatever is hidden.
struct KnownRow {
    GateRow row;
    KnownFrom from = KnownFrom::elsewhere;
};

/// All numbers of one or more linked tables over common atoms: the gate's whole view of the world.
struct GateSystem {
    std::vector<GateAtom> atoms;
    std::vector<GateCell> cells;
    std::vector<KnownRow> known;
    std::uint32_t bundles = 0;   ///< bundles are 0..bundles-1
    std::uint32_t suppliers = 0; ///< suppliers are 0..suppliers-1
};

/// Which bundles are hidden; one flag a bundle.
using GatePattern = std::vector<bool>;

/// The sum of the row's terms for these atom counts. Throws DisclosureError if it leaves 62 bits.
GateCount row_value(const GateRow& row, std::span<const GateCount> atoms);

/// True if the atom counts satisfy the row.
bool holds(const GateRow& row, std::span<const GateCount> atoms);

/// The true atom counts.
std::vector<GateCount> true_counts(const GateSystem& system);

/// True if the cell is on no printed page under this pattern.
bool is_hidden(const GateCell& cell, const GatePattern& hidden);

/// Every bundle that holds a sensitive cell: what any pattern must hide (primary suppression).
GatePattern primary_pattern(const GateSystem& system);

/// The rows of H: all known rows, then the rows of the cells that are not hidden. Pointers into `system`.
std::vector<const GateRow*> public_rows(const GateSystem& system, const GatePattern& hidden);

/// Throws DisclosureError if an index is out of range, a count is negative, an equal row is not met by the
/// true counts, an inequality cell is sensitive, or a row names an atom twice. Messages hold no count.
void validate(const GateSystem& system);

/// A part of a system that shares no atom with the rest, with the way back to the whole.
struct GateBlock {
    GateSystem system;
    std::vector<std::uint32_t> atoms, cells, known, bundles, suppliers; ///< index in the whole, by index here
};

/// Connected components, in the order of their first atom: two cells are linked if they share an atom or a
/// bundle. Atoms in no row are left out.
std::vector<GateBlock> split_into_blocks(const GateSystem& system);

} // namespace lup
