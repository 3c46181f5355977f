#include "config/errors.hpp"
#include "export/plan/plan_database.hpp"
#include "export/plan/plan_schema.hpp"
#include "fixture.hpp"
#include "release_maker.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <array>
#include <fstream>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

const Origin origin{"lup 1.0.0", "abc"};
constexpr auto first_night = "2026-11-21T01:15:00Z";
constexpr auto second_night = "2026-11-22T01:15:00Z";

Release first_release(const Codebook& codebook)
{
    return make_release(
        {table_from(codebook, "stress", {}, "2018 - 12.5 10.1 15.2 900 -\n2020 - 14.1 11 17.2 870 -"),
         table_from(codebook, "stress", {"area", "sex"},
                    "2020 2321,K 20.1 15 25.5 120 -\n2020 2321,M - - - - ..\n2020 2303,K - - - - .")});
}

/// A fixture's publication; keeps what it refers to.
struct Night {
    Codebook codebook = small_codebook();
    PlanTables plan = small_plan();
    Settings settings = small_settings();
    std::vector<Judgement> judgements{{"p1", "3.1", "stress", "", "2020", "2018", 14.1, 12.5, 12.0,
                                       Verdict::off_track, "Andelen är högre än banan mot målet."}};

    Publication publication(const Release& release) const
    {
        return {release, settings, codebook, plan, judgements, {}};
    }

    PublishCounts publish(PlanDatabase& database, const Release& release, const char* when) const
    {
        auto all = publication(release);
        all.changes = database.changes_against(release, codebook);
        return database.publish(all, origin, when);
    }
};

/// The rows of a query as text, through SQLite itself: what another program sees.
std::vector<std::string> seen(const std::filesystem::path& file, const std::string& sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::vector<std::string> rows;
    const auto add = [](void* out, int count, char** values, char**) {
        std::string row;
        for (int i = 0; i < count; ++i)
            row += std::string(i == 0 ? "" : "|") + (values[i] ? values[i] : "NULL");
        static_cast<std::vector<std::string>*>(out)->push_back(row);
        return 0;
    };
    CHECK(sqlite3_exec(handle, sql.c_str(), add, &rows, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
    return rows;
}

/// The error that a statement meets through SQLite itself, "" if it passes.
std::string refused(const std::filesystem::path& file, const std::string& sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    char* message = nullptr;
    sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
    const std::string text = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(handle);
    return text;
}

} // namespace

TEST_CASE("a file that is not SQLite is refused and not touched", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    std::ofstream(file) << "this is no database, but it is long enough";
    CHECK_THROWS_WITH(PlanDatabase(file), Contains("plan.db") && Contains("inte en SQLite-databas"));
    CHECK(bytes_of(file) == "this is no database, but it is long enough");
}

TEST_CASE("a database of another kind is refused", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    refused(file, "CREATE TABLE t (a)");
    CHECK_THROWS_WITH(PlanDatabase(file), Contains("annan sorts databas"));
}

TEST_CASE("a plan database written by a newer program is refused", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    PlanDatabase{file};
    refused(file, "PRAGMA user_version = 99");
    CHECK_THROWS_WITH(PlanDatabase(file), Contains("nyare version") && Contains("99"));
}

TEST_CASE("a folder that is not there gives a clear error", "[export]")
{
    CHECK_THROWS_AS(PlanDatabase("/nonexistent/folder/plan.db"), ExportError);
}

TEST_CASE("v_value shows each cell once, as the contract says", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    const auto release = first_release(night.codebook);
    night.publish(database, release, first_night);
    const auto rows =
        seen(file, "SELECT survey, wave, indicator, domain, area, sex, period, value, lower, upper, n, "
                   "symbol, decimals, release FROM v_value ORDER BY domain, period");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0] == "enkat|2018|stress||NULL|NULL|2018|12.5|10.1|15.2|900||1|" + release.id());
    CHECK(rows[2] == "enkat|2020|stress|area=2321;sex=K|2321|K|2020|20.1|15.0|25.5|120||1|" + release.id());
    CHECK(rows[3] ==
          "enkat|2020|stress|area=2321;sex=M|2321|M|2020|NULL|NULL|NULL|NULL|..|1|" + release.id());
}

TEST_CASE("a pooled value has its label as period and no wave", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    night.publish(database,
                  make_release({table_from(night.codebook, "stress", {}, "p2018-2022 - 13.5 - - 2700 -")}),
                  first_night);
    CHECK(seen(file, "SELECT wave, period, value FROM v_value") ==
          std::vector<std::string>{"NULL|2018-2022|13.5"});
}

TEST_CASE("the records behind a figure are kept, and other records behind the same figure are a new version",
          "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    PlanDatabase database(folder.path() / "plan.db");
    auto table = table_from(night.codebook, "stress", {}, "p2018-2022 - 13.5 - - 2700 -\n2020 - - - - - ..");
    table.gated = true;
    table.cells[0].records = {{"2018", 0}, {"2022", 0}};
    table.cells[1].records.emplace();
    night.publish(database, make_release({table}), first_night);
    auto cells = database.ledger().cells;
    REQUIRE(cells.size() == 2);
    CHECK((cells[0].gated == true && cells[0].records == table.cells[0].records));
    CHECK(cells[1].held());
    table.cells[0].records->at(1).vintage = 1;
    const auto counts = night.publish(database, make_release({table}), second_night);
    CHECK((counts.unchanged_cells == 2 && counts.superseding_cells == 0));
    cells = database.ledger().cells;
    REQUIRE(cells.size() == 3);
    CHECK(cells[2].records == table.cells[0].records);
}

TEST_CASE("figures from before their records were stored are read as such", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    {
        const Database old(file, {"plandatabas", 0x4c555031, plan_database_kind().migrations.first(1)});
    }
    refused(file,
            "INSERT INTO indicator VALUES ('stress', '', '', 'enkat', 'share', '', 'lower');"
            "INSERT INTO release VALUES (1, 'r', '2026-11-21T01:15:00Z', '', '');"
            "INSERT INTO value VALUES (1, 1, 'enkat', NULL, '18-22', 'stress', '', NULL, NULL, 13.5, NULL, "
            "NULL, 2700, '', 1)");
    const auto cells = PlanDatabase(file).ledger().cells;
    REQUIRE(cells.size() == 1);
    CHECK_FALSE(cells[0].gated.has_value());
    CHECK_FALSE(cells[0].records.has_value());
    CHECK(cells[0].value == 13.5);
}

TEST_CASE("a release from before records were stored is stated once more with them, and its changes only once",
          "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    auto table = table_from(night.codebook, "stress", {}, "2018 - 13.5 - - 2700 -");
    table.gated = true;
    const auto release = make_release({table});
    night.publish(database, release, first_night);
    refused(file, "DROP TRIGGER value_is_never_updated");
    refused(file, "UPDATE value SET gated = NULL, records = NULL");
    CHECK(night.publish(database, release, second_night).new_release);
    const auto cells = database.ledger().cells;
    REQUIRE(cells.size() == 2);
    CHECK(cells[1].gated == true);
    CHECK(seen(file, "SELECT count(*) FROM v_what_is_new") == seen(file, "SELECT count(*) FROM change"));
    CHECK_FALSE(night.publish(database, release, second_night).new_release);
    CHECK(database.ledger().cells.size() == 2);
}

TEST_CASE("twelve decimals come back as they were published", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    night.publish(
        database,
        make_release({table_from(night.codebook, "stress", {}, "2018 - 12.123456789012 - - 900 -")}),
        first_night);
    CHECK(*database.ledger().cells.at(0).value == 12.123456789012);
}

TEST_CASE("publishing the same again writes nothing, not even a byte", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    const auto release = first_release(night.codebook);
    const auto first = night.publish(database, release, first_night);
    CHECK(first.new_cells == 4);
    CHECK(first.new_release);
    const auto before = bytes_of(file);
    const auto again = night.publish(database, release, second_night);
    CHECK(again.new_cells + again.superseding_cells == 0);
    CHECK(again.unchanged_cells == 4);
    CHECK_FALSE(again.new_release);
    CHECK(bytes_of(file) == before);
    PlanDatabase reopened(file);
    CHECK(bytes_of(file) == before);
}

TEST_CASE("a changed cell is a new version and the ledger keeps both", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    night.publish(database, first_release(night.codebook), first_night);
    const auto corrected = make_release({table_from(
        night.codebook, "stress", {}, "2018 - 12.5 10.1 15.2 900 -\n2020 - 14.3 11.2 17.4 872 -")});
    const auto counts = night.publish(database, corrected, second_night);
    CHECK(counts.superseding_cells == 1);
    CHECK(counts.unchanged_cells == 1);
    CHECK(database.ledger().cells.size() == 5);
    CHECK(seen(file, "SELECT value, n FROM v_value WHERE domain = '' AND period = '2020'") ==
          std::vector<std::string>{"14.3|872"});
    CHECK(seen(file, "SELECT kind, domain, period, before, after FROM v_what_is_new WHERE release = '" +
                         corrected.id() + "'") ==
          std::vector<std::string>{"ändrad||2020|14,1 %|14,3 %", "borttagen|area=2321;sex=K|2020|20,1 %|",
                                   "borttagen|area=2321;sex=M|2020|..|"});
}

TEST_CASE("what is new is the same before and after the release is stored, and is told once", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    PlanDatabase database(folder.path() / "plan.db");
    const auto release = first_release(night.codebook);
    const auto before = database.changes_against(release, night.codebook);
    REQUIRE(before.size() == 2);
    CHECK(before[0].kind == "ny");
    CHECK(before[0].period == "2018");
    CHECK(before[0].after == "12,5 %");
    night.publish(database, release, first_night);
    const auto after = database.changes_against(release, night.codebook);
    REQUIRE(after.size() == before.size());
    CHECK(after[1].reason == before[1].reason);

    const auto shorter =
        make_release({table_from(night.codebook, "stress", {}, "2018 - 12.5 10.1 15.2 900 -")});
    CHECK(database.changes_against(shorter, night.codebook).size() == 3);
    night.publish(database, shorter, second_night);
    const auto other =
        make_release({table_from(night.codebook, "somn", {}, "2018 - 30.5 - - 900 -"),
                      table_from(night.codebook, "stress", {}, "2018 - 12.5 10.1 15.2 900 -")});
    const auto told = database.changes_against(other, night.codebook);
    REQUIRE(told.size() == 1);
    CHECK(told[0].indicator == "somn");
}

TEST_CASE("what has been published can be neither updated, deleted nor replaced", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    night.publish(database, first_release(night.codebook), first_night);
    CHECK_THAT(refused(file, "UPDATE value SET value = 1 WHERE number = 1"), Contains("append-only"));
    CHECK_THAT(refused(file, "DELETE FROM value"), Contains("append-only"));
    CHECK_THAT(refused(file, "DELETE FROM release"), Contains("append-only"));
    CHECK_THAT(refused(file, "UPDATE change SET reason = ''"), Contains("append-only"));

    Database own(file, plan_database_kind());
    CHECK_THROWS_WITH(own.execute("INSERT OR REPLACE INTO value SELECT * FROM value WHERE number = 1"),
                      Contains("append-only"));
}

TEST_CASE("a hidden cell cannot be stored with a number", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    const Night night;
    PlanDatabase database(file);
    night.publish(database, first_release(night.codebook), first_night);
    const std::string insert =
        "INSERT INTO value (release, survey, period, indicator, domain, value, lower, symbol, "
        "decimals) VALUES (1, 'enkat', '2030', 'stress', '', ";
    CHECK_THAT(refused(file, insert + "5.0, NULL, '..', 1)"), Contains("CHECK"));
    CHECK_THAT(refused(file, insert + "NULL, 1.0, '..', 1)"), Contains("CHECK"));
    CHECK_THAT(refused(file, insert + "NULL, NULL, '<5', 1)"), Contains("CHECK"));
    CHECK_THAT(refused(file, insert + "'många', NULL, '', 1)"), Contains("cannot store TEXT"));
    CHECK(refused(file, insert + "NULL, NULL, '..', 1)").empty());
}

TEST_CASE("two tables that show different figures for one cell stop the publishing", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    PlanDatabase database(folder.path() / "plan.db");
    const auto release = make_release({table_from(night.codebook, "stress", {}, "2018 - 12.5 - - 900 -"),
                                       table_from(night.codebook, "stress", {}, "2018 - 13.5 - - 900 -")});
    CHECK_THROWS_AS(night.publish(database, release, first_night), ExportError);
    CHECK(database.ledger().cells.empty());
}

TEST_CASE("goals come with their verdict and activities as they stand", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    Night night;
    PlanDatabase database(file);
    const auto release = first_release(night.codebook);
    night.publish(database, release, first_night);
    const std::string goals =
        "SELECT plan, goal, title, target, base_period, base_value, period, value, verdict, reason, "
        "responsible FROM v_goal ORDER BY goal";
    CHECK(seen(file, goals) ==
          std::vector<std::string>{
              "p1|3.1|Färre stressade|12.0|2018|12.5|2020|14.1|inte på väg|Andelen är högre än "
              "banan mot målet.|Folkhälsochefen",
              "p1|3.2|En plan finns|NULL|NULL|NULL|NULL|NULL|NULL|NULL|Folkhälsochefen"});
    CHECK(seen(file, "SELECT activity, title FROM v_activity") ==
          std::vector<std::string>{"3.1-a|Kurser i stresshantering"});

    night.plan.goals[0].responsible = "Regiondirektören";
    CHECK_FALSE(night.publish(database, release, second_night).new_release);
    CHECK(seen(file, "SELECT responsible FROM v_goal WHERE goal = '3.1'") ==
          std::vector<std::string>{"Regiondirektören"});
}

TEST_CASE("a migration copies the file first and runs whole or not at all", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "some.db";
    constexpr std::array<std::string_view, 1> one{"CREATE TABLE a (x INTEGER) STRICT;"};
    constexpr std::array<std::string_view, 2> two{
        one[0], "ALTER TABLE a ADD COLUMN y TEXT; INSERT INTO a VALUES (1, 'å');"};
    constexpr std::array<std::string_view, 2> broken{one[0],
                                                     "ALTER TABLE a ADD COLUMN z TEXT; SELECT nonsense;"};
    Database{file, {"prov", 7, one}};
    const auto before = bytes_of(file);
    CHECK_THROWS_AS(Database(file, {"prov", 7, broken}), ExportError);
    CHECK(bytes_of(file) == before);
    const Database database(file, {"prov", 7, two});
    CHECK(sql_text(database.rows("SELECT y FROM a").at(0).at(0)) == "å");
    CHECK(database.integer("PRAGMA user_version") == 2);
    CHECK(bytes_of(folder.path() / "some.db.version-1") == before);
}
