#include "transform/gate/dictionary.hpp"

#include "config/errors.hpp"
#include "transform/gate/elimination.hpp"
#include "transform/gate/row_space.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

constexpr double feasible = 1e-7;  // how far outside its bounds a value may be
constexpr double improving = 1e-9; // a smaller gradient is zero

} // namespace

Dictionary::Dictionary(std::size_t atoms, std::span<const GateRow* const> rows, double largest)
    : atoms_(atoms), largest_(largest)
{
    for (std::size_t a = 0; a < atoms; ++a)
        new_variable(0, largest);
    build(rows);
}

std::size_t Dictionary::new_variable(double low, double high)
{
    low_.push_back(low);
    high_.push_back(high);
    value_.push_back(std::clamp(0.0, low, high));
    where_.push_back(fixed);
    return value_.size() - 1;
}

namespace {

/// Short rows first keeps the reduced rows thin. Inequalities come last: each has its slack as pivot, so that
/// slacks are basic and move_to need not know them.
std::vector<const GateRow*> in_order(std::span<const GateRow* const> rows)
{
    std::vector<const GateRow*> sorted(rows.begin(), rows.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* one, const auto* other) {
        return std::pair(one->relation != RowRelation::equal, one->terms.size()) <
               std::pair(other->relation != RowRelation::equal, other->terms.size());
    });
    return sorted;
}

[[noreturn]] void refuse_contradiction()
{
    throw DisclosureError("disclosure gate: published numbers contradict each other");
}

/// A row as residues over all variables and, last, its bound. `slack`: the variable of an inequality.
RowSpace::Row dense(const GateRow& row, std::size_t columns, const std::vector<char>& zero, std::size_t slack)
{
    RowSpace::Row entries(columns + 1, 0);
    for (const auto& term : row.terms)
        if (!zero[term.atom])
            entries[term.atom] = residue::of(term.coefficient);
    if (row.relation != RowRelation::equal)
        entries[slack] = residue::of(row.relation == RowRelation::at_least ? -1 : 1);
    entries[columns] = residue::of(row.bound);
    return entries;
}

} // namespace

void Dictionary::build(std::span<const GateRow* const> rows)
{
    const auto zero = atoms_shown_as_zero(atoms_, rows);
    const auto sorted = in_order(rows);
    std::vector<std::size_t> slack(sorted.size(), 0);
    for (std::size_t k = 0; k < sorted.size(); ++k)
        if (sorted[k]->relation != RowRelation::equal)
            slack[k] = new_variable(0, std::numeric_limits<double>::infinity());
    const auto columns = value_.size();
    RowSpace space(columns + 1, columns);
    for (std::size_t k = 0; k < sorted.size(); ++k) {
        auto entries = space.reduced(dense(*sorted[k], columns, zero, slack[k]));
        if (sorted[k]->relation != RowRelation::equal)
            space.add(std::move(entries), slack[k]);
        else if (const auto pivot = space.pivot_of(entries))
            space.add(std::move(entries), *pivot);
        else if (entries[columns] != 0)
            refuse_contradiction();
    }
    for (std::size_t v = 0; v < columns; ++v)
        if (space.row_with_pivot(v) == nullptr && !(v < atoms_ && zero[v])) {
            where_[v] = -static_cast<std::int32_t>(free_.size()) - 1;
            free_.push_back(v);
        }
    stride_ = free_.size();
    for (std::size_t v = 0; v < columns; ++v)
        if (const auto* reduced = space.row_with_pivot(v))
            take_basic(v, *reduced);
}

/// Writes a variable as the free ones make it, or fixes it where none of them moves it.
void Dictionary::take_basic(std::size_t variable, const std::vector<std::uint64_t>& reduced)
{
    value_[variable] = residue::as_double(reduced.back());
    const bool varies =
        std::any_of(free_.begin(), free_.end(), [&](std::size_t f) { return reduced[f] != 0; });
    if (!varies) {
        if (value_[variable] < low_[variable] || value_[variable] > high_[variable])
            refuse_contradiction();
        return;
    }
    basic_.push_back(variable);
    where_[variable] = static_cast<std::int32_t>(basic_.size());
    for (const auto f : free_)
        table_.push_back(reduced[f] == 0 ? 0.0 : -residue::as_double(reduced[f]));
}

void Dictionary::move_to(std::span<const GateCount> atoms)
{
    for (std::size_t j = 0; j < free_.size(); ++j)
        if (free_[j] < atoms_)
            shift(j, static_cast<double>(atoms[free_[j]]) - value_[free_[j]]);
}

void Dictionary::shift(std::size_t column, double length)
{
    if (length == 0)
        return;
    value_[free_[column]] += length;
    for (std::size_t i = 0; i < basic_.size(); ++i)
        value_[basic_[i]] += row(i)[column] * length;
}

std::size_t Dictionary::add_row(const GateRow& added, double low, double high)
{
    const auto variable = new_variable(low, high);
    std::vector<double> entries(stride_, 0.0);
    double value = 0;
    bool varies = false;
    for (const auto& term : added.terms) {
        value += term.coefficient * value_[term.atom];
        const auto at = where_[term.atom];
        if (at < 0)
            entries[static_cast<std::size_t>(-at - 1)] += term.coefficient;
        if (at > 0)
            for (std::size_t k = 0; k < stride_; ++k)
                entries[k] += term.coefficient * row(static_cast<std::size_t>(at - 1))[k];
    }
    for (auto& entry : entries) {
        if (std::abs(entry) < improving)
            entry = 0;
        varies = varies || entry != 0;
    }
    value_[variable] = value;
    if (varies) {
        basic_.push_back(variable);
        where_[variable] = static_cast<std::int32_t>(basic_.size());
        table_.insert(table_.end(), entries.begin(), entries.end());
    }
    return variable;
}

void Dictionary::bound(std::size_t variable, double low, double high)
{
    low_[variable] = low;
    high_[variable] = high;
}

void Dictionary::pivot(std::size_t r, std::size_t column)
{
    double* const leaving = row(r);
    const double scale = 1 / leaving[column];
    for (std::size_t k = 0; k < stride_; ++k)
        leaving[k] *= -scale;
    leaving[column] = scale;
    for (std::size_t i = 0; i < basic_.size(); ++i) {
        double* const other = row(i);
        const double factor = other[column];
        if (i == r || factor == 0)
            continue;
        other[column] = 0;
        for (std::size_t k = 0; k < stride_; ++k) {
            other[k] += factor * leaving[k];
            // Cancelled entries must be true zeros, or they grow into pivots.
            other[k] = std::abs(other[k]) < improving ? 0.0 : other[k];
        }
    }
    std::swap(basic_[r], free_[column]);
    where_[basic_[r]] = static_cast<std::int32_t>(r) + 1;
    where_[free_[column]] = -static_cast<std::int32_t>(column) - 1;
}

void Dictionary::drop_column(std::size_t column)
{
    const auto last = stride_ - 1;
    where_[free_[column]] = fixed;
    for (std::size_t i = 0; i < basic_.size(); ++i)
        row(i)[column] = row(i)[last];
    if (column != last) {
        free_[column] = free_[last];
        where_[free_[column]] = -static_cast<std::int32_t>(column) - 1;
    }
    free_.pop_back();
    // Rows that no direction moves any more are fixed too; the others close up.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < basic_.size(); ++i) {
        const double* const from = row(i);
        const auto variable = basic_[i];
        if (std::all_of(from, from + last, [](double entry) { return entry == 0; })) {
            where_[variable] = fixed;
            continue;
        }
        std::copy(from, from + last, table_.data() + kept * last);
        basic_[kept++] = variable;
        where_[variable] = static_cast<std::int32_t>(kept);
    }
    basic_.resize(kept);
    stride_ = last;
    table_.resize(kept * last);
}

bool Dictionary::pin(std::size_t variable, double value)
{
    if (where_[variable] == fixed)
        return std::abs(value_[variable] - value) < feasible;
    bound(variable, value, value);
    if (!make_feasible())
        return false;
    if (where_[variable] > 0) {
        const auto r = static_cast<std::size_t>(where_[variable] - 1);
        const double* const entries = row(r);
        std::size_t best = 0;
        for (std::size_t k = 1; k < stride_; ++k)
            if (std::abs(entries[k]) > std::abs(entries[best]))
                best = k;
        pivot(r, best);
    }
    drop_column(static_cast<std::size_t>(-where_[variable] - 1));
    return true;
}

} // namespace lup
