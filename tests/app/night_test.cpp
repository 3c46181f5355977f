#include "tests/app/test_home.hpp"

#include "app/files/lock.hpp"
#include "config/errors.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

const std::vector<std::string> results{"excel", "publicerat", "arkiv"};

} // namespace

TEST_CASE("a dropped file becomes shares in the plan database, a workbook, a receipt and an archive copy",
          "[app]")
{
    TestHome home;
    home.drop("enkat 2022.csv", two_kommuner("2022"));
    const auto night = home.run();

    CHECK(morning_line(night) == "1 fil, 1 klar, inget att åtgärda");
    REQUIRE(home.value("stressade", "2022", "").has_value());
    CHECK_THAT(*home.value("stressade", "2022", ""), WithinAbs(35.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "area=2303").value(), WithinAbs(50.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(20.0, 1e-9));
    CHECK(home.files("excel") == std::vector<std::string>{"alla/lup-alla.xlsx"});
    CHECK(home.files("inkorg").empty());
    CHECK(home.files("arkiv/enkat/2022").size() == 1);
    CHECK(home.has("kvitton/enkat 2022.csv.kvitto.html"));
    CHECK(home.has("kvitton/enkat 2022.csv.kvitto.xlsx"));
    CHECK_THAT(home.read("kvitton/enkat 2022.csv.kvitto.html"), Contains("Grön: mottagen"));
    CHECK(home.rows("journal.db", "SELECT name, survey, wave, verdict, rows_used, rows_left FROM v_file") ==
          std::vector<std::string>{"enkat 2022.csv|enkat|2022|accepted|40|0"});
    CHECK(home.rows("journal.db", "SELECT outcome, files, accepted, rejected FROM v_night") ==
          std::vector<std::string>{"published|1|1|0"});
    CHECK(home.files("rapporter").size() == 1);
}

TEST_CASE("a weight counts: three answers of weight one against one of weight three", "[app]")
{
    TestHome home;
    home.drop("e.csv", "ar;kommun;kon;vikt;stress\n2022;2303;1;1;2\n2022;2303;2;1;2\n2022;2303;1;1;2\n"
                       "2022;2303;2;3;1\n");
    home.run();
    CHECK_THAT(home.value("stressade", "2022", "").value(), WithinAbs(50.0, 1e-9));
}

TEST_CASE("a second night with nothing new changes nothing that others read and nothing in the archive",
          "[app]")
{
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.run();
    const auto before = home.content(results);
    const auto values = home.rows("plan.db", "SELECT * FROM v_value");
    const auto night = home.run();
    CHECK_FALSE(night.published.has_value());
    CHECK(morning_line(night) == "0 filer, 0 klara, inget att åtgärda");
    CHECK(home.content(results) == before);
    CHECK(home.rows("plan.db", "SELECT * FROM v_value") == values);
    CHECK(home.rows("journal.db", "SELECT outcome FROM v_night") ==
          std::vector<std::string>{"published", "nothing new"});
}

TEST_CASE("two parts of a round give the same cells and files in one night as in two", "[app]")
{
    TestHome one_night, two_nights;
    for (const auto* home : {&one_night, &two_nights})
        home->write(".lup.key", std::string(32, 'k'));
    one_night.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    one_night.drop("2.csv", survey_csv("2022", "2305", 20, 4));
    one_night.run();
    two_nights.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    two_nights.run();
    CHECK_THAT(two_nights.value("stressade", "2022", "").value(), WithinAbs(50.0, 1e-9));
    two_nights.drop("2.csv", survey_csv("2022", "2305", 20, 4));
    two_nights.run();

    const auto query =
        "SELECT survey, wave, indicator, domain, value, lower, upper, n, symbol FROM v_value ORDER BY "
        "indicator, domain";
    CHECK(one_night.rows("plan.db", query) == two_nights.rows("plan.db", query));
    CHECK(one_night.content({"arkiv"}) == two_nights.content({"arkiv"}));
    CHECK_THAT(two_nights.read("kvitton/2.csv.kvitto.html"), Contains("tillägg"));
}

TEST_CASE("the same parts again are a correction, and the earlier delivery stays in the archive", "[app]")
{
    TestHome home;
    home.drop("e.csv", survey_csv("2022", "2303", 20, 10));
    home.run();
    home.drop("rättad.csv", survey_csv("2022", "2303", 20, 5));
    home.run();
    CHECK_THAT(home.value("stressade", "2022", "").value(), WithinAbs(25.0, 1e-9));
    CHECK(home.files("arkiv/enkat/2022").size() == 2);
    CHECK_THAT(home.read("kvitton/rättad.csv.kvitto.html"), Contains("rättelse"));
}

TEST_CASE("a partial overlap is kept but not counted, and the receipt asks", "[app]")
{
    TestHome home;
    home.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    home.run();
    home.drop("2.csv", two_kommuner("2022"));
    const auto night = home.run();
    CHECK_THAT(home.value("stressade", "2022", "").value(), WithinAbs(50.0, 1e-9));
    CHECK(home.files("arkiv/enkat/2022").size() == 2);
    CHECK_THAT(home.read("kvitton/2.csv.kvitto.html"), Contains("väntar på ett svar"));
    CHECK(morning_line(night) == "1 fil, 0 klara, 1 väntar på svar (se kvitton/)");
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") ==
          std::vector<std::string>{"accepted", "held"});
}

TEST_CASE("a file that waits for an answer is told every morning until its parts have come again", "[app]")
{
    TestHome home;
    home.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    home.run();
    home.drop("2.csv", two_kommuner("2022"));
    home.run();
    const auto quiet = home.run();
    CHECK(morning_line(quiet) == "0 filer, 0 klara, 1 väntar på svar (se kvitton/)");
    home.drop("1b.csv", survey_csv("2022", "2303", 20, 5));
    CHECK(home.run().undecided.size() == 1);
    home.drop("3.csv", survey_csv("2022", "2305", 20, 5));
    CHECK(home.run().undecided.empty());
}

TEST_CASE("content that has come before is recognised under a new name and counted once", "[app]")
{
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.run();
    home.drop("kopia/av e.csv", two_kommuner("2022"));
    home.run();
    CHECK(home.rows("journal.db", "SELECT name, verdict FROM v_file") ==
          std::vector<std::string>{"e.csv|accepted", "kopia/av e.csv|repeated"});
    CHECK(home.files("arkiv/enkat/2022").size() == 1);
    CHECK(home.files("inkorg").empty());
    CHECK_THAT(home.read("kvitton/kopia/av e.csv.kvitto.html"), Contains("redan tagits emot"));
}

TEST_CASE("bad files get red receipts and go to avvisat while the good one is published", "[app]")
{
    TestHome home;
    home.drop("tom.csv", "");
    home.drop("okänd.csv", "a;b\n1;2\n");
    home.drop("trasig.xlsx", "PK\x03\x04 not a workbook");
    home.drop("fel svar.csv", "ar;kommun;kon;vikt;stress\n2022;2303;1;1;99\n2022;2303;2;1;98\n");
    home.drop("bra.csv", survey_csv("2022", "2305", 20, 4));
    const auto night = home.run();
    CHECK(morning_line(night) == "5 filer, 1 klar, 4 avvisade (se kvitton/)");
    CHECK_THAT(home.value("stressade", "2022", "").value(), WithinAbs(20.0, 1e-9));
    for (const auto* name : {"tom.csv", "okänd.csv", "trasig.xlsx", "fel svar.csv"}) {
        INFO(name);
        CHECK(home.has(std::string("avvisat/") + name));
        CHECK_THAT(home.read(std::string("kvitton/") + name + ".kvitto.html"), Contains("Röd: avvisad"));
    }
    CHECK(home.files("inkorg").empty());
}

TEST_CASE("two rejected files of one name are both kept", "[app]")
{
    TestHome home;
    home.drop("e.csv", "a;b\n1;2\n");
    home.run();
    home.drop("e.csv", "a;b\n3;4\n");
    home.run();
    CHECK(home.files("avvisat") == std::vector<std::string>{"e (2).csv", "e.csv"});
}

TEST_CASE("working files of other programs are left alone", "[app]")
{
    TestHome home;
    for (const auto* name : {"~$bok.xlsx", ".bok.xlsx.swp", "bok.xlsx.part", "bok.tmp"})
        home.drop(name, "x");
    home.run();
    CHECK(home.files("inkorg").size() == 4);
    CHECK(home.rows("journal.db", "SELECT * FROM v_file").empty());
}

TEST_CASE("a file in prova gets its receipt beside it and nothing of it is kept or published", "[app]")
{
    TestHome home;
    home.write("prova/e.csv", two_kommuner("2022"));
    home.run();
    CHECK(home.files("prova") == std::vector<std::string>{"e.csv", "e.csv.kvitto.html", "e.csv.kvitto.xlsx"});
    CHECK_THAT(home.read("prova/e.csv.kvitto.html"), Contains("Filen skulle tas emot"));
    CHECK(home.files("arkiv").empty());
    CHECK(home.rows("journal.db", "SELECT * FROM v_file").empty());
    CHECK(home.files("excel").empty());
}

TEST_CASE("a wave is not published before its date", "[app]")
{
    TestHome home;
    home.write("kodbok/waves.csv",
               "survey;wave;title;period_from;period_to;publish_from\n"
               "enkat;2022;E;2022-01-01;2022-12-31;\nenkat;2024;E;2024-01-01;2024-12-31;2099-01-01\n");
    home.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    home.drop("2.csv", survey_csv("2024", "2303", 20, 5));
    const auto night = home.run();
    CHECK(home.value("stressade", "2022", "").has_value());
    CHECK_FALSE(home.value("stressade", "2024", "").has_value());
    CHECK(night.left_out == std::vector<std::string>{"enkat 2024: publiceras tidigast 2099-01-01."});
}

TEST_CASE("an expected delivery that has not come is said in the morning line", "[app]")
{
    TestHome home;
    home.write("kodbok/waves.csv",
               "survey;wave;title;period_from;period_to;expected_by\n"
               "enkat;2022;E;2022-01-01;2022-12-31;2023-01-01\nenkat;2024;E;2024-01-01;2024-12-31;\n");
    CHECK(morning_line(home.run()) == "0 filer, 0 klara, 1 väntad leverans saknas");
}

TEST_CASE("mistakes in the tables stop the night before any file is read, and all are told", "[app]")
{
    TestHome home;
    home.write("kodbok/indicators.csv", "indicator;title;survey;variable;statistic;numerator\n"
                                        "a;A;enkatt;stress;share;1\nb;B;enkat;stres;share;1\n");
    home.drop("e.csv", two_kommuner("2022"));
    CHECK_THROWS_AS(home.run(), ConfigurationError);
    CHECK(home.files("inkorg") == std::vector<std::string>{"e.csv"});
    CHECK_THAT(home.log(), Contains("natten avbröts"));
    CHECK(home.rows("journal.db", "SELECT outcome FROM v_night") == std::vector<std::string>{"failed"});
}

TEST_CASE("publish = approve is refused in words rather than passed over", "[app]")
{
    TestHome home;
    home.write("lup.toml", "region = \"R\"\nunit = \"E\"\ncontact = \"E\"\npublish = \"approve\"\n");
    CHECK_THROWS_WITH(home.run(), Contains("approve"));
}

TEST_CASE("declared comparisons are published with the figures, and a night with nothing new changes none",
          "[app]")
{
    TestHome home;
    home.write("kodbok/comparisons.csv", "undersökning;uppdelning;jämför\nenkat;;omgång\nenkat;area;whole\n");
    home.drop("a.csv", survey_csv("2022", "2303", 400, 100));
    const auto second = survey_csv("2024", "2305", 400, 100);
    home.drop("b.csv", survey_csv("2024", "2303", 400, 300) + second.substr(second.find('\n') + 1));
    home.run();
    CHECK(home.rows("plan.db",
                    "SELECT kind, domain, period, other_period, difference, verdict FROM v_comparison") ==
          std::vector<std::string>{"wave||2024|2022|25.0|ökning", "whole|area=2303|2024|2024|25.0|högre",
                                   "whole|area=2305|2024|2024|-25.0|lägre"});
    CHECK_THAT(home.read("publicerat/csv/jamforelser.csv"), Contains("enkat,stressade,wave,,,2024,2022,25,"));
    const auto before = home.content(results);
    home.run();
    CHECK(home.content(results) == before);
    CHECK(home.rows("plan.db", "SELECT count(*) FROM comparison") == std::vector<std::string>{"3"});
}

TEST_CASE("originals go after keep_original_days with a record, and the archive copy stays", "[app]")
{
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.drop("fel.csv", "a;b\n1;2\n");
    home.run();
    CHECK(home.files("arkiv/original").size() == 1);
    home.execute("journal.db", "UPDATE file SET received = '2020-01-01T00:00:00Z'");
    const auto night = home.run();
    CHECK(night.purged.size() == 2);
    CHECK(home.files("arkiv/original").empty());
    CHECK(home.files("avvisat").empty());
    CHECK(home.files("kvitton").empty());
    CHECK(home.files("arkiv/enkat/2022").size() == 1);
    CHECK(home.rows("journal.db", "SELECT count(*) FROM event WHERE kind = 'purged'") ==
          std::vector<std::string>{"2"});
}

TEST_CASE("only one run at a time may hold a home", "[app]")
{
    TestHome home;
    const HomeLock lock(home.home());
    CHECK_THROWS_WITH(home.run(), Contains("another run"));
}

TEST_CASE("what is confidential is closed to others", "[app]")
{
    namespace fs = std::filesystem;
    TestHome home;
    home.drop("e.csv", two_kommuner("2022"));
    home.run();
    const auto others = fs::perms::group_all | fs::perms::others_all;
    for (const auto* place : {"arkiv", "bevis", "journal.db", ".lup.key"}) {
        INFO(place);
        CHECK((fs::status(home.home().root() / place).permissions() & others) == fs::perms::none);
    }
}

TEST_CASE("under the gate half a round waits for the rest, and two nights give the same cells as one",
          "[app]")
{
    TestHome one_night, two_nights;
    for (const auto* home : {&one_night, &two_nights}) {
        home->write(".lup.key", std::string(32, 'k'));
        home->write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_cell;min_base\n"
                                          "enkat;Enkäten;census;gate;none;1;5;10\n");
        home->drop("2022.csv", two_kommuner("2022"));
        home->drop("2024 del 1.csv", survey_csv("2024", "2303", 40, 13));
    }
    one_night.drop("2024 del 2.csv", survey_csv("2024", "2305", 30, 9));
    one_night.run();
    const auto night = two_nights.run();
    CHECK(night.left_out ==
          std::vector<std::string>{
              "enkat 2024: väntar på 2305 (finns för 2022). Ska omgången publiceras ändå, sätt "
              "publish_from i kodboken."});
    CHECK(two_nights.rows("plan.db", "SELECT * FROM v_value WHERE wave = '2024'").empty());
    two_nights.drop("2024 del 2.csv", survey_csv("2024", "2305", 30, 9));
    two_nights.run();

    const auto query = "SELECT wave, domain, value, n, symbol FROM v_value ORDER BY wave, domain";
    CHECK(one_night.rows("plan.db", query) == two_nights.rows("plan.db", query));
    CHECK_THAT(two_nights.value("stressade", "2024", "area=2303").value(), WithinAbs(32.5, 1e-9));
}

TEST_CASE("a night with nothing to tell leaves the day's report as it is", "[app]")
{
    TestHome home;
    home.drop("enkat 2022.csv", two_kommuner("2022"));
    home.run();
    const auto page = "rapporter/" + home.files("rapporter").at(0);
    const auto report = home.read(page);
    home.run();
    CHECK(home.read(page) == report);
    CHECK(home.files("rapporter").size() == 1);
}

TEST_CASE("later runs of a day get reports of their own beside the first, in order, and take nothing from it",
          "[app]")
{
    TestHome home;
    home.drop("enkat 2022.csv", two_kommuner("2022"));
    home.run();
    const auto first = "rapporter/" + home.files("rapporter").at(0);
    const auto report = home.read(first);
    CHECK_THAT(report, Contains("<h2>Diagram</h2>") && Contains("enkat 2022.csv"));
    home.drop("tom.csv", "");
    home.run();
    home.drop("tom igen.csv", "");
    home.run();
    const auto reports = home.files("rapporter");
    REQUIRE(reports.size() == 3);
    CHECK(home.read(first) == report);
    CHECK_THAT(home.read("rapporter/" + reports[1]),
               Contains("1 avvisad") && Contains("tom.csv") && !Contains("enkat 2022.csv"));
    CHECK_THAT(home.read("rapporter/" + reports[2]), Contains("tom igen.csv") && !Contains("tom.csv"));
}

TEST_CASE("the receipt of a file that cannot be read says what is wrong and what to do, each in its place",
          "[app]")
{
    TestHome home;
    home.drop("tom.csv", "");
    home.run();
    CHECK_THAT(home.read("kvitton/tom.csv.kvitto.html"),
               Contains("<td>Filen är tom.</td>") && Contains("<td>Exportera den på nytt.</td>"));
}

TEST_CASE("a new title is no news of any figure", "[app]")
{
    TestHome home;
    home.drop("enkat 2022.csv", two_kommuner("2022"));
    REQUIRE_FALSE(home.run().published->changes.empty());
    auto indicators = home.read("kodbok/indicators.csv");
    const auto place = indicators.find("Stressade");
    REQUIRE(place != std::string::npos);
    home.write("kodbok/indicators.csv", indicators.replace(place, 9, "Uppjagade"));
    const auto night = home.run();
    REQUIRE(night.published);
    CHECK(night.published->changes.empty());
}
