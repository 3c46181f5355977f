#include "tests/transform/gate/glpk_reader.hpp"
#include "tests/transform/gate/little_systems.hpp"
#include "tests/transform/gate/school_tables.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using namespace lup::test;

TEST_CASE("another solver finds no sensitive cell narrower than K in ten random censuses", "[transform]")
{
    Dice dice(20241);
    for (int census = 0; census < 10; ++census) {
        CensusPlan plan;
        plan.prevalence = 0.03 + 0.03 * census;
        TableLayout layout;
        layout.supplier = Supplier::school;
        const auto system = SchoolTables(made_up_census(dice, plan), layout).system();
        const GateOptions options;
        const auto result = protect_system(system, options);
        REQUIRE(is_proven(system, result, options));

        const auto attacked = attack_hidden(system, result.hidden, options.k);
        GlpkReader glpk(system, result.hidden);
        for (const auto& bounds : attacked) {
            const auto& cell = system.cells[bounds.cell];
            const double high = glpk.extreme(cell.row, GLP_MAX), low = glpk.extreme(cell.row, GLP_MIN);
            INFO("census " << census << ", cell " << bounds.cell);
            if (cell.sensitive)
                CHECK(high - low > static_cast<double>(options.k) - 1e-6);
            // Our own attack is no weaker: its bounds are whole numbers inside GLPK's.
            CHECK((bounds.upper ? static_cast<double>(*bounds.upper) <= high + 1e-6 : std::isinf(high)));
            CHECK((bounds.lower ? static_cast<double>(*bounds.lower) >= low - 1e-6 : std::isinf(low)));
        }
    }
}

TEST_CASE("the peers' way leaves counts provably small where the gate leaves none", "[transform]")
{
    Dice dice(7);
    CensusPlan plan;
    plan.prevalence = 0.03;
    const auto system = SchoolTables(made_up_census(dice, plan), {}).system();
    const GateOptions options;
    const auto exact = eliminate(system, primary_pattern(system), opening_order(system, options.key));
    CHECK_FALSE(attack_finds_nothing(system, exact, options.k));
    CHECK(attack_finds_nothing(system, protect_system(system, options).hidden, options.k));
}
