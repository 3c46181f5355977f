#include "tests/transform/gate/glpk_reader.hpp"
#include "tests/transform/gate/little_systems.hpp"
#include "tests/transform/gate/school_tables.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace lup;
using namespace lup::test;

namespace {

std::size_t hidden_cells(const GateSystem& system, const GatePattern& hidden)
{
    return static_cast<std::size_t>(
        std::count_if(system.cells.begin(), system.cells.end(),
                      [&](const GateCell& cell) { return is_hidden(cell, hidden); }));
}

/// Makes it known that the first small count is no larger than it is.
void know_no_more(GateSystem& system)
{
    for (const auto& cell : system.cells)
        if (cell.sensitive && cell.row.bound > 0) {
            system.known.push_back(
                {{cell.row.terms, RowRelation::at_most, cell.row.bound}, KnownFrom::elsewhere});
            return;
        }
}

} // namespace

TEST_CASE("another solver finds no small cell narrower than K, or than public knowledge leaves it, in ten "
          "random censuses",
          "[transform]")
{
    Dice dice(20241);
    int limited = 0;
    for (int census = 0; census < 10; ++census) {
        CensusPlan plan;
        plan.prevalence = 0.03 + 0.03 * census;
        TableLayout layout;
        layout.supplier = Supplier::school;
        // In every second one everybody knows who is nobody, and that one small count is no larger than it
        // is.
        const bool known = census % 2 == 1;
        layout.zeros = known ? Zeros::known_to_all : Zeros::sensitive;
        auto system = SchoolTables(made_up_census(dice, plan), layout).system();
        if (known)
            know_no_more(system);
        const GateOptions options;
        const auto result = protect_system(system, options);
        REQUIRE(is_proven(system, result, options));

        const auto attacked = attack_hidden(system, result.hidden, options.k);
        GlpkReader glpk(system, result.hidden), outside(system, GatePattern(system.bundles, true));
        REQUIRE(attacked.size() == hidden_cells(system, result.hidden));
        for (const auto& bounds : attacked) {
            const auto& cell = system.cells[bounds.cell];
            const double high = glpk.extreme(cell.row, GLP_MAX), low = glpk.extreme(cell.row, GLP_MIN);
            INFO("census " << census << ", cell " << bounds.cell);
            if (cell.sensitive) {
                const double anyway = outside.extreme(cell.row, GLP_MAX) - outside.extreme(cell.row, GLP_MIN);
                CHECK(high - low > std::min(static_cast<double>(options.k), anyway) - 1e-6);
                limited += anyway < static_cast<double>(options.k) ? 1 : 0;
            }
            // Our own attack is no weaker: its bounds are whole numbers inside GLPK's.
            CHECK((bounds.upper ? static_cast<double>(*bounds.upper) <= high + 1e-6 : std::isinf(high)));
            CHECK((bounds.lower ? static_cast<double>(*bounds.lower) >= low - 1e-6 : std::isinf(low)));
        }
    }
    CHECK(limited > 0);
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
