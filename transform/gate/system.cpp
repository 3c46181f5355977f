#include "transform/gate/system.hpp"

#include "config/errors.hpp"

#include <algorithm>

namespace lup {

namespace {

__extension__ using Wide = __int128;

constexpr GateCount largest_sum = GateCount{1} << 62;

[[noreturn]] void refuse(const char* what)
{
    throw DisclosureError(std::string("disclosure gate: ") + what);
}

void validate_row(const GateSystem& system, const GateRow& row, std::span<const GateCount> truth)
{
    std::vector<std::uint32_t> seen;
    for (const auto& term : row.terms) {
        if (term.atom >= system.atoms.size())
            refuse("a row names an atom that is not in the system");
        if (term.coefficient == 0)
            refuse("a row has a coefficient of zero");
        seen.push_back(term.atom);
    }
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        refuse("a row names an atom twice");
    if (!holds(row, truth))
        refuse("a row does not agree with the true counts: the tally and the ledger contradict each other");
}

} // namespace

GateCount row_value(const GateRow& row, std::span<const GateCount> atoms)
{
    Wide sum = 0;
    for (const auto& term : row.terms)
        sum += static_cast<Wide>(term.coefficient) * atoms[term.atom];
    if (sum >= largest_sum || sum <= -largest_sum)
        refuse("a sum is larger than 62 bits");
    return static_cast<GateCount>(sum);
}

bool holds(const GateRow& row, std::span<const GateCount> atoms)
{
    const auto value = row_value(row, atoms);
    switch (row.relation) {
    case RowRelation::equal:
        return value == row.bound;
    case RowRelation::at_least:
        return value >= row.bound;
    case RowRelation::at_most:
        return value <= row.bound;
    }
    return false;
}

std::vector<GateCount> true_counts(const GateSystem& system)
{
    std::vector<GateCount> truth;
    truth.reserve(system.atoms.size());
    for (const auto& atom : system.atoms)
        truth.push_back(atom.value);
    return truth;
}

bool is_hidden(const GateCell& cell, const GatePattern& hidden)
{
    return cell.bundle == never_printed || hidden[cell.bundle];
}

GatePattern primary_pattern(const GateSystem& system)
{
    GatePattern hidden(system.bundles, false);
    for (const auto& cell : system.cells)
        if (cell.sensitive && cell.bundle != never_printed)
            hidden[cell.bundle] = true;
    return hidden;
}

std::vector<const GateRow*> public_rows(const GateSystem& system, const GatePattern& hidden)
{
    std::vector<const GateRow*> rows;
    for (const auto& known : system.known)
        rows.push_back(&known.row);
    for (const auto& cell : system.cells)
        if (!is_hidden(cell, hidden))
            rows.push_back(&cell.row);
    return rows;
}

void validate(const GateSystem& system)
{
    for (const auto& atom : system.atoms) {
        if (atom.value < 0)
            refuse("an atom has a negative count");
        if (atom.supplier != no_supplier && atom.supplier >= system.suppliers)
            refuse("an atom names a supplier that is not in the system");
    }
    const auto truth = true_counts(system);
    for (const auto& known : system.known)
        validate_row(system, known.row, truth);
    for (const auto& cell : system.cells) {
        validate_row(system, cell.row, truth);
        if (cell.bundle != never_printed && cell.bundle >= system.bundles)
            refuse("a cell names a bundle that is not in the system");
        if (cell.sensitive && cell.row.relation != RowRelation::equal)
            refuse("a cell that only bounds a count is marked sensitive");
    }
}

} // namespace lup
