#pragma once

#include "transform/gate/elimination.hpp"
#include "transform/gate/needs.hpp"
#include "transform/gate/protect_system.hpp"

#include <functional>
#include <optional>

namespace lup {

/// What a reader can work out about a hidden cell. Absent: no limit on that side.
struct HiddenBounds {
    std::uint32_t cell = 0;
    std::optional<GateCount> lower, upper;

    std::optional<GateCount> width() const
    {
        return lower && upper ? std::optional(*upper - *lower) : std::nullopt;
    }
    bool is_exact() const { return width() == GateCount{0}; }
    bool is_small(GateCount k) const { return upper && *upper < k && lower && *lower > -k; }
    bool is_narrow(GateCount k) const { return width() && *width() < k; }
};

/// The attack: bounds of every hidden cell and watched difference, from the public rows and the pattern
/// alone; the atoms' values and the sensitive marks are not looked at. Linear programs (Clp) first; where the
/// interval is under 2K, whole-number search within it.
std::vector<HiddenBounds> attack_hidden(const GateSystem& system, const GatePattern& hidden, GateCount k,
                                        unsigned threads = 1);

/// What an attack found that it should not have: sensitive cells (as the system marks them) exactly known,
/// below K for certain, or in an interval narrower than K.
struct AttackFindings {
    std::vector<std::uint32_t> exact, small, narrow;
    std::size_t tried = 0; ///< hidden cells
};

AttackFindings judge_attack(const GateSystem& system, const std::vector<HiddenBounds>& bounds, GateCount k);

/// Would this cell be sensitive if the atoms had these counts?
using SensitiveRule = std::function<bool(std::uint32_t cell, std::span<const GateCount> atoms)>;

/// How the gate marks the cells of a census, as far as it follows from the system: a count under K but not 0,
/// and a difference under K either way; nobody, where those of the other answer (the other cell of the
/// bundle, or with it the whole of a row) are fewer than `smallest_group`. For the true counts it gives the
/// system's own marks: a cell that is marked for another reason is always sensitive, one that is exempt
/// never.
SensitiveRule census_rule(const GateSystem& system, GateCount k, GateCount smallest_group);

/// What somebody finds who owns the program, but not the key: the worlds of a small system are listed, those
/// for which no key tried gives the published pattern are discarded, and the bounds are over those that are
/// left. The truth and its likes are replayed first, and the rest is left out when no sensitive cell can come
/// out as exactly known any more.
struct ReplayFindings {
    std::size_t worlds = 0;      ///< that satisfy H and were listed
    std::size_t surviving = 0;   ///< of those replayed, that could have given the pattern
    bool complete = false;       ///< false if more worlds would have had to be listed
    bool truth_survives = false; ///< if not, no key tried could be the home's, and there are no bounds
    std::vector<HiddenBounds> bounds;
};

/// `largest`: no atom is tried above it. At most `most_worlds` worlds are replayed, each with `keys`.
ReplayFindings attack_by_replay(const GateSystem& system, const GatePattern& hidden,
                                const SensitiveRule& rule, const GateOptions& options,
                                std::span<const GateKey> keys, GateCount largest, std::size_t most_worlds);

/// The same tables with other true counts: equal rows and marks follow, known rows stay.
GateSystem with_counts(GateSystem system, std::span<const GateCount> atoms, const SensitiveRule& rule);

} // namespace lup
