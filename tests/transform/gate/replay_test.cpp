#include "tests/transform/gate/little_systems.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::test;

TEST_CASE("replaying the program leaves a small count open", "[transform]")
{
    LittleSystem little({2, 6, 3, 7});
    for (std::uint32_t a = 0; a < 4; ++a)
        little.count({a});
    little.count({0, 1});
    little.count({2, 3});
    little.count({0, 2});
    little.count({0, 1, 2, 3});
    const auto rule = census_rule(little.system, 5, 0);
    GateOptions options;
    options.guards = {false, false};
    const auto result = protect_system(little.system, options);
    const std::vector<GateKey> keys(1);
    const auto replay = attack_by_replay(little.system, result.hidden, rule, options, keys, 18, 2000);
    CHECK(replay.complete);
    CHECK(replay.truth_survives);
    CHECK(replay.surviving >= 2);
    CHECK(replay.surviving <= replay.worlds);
    for (const auto& bounds : replay.bounds)
        if (little.system.cells[bounds.cell].sensitive)
            CHECK_FALSE(bounds.is_exact());
}

TEST_CASE("a count that only the replay fixes is found, and by no key that cannot be the home's",
          "[transform]")
{
    // A rule that hides 3 and nothing else: that the cell is hidden says 3.
    LittleSystem little({3, 30, 40});
    little.count({0});
    little.count({1});
    little.count({2});
    little.count({0, 1});
    const SensitiveRule rule = [](std::uint32_t cell, std::span<const GateCount> counts) {
        return cell == 0 && counts[0] == 3;
    };
    const GatePattern hidden{true, true, false, false};
    GateOptions options;
    options.guards = {false, false};
    const std::vector<GateKey> keys(3);
    const auto replay = attack_by_replay(little.system, hidden, rule, options, keys, 40, 2000);
    CHECK(replay.complete);
    CHECK(replay.truth_survives);
    CHECK(judge_attack(little.system, replay.bounds, 5).exact == std::vector<std::uint32_t>{0});
    const GatePattern other{true, true, true, false};
    const auto foreign = attack_by_replay(little.system, other, rule, options, keys, 40, 2000);
    CHECK_FALSE(foreign.truth_survives);
    CHECK(foreign.bounds.empty());
}

TEST_CASE("a replay that lists too few worlds to know tells so", "[transform]")
{
    LittleSystem little({3, 30, 40});
    for (std::uint32_t a = 0; a < 3; ++a)
        little.count({a});
    little.count({0, 1});
    const SensitiveRule rule = [](std::uint32_t cell, std::span<const GateCount> counts) {
        return cell == 0 && counts[0] == 3;
    };
    GateOptions options;
    options.guards = {false, false};
    const std::vector<GateKey> keys(1);
    CHECK_FALSE(
        attack_by_replay(little.system, {true, true, false, false}, rule, options, keys, 40, 5).complete);
}

TEST_CASE("a replay judges counts as the gate of a census does", "[transform]")
{
    LittleSystem little({3, 7, 0, 20, 6, 0});
    little.count({0});
    little.count({1});
    little.system.cells[1].bundle = 0; // yes and no of one share
    little.count({2});
    little.count({3});
    little.system.cells[3].bundle = little.system.cells[2].bundle;
    const auto change = little.difference({{0, 1}, {4, -1}});
    const auto alone = little.count({5});
    const auto exempt = little.count({1, 2});
    little.system.cells[exempt].sensitive = true; // for a reason that no count tells
    const auto rule = census_rule(little.system, 5, 10);
    const auto truth = true_counts(little.system);
    for (std::uint32_t c = 0; c < little.system.cells.size(); ++c) {
        INFO(c);
        CHECK(rule(c, truth) == little.system.cells[c].sensitive);
    }
    const std::vector<GateCount> world{0, 9, 0, 9, 4, 0};
    CHECK(rule(0, world)); // nobody, and nine said the other
    CHECK_FALSE(rule(1, world));
    CHECK(rule(2, world));
    CHECK_FALSE(rule(3, world));
    CHECK(rule(change, world)); // 0 - 4
    CHECK_FALSE(rule(alone, world));
    CHECK(rule(exempt, world));
    CHECK_FALSE(rule(0, std::vector<GateCount>{0, 10, 0, 9, 4, 0}));
    CHECK_FALSE(rule(change, std::vector<GateCount>{3, 9, 0, 9, 9, 0}));
}
