#include "config/matching.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace lup;
using Catch::Matchers::Equals;
using Words = std::vector<std::string>;

TEST_CASE("spaces at the ends of a heading are cut, no-break and zero-width ones too", "[config]")
{
    CHECK(trimmed("  kön\t\r\n") == "kön");
    CHECK(trimmed("\u00a0k\u00a0n\u200b\ufeff") == "k\u00a0n");
    CHECK(trimmed(" \u00a0 ").empty());
}

TEST_CASE("a run of spaces and line breaks inside a heading is one space", "[config]")
{
    CHECK(joined_spaces(" Hur mår\n\u00a0 du? ") == "Hur mår du?");
}

TEST_CASE("headings match whatever their letter case, also for Swedish letters", "[config]")
{
    CHECK(same_heading("KÖN", "kön"));
    CHECK(same_heading(" Årskurs ", "årskurs"));
    CHECK(same_heading("ko\u0308n", "Kön"));
    CHECK_FALSE(same_heading("kon", "kön"));
    CHECK_FALSE(same_heading("wave", "waves"));
}

TEST_CASE("text that is not UTF-8 is folded without harm", "[config]")
{
    CHECK_FALSE(folded("k\xF6n").empty());
    CHECK(folded(std::string("\xC3")).size() <= 3);
}

TEST_CASE("codes are equal as numbers but a leading zero is text", "[config]")
{
    CHECK(same_code("1", "1.0"));
    CHECK(same_code("1,0", "1"));
    CHECK_FALSE(same_code("0180", "180"));
    CHECK_FALSE(same_code("K", "k"));
    CHECK_FALSE(same_code("", "0"));
}

TEST_CASE("a number has decimal comma or point and may have spaces", "[config]")
{
    CHECK(parse_number("9 600") == 9600.0);
    CHECK(parse_number("0,05") == 0.05);
    CHECK(parse_number("-2.5e3") == -2500.0);
    CHECK(parse_number("\u2212"
                       "3") == -3.0);
    CHECK_FALSE(parse_number("1.2.3"));
    CHECK_FALSE(parse_number("tolv"));
    CHECK_FALSE(parse_number("nan"));
    CHECK_FALSE(parse_number("1e999"));
    CHECK_FALSE(parse_number(""));
}

TEST_CASE("a list leaves out blank parts", "[config]")
{
    CHECK_THAT(split_list(" a | |b|", '|'), Equals(Words{"a", "b"}));
    CHECK(split_list("", '|').empty());
}

TEST_CASE("the nearest word is suggested only when it is near", "[config]")
{
    const Words allowed = {"indicators", "indikatorer", "breakdowns", "waves"};
    CHECK(nearest("indicator", allowed) == "indicators");
    CHECK(nearest("wavse", allowed) == "waves");
    CHECK(nearest("Break-downs", allowed) == "breakdowns");
    CHECK_FALSE(nearest("kommun", allowed));
    CHECK_FALSE(nearest("x", Words{"y"}));
    CHECK(did_you_mean("wave", allowed) == "Menade du 'waves'?");
    CHECK(did_you_mean("kommun", allowed).empty());
}

TEST_CASE("one Swedish letter is one edit", "[config]")
{
    CHECK(nearest("ar", Words{"år", "armband"}) == "år");
}
