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
constexpr double usable = 1e-7;    // a smaller pivot is zero

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

void Dictionary::build(std::span<const GateRow* const> rows)
{
    const auto zero = atoms_shown_as_zero(atoms_, rows);
    std::vector<const GateRow*> sorted(rows.begin(), rows.end());
    // Short rows first keeps the reduced rows thin. Inequalities come last: each has its slack as pivot, so
    // that slacks are basic and move_to need not know them.
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* one, const auto* other) {
        return std::pair(one->relation != RowRelation::equal, one->terms.size()) <
               std::pair(other->relation != RowRelation::equal, other->terms.size());
    });
    std::vector<std::size_t> slack(sorted.size(), 0);
    for (std::size_t k = 0; k < sorted.size(); ++k)
        if (sorted[k]->relation != RowRelation::equal)
            slack[k] = new_variable(0, std::numeric_limits<double>::infinity());

    const auto columns = value_.size();
    RowSpace space(columns + 1, columns);
    for (std::size_t k = 0; k < sorted.size(); ++k) {
        RowSpace::Row dense(columns + 1, 0);
        for (const auto& term : sorted[k]->terms)
            if (!zero[term.atom])
                dense[term.atom] = residue::of(term.coefficient);
        if (sorted[k]->relation != RowRelation::equal)
            dense[slack[k]] = residue::of(sorted[k]->relation == RowRelation::at_least ? -1 : 1);
        dense[columns] = residue::of(sorted[k]->bound);
        dense = space.reduced(std::move(dense));
        if (sorted[k]->relation != RowRelation::equal)
            space.add(std::move(dense), slack[k]);
        else if (const auto pivot = space.pivot_of(dense))
            space.add(std::move(dense), *pivot);
        else if (dense[columns] != 0)
            throw DisclosureError("disclosure gate: published numbers contradict each other");
    }

    for (std::size_t v = 0; v < columns; ++v)
        if (space.row_with_pivot(v) == nullptr && !(v < atoms_ && zero[v])) {
            where_[v] = -static_cast<std::int32_t>(free_.size()) - 1;
            free_.push_back(v);
        }
    stride_ = free_.size();
    for (std::size_t v = 0; v < columns; ++v) {
        const auto* reduced = space.row_with_pivot(v);
        if (reduced == nullptr)
            continue;
        value_[v] = residue::as_double((*reduced)[columns]);
        const bool varies =
            std::any_of(free_.begin(), free_.end(), [&](std::size_t f) { return (*reduced)[f] != 0; });
        if (!varies) {
            if (value_[v] < low_[v] || value_[v] > high_[v])
                throw DisclosureError("disclosure gate: published numbers contradict each other");
            continue;
        }
        basic_.push_back(v);
        where_[v] = static_cast<std::int32_t>(basic_.size());
        for (const auto f : free_)
            table_.push_back((*reduced)[f] == 0 ? 0.0 : -residue::as_double((*reduced)[f]));
    }
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

bool Dictionary::outside(std::size_t variable) const
{
    return value_[variable] < low_[variable] - feasible || value_[variable] > high_[variable] + feasible;
}

void Dictionary::settle_free()
{
    for (std::size_t j = 0; j < free_.size(); ++j) {
        const auto v = free_[j];
        shift(j, std::clamp(value_[v], low_[v], high_[v]) - value_[v]);
    }
}

void Dictionary::infeasibility_gradient(std::vector<double>& gradient) const
{
    std::fill(gradient.begin(), gradient.end(), 0.0);
    for (std::size_t i = 0; i < basic_.size(); ++i) {
        const auto v = basic_[i];
        const double side = value_[v] < low_[v] - feasible ? 1 : value_[v] > high_[v] + feasible ? -1 : 0;
        if (side == 0)
            continue;
        for (std::size_t k = 0; k < stride_; ++k)
            gradient[k] += side * row(i)[k];
    }
}

Dictionary::Step Dictionary::ratio(std::size_t column, double sign, bool careful) const
{
    const auto entering = free_[column];
    Step step{column, 0, -1, true};
    double length = sign > 0 ? high_[entering] - value_[entering] : value_[entering] - low_[entering];
    double best_pivot = 0;
    for (std::size_t i = 0; i < basic_.size(); ++i) {
        const double rate = sign * row(i)[column];
        if (std::abs(rate) < usable)
            continue;
        const auto v = basic_[i];
        const bool below = value_[v]<low_[v] - feasible, above = value_[v]> high_[v] + feasible;
        double room = std::numeric_limits<double>::infinity();
        if (rate > 0 && !above)
            room = ((below ? low_[v] : high_[v]) - value_[v]) / rate;
        else if (rate < 0 && !below)
            room = ((above ? high_[v] : low_[v]) - value_[v]) / rate;
        room = std::max(room, 0.0);
        const bool tie = std::abs(room - length) <= improving && step.row >= 0;
        const bool better = careful ? tie && v < basic_[static_cast<std::size_t>(step.row)]
                                    : tie && std::abs(rate) > best_pivot;
        if (room < length - improving || better) {
            length = std::min(room, length);
            step.row = static_cast<std::int32_t>(i);
            best_pivot = std::abs(rate);
        }
    }
    step.length = sign * length;
    return step;
}

Dictionary::Step Dictionary::choose(const std::vector<double>& gradient, bool careful) const
{
    std::size_t best = stride_;
    for (std::size_t j = 0; j < stride_; ++j) {
        const auto v = free_[j];
        const bool can = gradient[j] > improving ? value_[v] < high_[v] - feasible
                                                 : gradient[j] < -improving && value_[v] > low_[v] + feasible;
        if (!can)
            continue;
        if (best == stride_ || (careful ? v < free_[best] : std::abs(gradient[j]) > std::abs(gradient[best])))
            best = j;
    }
    return best == stride_ ? Step{} : ratio(best, gradient[best] > 0 ? 1 : -1, careful);
}

void Dictionary::take(const Step& step)
{
    shift(step.column, step.length);
    if (step.row < 0)
        return;
    const auto r = static_cast<std::size_t>(step.row);
    const auto leaving = basic_[r];
    // The leaving variable stands exactly on the bound that stopped it.
    const double low = low_[leaving], high = high_[leaving], value = value_[leaving];
    value_[leaving] = std::abs(value - low) <= std::abs(value - high) ? low : high;
    pivot(r, step.column);
}

bool Dictionary::make_feasible()
{
    settle_free();
    for (std::size_t v = 0; v < value_.size(); ++v)
        if (where_[v] == fixed && outside(v))
            return false;
    std::vector<double> gradient(stride_);
    const auto patience = 2 * (basic_.size() + stride_), limit = 50 * patience + 1000;
    for (std::size_t turn = 0; turn < limit; ++turn) {
        if (std::none_of(basic_.begin(), basic_.end(), [&](std::size_t v) { return outside(v); }))
            return true;
        infeasibility_gradient(gradient);
        const auto step = choose(gradient, turn > patience);
        if (!step.exists || !std::isfinite(step.length))
            return false;
        take(step);
    }
    return false;
}

double Dictionary::push(std::size_t variable, int sign, double enough)
{
    const bool wanted = std::isfinite(enough);
    const auto kept_low = low_[variable], kept_high = high_[variable];
    if (wanted)
        (sign > 0 ? high_ : low_)[variable] = enough;
    std::vector<double> gradient(stride_);
    const auto patience = 2 * (basic_.size() + stride_), limit = 50 * patience + 1000;
    for (std::size_t turn = 0; turn < limit; ++turn) {
        if (wanted && sign * (value_[variable] - enough) >= -improving)
            break;
        const auto at = where_[variable];
        if (at == fixed)
            break;
        std::fill(gradient.begin(), gradient.end(), 0.0);
        if (at < 0)
            gradient[static_cast<std::size_t>(-at - 1)] = sign;
        else
            for (std::size_t k = 0; k < stride_; ++k)
                gradient[k] = sign * row(static_cast<std::size_t>(at - 1))[k];
        const auto step = choose(gradient, turn > patience);
        if (!step.exists)
            break;
        if (!std::isfinite(step.length)) {
            value_[variable] = sign * std::numeric_limits<double>::infinity();
            break;
        }
        take(step);
    }
    low_[variable] = kept_low;
    high_[variable] = kept_high;
    return value_[variable];
}

} // namespace lup
