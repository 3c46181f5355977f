#pragma once

#include "transform/gate/shared_counts.hpp"

namespace lup {

/// One system of a cluster with its proof. `check_certificate` verifies each by itself.
struct ClusterPart {
    const GateSystem* system = nullptr;
    const Certificate* certificate = nullptr;
    std::span<const SharedCount> shared{};
};

/// What does not fit together in a cluster.
struct JointFailure {
    enum class Kind : std::uint8_t {
        shape, ///< a shared count is unknown to the deciding system, has another true value or supplier there
        records,  ///< the true counts of a part break one of its rows
        scenario, ///< a world of a part that goes with no world of the deciding system
        missing,  ///< a world of the deciding system that goes with no world of a part
        insider   ///< no two joint worlds differ in a cell and leave somebody in another part a record
    };
    Kind kind = Kind::shape;
    std::size_t part = 0; ///< 0: the deciding system; then the others in their order
    std::uint32_t cell = 0;
};

struct JointReport {
    std::vector<JointFailure> failures;
    std::size_t parts = 0;
    std::size_t scenarios = 0; ///< of the deciding system, over all blocks
    std::size_t joined = 0;    ///< worlds of a part that were found to go with one of each other part

    bool proven() const { return failures.empty(); }
};

/// Verifies with whole numbers that the worlds of the parts are worlds of the whole cluster. A world of a
/// part gives its shared counts some values; where these are the true ones, the records as they are complete
/// it in the other parts; where not, the deciding system must have a world with the same values, and with
/// that every other part. For a supplier the worlds that complete another must leave its own records too.
/// Every row of every part then holds for the joint world, since no row concerns more than one part and the
/// shared counts.
JointReport check_joint(const ClusterPart& deciding, std::span<const ClusterPart> others);

} // namespace lup
