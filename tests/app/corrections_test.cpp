#include "app/audit.hpp"
#include "tests/app/gate_round.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

std::string in_force(const TestHome& home)
{
    return home.rows("plan.db", "SELECT count(*) FROM release").front();
}

} // namespace

TEST_CASE("a correction of a published round under the gate is archived, and the figures stay", "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.drop("2024.csv", round_csv("2024", 60, 30));
    const auto night = home.run();
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2024", "area=2305").value(), WithinAbs(50.0, 1e-9));
    CHECK(home.files("arkiv/enkat/2022").size() == 2);
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("2022") && Contains("ligger fast"));
    const auto receipt = home.read("kvitton/rättad.csv.kvitto.html");
    CHECK_THAT(receipt, Contains("de publicerade siffrorna ändras inte") && Contains("arkivet"));
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a correction that the codebook accepts makes the figures anew, beside all that was published",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    const auto second = home.run();
    CHECK(second.left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
    CHECK_THAT(home.read("kvitton/rättad.csv.kvitto.html"), Contains("Siffrorna görs om"));
    CHECK(audit_home(home.home()) == 0);

    // One pupil more: what holds him is hidden, the rest stands.
    home.drop("en till.csv", round_csv("2022", 91, 41));
    const auto third = home.run();
    CHECK(third.left_out.empty());
    CHECK_FALSE(home.value("stressade", "2022", "area=2305").has_value());
    CHECK_FALSE(home.value("stressade", "2022", "").has_value());
    CHECK_THAT(home.value("stressade", "2022", "area=2309").value(), WithinAbs(40.0, 1e-9));
    CHECK(home.rows("journal.db", "SELECT wave, number, count(*) FROM vintage GROUP BY wave, number") ==
          std::vector<std::string>{"2022|0|1", "2022|1|1", "2022|2|1"});
    CHECK(home.rows("plan.db", "SELECT records FROM value WHERE domain = 'area=2305' ORDER BY number") ==
          std::vector<std::string>{"2022:0", "2022:1", "2022:2"});
    CHECK(audit_home(home.home()) == 0);

    // What is new afterwards is protected together with all three.
    const auto releases = in_force(home);
    home.run();
    CHECK(in_force(home) == releases);
    home.write("kodbok/breakdowns.csv", "survey;indicators;by\nenkat;*;\nenkat;*;area\nenkat;*;sex\n");
    home.run();
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a correction that came while the round was frozen is taken in when the codebook accepts it",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "frozen");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    put_under_gate(home, "accept");
    home.run();
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a school that comes after its round was published is taken in when the codebook accepts it",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "frozen");
    home.write("kodbok/variables.csv",
               home.read("kodbok/variables.csv") + "enkat;skola;code;school;skola;;no\n");
    const auto at_school = [](const std::string& text, const std::string& school) {
        std::string lines;
        std::string name = "skola";
        for (const char letter : text) {
            lines += letter == '\n' ? ";" + name + "\n" : std::string(1, letter);
            name = letter == '\n' ? school : name;
        }
        return lines;
    };
    home.drop("2022.csv", at_school(round_csv("2022", 60, 18), "Norra"));
    home.run();
    home.drop("sen.csv", at_school(survey_csv("2022", "2305", 40, 30), "Södra"));
    const auto held = home.run();
    REQUIRE(held.left_out.size() == 1);
    CHECK_THAT(held.left_out.front(), Contains("accept") && Contains("en skola"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));

    put_under_gate(home, "accept");
    CHECK(home.run().left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(48.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "area=2309").value(), WithinAbs(40.0, 1e-9));
    CHECK(home.rows("journal.db", "SELECT wave, number, count(*) FROM vintage GROUP BY wave, number") ==
          std::vector<std::string>{"2022|0|1", "2022|1|2"});
    CHECK(audit_home(home.home()) == 0);
    const auto releases = in_force(home);
    home.run();
    CHECK(in_force(home) == releases);
}

TEST_CASE("an area that comes after its round was published joins it, accepted or not", "[app]")
{
    const std::string corrections = GENERATE("frozen", "accept");
    TestHome home;
    put_under_gate(home, corrections);
    const auto krokom = survey_csv("2022", "2309", 60, 18);
    home.drop("2022.csv", survey_csv("2022", "2303", 90, 32) + krokom.substr(krokom.find('\n') + 1));
    home.run();
    home.drop("sen.csv", survey_csv("2022", "2305", 80, 40));
    CHECK(home.run().left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(50.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "").value(), WithinAbs(39.1, 1e-9));
    CHECK(home.rows("journal.db", "SELECT wave, number, count(*) FROM vintage GROUP BY wave, number") ==
          std::vector<std::string>{"2022|0|2"});
}

TEST_CASE("a correction waits while the file that was published from is not in the archive", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    const auto copy = home.home().archive() / "enkat/2022" / home.files("arkiv/enkat/2022").front();
    const auto aside = home.home().root() / "aside.gz";
    std::filesystem::rename(copy, aside);
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.drop("2024.csv", round_csv("2024", 60, 30));
    const auto night = home.run();
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    CHECK(home.value("stressade", "2024", "").has_value());
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("2022") && Contains("arkivet"));
    std::filesystem::rename(aside, copy);
    put_under_gate(home, "accept "); // any change makes a night count anew
    home.write("lup.toml", "region = \"Region Prov\"\nunit = \"Enheten\"\ncontact = \"Någon\"\n");
    home.run();
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
}

TEST_CASE("a publication of a correction that was broken off is finished as it was begun", "[app]")
{
    TestHome home, whole;
    for (const auto* one : {&home, &whole}) {
        one->write(".lup.key", std::string(32, 'k'));
        put_under_gate(*one, "accept");
        one->drop("2022.csv", round_csv("2022", 60, 18));
    }
    home.run();
    whole.run();
    const auto plan = home.read("plan.db");
    for (auto* one : {&home, &whole}) {
        one->drop("rättad.csv", round_csv("2022", 91, 19));
        one->run();
    }
    // As if killed after the folders had switched and before plan.db was written.
    home.write("plan.db", plan);
    home.execute("journal.db",
                 "UPDATE publication SET done = 0 WHERE id = (SELECT max(id) FROM publication)");
    home.run();
    const auto query = "SELECT domain, value, n, symbol, release FROM v_value ORDER BY domain";
    CHECK(home.rows("plan.db", query) == whole.rows("plan.db", query));
    CHECK(home.rows("plan.db", "SELECT records FROM value ORDER BY number") ==
          whole.rows("plan.db", "SELECT records FROM value ORDER BY number"));
}

TEST_CASE("a gate survey that is marked base is held in the report, and its figures stay", "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    const auto before = home.rows("plan.db", "SELECT domain, value, n FROM v_value ORDER BY domain");
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_base\n"
                                     "enkat;Enkäten;census;base;none;2;0\n");
    home.drop("2024.csv", round_csv("2024", 61, 19));
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("protection"));
    CHECK(home.rows("plan.db",
                    "SELECT domain, value, n FROM v_value WHERE period = '2022' ORDER BY domain") == before);
    CHECK(home.rows("plan.db", "SELECT value FROM v_value WHERE period = '2024' AND value IS NOT NULL")
              .empty());
}
