#include "transform/estimates/design.hpp"

#include "config/errors.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lup {

namespace {

template <typename T>
T value_or(std::span<const T> column, std::size_t row, T otherwise)
{
    return column.empty() ? otherwise : column[row];
}

/// Adds x y without rounding.
void add_product(ExactSum& sum, double x, double y)
{
    const double product = x * y;
    sum.add(product);
    sum.add(std::fma(x, y, -product));
}

} // namespace

/// A row's weight and its square, made once for all indicators.
struct DesignSums::RowTerms {
    explicit RowTerms(double weight) : w(weight), ww(weight * weight), fixed_w(w), fixed_ww(ww) {}
    double w, ww;
    FixedPoint fixed_w, fixed_ww;
};

DesignSums::DesignSums(Units units, std::vector<Measure> indicators)
    : units_(units), measures_(std::move(indicators))
{
    for (const auto measure : measures_) {
        slot_of_.push_back(slots_);
        slots_ += measure == Measure::share ? share_slots : mean_slots;
    }
}

std::uint32_t DesignSums::stratum_of(std::uint32_t id)
{
    const auto [index, is_new] = stratum_index_.index_of(id, 0);
    if (is_new) {
        strata_.emplace_back();
        strata_.back().id = id;
    }
    return index;
}

std::uint32_t DesignSums::psu_of(std::uint32_t id, std::uint32_t stratum)
{
    const auto [index, is_new] = psu_index_.index_of(stratum, id);
    if (is_new) {
        psus_.emplace_back();
        psus_.back().id = id;
        psus_.back().stratum = stratum;
        ++strata_[stratum].psus;
    }
    return index;
}

std::uint32_t DesignSums::unit_of_row(const DesignRows& batch, std::size_t row)
{
    const auto index = stratum_of(value_or(batch.stratum, row, 0U));
    auto& stratum = strata_[index];
    if (!batch.fpc.empty()) {
        stratum.fpc_low = std::min(stratum.fpc_low, batch.fpc[row]);
        stratum.fpc_high = std::max(stratum.fpc_high, batch.fpc[row]);
    }
    if (units_ == Units::rows) {
        ++stratum.psus;
        return index;
    }
    const auto unit = psu_of(value_or(batch.psu, row, 0U), index);
    auto& psu = psus_[unit];
    ++psu.rows;
    if (!batch.second_stage_fpc.empty()) {
        psu.fpc_low = std::min(psu.fpc_low, batch.second_stage_fpc[row]);
        psu.fpc_high = std::max(psu.fpc_high, batch.second_stage_fpc[row]);
    }
    return unit;
}

std::uint32_t DesignSums::block_of(std::uint32_t cell, std::uint32_t unit)
{
    const auto [index, is_new] = block_index_.index_of(cell, unit);
    if (is_new) {
        if (cell >= blocks_of_cell_.size())
            blocks_of_cell_.resize(std::size_t{cell} + 1);
        blocks_of_cell_[cell].push_back(index);
        sums_.resize(sums_.size() + slots_);
        counts_.resize(counts_.size() + measures_.size());
    }
    return index;
}

void DesignSums::add_value(std::size_t slot, double y, const RowTerms& row)
{
    // With w y rounded once and all its products exact, the squares about a mean far from zero keep their
    // digits.
    const double wy = row.w * y;
    sums_[slot + sum_wy].add(wy);
    add_product(sums_[slot + sum_wwy], row.w, wy);
    add_product(sums_[slot + sum_wyy], wy, y);
    add_product(sums_[slot + sum_wwyy], wy, wy);
    sums_[slot + sum_ww].add(std::fma(row.w, row.w, -row.ww));
}

void DesignSums::add_row(const DesignRows& batch, std::size_t row, std::uint32_t block, const RowTerms& w)
{
    for (std::size_t j = 0; j < measures_.size(); ++j) {
        const auto answer = batch.indicators[j].answers[row];
        auto& counts = counts_[block * measures_.size() + j];
        if (answer == Answer::missing)
            ++counts.missing;
        if (answer == Answer::missing || answer == Answer::outside)
            continue;
        ++counts.valid;
        const std::size_t slot = block * slots_ + slot_of_[j];
        sums_[slot + sum_w].add(w.fixed_w);
        sums_[slot + sum_ww].add(w.fixed_ww);
        if (measures_[j] == Measure::mean) {
            add_value(slot, batch.indicators[j].values[row], w);
        } else if (answer == Answer::yes) {
            ++counts.positive;
            sums_[slot + sum_wy].add(w.fixed_w);
            sums_[slot + sum_wwy].add(w.fixed_ww);
        }
    }
}

void DesignSums::add(const DesignRows& batch)
{
    for (std::size_t row = 0; row < batch.rows; ++row) {
        const double weight = value_or(batch.weight, row, 1.0);
        if (!(weight >= 0))
            throw InputError("a weight is negative or not a number: check the column that the codebook gives "
                             "the role weight");
        const auto unit = unit_of_row(batch, row);
        if (weight == 0)
            continue;
        const RowTerms terms(weight);
        for (const auto& column : batch.cells)
            if (column[row] != DesignRows::no_cell)
                add_row(batch, row, block_of(column[row], unit), terms);
    }
}

void DesignSums::merge(const DesignSums& other)
{
    std::vector<std::uint32_t> units;
    for (const auto& theirs : other.strata_) {
        const auto index = stratum_of(theirs.id);
        auto& ours = strata_[index];
        ours.fpc_low = std::min(ours.fpc_low, theirs.fpc_low);
        ours.fpc_high = std::max(ours.fpc_high, theirs.fpc_high);
        if (units_ == Units::rows) {
            ours.psus += theirs.psus;
            units.push_back(index);
        }
    }
    for (const auto& theirs : other.psus_) {
        const auto unit = psu_of(theirs.id, stratum_of(other.strata_[theirs.stratum].id));
        psus_[unit].rows += theirs.rows;
        psus_[unit].fpc_low = std::min(psus_[unit].fpc_low, theirs.fpc_low);
        psus_[unit].fpc_high = std::max(psus_[unit].fpc_high, theirs.fpc_high);
        units.push_back(unit);
    }
    for (std::size_t b = 0; b < other.block_index_.size(); ++b) {
        const auto block = block_of(other.block_index_.first(b), units[other.block_index_.second(b)]);
        for (std::size_t s = 0; s < slots_; ++s)
            sums_[block * slots_ + s].add(other.sums_[b * slots_ + s]);
        for (std::size_t j = 0; j < measures_.size(); ++j) {
            auto& ours = counts_[block * measures_.size() + j];
            const auto& theirs = other.counts_[b * measures_.size() + j];
            ours.valid += theirs.valid;
            ours.positive += theirs.positive;
            ours.missing += theirs.missing;
        }
    }
}

CellTotals DesignSums::totals(std::uint32_t cell, std::uint32_t indicator) const
{
    CellTotals totals;
    if (cell >= blocks_of_cell_.size())
        return totals;
    ExactSum w, wy, wyy;
    for (const std::size_t block : blocks_of_cell_[cell]) {
        const auto& counts = counts_[block * measures_.size() + indicator];
        totals.n += counts.valid;
        totals.n_positive += counts.positive;
        totals.n_missing += counts.missing;
        const ExactSum* sums = &sums_[block * slots_ + slot_of_[indicator]];
        w.add(sums[sum_w]);
        wy.add(sums[sum_wy]);
        wyy.add(sums[measures_[indicator] == Measure::share ? sum_wy : sum_wyy]);
    }
    totals.w = w.value();
    totals.wy = wy.value();
    totals.wyy = wyy.value();
    return totals;
}

DesignSums::Extent DesignSums::design_extent() const
{
    Extent extent;
    extent.strata = static_cast<std::int64_t>(strata_.size());
    for (const auto& stratum : strata_)
        extent.psus += static_cast<std::int64_t>(stratum.psus);
    return extent;
}

std::size_t DesignSums::lonely_strata() const
{
    return static_cast<std::size_t>(std::count_if(strata_.begin(), strata_.end(),
                                                  [](const Stratum& stratum) { return stratum.psus == 1; }));
}

std::size_t DesignSums::strata_with_doubtful_fpc() const
{
    return static_cast<std::size_t>(std::count_if(strata_.begin(), strata_.end(), [](const Stratum& stratum) {
        const bool absent = stratum.fpc_high < stratum.fpc_low;
        const bool too_many = stratum.fpc_high > 1 && stratum.fpc_high < static_cast<double>(stratum.psus);
        return !absent && (stratum.fpc_low != stratum.fpc_high || too_many || stratum.fpc_low < 0);
    }));
}

} // namespace lup
