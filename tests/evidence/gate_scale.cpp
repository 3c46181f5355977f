// Many indicators over many years, each a block like instance A (8 municipalities, 5 grades, 486 cells).
// Usage: evidence_gate_scale [indicators] [years] [threads]

#include "tests/transform/gate/school_tables.hpp"
#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>

namespace {

using namespace lup;

/// Appends a system beside what is there; they share nothing.
void append(GateSystem& whole, const GateSystem& part)
{
    const auto atoms = static_cast<std::uint32_t>(whole.atoms.size());
    for (auto atom : part.atoms) {
        atom.supplier += atom.supplier == no_supplier ? 0 : whole.suppliers;
        whole.atoms.push_back(atom);
    }
    for (auto cell : part.cells) {
        for (auto& term : cell.row.terms)
            term.atom += atoms;
        cell.bundle += whole.bundles;
        whole.cells.push_back(std::move(cell));
    }
    whole.bundles += part.bundles;
    whole.suppliers += part.suppliers;
}

template <typename Work>
void timed(const char* name, Work work)
{
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = std::clock();
    work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    fmt::print("{:10} wall {:7.1f} s, cpu {:7.1f} s\n", name, wall.count(),
               static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
}

} // namespace

int main(int argc, char** argv)
{
    const int indicators = argc > 1 ? std::atoi(argv[1]) : 200, years = argc > 2 ? std::atoi(argv[2]) : 1;
    GateOptions options;
    options.threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
    GateSystem system;
    test::CensusPlan plan{8, 5, 1, 0, 9, 700};
    test::TableLayout layout;
    layout.bundles = test::Bundles::yes_with_no;
    for (int year = 0; year < years; ++year)
        for (int indicator = 0; indicator < indicators; ++indicator) {
            test::Dice dice(static_cast<std::uint64_t>(1 + year * 1000 + indicator));
            plan.prevalence = 0.02 + 0.5 * indicator / indicators;
            append(system, test::SchoolTables(test::made_up_census(dice, plan), layout).system());
        }
    fmt::print("{} indicators, {} years: {} cells on {} atoms\n", indicators, years, system.cells.size(),
               system.atoms.size());
    GateResult result;
    CheckReport checked;
    AttackFindings found;
    timed("protect", [&] { result = protect_system(system, options); });
    timed("verify",
          [&] { checked = check_certificate(system, result.hidden, result.certificate, options.k); });
    timed("attack", [&] {
        found =
            judge_attack(system, attack_hidden(system, result.hidden, options.k, options.threads), options.k);
    });
    fmt::print(
        "hidden bundles {}, sensitive {}, worlds {}, incidents {}, proven {}, attack found {} of {} hidden\n",
        std::count(result.hidden.begin(), result.hidden.end(), true), checked.sensitive, checked.worlds,
        result.incidents.size(), checked.proven() ? "yes" : "NO", found.narrow.size(), found.tried);
    return checked.proven() && found.narrow.empty() && result.incidents.empty() ? 0 : 1;
}
