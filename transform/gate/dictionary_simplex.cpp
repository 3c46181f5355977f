#include "transform/gate/dictionary.hpp"

#include <algorithm>
#include <cmath>

// How a dictionary is walked: within its bounds, and to where a variable is largest.

namespace lup {

namespace {

constexpr double feasible = 1e-7;  // how far outside its bounds a value may be
constexpr double improving = 1e-9; // a smaller gradient is zero
constexpr double usable = 1e-7;    // a smaller pivot is zero

} // namespace

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
