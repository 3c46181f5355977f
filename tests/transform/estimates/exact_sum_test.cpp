#include "config/errors.hpp"
#include "transform/estimates/exact_sum.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace lup;

TEST_CASE("an exact sum refuses what is not a finite number of ordinary size", "[transform]")
{
    ExactSum sum;
    CHECK_THROWS_AS(sum.add(std::numeric_limits<double>::infinity()), InputError);
    CHECK_THROWS_AS(sum.add(std::numeric_limits<double>::quiet_NaN()), InputError);
    CHECK_THROWS_AS(sum.add(0x1p94), InputError);
    CHECK(sum.value() == 0);
}

TEST_CASE("an exact sum loses nothing where a plain sum does", "[transform]")
{
    ExactSum sum;
    for (const double x : {1e20, 1.0, -1e20, 0x1p-60, -3.5})
        sum.add(x);
    CHECK(sum.value() == -2.5L + 0x1p-60L);
}

TEST_CASE("an exact sum carries over its words in both directions", "[transform]")
{
    ExactSum sum;
    sum.add(0x1p-32 - 0x1p-80);
    sum.add(0x1p-80);
    CHECK(sum.value() == 0x1p-32L);
    sum.add(-0x1p-32);
    sum.add(-0x1p-96);
    CHECK(sum.value() == -0x1p-96L);
}

TEST_CASE("a carry runs through a word that is full", "[transform]")
{
    ExactSum sum;
    sum.add(0x1p32);
    sum.add(-0x1p-96);
    sum.add(0x1p-96);
    CHECK(sum.value() == 0x1p32L);
}

TEST_CASE("a part is taken out of an exact sum without a remainder", "[transform]")
{
    ExactSum whole, part;
    for (int i = 1; i <= 1000; ++i) {
        whole.add(1.0 / i);
        part.add(1.0 / i);
    }
    whole.add(1e-9);
    CHECK(whole.without(part).value() == static_cast<long double>(1e-9));
    CHECK(part.without(part).value() == 0);
}
