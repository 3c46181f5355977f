#include "ingest/delivery/identity.hpp"

#include <catch2/catch.hpp>

#include <string>

using lup::IdentityLook;
using lup::look_for_identity;

TEST_CASE("what only looks like an identity number is not taken for one", "[ingest]")
{
    for (const std::string text : {"150916-0006",  "870704-9996",      "121120-9941",
                                   "390182-9913",  "232100-0214",      "",
                                   "ofta",         "2019-2020",        "070-123 45 67",
                                   "0.8211059954", "12,8211059954",    "12345678211059954",
                                   "82110599541",  "2018-05-10 14:01", "1/5 2022",
                                   "2303 Ragunda", "123456",           "se 12.8211059954",
                                   "821305-9954",  "19821105-9955"}) {
        INFO(text);
        CHECK(look_for_identity(text) == IdentityLook::none);
    }
    for (const double number :
         {51624.0, 123456.0, 8211059954.5, -8211059954.0, 2321000214.0, 20190531.0, 1e300}) {
        INFO(number);
        CHECK(look_for_identity(number) == IdentityLook::none);
    }
}

TEST_CASE("an identity number is found however people write it", "[ingest]")
{
    for (const std::string text : {"821105-9954",
                                   "901211-9948",
                                   "090527+1474",
                                   "000101-T220",
                                   "570574-9959",
                                   "730674-9982",
                                   "19821105-9954",
                                   "198211059954",
                                   "821105 9954",
                                   "821105\u20139954",
                                   "821105\u00a09954",
                                   "821105 - 9954",
                                   "pnr: 821105-9954, ring",
                                   "1982 11 05 9954",
                                   "1982-11-05-9954",
                                   "82 11 05 9954",
                                   "19 821105-9954",
                                   "000101t220",
                                   "(8211059954)",
                                   "8211059954;9012119948",
                                   "1.98211059954E+11",
                                   "19570574-9959"}) {
        INFO(text);
        CHECK(look_for_identity(text) == IdentityLook::written);
    }
    CHECK(look_for_identity(" 8211059954 ") == IdentityLook::full);
    CHECK(look_for_identity(8211059954.0) == IdentityLook::full);
    CHECK(look_for_identity(198211059954.0) == IdentityLook::written);
}

TEST_CASE("a numeric cell that lost its leading zeros is recognised", "[ingest]")
{
    CHECK(look_for_identity(905271474.0) == IdentityLook::shortened);
    CHECK(look_for_identity("905271474") == IdentityLook::shortened);
}

TEST_CASE("accidents in a column of long numbers do not make it a column of identity numbers", "[ingest]")
{
    lup::IdentityTally tally;
    for (int i = 0; i < 1000; ++i)
        tally.add(i % 130 == 0 ? IdentityLook::full : IdentityLook::none, 10);
    CHECK(tally.hits() == 8);
    CHECK_FALSE(tally.full_counts());
    lup::IdentityTally single;
    single.add(IdentityLook::full, 10);
    CHECK(single.full_counts());
    CHECK_FALSE(single.shortened_counts());
    lup::IdentityTally seven;
    seven.add(IdentityLook::shortened, 7);
    CHECK_FALSE(seven.shortened_counts());
    seven.add(IdentityLook::shortened, 7);
    CHECK(seven.shortened_counts());
}
