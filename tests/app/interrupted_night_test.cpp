#include "tests/app/test_home.hpp"

#include "config/errors.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

// Nights that were killed, and what the next one makes of them.

using namespace lup;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::string> results{"excel", "publicerat", "arkiv"};

} // namespace

TEST_CASE("an interrupted publication is finished before anything new is taken in", "[app]")
{
    TestHome undisturbed, disturbed;
    for (const auto* home : {&undisturbed, &disturbed}) {
        home->write(".lup.key", std::string(32, 'k'));
        home->drop("e.csv", two_kommuner("2022"));
    }
    undisturbed.run();
    disturbed.run();
    // As a run leaves it that is killed between the two folders.
    disturbed.execute("journal.db", "UPDATE publication SET done = 0");
    disturbed.write("excel/alla/lup-alla.xlsx", "the release before");
    disturbed.run();
    CHECK(disturbed.content(results) == undisturbed.content(results));
    CHECK(disturbed.rows("plan.db", "SELECT * FROM v_value") ==
          undisturbed.rows("plan.db", "SELECT * FROM v_value"));
    CHECK(disturbed.rows("journal.db", "SELECT min(done) FROM publication WHERE id = (SELECT max(id) FROM "
                                       "publication)") == std::vector<std::string>{"1"});
}

TEST_CASE("what could be read before a kill comes into plan.db before a changed codebook counts", "[app]")
{
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.run();
    const auto read = home.content(results);
    const auto values = home.rows("plan.db", "SELECT * FROM v_value");
    // As a run leaves it that is killed when the folders have switched and plan.db has not committed.
    home.execute("journal.db", "UPDATE publication SET done = 0");
    std::filesystem::remove(home.home().root() / "plan.db");
    const auto codebook = home.read("kodbok/breakdowns.csv");
    home.write("kodbok/breakdowns.csv", codebook + "\n");
    CHECK_THROWS_WITH(home.run(), Contains("put both back"));
    CHECK(home.content(results) == read);

    home.write("kodbok/breakdowns.csv", codebook);
    home.run();
    CHECK(home.content(results) == read);
    CHECK(home.rows("plan.db", "SELECT * FROM v_value") == values);
}

TEST_CASE("a file that was recorded but not moved before a kill is moved by the next run and counted once",
          "[app]")
{
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.run();
    home.drop("e.csv", two_kommuner("2022"));
    home.execute("journal.db", "UPDATE file SET moved = 0");
    home.run();
    CHECK(home.files("inkorg").empty());
    CHECK(home.rows("journal.db", "SELECT count(*) FROM v_file") == std::vector<std::string>{"1"});
}

TEST_CASE("a share that moved is told in the receipt, also when the night was killed before it counted",
          "[app]")
{
    constexpr auto moved = "har ändrats mer än vad slumpen brukar ge";
    TestHome undisturbed, killed;
    for (const auto* home : {&undisturbed, &killed})
        home->drop("förra.csv", survey_csv("2022", "2303", 400, 100));
    undisturbed.run();
    killed.run();
    CHECK_THAT(undisturbed.read("kvitton/förra.csv.kvitto.html"), !Contains(moved));
    undisturbed.drop("nya.csv", survey_csv("2024", "2303", 400, 300));
    undisturbed.run();
    CHECK_THAT(undisturbed.read("kvitton/nya.csv.kvitto.html"), Contains(moved));

    // As a night leaves it that is killed between taking a file in and counting it.
    killed.drop("nya.csv", survey_csv("2024", "2303", 400, 300));
    killed.take_in_only();
    CHECK_THAT(killed.read("kvitton/nya.csv.kvitto.html"), !Contains(moved));
    killed.run();
    CHECK_THAT(killed.read("kvitton/nya.csv.kvitto.html"), Contains(moved));
    CHECK(killed.rows("journal.db", "SELECT count(*) FROM told") == std::vector<std::string>{"2"});
    const auto receipt = killed.read("kvitton/nya.csv.kvitto.html");
    killed.run();
    CHECK(killed.read("kvitton/nya.csv.kvitto.html") == receipt);
}
