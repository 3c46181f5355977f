#pragma once

#include "transform/gate/integer_worlds.hpp"

namespace lup {

/// Whole-number worlds of one region, gathered until every watched row is seen far enough apart. Made from
/// the region and the watched rows alone, in their order.
class WorldPool {
public:
    /// The watched rows must outlive the object.
    WorldPool(IntegerWorlds region, std::vector<const GateRow*> watched, std::size_t atoms);

    /// Looks for two worlds `gap` apart in each watched row, or as far apart as there are.
    void widen(std::span<const GateCount> gap);

    /// For each watched row that varies and each atom: looks for two worlds that differ in the row and have
    /// at least one record in the atom.
    void open_to_insiders();

    GateCount width(std::size_t watched) const;
    bool is_open_to(std::size_t watched, std::uint32_t insider) const;
    std::vector<GateWorld> take() { return std::move(worlds_); }

private:
    struct Range {
        GateCount low = std::numeric_limits<GateCount>::max(), high = std::numeric_limits<GateCount>::min();
        void take_in(GateCount value);
        bool varies() const { return low < high; }
        bool empty() const { return low > high; }
    };

    void add(GateWorld world);
    std::vector<std::size_t> closed_to(std::uint32_t insider) const;
    GateRow blend(std::span<const std::size_t> some, unsigned round) const;
    void open_to(IntegerWorlds& with_insider, std::uint32_t insider);
    Range& of(std::size_t watched, std::size_t atom) { return by_atom_[watched * atoms_ + atom]; }
    const Range& of(std::size_t watched, std::size_t atom) const { return by_atom_[watched * atoms_ + atom]; }

    IntegerWorlds region_;
    std::vector<const GateRow*> watched_;
    std::size_t atoms_;
    std::vector<GateWorld> worlds_;
    std::vector<Range> all_, by_atom_; ///< over all worlds; over those with a record in the atom
    bool insiders_ = false;
};

} // namespace lup
