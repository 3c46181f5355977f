#include "app/audit.hpp"
#include "app/verify.hpp"
#include "config/errors.hpp"
#include "tests/app/gate_round.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;
using Catch::Matchers::VectorContains;
using Catch::Matchers::WithinAbs;

TEST_CASE("a night refuses when plan.db is from an older backup than the journal", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    const auto plan = home.read("plan.db");
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    home.write("plan.db", plan);
    CHECK_THAT(find_damage(home.home()),
               VectorContains("plan.db: does not have release " +
                              home.rows("journal.db", "SELECT release FROM publication "
                                                      "ORDER BY id DESC LIMIT 1")
                                  .front() +
                              ", which the journal says was published; lup run refuses"));
    home.drop("igen.csv", round_csv("2022", 91, 41));
    CHECK_THROWS_AS(home.run(), ExportError);
    const auto report = home.read("rapporter/" + home.files("rapporter").back());
    CHECK_THAT(report, Catch::Matchers::Contains("står i tjänstens logg"));
    CHECK_THAT(report, !Catch::Matchers::Contains("Restore plan.db"));
    CHECK(home.rows("plan.db", "SELECT count(*) FROM release") == std::vector<std::string>{"1"});
}

TEST_CASE("a home that has lost both databases refuses to publish beside what is published", "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    std::filesystem::remove(home.home().plan_database());
    std::filesystem::remove(home.home().journal());
    home.drop("2022 annan.csv", round_csv("2022", 61, 19));
    CHECK_THROWS_AS(home.run(), ExportError);
}

TEST_CASE("a home that has lost its journal says which rounds nobody has files of, until they come again",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    std::filesystem::remove(home.home().journal());
    home.drop("2024.csv", round_csv("2024", 60, 30));
    const auto night = home.run();
    REQUIRE(!night.left_out.empty());
    CHECK_THAT(night.left_out.front(), Contains("enkat 2022") && Contains("journalen"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    const auto damage = find_damage(home.home());
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage.front(), Contains("knows no file of enkat 2022"));
    home.drop("2022.csv", round_csv("2022", 60, 18));
    CHECK(home.run().left_out.empty());
    CHECK(find_damage(home.home()).empty());
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a journal from before a correction is told apart from plan.db, and another correction is held",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    const auto journal = home.read("journal.db");
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    const auto before = home.rows("plan.db", "SELECT domain, value, n FROM v_value ORDER BY domain");
    home.write("journal.db", journal);
    const auto damage = find_damage(home.home());
    REQUIRE(!damage.empty());
    CHECK_THAT(damage.front(), Contains("older than plan.db"));
    home.drop("annan.csv", round_csv("2022", 75, 30));
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("journalen säger inte vilka"));
    CHECK(home.rows("plan.db", "SELECT domain, value, n FROM v_value ORDER BY domain") == before);
}

TEST_CASE("an archive copy that is gone comes back with the file that it was made from", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    const auto copies = home.content({"arkiv/enkat"});
    REQUIRE(copies.size() == 1);
    std::filesystem::remove(home.home().root() / copies.begin()->first);
    home.drop("2022 igen.csv", round_csv("2022", 60, 18));
    home.drop("2024.csv", round_csv("2024", 60, 30));
    CHECK(home.run().left_out.empty());
    CHECK(home.content({"arkiv/enkat/2022"}).begin()->second == copies.begin()->second);
    CHECK(home.value("stressade", "2024", "area=2305").has_value());
    CHECK(find_damage(home.home()).empty());
}
