#include "transform/gate/pattern_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lup {

namespace {

constexpr double same = 1e-6;        // two values closer than this are one
constexpr double slack = 1e-4;       // a need counts as met when it is this close: float sums of whole moves
constexpr int most_passes = 20;      // a need that is not met by then is left for the certificate to miss
constexpr std::size_t crowded = 600; // witnesses kept at most before the oldest are let go

void set_bit(std::vector<std::uint64_t>& bits, std::size_t at)
{
    bits[at / 64] |= std::uint64_t{1} << (at % 64);
}

} // namespace

double largest_atom(std::span<const GateRow* const> rows)
{
    double largest = 1e6;
    for (const auto* row : rows)
        largest = std::max(largest, 4 * std::abs(static_cast<double>(row->bound)));
    return largest;
}

PatternSearch::PatternSearch(const GateSystem& system, const GateNeeds& needs,
                             std::span<const std::uint32_t> order, GatePattern hidden)
    : system_(system), needs_(needs), order_(order.begin(), order.end()), hidden_(std::move(hidden)),
      primary_(primary_pattern(system)), truth_(true_counts(system)), cells_of_bundle_(system.bundles),
      cells_of_atom_(system.atoms.size()), suspects_(needs.cells.size())
{
    std::vector<std::size_t> place(system.bundles);
    for (std::size_t k = 0; k < order_.size(); ++k)
        place[order_[k]] = order_.size() - k;
    for (std::uint32_t c = 0; c < system.cells.size(); ++c) {
        const auto bundle = system.cells[c].bundle;
        if (bundle != never_printed)
            cells_of_bundle_[bundle].push_back(c);
        for (const auto& term : system.cells[c].row.terms)
            cells_of_atom_[term.atom].emplace_back(c, term.coefficient);
        // Each cell costs about the same, the important a little more: few hidden cells first, then which.
        weights_.push_back(bundle == never_printed ? 0.0
                                                   : 1.0 + static_cast<double>(place[bundle]) /
                                                               static_cast<double>(order_.size()));
    }
    std::iota(suspects_.begin(), suspects_.end(), std::size_t{0});
    std::vector<const GateRow*> rows;
    for (const auto& known : system.known)
        rows.push_back(&known.row);
    for (const auto& cell : system.cells)
        rows.push_back(&cell.row);
    largest_ = largest_atom(rows);
    rebuild();
}

void PatternSearch::rebuild()
{
    region_.emplace(system_.atoms.size(), public_rows(system_, hidden_), largest_);
    region_->move_to(truth_);
}

void PatternSearch::keep(const std::vector<double>& world)
{
    Witness witness{std::vector<double>(truth_.size(), 0.0), std::vector<float>(system_.cells.size(), 0.0F),
                    std::vector<std::uint64_t>(truth_.size() / 64 + 1, 0),
                    std::vector<std::uint64_t>(system_.suppliers / 64 + 1, 0)};
    for (std::size_t a = 0; a < truth_.size(); ++a) {
        const auto truth = static_cast<double>(truth_[a]);
        const double moved = world[a] - truth;
        if (std::abs(moved) < same)
            continue;
        witness.atom[a] = moved;
        if (truth_[a] >= 1 && world[a] < 1 - slack)
            set_bit(witness.emptied, a);
        if (system_.atoms[a].supplier != no_supplier)
            set_bit(witness.touched, system_.atoms[a].supplier);
        for (const auto& [cell, coefficient] : cells_of_atom_[a])
            witness.cell[cell] += static_cast<float>(coefficient * moved);
    }
    witnesses_.push_back(std::move(witness));
}

bool PatternSearch::usable(const Witness& witness, std::span<const std::uint32_t> opened) const
{
    return std::all_of(opened.begin(), opened.end(), [&](std::uint32_t c) {
        const auto& row = system_.cells[c].row;
        const double moved = witness.cell[c];
        if (row.relation == RowRelation::equal)
            return std::abs(moved) < slack;
        const auto reached = static_cast<double>(row_value(row, truth_)) + moved,
                   bound = static_cast<double>(row.bound);
        return row.relation == RowRelation::at_least ? reached > bound - same : reached < bound + same;
    });
}

std::optional<PatternSearch::Gap> PatternSearch::missing(std::size_t sensitive,
                                                         std::span<const std::uint32_t> opened) const
{
    const auto cell = needs_.cells[sensitive];
    const auto& insider = needs_.insider[sensitive];
    const auto& supplier = needs_.supplier[sensitive];
    Gap gap;
    std::vector<std::uint64_t> emptied(truth_.size() / 64 + 1, ~std::uint64_t{0});
    std::vector<std::uint64_t> touched(system_.suppliers / 64 + 1, ~std::uint64_t{0});
    for (const auto& witness : witnesses_) {
        const double moved = witness.cell[cell];
        if (std::abs(moved) < same || !usable(witness, opened))
            continue;
        gap.low = std::min(gap.low, moved);
        gap.high = std::max(gap.high, moved);
        if (std::abs(moved) < 1 - slack)
            continue;
        for (std::size_t k = 0; k < emptied.size(); ++k)
            emptied[k] &= witness.emptied[k];
        for (std::size_t k = 0; k < touched.size(); ++k)
            touched[k] &= witness.touched[k];
    }
    if (gap.high - gap.low < static_cast<double>(needs_.gap[sensitive]) - slack)
        return gap;
    const auto has = [](const auto& bits, std::size_t at) { return (bits[at / 64] >> (at % 64) & 1) != 0; };
    for (std::uint32_t a = 0; a < insider.size(); ++a)
        if (insider[a] && has(emptied, a))
            return Gap{{a, no_supplier}, 0, 0};
    for (std::uint32_t p = 0; p < supplier.size(); ++p)
        if (supplier[p] && has(touched, p))
            return Gap{{never_printed, p}, 0, 0};
    return std::nullopt;
}

bool PatternSearch::close(const Dictionary& region, std::size_t sensitive, const Gap& gap)
{
    const auto& row = system_.cells[needs_.cells[sensitive]].row;
    auto asked = region;
    const bool reader = gap.own.is_reader();
    if (gap.own.insider != never_printed)
        asked.bound(gap.own.insider, 1, largest_);
    for (std::size_t a = 0; a < truth_.size() && gap.own.supplier != no_supplier; ++a)
        if (system_.atoms[a].supplier == gap.own.supplier)
            asked.bound(a, static_cast<double>(truth_[a]), static_cast<double>(truth_[a]));
    const auto infinity = std::numeric_limits<double>::infinity();
    const auto variable = asked.add_row(row, -infinity, infinity);
    const auto truth = asked.value(variable);
    const auto wanted = reader ? static_cast<double>(needs_.gap[sensitive]) : 1.0;

    auto down = asked;
    const double highest = asked.push(variable, 1, truth + gap.low + wanted) - truth;
    if (highest > same)
        keep(asked.atom_values());
    if (highest - gap.low >= wanted - same)
        return true;
    const double top = std::max(reader ? std::max(highest, gap.high) : 0.0, 0.0);
    const double lowest = down.push(variable, -1, truth + top - wanted) - truth;
    if (lowest < -same)
        keep(down.atom_values());
    return top - lowest >= wanted - same;
}

bool PatternSearch::satisfy(const Dictionary& region, std::size_t sensitive,
                            std::span<const std::uint32_t> opened)
{
    // Each turn serves the reader, one insider or one supplier.
    for (std::size_t turn = 0; turn < truth_.size() + system_.suppliers + 2; ++turn) {
        const auto gap = missing(sensitive, opened);
        if (!gap)
            return true;
        if (!close(region, sensitive, *gap))
            return false;
    }
    return !missing(sensitive, opened);
}

void PatternSearch::hide_moved(const std::vector<double>& world)
{
    keep(world);
    const auto& moved = witnesses_.back().cell;
    for (std::size_t c = 0; c < moved.size(); ++c)
        if (std::abs(moved[c]) > slack && system_.cells[c].bundle != never_printed)
            hidden_[system_.cells[c].bundle] = true;
}

bool PatternSearch::hide_for(std::size_t sensitive, const Gap& gap, double extra)
{
    if (!program_)
        program_.emplace(system_, weights_, largest_);
    const auto cell = needs_.cells[sensitive];
    const auto truth = static_cast<double>(row_value(system_.cells[cell].row, truth_));
    const double wanted = (gap.own.is_reader() ? static_cast<double>(needs_.gap[sensitive]) : 1.0) + extra;
    for (const int sign : {1, -1}) {
        const double target = truth + (sign > 0 ? gap.low + wanted : gap.high - wanted);
        if (const auto world = program_->solve(hidden_, cell, sign, target, gap.own)) {
            hide_moved(*world);
            return true;
        }
    }
    // Public knowledge may leave room on both sides of the truth, but not enough on either.
    for (double up = wanted - 1; up >= 1; --up) {
        const auto above = program_->solve(hidden_, cell, 1, truth + up, gap.own);
        const auto below =
            above ? program_->solve(hidden_, cell, -1, truth + up - wanted, gap.own) : std::nullopt;
        if (!below)
            continue;
        hide_moved(*above);
        hide_moved(*below);
        return true;
    }
    return false;
}

void PatternSearch::repair()
{
    bool changed = true;
    for (int pass = 0; changed && pass < most_passes; ++pass) {
        changed = false;
        for (std::size_t s = 0; s < needs_.cells.size(); ++s)
            for (int tries = 0; tries < most_passes && !satisfy(*region_, s, {}); ++tries) {
                // A failing need may be met already by cells hidden since the region was built: the program
                // finds that at no cost.
                if (!hide_for(s, *missing(s, {}), 0))
                    break;
                changed = true;
            }
        if (changed)
            rebuild();
    }
}

void PatternSearch::widen(std::size_t sensitive, const OwnKnowledge& own, GateCount extra)
{
    hide_for(sensitive, {own, 0, 0}, static_cast<double>(extra));
    rebuild();
    repair();
}

void PatternSearch::forget(std::span<const std::uint32_t> opened)
{
    std::erase_if(witnesses_, [&](const Witness& witness) { return !usable(witness, opened); });
    crowded_out_ = witnesses_.size() > crowded;
    if (crowded_out_)
        witnesses_.erase(witnesses_.begin(), witnesses_.end() - static_cast<long>(crowded / 2));
}

std::vector<char> PatternSearch::leaning_on(std::span<const std::uint32_t> opened) const
{
    std::vector<char> affected(needs_.cells.size(), crowded_out_ ? 1 : 0);
    for (const auto& witness : witnesses_) {
        if (usable(witness, opened))
            continue;
        for (std::size_t s = 0; s < affected.size(); ++s)
            if (std::abs(witness.cell[needs_.cells[s]]) > same)
                affected[s] = 1;
    }
    return affected;
}

bool PatternSearch::try_open(std::uint32_t bundle)
{
    const auto& opened = cells_of_bundle_[bundle];
    auto region = *region_;
    for (const auto c : opened) {
        const auto& row = system_.cells[c].row;
        const auto bound = static_cast<double>(row.bound);
        const auto infinity = std::numeric_limits<double>::infinity();
        const auto variable = region.add_row(row, row.relation == RowRelation::at_most ? -infinity : bound,
                                             row.relation == RowRelation::at_least ? infinity : bound);
        if (row.relation == RowRelation::equal)
            region.pin(variable, bound);
    }
    const auto affected = leaning_on(opened);
    for (std::size_t k = 0; k < suspects_.size(); ++k) {
        const auto s = suspects_[k];
        if (affected[s] && !satisfy(region, s, opened)) {
            std::rotate(suspects_.begin(), suspects_.begin() + static_cast<long>(k),
                        suspects_.begin() + static_cast<long>(k) + 1);
            return false;
        }
    }
    hidden_[bundle] = false;
    region_.emplace(std::move(region));
    forget(opened);
    return true;
}

void PatternSearch::reopen()
{
    for (const auto bundle : order_)
        if (hidden_[bundle] && !primary_[bundle])
            try_open(bundle);
    rebuild();
}

std::size_t PatternSearch::hidden_cells() const
{
    return static_cast<std::size_t>(
        std::count_if(system_.cells.begin(), system_.cells.end(), [&](const GateCell& cell) {
            return cell.bundle != never_printed && hidden_[cell.bundle];
        }));
}

void PatternSearch::polish(double share)
{
    const auto before = hidden_;
    const auto cells = hidden_cells();
    const auto from = order_.size() - static_cast<std::size_t>(share * static_cast<double>(order_.size()));
    for (std::size_t k = from; k < order_.size(); ++k)
        hidden_[order_[k]] = true;
    rebuild();
    reopen();
    if (hidden_cells() >= cells)
        hidden_ = before;
}

} // namespace lup
