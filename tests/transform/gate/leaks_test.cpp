#include "tests/transform/gate/little_systems.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::test;

namespace {

/// The defence taken out leaks the cell; with it the cell keeps a gap of K and the proof holds.
void check_leak(const GateSystem& system, const GatePattern& without_defence, std::uint32_t cell)
{
    REQUIRE(system.cells[cell].sensitive);
    CHECK(bounds_of(system, without_defence, cell).is_narrow(5));
    const GateOptions options;
    const auto result = protect_system(system, options);
    CHECK(result.incidents.empty());
    CHECK_FALSE(bounds_of(system, result.hidden, cell).is_narrow(5));
    CHECK(attack_finds_nothing(system, result.hidden, options.k));
    CHECK(is_proven(system, result, options));
}

/// The pattern of a part of the cells protected on their own; the others shown unless primary.
GatePattern protected_apart(const GateSystem& system, std::initializer_list<std::vector<std::uint32_t>> parts)
{
    auto hidden = primary_pattern(system);
    for (const auto& part : parts) {
        auto alone = system;
        alone.cells.clear();
        for (const auto cell : part)
            alone.cells.push_back(system.cells[cell]);
        const auto pattern = protect_system(alone, {}).hidden;
        for (std::size_t b = 0; b < pattern.size(); ++b)
            hidden[b] = hidden[b] || pattern[b];
    }
    return hidden;
}

} // namespace

TEST_CASE("leak: the total minus the shown parts", "[transform]")
{
    LittleSystem little({3, 40, 50});
    const auto small = little.count({0});
    little.count({1});
    little.count({2});
    little.count({0, 1, 2});
    check_leak(little.system, primary_pattern(little.system), small);
}

TEST_CASE("leak: the complement gives the answer when n is shown", "[transform]")
{
    LittleSystem little({3, 40, 60, 70});
    const auto yes = little.count({0});
    little.count({1});
    little.count({0, 1});
    little.count({2, 3});
    check_leak(little.system, primary_pattern(little.system), yes);
}

TEST_CASE("leak: everybody or nobody in a small group", "[transform]")
{
    LittleSystem little({0, 7, 30, 40});
    const auto yes = little.count_with_zero({0});
    little.count({1});
    little.count({0, 1});
    little.count({0, 2});
    little.count({1, 3});
    check_leak(little.system, primary_pattern(little.system), yes);
}

TEST_CASE("leak: hidden counts that are known to sum to little", "[transform]")
{
    // Two hidden cells with a shown sum of 4 between them: neither exact, both under 5.
    LittleSystem little({3, 1, 40, 50});
    const auto first = little.count({0}), second = little.count({1});
    const auto sum = little.count({0, 1});
    little.count({2, 3});
    little.count({0, 1, 2, 3});
    check_leak(little.system, little.hiding({first, second}), first);
    CHECK(primary_pattern(little.system)[sum]);
}

TEST_CASE("leak: categories that sum to n", "[transform]")
{
    LittleSystem little({2, 30, 40, 50});
    const auto rare = little.count({0});
    little.count({1});
    little.count({2});
    little.count({3});
    little.count({0, 1, 2, 3});
    check_leak(little.system, primary_pattern(little.system), rare);
}

TEST_CASE("leak: a coarser recode of the same answers", "[transform]")
{
    // "often" + "sometimes" in one table, "often" in another.
    LittleSystem little({20, 3, 60});
    little.count({0});
    const auto sometimes = little.difference({{1, 1}});
    little.count({0, 1});
    little.count({2});
    check_leak(little.system, little.all_open(), sometimes);
}

TEST_CASE("leak: n shown in another indicator's table", "[transform]")
{
    // The same respondents: atoms 0,1 answered by 2,3 of the other indicator; n is common.
    LittleSystem little({2, 30, 15, 17});
    const auto yes = little.count({0}), no = little.count({1}), n = little.count({0, 1});
    const auto other_yes = little.count({2}), other_no = little.count({3});
    little.system.known.push_back(
        {{{{0, 1}, {1, 1}, {2, -1}, {3, -1}}, RowRelation::equal, 0}, KnownFrom::elsewhere});
    auto naive = little.hiding({yes, n});
    CHECK(bounds_of(little.system, naive, yes).is_exact());
    CHECK_FALSE(naive[no]);
    check_leak(little.system, naive, yes);
    CHECK(other_yes + 1 == other_no);
}

TEST_CASE("leak: one question left unanswered by few", "[transform]")
{
    // n of the survey and n of the question are both shown; three did not answer.
    LittleSystem little({40, 50, 3});
    little.count({0});
    little.count({1});
    little.count({0, 1});
    little.count({0, 1, 2});
    const auto missing = little.difference({{2, 1}});
    check_leak(little.system, little.all_open(), missing);
}

TEST_CASE("leak: a filter's denominator is another question's numerator", "[transform]")
{
    // Only who drinks is asked how often; those not asked further are n - n'.
    LittleSystem little({20, 12, 4});
    little.count({0, 1});
    little.count({0});
    little.count({1});
    little.count({0, 1, 2});
    const auto others = little.count({2});
    check_leak(little.system, primary_pattern(little.system), others);
}

TEST_CASE("leak: overlapping areas that differ by few", "[transform]")
{
    // Health district = municipality + a parish of 3.
    LittleSystem little({60, 3, 90});
    little.count({0});
    little.count({0, 1});
    little.count({2});
    const auto parish = little.difference({{1, 1}});
    check_leak(little.system, little.all_open(), parish);
}

TEST_CASE("leak: the municipality with one school shows the school", "[transform]")
{
    LittleSystem little({3, 40, 50, 60});
    const auto school = little.count({0}), municipality = little.count({0});
    little.count({1});
    little.count({0, 1});
    little.count({2, 3});
    auto naive = primary_pattern(little.system);
    naive[municipality] = false;
    check_leak(little.system, naive, school);
}

TEST_CASE("leak: all minus girls minus boys is the others", "[transform]")
{
    LittleSystem little({40, 45, 2, 30, 35, 20});
    little.count({0});
    little.count({1});
    little.count({0, 1, 2});
    little.count({0, 3});
    little.count({1, 4});
    const auto others = little.difference({{2, 1}});
    check_leak(little.system, little.all_open(), others);
}

TEST_CASE("leak: two recipients lay their workbooks side by side", "[transform]")
{
    // One gets yes by school, the other yes by sex and the total; each is safe alone.
    LittleSystem little({2, 30, 40, 50});
    const auto girls_a = little.count({0}), boys_a = little.count({1}), a = little.count({0, 1});
    const auto girls = little.count({0, 2}), boys = little.count({1, 3}), all = little.count({0, 1, 2, 3});
    const auto girls_b = little.count({2});
    const auto apart = protected_apart(little.system, {{girls_a, boys_a, a}, {girls, boys, all, girls_b}});
    check_leak(little.system, apart, girls_a);
}

TEST_CASE("leak: enrolment and the response give those who did not answer", "[transform]")
{
    // Forty are enrolled, which is public; 37 answered.
    LittleSystem little({12, 25, 3});
    little.known({0, 1, 2}, RowRelation::equal, 40);
    const auto silent = little.difference({{2, 1}});
    const auto n = little.count({0, 1});
    little.count({0});
    little.count({1});
    CHECK(bounds_of(little.system, little.all_open(), silent).is_exact());
    const auto result = protect_system(little.system, {});
    CHECK(result.hidden[n]);
    check_leak(little.system, little.all_open(), silent);
}

TEST_CASE("leak: an extract handed out earlier", "[transform]")
{
    LittleSystem little({3, 20, 40, 50});
    little.known({0, 1}, RowRelation::equal, 23); // in a report from last spring
    const auto yes = little.count({0});
    little.count({1});
    little.count({0, 2});
    little.count({1, 3});
    check_leak(little.system, primary_pattern(little.system), yes);
}

TEST_CASE("leak: three corrected records between two releases", "[transform]")
{
    // Atoms: unchanged yes, unchanged no, added yes, removed no. The first release is in the ledger.
    LittleSystem little({30, 50, 2, 1});
    little.published({0});
    little.published({1, 3});
    const auto yes = little.count({0, 2});
    little.count({1});
    const auto change = little.difference({{2, 1}});
    const auto removed = little.difference({{3, -1}});
    check_leak(little.system, little.all_open(), change);
    CHECK(protect_system(little.system, {}).hidden[yes]);
    CHECK(little.system.cells[removed].sensitive);
}

TEST_CASE("leak: a late school is the difference of two totals", "[transform]")
{
    LittleSystem little({30, 50, 3, 4});
    little.published({0});
    little.published({0, 1});
    const auto late = little.count({2});
    little.count({0, 2});
    little.count({0, 1, 2, 3});
    auto naive = primary_pattern(little.system);
    check_leak(little.system, naive, late);
}

TEST_CASE("leak: two codes merged into one", "[transform]")
{
    // Last year's release had the two municipalities; tonight's has their sum and one of them.
    LittleSystem little({40, 3, 60});
    little.published({0});
    const auto merged = little.count({0, 1});
    const auto second = little.difference({{1, 1}});
    little.count({2});
    check_leak(little.system, little.all_open(), second);
    CHECK(protect_system(little.system, {}).hidden[merged]);
}

TEST_CASE("leak: pooled years minus the years that are shown", "[transform]")
{
    LittleSystem little({12, 3, 14});
    little.count({0});
    const auto middle = little.count({1});
    little.count({2});
    little.count({0, 1, 2});
    check_leak(little.system, primary_pattern(little.system), middle);
}

TEST_CASE("leak: sliding windows of three years", "[transform]")
{
    // 1-3 minus 2-4 is year 1 minus year 4; year 4 is shown.
    LittleSystem little({3, 10, 11, 20});
    little.published({0, 1, 2});
    const auto window = little.count({1, 2, 3});
    little.count({3});
    const auto first = little.difference({{0, 1}});
    check_leak(little.system, little.all_open(), first);
    CHECK(window == 0);
}

TEST_CASE("leak: a cohort followed from grade to grade", "[transform]")
{
    // The same pupils a year on: those who left are the difference.
    LittleSystem little({38, 2});
    little.published({0, 1});
    const auto next_year = little.count({0});
    const auto left = little.difference({{1, 1}});
    check_leak(little.system, little.all_open(), left);
    CHECK(protect_system(little.system, {}).hidden[next_year]);
}

TEST_CASE("leak: a withdrawn release is still known", "[transform]")
{
    LittleSystem little({3, 40, 50});
    const auto yes = little.count({0});
    little.count({0, 2});
    little.published({2}); // withdrawn since
    auto naive = primary_pattern(little.system);
    check_leak(little.system, naive, yes);
}

TEST_CASE("leak: a rounded share bounds the count although n is hidden", "[transform]")
{
    // 3 of 40 is 7.5 %; the share alone says 7.45 n <= 100 yes <= 7.55 n, and n is known to be 38 to 42.
    LittleSystem little({3, 37});
    little.known({0, 1}, RowRelation::at_least, 38);
    little.known({0, 1}, RowRelation::at_most, 42);
    const auto yes = little.count({0});
    const auto n = little.count({0, 1});
    const auto share = little.system.bundles++;
    little.system.cells.push_back({{{{0, 20 * 100 - 151}, {1, -151}}, RowRelation::at_most, 0},
                                   share,
                                   false,
                                   0}); // 20*100 yes <= 151 n
    little.system.cells.push_back(
        {{{{0, 20 * 100 - 149}, {1, -149}}, RowRelation::at_least, 0}, share, false, 0});
    auto naive = little.hiding({yes, n});
    CHECK(bounds_of(little.system, naive, yes).is_exact());
    check_leak(little.system, naive, yes);
}
