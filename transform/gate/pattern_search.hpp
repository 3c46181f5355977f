#pragma once

#include "transform/gate/deviation.hpp"
#include "transform/gate/dictionary.hpp"

#include <optional>

namespace lup {

/// How wide each sensitive cell has to stay, and what somebody with own knowledge must not find out.
struct GateNeeds {
    std::vector<std::uint32_t> cells; ///< the sensitive cells
    std::vector<GateCount> gap; ///< by sensitive cell: K, or what public knowledge leaves if that is less
    std::vector<std::vector<char>> insider;  ///< by sensitive cell and atom: must stay open to that insider
    std::vector<std::vector<char>> supplier; ///< by sensitive cell and supplier: must stay open to it
};

/// Makes a pattern wide enough and then no wider than it has to be. Uses the truth, so nothing of it but the
/// pattern may leave; the certificate is made from the pattern anew.
class PatternSearch {
public:
    /// `order`: the most important bundle first. `needs` must be attainable with every bundle hidden.
    PatternSearch(const GateSystem& system, const GateNeeds& needs, std::span<const std::uint32_t> order,
                  GatePattern hidden);

    /// Hides more until every need is met that can be; the certificate shows whether all are.
    void repair();

    /// Hides more until the integer worlds can reach what the linear ones promise for this sensitive cell.
    void widen(std::size_t sensitive, const OwnKnowledge& own, GateCount extra);

    /// Opens what is not needed, the most important first; primary cells stay hidden.
    void reopen();

    /// Hides the less important `share` of all bundles as well and opens again: a way out of a pattern that
    /// cannot shrink cell by cell. Keeps whichever pattern hides fewer cells.
    void polish(double share);

    const GatePattern& hidden() const { return hidden_; }

private:
    /// A world as its distance from the truth.
    struct Witness {
        std::vector<double> atom;
        std::vector<float> cell;
        std::vector<std::uint64_t>
            emptied; ///< bits of the atoms that hold a record in truth and less than one here
        std::vector<std::uint64_t> touched; ///< bits of the suppliers with an atom that differs
    };
    struct Gap {
        OwnKnowledge own;
        double low = 0, high = 0; ///< distance from the truth that the witnesses reach
    };

    double weight(std::size_t cell) const;
    void rebuild();
    void keep(const std::vector<double>& world);
    bool usable(const Witness& witness, std::span<const std::uint32_t> opened) const;
    std::optional<Gap> missing(std::size_t sensitive, std::span<const std::uint32_t> opened) const;
    bool close(const Dictionary& region, std::size_t sensitive, const Gap& gap);
    bool satisfy(const Dictionary& region, std::size_t sensitive, std::span<const std::uint32_t> opened);
    void hide_moved(const std::vector<double>& world);
    bool hide_for(std::size_t sensitive, const Gap& gap, double extra);
    bool try_open(std::uint32_t bundle);
    std::size_t hidden_cells() const;
    std::vector<char> leaning_on(std::span<const std::uint32_t> opened) const;
    void forget(std::span<const std::uint32_t> opened);

    const GateSystem& system_;
    const GateNeeds& needs_;
    std::vector<std::uint32_t> order_;
    GatePattern hidden_, primary_;
    std::vector<GateCount> truth_;
    std::vector<std::vector<std::uint32_t>> cells_of_bundle_;
    std::vector<std::vector<std::pair<std::uint32_t, std::int32_t>>> cells_of_atom_; ///< with the coefficient
    std::vector<double> weights_;
    double largest_;
    std::vector<Witness> witnesses_;
    bool crowded_out_ = true; ///< witnesses that a need may lean on have not been gathered, or were let go
    std::vector<std::size_t> suspects_; ///< sensitive cells, the last that failed first
    std::optional<Dictionary> region_;
    std::optional<DeviationProgram> program_;
};

/// An upper limit for atoms that no promise depends on: far above every public number.
double largest_atom(std::span<const GateRow* const> rows);

} // namespace lup
