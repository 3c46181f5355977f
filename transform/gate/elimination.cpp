#include "transform/gate/elimination.hpp"

#include "transform/gate/row_space.hpp"

#include <algorithm>
#include <sodium.h>
#include <tuple>

namespace lup {

namespace {

std::uint64_t keyed_hash(const GateKey& key, std::uint32_t bundle)
{
    std::uint64_t hash = 0;
    crypto_generichash(reinterpret_cast<unsigned char*>(&hash), sizeof hash,
                       reinterpret_cast<const unsigned char*>(&bundle), sizeof bundle, key.data(),
                       key.size());
    return hash;
}

bool all_positive(const GateRow& row)
{
    return std::all_of(row.terms.begin(), row.terms.end(),
                       [](const auto& term) { return term.coefficient > 0; });
}

/// Opens bundles one at a time and keeps every sensitive cell outside the space of the open rows.
class Elimination {
public:
    Elimination(const GateSystem& system, const GatePattern& hidden)
        : system_(system), space_(system.atoms.size(), system.atoms.size()), cells_of_(system.bundles)
    {
        for (std::size_t c = 0; c < system.cells.size(); ++c)
            if (system.cells[c].bundle != never_printed)
                cells_of_[system.cells[c].bundle].push_back(c);
        for (const auto& known : system.known)
            for (auto& row : rows_of(known.row))
                open_known(std::move(row));
        for (const auto& cell : system.cells)
            if ((cell.sensitive || cell.scenario) && is_hidden(cell, hidden))
                watch(space_.reduced(dense(cell.row)));
    }

    bool open(std::uint32_t bundle)
    {
        std::vector<Fresh> fresh;
        for (const auto c : cells_of_[bundle])
            for (auto& row : rows_of(system_.cells[c].row))
                append(fresh, space_.reduced(std::move(row)));
        if (!std::all_of(watched_.begin(), watched_.end(),
                         [&](const auto& row) { return survives(row, fresh); }))
            return false;
        for (auto& row : watched_)
            take_out_all(row, fresh);
        for (auto& one : fresh)
            space_.add(space_.reduced(std::move(one.row)), one.pivot);
        return true;
    }

private:
    using Row = RowSpace::Row;
    struct Fresh {
        Row row;
        std::size_t pivot;
    };

    Row dense(const GateRow& row) const
    {
        Row result(system_.atoms.size(), 0);
        for (const auto& term : row.terms)
            result[term.atom] = residue::of(term.coefficient);
        return result;
    }

    /// A zero of positive terms shows each of its atoms; an inequality shows none exactly.
    std::vector<Row> rows_of(const GateRow& row) const
    {
        std::vector<Row> rows;
        if (row.bound == 0 && all_positive(row) && row.relation != RowRelation::at_least) {
            for (const auto& term : row.terms) {
                rows.emplace_back(system_.atoms.size(), 0);
                rows.back()[term.atom] = 1;
            }
        } else if (row.relation == RowRelation::equal) {
            rows.push_back(dense(row));
        }
        return rows;
    }

    void open_known(Row row)
    {
        row = space_.reduced(std::move(row));
        if (const auto pivot = space_.pivot_of(row))
            space_.add(std::move(row), *pivot);
    }

    /// A cell that public rows fix already cannot be kept; it is judged by its interval alone.
    void watch(Row row)
    {
        if (space_.pivot_of(row))
            watched_.push_back(std::move(row));
    }

    void append(std::vector<Fresh>& fresh, Row row) const
    {
        take_out_all(row, fresh);
        const auto pivot = space_.pivot_of(row);
        if (!pivot)
            return;
        const auto scale = residue::inverse(row[*pivot]);
        for (auto& entry : row)
            if (entry != 0)
                entry = residue::times(entry, scale);
        fresh.push_back({std::move(row), *pivot});
    }

    static void take_out_all(Row& row, const std::vector<Fresh>& fresh)
    {
        for (const auto& one : fresh)
            if (row[one.pivot] != 0)
                take_out(row, one.row, row[one.pivot]);
    }

    bool survives(const Row& row, const std::vector<Fresh>& fresh) const
    {
        if (std::all_of(fresh.begin(), fresh.end(), [&](const auto& one) { return row[one.pivot] == 0; }))
            return true;
        auto rest = row;
        take_out_all(rest, fresh);
        return space_.pivot_of(rest).has_value();
    }

    const GateSystem& system_;
    RowSpace space_;
    std::vector<std::vector<std::size_t>> cells_of_;
    std::vector<Row> watched_;
};

} // namespace

std::vector<std::uint32_t> opening_order(const GateSystem& system, const GateKey& key)
{
    struct Rank {
        std::int32_t cost = std::numeric_limits<std::int32_t>::min();
        GateCount value = -1;
        std::size_t terms = 0;
        std::uint64_t hash = 0;
        std::uint32_t bundle = 0;
    };
    std::vector<Rank> ranks(system.bundles);
    for (std::uint32_t b = 0; b < system.bundles; ++b) {
        ranks[b].hash = keyed_hash(key, b);
        ranks[b].bundle = b;
    }
    for (const auto& cell : system.cells) {
        if (cell.bundle == never_printed)
            continue;
        auto& rank = ranks[cell.bundle];
        rank.cost = std::max(rank.cost, cell.cost);
        rank.terms = std::max(rank.terms, cell.row.terms.size());
        if (cell.row.relation == RowRelation::equal)
            rank.value = std::max(rank.value, cell.row.bound);
    }
    std::sort(ranks.begin(), ranks.end(), [](const Rank& one, const Rank& other) {
        return std::tie(other.cost, other.value, other.terms, one.hash, one.bundle) <
               std::tie(one.cost, one.value, one.terms, other.hash, other.bundle);
    });
    std::vector<std::uint32_t> order;
    for (const auto& rank : ranks)
        order.push_back(rank.bundle);
    return order;
}

std::vector<char> atoms_shown_as_zero(std::size_t atoms, std::span<const GateRow* const> rows)
{
    std::vector<char> zero(atoms, 0);
    for (const auto* row : rows)
        if (row->bound == 0 && row->relation != RowRelation::at_least && all_positive(*row))
            for (const auto& term : row->terms)
                zero[term.atom] = 1;
    return zero;
}

GatePattern eliminate(const GateSystem& system, GatePattern hidden, std::span<const std::uint32_t> order)
{
    Elimination elimination(system, hidden);
    for (const auto bundle : order)
        if (!hidden[bundle] && !elimination.open(bundle))
            hidden[bundle] = true;
    return hidden;
}

} // namespace lup
