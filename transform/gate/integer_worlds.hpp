#pragma once

#include "transform/gate/certificate.hpp"
#include "transform/gate/dictionary.hpp"

#include <memory>
#include <optional>

namespace lup {

/// The whole-number worlds that satisfy a set of rows. A vertex of the linear program is taken as it is if it
/// is whole; otherwise it is branched on in a fixed order, and Cbc takes over where that gets long. Each
/// world is checked against every row in integers before it is returned. Scenarios are tried one by one: a
/// mixture of them would be a vertex far from any whole world.
class IntegerWorlds {
public:
    /// `rows` must outlive the object. `scenarios`: atoms of which one at most is 1 and the others are 0.
    IntegerWorlds(std::size_t atoms, std::span<const GateRow* const> rows,
                  std::vector<std::uint32_t> scenarios = {});

    /// Restricts an atom; for an insider (at least one) or a supplier (its own count).
    void bound(std::uint32_t atom, GateCount low, GateCount high);
    GateCount largest() const { return static_cast<GateCount>(region_.largest()); }

    /// A world where the row is as large (sign 1) or small (sign -1) as it can be, but no further than
    /// `enough`. Absent if there is no world at all, or none was found within the limit of work.
    std::optional<GateWorld> extreme(const GateRow& row, int sign, GateCount enough);

    /// As `extreme`, but gives up where the vertex has no whole world close by, and looks into a few of the
    /// scenarios only.
    std::optional<GateWorld> near(const GateRow& row, int sign, GateCount enough);

    /// A world of one scenario that is found without much search.
    std::optional<GateWorld> in_scenario(std::uint32_t scenario);

    /// The largest (sign 1) or smallest value that is not ruled out, searched inward from `from`: exact
    /// unless the limit of work is met, and then too wide rather than too narrow.
    GateCount outer_bound(const GateRow& row, int sign, GateCount from);

    /// How far apart two worlds can be in this row, `enough` if at least that.
    GateCount width(const GateRow& row, GateCount enough);

    bool is_fixed(std::uint32_t atom) const { return region_.is_fixed(atom); }
    bool accepts(const GateWorld& world) const;

private:
    /// The worlds of one scenario, or of none. Copies of the object have the same ones in common until one of
    /// them is asked for with bounds of its own.
    struct Branch {
        std::shared_ptr<const Dictionary> region;
        bool bounded = true; ///< whether `region` has been brought within this object's bounds
    };

    struct Effort {
        int nodes;
        std::size_t branches;
    };

    const Dictionary* within_bounds(Branch& branch);
    std::optional<GateWorld> furthest(const GateRow& row, int sign, GateCount enough, const Effort& effort);
    std::optional<GateWorld> search(const Dictionary& region, const GateRow& row, int sign, GateCount enough,
                                    std::optional<GateCount> beyond, int nodes) const;
    std::optional<GateWorld> dive(Dictionary region, int& nodes) const;
    std::optional<GateWorld> by_branch_and_cut(const GateRow& row, int sign, GateCount enough) const;

    std::vector<const GateRow*> rows_;
    std::vector<std::uint32_t> scenarios_;
    std::vector<GateCount> low_, high_;
    Dictionary region_;                  ///< scenarios mixed
    std::vector<Branch> branches_;       ///< one a scenario that has a world, and one without any
    std::vector<std::uint32_t> bounded_; ///< atoms with bounds of this object
    int searches_left_ = 60; ///< by Cbc; a pattern that needs more is better widened than searched on
};

} // namespace lup
