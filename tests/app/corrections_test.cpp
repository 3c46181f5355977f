#include "app/audit.hpp"
#include "app/journal/journal.hpp"
#include "app/verify.hpp"
#include "config/errors.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;
using Catch::Matchers::VectorContains;
using Catch::Matchers::WithinAbs;

namespace {

/// A round of three kommuner, of which only the middle one differs from file to file.
std::string round_csv(const std::string& wave, int count, int stressed)
{
    auto text = survey_csv(wave, "2303", 40, 12);
    for (const auto& more : {survey_csv(wave, "2305", count, stressed), survey_csv(wave, "2309", 50, 20)})
        text += more.substr(more.find('\n') + 1);
    return text;
}

/// The survey is protected by the gate, and round 2022 takes corrections in or not.
void put_under_gate(const TestHome& home, const std::string& corrections)
{
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_cell;min_base\n"
                                     "enkat;Enkäten;census;gate;none;1;5;10\n");
    home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to;corrections\n"
                                   "enkat;2022;Enkäten 2022;2022-01-01;2022-12-31;" +
                                       corrections + "\nenkat;2024;Enkäten 2024;2024-01-01;2024-12-31;\n");
}

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

TEST_CASE("a correction that came while the round was frozen is taken in when the codebook accepts it", "[app]")
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
    home.execute("journal.db", "UPDATE publication SET done = 0 WHERE id = (SELECT max(id) FROM publication)");
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
    CHECK(home.rows("plan.db", "SELECT domain, value, n FROM v_value WHERE period = '2022' ORDER BY domain") ==
          before);
    CHECK(home.rows("plan.db", "SELECT value FROM v_value WHERE period = '2024' AND value IS NOT NULL").empty());
}

namespace {

/// As a home that was published by a program which noted no vintages.
void forget_vintages(const TestHome& home)
{
    home.execute("journal.db", "DROP TABLE vintage; DROP TABLE publication_without_vintages; PRAGMA user_version = 2");
    home.execute("plan.db", "DROP TRIGGER value_is_never_updated; UPDATE value SET gated = NULL, records = NULL");
}

} // namespace

TEST_CASE("a correction from before vintages were noted is taken in when the codebook accepts it", "[app]")
{
    TestHome home;
    put_under_gate(home, "frozen");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    forget_vintages(home);
    home.run();
    CHECK(home.rows("journal.db", "SELECT v.wave, v.number, d.number FROM vintage v JOIN delivery d ON d.id = "
                                  "v.delivery") == std::vector<std::string>{"2022|0|1"});
    put_under_gate(home, "accept");
    const auto night = home.run();
    CHECK(night.left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
    CHECK(home.rows("plan.db", "SELECT coalesce(records, '') FROM value WHERE domain = 'area=2305' ORDER BY "
                               "number") == std::vector<std::string>{"", "2022:1"});
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("parts that were published before vintages were noted are recalled together", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("1.csv", survey_csv("2022", "2303", 40, 12));
    home.run();
    home.drop("2.csv", survey_csv("2022", "2305", 60, 18));
    home.run();
    forget_vintages(home);
    home.drop("2 rättad.csv", survey_csv("2022", "2305", 90, 40));
    const auto night = home.run();
    CHECK(night.left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "area=2303").value(), WithinAbs(30.0, 1e-9));
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a correction is held in words of its own when nobody knows what was published from", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    forget_vintages(home);
    home.execute("journal.db", "DELETE FROM publication");
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("2022") && Contains("journalen") && Contains("inkorg/ igen"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    CHECK_THAT(home.read("kvitton/rättad.csv.kvitto.html"),
               Contains("räknas inte med i natt") && Contains("inkorg/ igen") && !Contains("ersätter"));

    // What the sentence asks for mends it.
    home.drop("2022 igen.csv", round_csv("2022", 60, 18));
    CHECK(home.run().left_out.empty());
    home.drop("rättad igen.csv", round_csv("2022", 90, 40));
    CHECK(home.run().left_out.empty());
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(44.4, 1e-9));
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("what a finished publication counted is recalled without the files of the night that finished it", "[app]")
{
    TestHome home;
    Journal journal(home.home().journal());
    const auto now = std::chrono::system_clock::now();
    const auto night_with = [&](char content, const std::vector<std::int64_t>& supersedes) {
        const auto night = journal.begin_night(now);
        DeliveryEntry delivery;
        delivery.survey = "enkat";
        delivery.wave = "2022";
        delivery.number = journal.next_number("enkat", "2022");
        delivery.sha256 = std::string(64, content);
        FileEntry file;
        file.name = std::string(1, content);
        file.sha256 = delivery.sha256;
        file.received = now;
        file.verdict = FileVerdict::accepted;
        return std::pair(night, journal.record(night, file, delivery, supersedes));
    };
    const auto [first, original] = night_with('a', {});
    journal.begin_publication(first, "r1", "inputs");
    const auto [second, correction] = night_with('b', {original});
    journal.end_publication(journal.begin_publication(second, "r1", "inputs"));
    journal.recall_vintage("enkat", "2022", "r1");
    CHECK(journal.vintages("enkat", "2022").empty()); // of a program that notes them itself
    home.execute("journal.db", "INSERT INTO publication_without_vintages SELECT id FROM publication WHERE done");
    journal.recall_vintage("enkat", "2022", "r1");
    REQUIRE(journal.vintages("enkat", "2022").size() == 1);
    REQUIRE(journal.vintages("enkat", "2022").front().deliveries.size() == 1);
    CHECK(journal.vintages("enkat", "2022").front().deliveries.front().id == original);
    journal.recall_vintage("enkat", "2024", "r1");
    CHECK(journal.vintages("enkat", "2024").empty());
}

TEST_CASE("the receipt of a correction says that the published figures stay, also without a vintage", "[app]")
{
    TestHome home;
    put_under_gate(home, "frozen");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    CHECK_THAT(home.read("kvitton/2022.csv.kvitto.html"), Contains("räknas med från i natt"));
    forget_vintages(home);
    home.execute("journal.db", "DELETE FROM publication");
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    CHECK_THAT(home.read("kvitton/rättad.csv.kvitto.html"),
               Contains("de publicerade siffrorna ändras inte") && !Contains("ersätter"));
}

TEST_CASE("the receipt of a part that comes to a held round says that it is not counted", "[app]")
{
    TestHome home;
    put_under_gate(home, "frozen");
    home.drop("2022.csv", survey_csv("2022", "2303", 60, 18));
    home.run();
    home.drop("rättad.csv", survey_csv("2022", "2303", 90, 40));
    home.drop("till.csv", survey_csv("2022", "2305", 50, 20));
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_FALSE(home.value("stressade", "2022", "area=2305").has_value());
    CHECK_THAT(home.read("kvitton/till.csv.kvitto.html"),
               Contains("räknas inte med i natt") && Contains("ligger fast"));
}

TEST_CASE("the receipt of a file whose round waits for its day says so and not that it counts", "[app]")
{
    TestHome home;
    home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to;publish_from\n"
                                   "enkat;2022;Enkäten 2022;2022-01-01;2022-12-31;2199-01-01\n");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    CHECK_THAT(home.read("kvitton/2022.csv.kvitto.html"),
               Contains("räknas inte med i natt") && Contains("2199-01-01") && !Contains("räknas med från i natt"));
}

TEST_CASE("the receipt of a file to a gate survey that is marked base says that nothing new is published", "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_base\n"
                                     "enkat;Enkäten;census;base;none;2;0\n");
    home.drop("2024.csv", round_csv("2024", 61, 19));
    home.drop("rättad.csv", round_csv("2022", 90, 40));
    home.run();
    for (const auto* receipt : {"kvitton/2024.csv.kvitto.html", "kvitton/rättad.csv.kvitto.html"})
        CHECK_THAT(home.read(receipt), Contains("grind") || Contains("de publicerade siffrorna ändras inte"));
    CHECK_THAT(home.read("kvitton/2024.csv.kvitto.html"), Contains("räknas inte med i natt"));
}

TEST_CASE("a definition that has changed is not called a correction", "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.write("kodbok/indicators.csv", "indicator;title;survey;variable;statistic;numerator;better\n"
                                        "stressade;Stressade;enkat;stress;share;2;lower\n");
    home.drop("2024.csv", round_csv("2024", 60, 30));
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("2022") && Contains("definition i kodboken") && !Contains("accept"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
}

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
    CHECK_THAT(find_damage(home.home()), VectorContains("plan.db: does not have release " +
                                                  home.rows("journal.db", "SELECT release FROM publication "
                                                                          "ORDER BY id DESC LIMIT 1").front() +
                                                  ", which the journal says was published; lup run refuses"));
    home.drop("igen.csv", round_csv("2022", 91, 41));
    CHECK_THROWS_AS(home.run(), ExportError);
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

TEST_CASE("a home that has lost its journal says which rounds nobody has files of, until they come again", "[app]")
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

TEST_CASE("a journal from before a correction is told apart from plan.db, and another correction is held", "[app]")
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
