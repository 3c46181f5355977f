// Made-up censuses through two releases each: schools and municipalities, two years and pooled, a merged
// area, several recipients, then late corrections on top of what was published. The attack must find nothing.
// Usage: evidence_gate_campaign [censuses] [seed] [first]; each census is made from the seed and its number,
// so that parts can be run side by side.

#include "tests/transform/gate/school_tables.hpp"
#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>

namespace {

using namespace lup;
using test::Dice;

double cpu_seconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

bool is_sensitive(GateCount value, test::Zeros zeros)
{
    return value < 5 && (value > 0 || zeros == test::Zeros::sensitive);
}

/// A second table over the same atoms: some cells printed again for another recipient, and sums of two cells
/// (an area that two were merged into), with the difference nobody prints.
void add_recipient_and_merger(GateSystem& system, Dice& dice, test::Zeros zeros)
{
    const auto cells = static_cast<GateCount>(system.cells.size());
    for (int k = 0; k < 20; ++k) {
        auto again = system.cells[static_cast<std::size_t>(dice.below(cells))];
        again.bundle = system.bundles++;
        system.cells.push_back(again);
    }
    for (int k = 0; k < 10; ++k) {
        GateCell merged = system.cells[static_cast<std::size_t>(dice.below(cells))];
        const auto& other = system.cells[static_cast<std::size_t>(dice.below(cells))];
        for (const auto& term : other.row.terms) {
            const bool there = std::any_of(merged.row.terms.begin(), merged.row.terms.end(),
                                           [&](const auto& one) { return one.atom == term.atom; });
            if (!there)
                merged.row.terms.push_back(term);
        }
        merged.row.bound = row_value(merged.row, true_counts(system));
        merged.sensitive = is_sensitive(merged.row.bound, zeros);
        merged.bundle = system.bundles++;
        system.cells.push_back(merged);
    }
}

/// The system of a second release after `moves` late records: each atom in three parts (kept, removed,
/// added), what was shown in the first release is known, and the change of every domain is watched.
GateSystem second_release(const GateSystem& first, const GatePattern& hidden, int moves, Dice& dice,
                          test::Zeros zeros)
{
    const auto atoms = static_cast<std::uint32_t>(first.atoms.size());
    GateSystem second;
    second.suppliers = first.suppliers;
    second.bundles = first.bundles;
    second.atoms.resize(3 * atoms);
    for (std::uint32_t a = 0; a < atoms; ++a)
        for (std::uint32_t part = 0; part < 3; ++part)
            second.atoms[part * atoms + a] = {part == 0 ? first.atoms[a].value : 0, first.atoms[a].supplier};
    for (int move = 0; move < moves; ++move) {
        const auto from = static_cast<std::uint32_t>(dice.below(atoms));
        if (second.atoms[from].value > 0) {
            --second.atoms[from].value;
            ++second.atoms[atoms + from].value;
        }
        ++second.atoms[2 * atoms + static_cast<std::uint32_t>(dice.below(atoms))].value;
    }
    const auto truth = true_counts(second);
    for (const auto& cell : first.cells) {
        GateRow before, now, change;
        for (const auto& term : cell.row.terms) {
            before.terms.push_back(term);
            before.terms.push_back({atoms + term.atom, term.coefficient});
            now.terms.push_back(term);
            now.terms.push_back({2 * atoms + term.atom, term.coefficient});
            change.terms.push_back({2 * atoms + term.atom, term.coefficient});
            change.terms.push_back({atoms + term.atom, -term.coefficient});
        }
        before.bound = row_value(before, truth);
        now.bound = row_value(now, truth);
        change.bound = row_value(change, truth);
        if (is_hidden(cell, hidden))
            second.cells.push_back({before, never_printed, cell.sensitive, 0});
        else
            second.known.push_back({before, KnownFrom::published});
        second.cells.push_back({now, cell.bundle, is_sensitive(now.bound, zeros), cell.cost});
        second.cells.push_back({change, never_printed, change.bound != 0 && std::abs(change.bound) < 5, 0});
    }
    return second;
}

struct Sums {
    std::size_t systems = 0, cells = 0, sensitive = 0, hidden = 0, held = 0, unproven = 0, found = 0,
                worlds = 0;
    double seconds = 0, worst = 0;
    int worst_census = -1;
};

/// Protects, verifies and attacks; returns the result.
GateResult run(const GateSystem& system, int census, Sums& sums)
{
    const GateOptions options;
    const auto start = cpu_seconds();
    auto result = protect_system(system, options);
    const auto used = cpu_seconds() - start;
    ++sums.systems;
    sums.seconds += used;
    if (used > sums.worst) {
        sums.worst = used;
        sums.worst_census = census;
    }
    if (!result.incidents.empty()) {
        ++sums.held;
        return result;
    }
    const auto checked = check_certificate(system, result.hidden, result.certificate, options.k);
    sums.unproven += checked.proven() ? 0 : 1;
    sums.worlds += checked.worlds;
    sums.sensitive += checked.sensitive;
    sums.cells += system.cells.size();
    sums.hidden += static_cast<std::size_t>(std::count(result.hidden.begin(), result.hidden.end(), true));
    const auto found = judge_attack(system, attack_hidden(system, result.hidden, options.k), options.k);
    // What the proof shows to be public knowledge already is not the gate's to keep.
    const auto excess = found.narrow.size() > checked.limited ? found.narrow.size() - checked.limited : 0;
    if (excess > 0 || !checked.proven())
        fmt::print("census {}: {} narrow, {} limited, {} failures\n", census, found.narrow.size(),
                   checked.limited, checked.failures.size());
    sums.found += excess;
    return result;
}

} // namespace

int main(int argc, char** argv)
{
    const int censuses = argc > 1 ? std::atoi(argv[1]) : 1000;
    const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atoi(argv[2]) : 1);
    const int from = argc > 3 ? std::atoi(argv[3]) : 0;
    Sums first, second;
    for (int census = from; census < from + censuses; ++census) {
        Dice dice(seed * 1'000'000 + static_cast<std::uint64_t>(census));
        test::CensusPlan plan;
        plan.municipalities = 2 + static_cast<int>(dice.below(3));
        plan.grades = 1 + static_cast<int>(dice.below(2));
        plan.years = 1 + static_cast<int>(dice.below(2));
        plan.prevalence = 0.02 + 0.3 * dice.unit();
        plan.smallest = 4 + dice.below(10);
        plan.largest = 30 + dice.below(100);
        test::TableLayout layout;
        layout.zeros = dice.unit() < 0.5 ? test::Zeros::ordinary : test::Zeros::sensitive;
        layout.schools = dice.unit() < 0.3;
        layout.bundles = dice.unit() < 0.5 ? test::Bundles::single_cells : test::Bundles::yes_with_no;
        layout.supplier = layout.schools ? test::Supplier::school : test::Supplier::municipality;
        auto system = test::SchoolTables(test::made_up_census(dice, plan), layout).system();
        add_recipient_and_merger(system, dice, layout.zeros);
        const auto released = run(system, census, first);
        const auto corrected =
            second_release(system, released.hidden, 1 + static_cast<int>(dice.below(3)), dice, layout.zeros);
        run(corrected, census, second);
        if ((census + 1) % 100 == 0)
            fmt::print(stderr, "{} censuses, {:.0f} s\n", census + 1, first.seconds + second.seconds);
    }
    for (const auto& [name, sums] :
         {std::pair("first release", first), std::pair("with late corrections", second)})
        fmt::print(
            "{:22} systems {:5} held {:4} cells {:7} hidden {:6} sensitive {:6} worlds {:7} unproven {:2} "
            "attack found {:2} cpu {:.1f} s, worst {:.2f} s (census {})\n",
            name, sums.systems, sums.held, sums.cells, sums.hidden, sums.sensitive, sums.worlds,
            sums.unproven, sums.found, sums.seconds, sums.worst, sums.worst_census);
    return first.unproven + second.unproven + first.found + second.found + first.held == 0 ? 0 : 1;
}
