#include "config/errors.hpp"
#include "config/settings.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;
using lup::parse_settings;

TEST_CASE("settings that are not there have their defaults", "[config]")
{
    const auto settings = parse_settings("", "lup.toml");
    CHECK(settings.publish == lup::Publish::automatic);
    CHECK(settings.keep_original_days == 30);
    CHECK(settings.lonely_psu == "adjust");
}

TEST_CASE("settings are read by their names", "[config]")
{
    const auto settings =
        parse_settings("# region\nregion = \"Region Jämtland Härjedalen\"\npublish = \"approve\"\n"
                       "unmatched_limit = 0.1\nthreads = 2\nnightly_at = \"03:00\"\nquarantine_days = 0\n",
                       "lup.toml");
    CHECK(settings.region == "Region Jämtland Härjedalen");
    CHECK(settings.publish == lup::Publish::approve);
    CHECK(settings.unmatched_limit == 0.1);
    CHECK(settings.threads == 2);
    CHECK(settings.nightly_at == "03:00");
    CHECK(settings.quarantine_days == 0);
}

TEST_CASE("an unknown setting is an error with its line and the nearest name", "[config]")
{
    CHECK_THROWS_WITH(parse_settings("region = \"x\"\nkeep_orginal_days = 3\n", "lup.toml"),
                      Contains("lup.toml: line 2, key 'keep_orginal_days'") &&
                          Contains("did you mean 'keep_original_days'?"));
    CHECK_THROWS_AS(parse_settings("[hlv]\nkalvikt = 1\n", "lup.toml"), lup::ConfigurationError);
}

TEST_CASE("values out of range are refused with what is allowed", "[config]")
{
    CHECK_THROWS_WITH(parse_settings("unmatched_limit = 5\n", "f"), Contains("from 0 to 1"));
    CHECK_THROWS_WITH(parse_settings("keep_original_days = -1\n", "f"), Contains("0 to 3650"));
    CHECK_THROWS_WITH(parse_settings("threads = 1.5\n", "f"), Contains("whole number"));
    CHECK_THROWS_WITH(parse_settings("publish = \"aproove\"\n", "f"), Contains("did you mean 'approve'?"));
    CHECK_THROWS_WITH(parse_settings("lonely_psu = true\n", "f"), Contains("quotation marks"));
}

TEST_CASE("the nightly hour is a time that comes once every night", "[config]")
{
    for (const auto* text : {"nightly_at = \"02:30\"", "nightly_at = \"25:00\"", "nightly_at = \"1:15\"",
                             "nightly_at = \"01:60\"", "nightly_at = \"\""}) {
        CHECK_THROWS_WITH(parse_settings(text, "f"), Contains("not between 02:00 and 03:00"));
    }
}

TEST_CASE("all mistakes in the settings are said at once", "[config]")
{
    CHECK_THROWS_WITH(parse_settings("thread = 1\npublish = \"x\"\n", "f"),
                      Contains("line 1") && Contains("line 2"));
}

TEST_CASE("text that is not TOML is refused with its line", "[config]")
{
    CHECK_THROWS_WITH(parse_settings("region = Region\n", "lup.toml"), Contains("lup.toml: line 1"));
    CHECK_THROWS_AS(parse_settings("region = \"J\xE4mtland\"\n", "lup.toml"), lup::ConfigurationError);
}
