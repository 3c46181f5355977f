#pragma once

#include "transform/gate/certificate.hpp"

#include <memory>
#include <optional>

namespace lup {

/// The "cheapest deviation" linear program (Clp): the world nearest to the truth in which a sensitive cell
/// has moved far enough, where leaving the value of an open cell costs its weight and leaving a hidden cell's
/// is free. The open cells that it leaves are those to hide as well.
class DeviationProgram {
public:
    /// `weights`: the cost of one unit of deviation, by cell. Atoms stay within `largest`.
    DeviationProgram(const GateSystem& system, std::vector<double> weights, double largest);
    ~DeviationProgram();

    /// The world in which `cell` is at least (sign 1) or at most (sign -1) `target`; absent if the known rows
    /// and this person's own knowledge rule it out.
    std::optional<std::vector<double>> solve(const GatePattern& hidden, std::uint32_t cell, int sign,
                                             double target, const OwnKnowledge& own);

private:
    struct Model;

    void know(const OwnKnowledge& own);
    void ask_nothing(const GatePattern& hidden);
    void start_at_truth(const GatePattern& hidden);

    const GateSystem& system_;
    std::vector<double> weights_;
    double largest_;
    std::unique_ptr<Model> model_;
};

} // namespace lup
