#include "tests/transform/gate/little_systems.hpp"

#include "config/errors.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace lup;
using namespace lup::test;

namespace {

/// Two schools by girls and boys, yes and no, with all sums. Atoms: school, sex, answer.
LittleSystem two_by_two(std::initializer_list<GateCount> atoms)
{
    LittleSystem little(atoms);
    for (std::uint32_t a = 0; a < 8; ++a)
        little.count({a});
    for (std::uint32_t a = 0; a < 4; ++a)
        little.count({2 * a, 2 * a + 1});
    little.count({0, 2});
    little.count({1, 3});
    little.count({4, 6});
    little.count({5, 7});
    little.count({0, 4});
    little.count({2, 6});
    little.count({0, 2, 4, 6});
    little.count({1, 3, 5, 7});
    return little;
}

} // namespace

TEST_CASE("what contradicts the true counts is refused before anything is hidden", "[transform]")
{
    LittleSystem little({3, 9});
    little.count({0, 1});
    SECTION("a sum that does not add up")
    {
        little.system.cells[0].row.bound = 13;
    }
    SECTION("a ledger row that the data has left")
    {
        little.known({0}, RowRelation::equal, 4);
    }
    SECTION("an atom that is not there")
    {
        little.system.cells[0].row.terms[0].atom = 7;
    }
    SECTION("an atom named twice")
    {
        little.system.cells[0].row.terms[0].atom = 1;
    }
    SECTION("a negative count")
    {
        little.system.atoms[0].value = -1;
    }
    SECTION("a bundle that is not there")
    {
        little.system.cells[0].bundle = 5;
    }
    SECTION("a supplier that is not there")
    {
        little.system.atoms[0].supplier = 0;
    }
    CHECK_THROWS_AS(protect_system(little.system, {}), DisclosureError);
}

TEST_CASE("a system without small counts hides nothing", "[transform]")
{
    auto little = two_by_two({10, 20, 30, 40, 50, 60, 70, 80});
    const auto result = protect_system(little.system, {});
    CHECK(std::count(result.hidden.begin(), result.hidden.end(), true) == 0);
    CHECK(is_proven(little.system, result, {}));
}

TEST_CASE("an empty system is protected by nothing and proven", "[transform]")
{
    const GateSystem empty;
    const auto result = protect_system(empty, {});
    CHECK(result.hidden.empty());
    CHECK(is_proven(empty, result, {}));
}

TEST_CASE("a block smaller than K publishes nothing", "[transform]")
{
    LittleSystem little({1, 2});
    little.count({0});
    little.count({1});
    little.count({0, 1});
    const auto result = protect_system(little.system, {});
    CHECK(std::count(result.hidden.begin(), result.hidden.end(), true) == 3);
    CHECK(result.incidents.empty());
    CHECK(is_proven(little.system, result, {}));
}

TEST_CASE("the same system and key give the same pattern and the same proof, whatever the threads",
          "[transform]")
{
    auto little = two_by_two({2, 20, 30, 1, 50, 3, 70, 80});
    GateOptions options;
    const auto once = protect_system(little.system, options);
    options.threads = 4;
    const auto again = protect_system(little.system, options);
    CHECK(once.hidden == again.hidden);
    std::ostringstream one, other;
    write_certificate(one, once.certificate);
    write_certificate(other, again.certificate);
    CHECK(one.str() == other.str());
}

TEST_CASE("two truths with the same public numbers and pattern get the same worlds", "[transform]")
{
    auto little = two_by_two({2, 20, 30, 1, 50, 3, 70, 80});
    const GateOptions options;
    const auto result = protect_system(little.system, options);
    const auto& worlds = result.certificate.blocks.at(0).worlds;
    REQUIRE(worlds.size() >= 2);
    for (const auto& world : {worlds.front(), worlds.back()}) {
        const auto other =
            with_counts(little.system, world, [&](std::uint32_t cell, std::span<const GateCount> counts) {
                return row_value(little.system.cells[cell].row, counts) < 5;
            });
        CHECK(certify_block(other, result.hidden, options).worlds == worlds);
    }
}

TEST_CASE("a stored proof reads back as it was and is refused when it is cut", "[transform]")
{
    auto little = two_by_two({2, 20, 30, 1, 50, 3, 70, 80});
    little.supplier({0, 1, 2, 3});
    const auto result = protect_system(little.system, {});
    std::ostringstream out;
    write_certificate(out, result.certificate);
    std::istringstream in(out.str());
    const auto back = read_certificate(in);
    CHECK(check_certificate(little.system, result.hidden, back, 5).proven());
    std::ostringstream again;
    write_certificate(again, back);
    CHECK(again.str() == out.str());

    std::istringstream cut(out.str().substr(0, out.str().size() / 2));
    CHECK_THROWS_AS(read_certificate(cut), DisclosureError);
    std::istringstream foreign("something else\n");
    CHECK_THROWS_AS(read_certificate(foreign), DisclosureError);
}

TEST_CASE("the checker finds what is wrong in a certificate", "[transform]")
{
    auto little = two_by_two({2, 20, 30, 1, 50, 3, 70, 80});
    little.supplier({0, 1, 2, 3});
    little.supplier({4, 5, 6, 7});
    auto result = protect_system(little.system, {});
    auto& block = result.certificate.blocks.at(0);
    const auto first_failure = [&] {
        const auto report = check_certificate(little.system, result.hidden, result.certificate, 5);
        REQUIRE_FALSE(report.proven());
        return report.failures.front().kind;
    };
    REQUIRE(check_certificate(little.system, result.hidden, result.certificate, 5).proven());
    SECTION("a world that breaks a public sum")
    {
        block.worlds[0][0] += 1;
        CHECK(first_failure() == CheckFailure::Kind::world);
    }
    SECTION("a world with a negative count")
    {
        block.worlds[0][0] = -1;
        CHECK(first_failure() == CheckFailure::Kind::world);
    }
    SECTION("too few worlds for the gap")
    {
        block.worlds.resize(1);
        CHECK(first_failure() == CheckFailure::Kind::gap);
    }
    SECTION("no worlds for a supplier")
    {
        block.supplier_worlds[1].clear();
        CHECK(first_failure() == CheckFailure::Kind::supplier);
    }
    SECTION("worlds that differ from what the supplier knows")
    {
        block.supplier_worlds[1] = block.worlds;
        CHECK(first_failure() == CheckFailure::Kind::world);
    }
    SECTION("a small count that is shown")
    {
        result.hidden[0] = false;
        CHECK(first_failure() == CheckFailure::Kind::world);
    }
    SECTION("a claim of public knowledge that the rows do not support")
    {
        block.known_bounds.push_back({0, {}, {1, {}}, {1, {}}});
        block.worlds.clear();
        CHECK(first_failure() == CheckFailure::Kind::known_bound);
    }
    SECTION("a block that is missing")
    {
        result.certificate.blocks.clear();
        CHECK(first_failure() == CheckFailure::Kind::shape);
    }
}

TEST_CASE("an insider who knows one record cannot find the other", "[transform]")
{
    // Two pupils said yes in all and the two are in different classes of 12: each knows of itself only.
    LittleSystem little({1, 11, 1, 11, 30, 40});
    little.count({0});
    little.count({2});
    little.count({0, 2, 4});
    little.count({1, 3, 5});
    little.count({0, 1});
    little.count({2, 3});
    little.count({4, 5});
    const GateOptions options;
    const auto result = protect_system(little.system, options);
    CHECK(check_certificate(little.system, result.hidden, result.certificate, options.k).insider_pairs > 0);
    CHECK(is_proven(little.system, result, options));
}

TEST_CASE("a supplier cannot work out another's small count from its own records", "[transform]")
{
    // Three schools; hiding the yes of A and B alone is enough for a reader, but B knows its own.
    LittleSystem little({2, 40, 20, 40, 30, 50});
    little.supplier({0, 1});
    little.supplier({2, 3});
    little.supplier({4, 5});
    for (std::uint32_t a = 0; a < 6; ++a)
        little.count({a});
    little.count({0, 2, 4});
    little.count({1, 3, 5});
    GateOptions reader_only;
    reader_only.guards = {true, false};
    const auto open_to_reader = protect_system(little.system, reader_only);
    const auto unproven = certify_block(little.system, open_to_reader.hidden, {});
    CHECK_FALSE(check_certificate(little.system, open_to_reader.hidden, {{unproven}}, 5).proven());

    const GateOptions options;
    const auto result = protect_system(little.system, options);
    CHECK(is_proven(little.system, result, options));
    CHECK(std::count(result.hidden.begin(), result.hidden.end(), true) >
          std::count(open_to_reader.hidden.begin(), open_to_reader.hidden.end(), true));
}

TEST_CASE("what public knowledge keeps below K stays exactly as wide as public knowledge leaves it",
          "[transform]")
{
    // Enrolment says that three pupils at most can be in the domain.
    LittleSystem little({1, 2, 30, 40});
    little.known({0, 1}, RowRelation::at_most, 3);
    const auto yes = little.count({0});
    little.count({1});
    little.count({0, 1});
    little.count({2});
    little.count({0, 2});
    little.count({1, 3});
    little.count({0, 1, 2, 3});
    const GateOptions options;
    const auto result = protect_system(little.system, options);
    CHECK(result.incidents.empty());
    const auto bounds = bounds_of(little.system, result.hidden, yes);
    CHECK(bounds.lower == 0);
    CHECK(bounds.upper == 3);
    const auto report = check_certificate(little.system, result.hidden, result.certificate, options.k);
    CHECK(report.proven());
    CHECK(report.limited >= 1);
}

TEST_CASE("a count that public knowledge bounds on both sides uses the room on both", "[transform]")
{
    // At most five are known to be possible and three are true: neither two more nor three fewer is enough
    // alone.
    LittleSystem little({3, 40, 50});
    little.known({0}, RowRelation::at_most, 5);
    const auto yes = little.count({0});
    little.count({1});
    little.count({0, 1});
    little.count({2});
    const auto result = protect_system(little.system, {});
    CHECK(result.incidents.empty());
    CHECK(bounds_of(little.system, result.hidden, yes).width() == GateCount{5});
    CHECK(is_proven(little.system, result, {}));
}

TEST_CASE("what the house published before and now gives a small count away is an incident", "[transform]")
{
    LittleSystem little({2, 40, 3, 50});
    little.published({0, 1});
    little.published({1});
    const auto yes = little.count({0});
    little.count({0, 2});
    const auto result = protect_system(little.system, {});
    REQUIRE_FALSE(result.incidents.empty());
    CHECK(result.incidents[0].cell == yes);
    CHECK(result.incidents[0].kind == GateIncident::Kind::narrow);
    CHECK(result.incidents[0].left == 0);
    CHECK_FALSE(is_proven(little.system, result, {}));

    const auto leak = explain_leak(little.system, result.hidden, yes, {}, 5);
    REQUIRE(leak);
    CHECK(leak->is_exact);
    CHECK(leak->through_known == std::vector<std::uint32_t>{0, 1});
    CHECK(leak->through_cells.empty());
}

TEST_CASE("a leak is explained by the shown numbers that take part and by no others", "[transform]")
{
    LittleSystem little({2, 40, 30, 50, 60});
    const auto yes = little.count({0});
    const auto n = little.count({0, 1}), no = little.count({1});
    little.count({2});
    little.count({3, 4});
    const auto leak = explain_leak(little.system, little.hiding({yes}), yes, {}, 5);
    REQUIRE(leak);
    CHECK(leak->through_cells == std::vector<std::uint32_t>{n, no});
    CHECK_FALSE(explain_leak(little.system, little.hiding({yes, no}), yes, {}, 5));
}

TEST_CASE("the plan says which breakdown costs least to leave out", "[transform]")
{
    auto little = two_by_two({2, 20, 30, 1, 50, 3, 70, 80});
    // Group 0: single counts. Group 1: sums over sex. Group 2: the rest.
    std::vector<std::uint32_t> group(little.system.bundles, 2);
    std::fill(group.begin(), group.begin() + 8, 0U);
    std::fill(group.begin() + 12, group.begin() + 16, 1U);
    const auto plan = plan_breakdowns(little.system, group, {});
    REQUIRE(plan.breakdowns.size() == 3);
    CHECK(plan.breakdowns[0].cells == 8);
    CHECK(plan.breakdowns[0].hidden >= 3);
    CHECK(plan.breakdowns[0].others_without == 0);
    CHECK(plan.breakdowns[0].possible_without);
    REQUIRE(plan.least_loss);
    const auto& least = plan.breakdowns[*plan.least_loss];
    CHECK(plan.shown_without_least == 20 - least.cells - least.others_without);
}

TEST_CASE("an open cell never opens a bundle with a small count", "[transform]")
{
    LittleSystem little({2, 40, 30, 50});
    little.count({0});
    const auto no = little.count({1});
    little.system.cells[no].bundle = 0; // yes and no are one bundle
    little.count({0, 1, 2, 3});
    const auto result = protect_system(little.system, {});
    CHECK(result.hidden[0]);
    CHECK(result.primary == 1);
}

TEST_CASE("leak: which of equal cells are hidden follows from the home's secret key", "[transform]")
{
    LittleSystem little({10, 10, 10, 10, 10, 10});
    for (std::uint32_t a = 0; a < 6; ++a)
        little.count({a});
    GateKey one{}, other{};
    other[0] = 1;
    CHECK(opening_order(little.system, one) == opening_order(little.system, one));
    CHECK(opening_order(little.system, one) != opening_order(little.system, other));
}
