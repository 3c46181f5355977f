#include "transform/gate/system.hpp"

#include <algorithm>
#include <numeric>

namespace lup {

namespace {

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

/// Makes the blocks of a system: first their atoms, then the rows on them.
class BlockSplitter {
public:
    explicit BlockSplitter(const GateSystem& system)
        : system_(system), parts_(linked(system)),
          block_of_root_(system.atoms.size() + system.bundles, never_printed),
          atom_here_(system.atoms.size(), never_printed), bundle_here_(system.bundles, never_printed)
    {
    }

    std::vector<GateBlock> split()
    {
        const auto used = atoms_in_rows();
        for (std::uint32_t a = 0; a < system_.atoms.size(); ++a)
            if (used[a])
                add_atom(a);
        for (std::uint32_t k = 0; k < system_.known.size(); ++k)
            if (!system_.known[k].row.terms.empty())
                add_known(k);
        for (std::uint32_t c = 0; c < system_.cells.size(); ++c)
            if (!system_.cells[c].row.terms.empty())
                add_cell(c);
        for (auto& block : blocks_) {
            block.system.bundles = static_cast<std::uint32_t>(block.bundles.size());
            block.system.suppliers = static_cast<std::uint32_t>(block.suppliers.size());
        }
        return std::move(blocks_);
    }

private:
    std::vector<char> atoms_in_rows() const
    {
        std::vector<char> used(system_.atoms.size(), 0);
        const auto mark = [&](const GateRow& row) {
            for (const auto& term : row.terms)
                used[term.atom] = 1;
        };
        for (const auto& known : system_.known)
            mark(known.row);
        for (const auto& cell : system_.cells)
            mark(cell.row);
        return used;
    }

    void add_atom(std::uint32_t whole)
    {
        auto& number = block_of_root_[parts_.root(whole)];
        if (number == never_printed) {
            number = static_cast<std::uint32_t>(blocks_.size());
            blocks_.emplace_back();
            supplier_here_.emplace_back(system_.suppliers, never_printed);
        }
        auto& block = blocks_[number];
        auto atom = system_.atoms[whole];
        if (atom.supplier != no_supplier)
            atom.supplier = place(block.suppliers, supplier_here_[number], atom.supplier);
        atom_here_[whole] = static_cast<std::uint32_t>(block.atoms.size());
        block.atoms.push_back(whole);
        block.system.atoms.push_back(atom);
    }

    void add_known(std::uint32_t whole)
    {
        const auto& known = system_.known[whole];
        auto& block = block_of(known.row);
        block.known.push_back(whole);
        block.system.known.push_back({moved(known.row), known.from});
    }

    void add_cell(std::uint32_t whole)
    {
        auto cell = system_.cells[whole];
        auto& block = block_of(cell.row);
        cell.row = moved(std::move(cell.row));
        if (cell.bundle != never_printed)
            cell.bundle = place(block.bundles, bundle_here_, cell.bundle);
        block.cells.push_back(whole);
        block.system.cells.push_back(std::move(cell));
    }

    GateBlock& block_of(const GateRow& row)
    {
        return blocks_[block_of_root_[parts_.root(row.terms.front().atom)]];
    }

    GateRow moved(GateRow row) const
    {
        for (auto& term : row.terms)
            term.atom = atom_here_[term.atom];
        return row;
    }

    const GateSystem& system_;
    Components parts_;
    std::vector<GateBlock> blocks_;
    std::vector<std::uint32_t> block_of_root_, atom_here_,
        bundle_here_;                                       ///< number there, by number in the whole
    std::vector<std::vector<std::uint32_t>> supplier_here_; ///< by block
};

} // namespace

std::vector<GateBlock> split_into_blocks(const GateSystem& system)
{
    return BlockSplitter(system).split();
}

} // namespace lup
