// Times the gate on the instances A and C, median of several runs, everything included: pattern, proof (G1)
// and the integer check. The peer is GaussSuppression with interval width 5, which is not in Debian: its
// times are those recorded with the instances (2.1 s for A12 with public zeros, 41 s for C). Usage:
// bench_gate FOLDER [runs]

#include "tests/transform/gate/school_tables.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate/protect_system.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <fstream>

namespace {

using namespace lup;

double median_seconds(const GateSystem& system, GateGuards guards, int runs)
{
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        GateOptions options;
        options.guards = guards;
        const auto start = std::chrono::steady_clock::now();
        const auto result = protect_system(system, options);
        const auto checked = check_certificate(system, result.hidden, result.certificate, options.k,
                                               guards.insiders, guards.suppliers);
        const std::chrono::duration<double> used = std::chrono::steady_clock::now() - start;
        if (!checked.proven())
            fmt::print("NOT PROVEN\n");
        seconds.push_back(used.count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    std::ifstream in(std::string(argc > 1 ? argv[1] : ".") + "/made/u_prev12_1y.csv");
    if (!in) {
        fmt::print("usage: bench_gate FOLDER [runs]; FOLDER holds made/u_prev12_1y.csv\n");
        return 2;
    }
    const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
    const auto groups = test::read_groups(in);
    test::TableLayout small, schools;
    small.zeros = schools.zeros = test::Zeros::known_to_all;
    schools.schools = true;
    schools.supplier = test::Supplier::school;
    const auto a = test::SchoolTables(groups, small).system(),
               c = test::SchoolTables(groups, schools).system();
    const double peer_a = 2.1, peer_c = 41;
    const double ours_a = median_seconds(a, {false, false}, runs),
                 ours_c = median_seconds(c, {false, false}, runs);
    fmt::print("A12, G1: {:.3f} s (peer, recorded: {} s); with G2 and G2b {:.3f} s\n", ours_a, peer_a,
               median_seconds(a, {true, true}, runs));
    fmt::print("C, G1:   {:.3f} s (peer, recorded: {} s); with G2 and G2b {:.3f} s\n", ours_c, peer_c,
               median_seconds(c, {true, true}, runs));
    fmt::print("gate {:.3f} x GaussSuppression (recorded time, instance C)\n", ours_c / peer_c);
    return 0;
}
