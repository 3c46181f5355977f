#pragma once

#include "transform/gate/system.hpp"

namespace lup {

/// The worlds that satisfy a set of rows, as a dense simplex dictionary with bounded variables (Chvátal,
/// Linear Programming, 1983, ch. 8): what the rows fix is taken out first, so it is a few dozen rows by the
/// number of directions that are left free. Variables are the atoms, then a slack for each inequality, then
/// added rows.
///
/// Deterministic: the result depends on the rows and the calls alone. Copying is cheap and is how a question
/// is asked without changing the answer to the next.
class Dictionary {
public:
    /// Atoms are between 0 and `largest`. Throws DisclosureError if no real numbers satisfy the rows.
    Dictionary(std::size_t atoms, std::span<const GateRow* const> rows, double largest);

    /// Moves to these atom counts, which must satisfy the rows.
    void move_to(std::span<const GateCount> atoms);

    /// Finds a point within all bounds. False if there is none.
    bool make_feasible();

    /// Adds the value of a row as a variable with these bounds and returns its number.
    std::size_t add_row(const GateRow& row, double low, double high);

    void bound(std::size_t variable, double low, double high);

    /// Moves to where the variable is largest (sign 1) or smallest (sign -1), or stops where it passes
    /// `enough`. The present point must be feasible. Returns the value reached.
    double push(std::size_t variable, int sign, double enough);

    /// Fixes an added row at `value` and takes its direction out. False if the row cannot take that value.
    bool pin(std::size_t variable, double value);

    double value(std::size_t variable) const { return value_[variable]; }
    double low(std::size_t variable) const { return low_[variable]; }
    double high(std::size_t variable) const { return high_[variable]; }
    /// True if the rows leave the variable one value only.
    bool is_fixed(std::size_t variable) const { return where_[variable] == fixed; }
    std::size_t atoms() const { return atoms_; }
    double largest() const { return largest_; }
    std::size_t directions() const { return free_.size(); }
    std::vector<double> atom_values() const
    {
        return {value_.begin(), value_.begin() + static_cast<long>(atoms_)};
    }

private:
    static constexpr std::int32_t fixed =
        0; ///< where_: 0 fixed, i + 1 basic in row i, -(j + 1) free in column j
    struct Step {
        std::size_t column = 0;
        double length = 0;
        std::int32_t row = -1; ///< that leaves, or -1 for a move from bound to bound
        bool exists = false;
    };

    void build(std::span<const GateRow* const> rows);
    void take_basic(std::size_t variable, const std::vector<std::uint64_t>& reduced);
    std::size_t new_variable(double low, double high);
    double* row(std::size_t i) { return table_.data() + i * stride_; }
    const double* row(std::size_t i) const { return table_.data() + i * stride_; }
    void pivot(std::size_t row, std::size_t column);
    void drop_column(std::size_t column);
    void shift(std::size_t column, double length);
    void settle_free();
    bool outside(std::size_t variable) const;
    void infeasibility_gradient(std::vector<double>& gradient) const;
    Step choose(const std::vector<double>& gradient, bool careful) const;
    Step ratio(std::size_t column, double sign, bool careful) const;
    void take(const Step& step);

    std::size_t atoms_, stride_ = 0;
    double largest_;
    std::vector<double> table_;
    std::vector<std::size_t> basic_, free_;
    std::vector<double> low_, high_, value_;
    std::vector<std::int32_t> where_;
};

} // namespace lup
