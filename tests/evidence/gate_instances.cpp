// The gate on the instances of ../shared/data/disclosure, beside what the open tools need.
// Usage: evidence_gate_instances FOLDER [part of a name]

#include "tests/transform/gate/school_tables.hpp"
#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"

#include <chrono>
#include <ctime>
#include <fmt/core.h>
#include <fstream>

namespace {

using namespace lup;
using test::TableLayout;

struct Instance {
    const char* name;
    const char* file;
    TableLayout layout;
    int peer;       ///< secondary cells of GaussSuppression with width 5
    double seconds; ///< target
};

struct Guard {
    const char* name;
    GateGuards guards;
};

double cpu_seconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void report(const Instance& instance, const GateSystem& system, const Guard& guard)
{
    GateOptions options;
    options.guards = guard.guards;
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = cpu_seconds();
    const auto result = protect_system(system, options);
    const double cpu_used = cpu_seconds() - cpu;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;

    // The checker shows the guarantee asked for; a second look without it counts those left exposed.
    const auto shown = check_certificate(system, result.hidden, result.certificate, options.k,
                                         guard.guards.insiders, guard.guards.suppliers);
    const auto found = judge_attack(system, attack_hidden(system, result.hidden, options.k), options.k);
    const auto hidden =
        static_cast<std::size_t>(std::count(result.hidden.begin(), result.hidden.end(), true));
    fmt::print(
        "{:8} {:10} {:5} {:7} {:9} {:6} {:5} {:5} {:8} {:8} {:7} {:7.2f} {:6.2f} {:6.1f}\n", instance.name,
        guard.name, system.cells.size(), result.primary, fmt::format("+{}", hidden - result.primary),
        guard.guards.insiders ? "" : fmt::format("+{}", instance.peer), found.small.size(),
        found.narrow.size(), guard.guards.insiders ? std::to_string(shown.insider_pairs) : "-",
        guard.guards.suppliers ? std::to_string(shown.supplier_pairs) : "-",
        shown.proven() && result.incidents.empty() ? "yes" : fmt::format("NO:{}", shown.failures.size()),
        wall.count(), cpu_used, instance.seconds);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        fmt::print("usage: evidence_gate_instances FOLDER [NAME]\n");
        return 2;
    }
    using test::Supplier;
    using test::Zeros;
    TableLayout open, shut, schools;
    open.zeros = schools.zeros = Zeros::known_to_all;
    schools.schools = true;
    schools.supplier = Supplier::school;
    const std::vector<Instance> instances = {
        {"A12 nz", "u_prev12_1y.csv", open, 98, 0.5},  {"A12 pz", "u_prev12_1y.csv", shut, 83, 0.5},
        {"A03 nz", "u_prev03_1y.csv", open, 94, 0.5},  {"A03 pz", "u_prev03_1y.csv", shut, 129, 0.5},
        {"C nz", "u_prev12_1y.csv", schools, 420, 10}, {"D nz", "u_prev12_3y.csv", open, 359, 10}};
    fmt::print("{:8} {:10} {:>5} {:>7} {:>9} {:>6} {:>5} {:>5} {:>8} {:>8} {:>7} {:>7} {:>6} {:>6}\n",
               "instance", "guarantee", "cells", "primary", "secondary", "peer", "small", "<K", "insiders",
               "supplier", "proven", "wall s", "cpu s", "target");
    for (const auto& instance : instances) {
        if (argc > 2 && std::string(instance.name).find(argv[2]) == std::string::npos)
            continue;
        std::ifstream in(std::string(argv[1]) + "/made/" + instance.file);
        if (!in) {
            fmt::print("{}: not found\n", instance.file);
            return 2;
        }
        const auto groups = test::read_groups(in);
        const auto system = test::SchoolTables(groups, instance.layout).system();
        for (const auto& guard :
             {Guard{"G1", {false, false}}, Guard{"G1 G2", {true, false}}, Guard{"G1 G2 G2b", {true, true}}})
            report(instance, system, guard);
        auto layout = instance.layout;
        layout.bundles = test::Bundles::yes_with_no;
        report(instance, test::SchoolTables(groups, layout).system(), Guard{"bundles", {true, true}});
    }
    fmt::print("\nsecondary: cells hidden beside the primary (bundles: {{yes, no}} hidden together, counted "
               "as one).\n"
               "peer: GaussSuppression with interval width 5. small, <K: sensitive cells that linear and "
               "whole-number\n"
               "programs show to be under K, or in an interval narrower than K. insiders, supplier: pairs of "
               "a sensitive\n"
               "cell and an atom with a record (a supplier) checked and found open. proven: by the integer "
               "checker.\n");
    return 0;
}
