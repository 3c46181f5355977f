#include "transform/gate/system.hpp"

#include "config/errors.hpp"

#include <algorithm>
#include <numeric>

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

class Components {
public:
    explicit Components(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }

    std::uint32_t root(std::uint32_t node)
    {
        while (parent_[node] != node)
            node = parent_[node] = parent_[parent_[node]];
        return node;
    }

    void join(std::uint32_t one, std::uint32_t other)
    {
        one = root(one);
        other = root(other);
        parent_[std::max(one, other)] = std::min(one, other);
    }

private:
    std::vector<std::uint32_t> parent_;
};

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

namespace {

/// Atom and bundle nodes joined through every row; bundles come after the atoms.
Components linked(const GateSystem& system)
{
    const auto atoms = static_cast<std::uint32_t>(system.atoms.size());
    Components parts(atoms + system.bundles);
    const auto join_row = [&](const GateRow& row) {
        for (const auto& term : row.terms)
            parts.join(row.terms.front().atom, term.atom);
    };
    for (const auto& known : system.known)
        join_row(known.row);
    for (const auto& cell : system.cells) {
        join_row(cell.row);
        if (cell.bundle != never_printed && !cell.row.terms.empty())
            parts.join(cell.row.terms.front().atom, atoms + cell.bundle);
    }
    return parts;
}

/// Index of `whole` in `list`, appended if new.
std::uint32_t place(std::vector<std::uint32_t>& list, std::vector<std::uint32_t>& index, std::uint32_t whole)
{
    if (index[whole] == never_printed) {
        index[whole] = static_cast<std::uint32_t>(list.size());
        list.push_back(whole);
    }
    return index[whole];
}

GateRow moved(GateRow row, const std::vector<std::uint32_t>& atom_here)
{
    for (auto& term : row.terms)
        term.atom = atom_here[term.atom];
    return row;
}

} // namespace

std::vector<GateBlock> split_into_blocks(const GateSystem& system)
{
    auto parts = linked(system);
    const auto atoms = system.atoms.size();
    std::vector<char> used(atoms, 0);
    const auto mark = [&](const GateRow& row) {
        for (const auto& term : row.terms)
            used[term.atom] = 1;
    };
    for (const auto& known : system.known)
        mark(known.row);
    for (const auto& cell : system.cells)
        mark(cell.row);

    std::vector<GateBlock> blocks;
    std::vector<std::uint32_t> block_of(atoms + system.bundles, never_printed),
        atom_here(atoms, never_printed);
    std::vector<std::uint32_t> bundle_here(system.bundles, never_printed);
    std::vector<std::vector<std::uint32_t>> supplier_here;
    for (std::uint32_t a = 0; a < atoms; ++a) {
        if (!used[a])
            continue;
        auto& number = block_of[parts.root(a)];
        if (number == never_printed) {
            number = static_cast<std::uint32_t>(blocks.size());
            blocks.emplace_back();
            supplier_here.emplace_back(system.suppliers, never_printed);
        }
        auto& block = blocks[number];
        auto atom = system.atoms[a];
        if (atom.supplier != no_supplier)
            atom.supplier = place(block.suppliers, supplier_here[number], atom.supplier);
        atom_here[a] = static_cast<std::uint32_t>(block.atoms.size());
        block.atoms.push_back(a);
        block.system.atoms.push_back(atom);
    }
    for (std::uint32_t k = 0; k < system.known.size(); ++k) {
        const auto& known = system.known[k];
        if (known.row.terms.empty())
            continue;
        auto& block = blocks[block_of[parts.root(known.row.terms.front().atom)]];
        block.known.push_back(k);
        block.system.known.push_back({moved(known.row, atom_here), known.from});
    }
    for (std::uint32_t c = 0; c < system.cells.size(); ++c) {
        auto cell = system.cells[c];
        if (cell.row.terms.empty())
            continue;
        auto& block = blocks[block_of[parts.root(cell.row.terms.front().atom)]];
        cell.row = moved(std::move(cell.row), atom_here);
        if (cell.bundle != never_printed)
            cell.bundle = place(block.bundles, bundle_here, cell.bundle);
        block.cells.push_back(c);
        block.system.cells.push_back(std::move(cell));
    }
    for (auto& block : blocks) {
        block.system.bundles = static_cast<std::uint32_t>(block.bundles.size());
        block.system.suppliers = static_cast<std::uint32_t>(block.suppliers.size());
    }
    return blocks;
}

} // namespace lup
