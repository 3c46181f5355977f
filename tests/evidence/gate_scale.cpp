// The gate at scale: a year of many indicators, and many years of them. Each is a table by municipality, sex
// and grade, in systems of their own; evidence_gate_linked is about indicators that hang together. Usage:
// evidence_gate_scale [indicators] [years] [threads]

#include "tests/transform/gate/school_tables.hpp"
#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate/for_each_block.hpp"
#include "transform/gate/protect_system.hpp"

#include <atomic>
#include <chrono>
#include <ctime>
#include <fmt/core.h>
#include <fstream>

namespace {

using namespace lup;

/// One indicator of one year, and what came of it.
struct Table {
    int indicator = 0, year = 0;
    GateSystem system;
    GateResult result;
    double seconds = 0; ///< of processor time to protect it
};

double thread_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work>
void timed(const char* name, const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = std::clock();
    work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    fmt::print("{:10} wall {:7.1f} s, cpu {:7.1f} s\n", name, wall.count(),
               static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    std::fflush(stdout);
}

std::vector<Table> made_tables(int indicators, int years)
{
    std::vector<Table> tables;
    test::CensusPlan plan{8, 5, 1, 0, 9, 700};
    test::TableLayout layout;
    layout.bundles = test::Bundles::yes_with_no;
    for (int year = 0; year < years; ++year)
        for (int indicator = 0; indicator < indicators; ++indicator) {
            test::Dice dice(static_cast<std::uint64_t>(1 + year * 1000 + indicator));
            plan.prevalence = 0.02 + 0.5 * indicator / indicators;
            tables.push_back({indicator,
                              year,
                              test::SchoolTables(test::made_up_census(dice, plan), layout).system(),
                              {},
                              0});
        }
    return tables;
}

void print_memory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM"))
            fmt::print("{}\n", line);
}

} // namespace

int main(int argc, char** argv)
{
    const int indicators = argc > 1 ? std::atoi(argv[1]) : 200, years = argc > 2 ? std::atoi(argv[2]) : 1;
    const auto threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
    const GateOptions options;
    auto tables = made_tables(indicators, years);
    std::size_t cells = 0, hidden = 0, incidents = 0;
    timed("protect", [&] {
        for_each_block(tables.size(), threads, [&](std::size_t i) {
            const auto start = thread_seconds();
            tables[i].result = protect_system(tables[i].system, options);
            tables[i].seconds = thread_seconds() - start;
        });
    });
    std::atomic<std::size_t> sensitive{0}, worlds{0}, unproven{0}, tried{0}, found{0};
    timed("verify", [&] {
        for_each_block(tables.size(), threads, [&](std::size_t i) {
            const auto& [indicator, year, system, result, seconds] = tables[i];
            const auto report = check_certificate(system, result.hidden, result.certificate, options.k);
            sensitive += report.sensitive;
            worlds += report.worlds;
            unproven += report.proven() ? 0 : 1;
        });
    });
    timed("attack", [&] {
        for_each_block(tables.size(), threads, [&](std::size_t i) {
            const auto& system = tables[i].system;
            const auto report =
                judge_attack(system, attack_hidden(system, tables[i].result.hidden, options.k), options.k);
            tried += report.tried;
            found += report.narrow.size();
        });
    });
    const auto worst =
        std::max_element(tables.begin(), tables.end(),
                         [](const Table& one, const Table& other) { return one.seconds < other.seconds; });
    for (const auto& table : tables) {
        cells += table.system.cells.size();
        hidden += static_cast<std::size_t>(
            std::count(table.result.hidden.begin(), table.result.hidden.end(), true));
        incidents += table.result.incidents.size();
    }
    fmt::print("{} indicators, {} years: {} cells, hidden bundles {}, sensitive {}, worlds {}, incidents {}, "
               "unproven {}, attack found {} of {} hidden\n",
               indicators, years, cells, hidden, sensitive.load(), worlds.load(), incidents, unproven.load(),
               found.load(), tried.load());
    fmt::print("worst: indicator {} of year {}, cpu {:.2f} s\n", worst->indicator, worst->year,
               worst->seconds);
    print_memory();
    return unproven + found + incidents == 0 ? 0 : 1;
}
