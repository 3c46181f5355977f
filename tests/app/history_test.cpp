#include "tests/app/test_home.hpp"

#include "config/errors.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace lup;
using Catch::Matchers::Contains;

namespace {

std::string report_of(const TestHome& home)
{
    const auto reports = home.files("rapporter");
    REQUIRE(reports.size() == 1);
    return home.read("rapporter/" + reports.front());
}

void put_under_gate(const TestHome& home, const std::string& decimals)
{
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_cell;min_base\n"
                                     "enkat;Enkäten;census;gate;none;" +
                                         decimals + ";5;10\n");
}

} // namespace

TEST_CASE("a held file that is dropped again is judged anew and not called counted", "[app]")
{
    TestHome home;
    home.drop("hela.csv",
              survey_csv("2022", "2303", 20, 10) +
                  survey_csv("2022", "2305", 20, 4).substr(survey_csv("2022", "2305", 0, 0).size()));
    home.run();
    home.drop("del.csv", survey_csv("2022", "2303", 21, 11));
    home.run();
    home.drop("samma del.csv", survey_csv("2022", "2303", 21, 11));
    home.run();
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") ==
          std::vector<std::string>{"accepted", "held", "held"});
    CHECK(home.read("kvitton/samma del.csv.kvitto.html").find("räknas med") == std::string::npos);
}

TEST_CASE("a home that has published and lost its plan database refuses to publish", "[app]")
{
    TestHome home;
    home.drop("1.csv", survey_csv("2022", "2303", 40, 12));
    home.run();
    std::filesystem::remove(home.home().plan_database());
    home.drop("2.csv", survey_csv("2022", "2305", 40, 12));
    CHECK_THROWS_AS(home.run(), ExportError);
}

TEST_CASE("the report and the log, which others read, tell no number of rows", "[app]")
{
    TestHome home;
    home.drop("e.csv", survey_csv("2022", "2303", 4321, 2100));
    home.run();
    CHECK(report_of(home).find("4321") == std::string::npos);
    CHECK(report_of(home).find("4 321") == std::string::npos);
    CHECK(home.log().find("4321") == std::string::npos);
    CHECK_THAT(home.read("kvitton/e.csv.kvitto.html"), Contains("321"));
}

TEST_CASE("other decimals of a protected survey do not stop the nights that follow", "[app]")
{
    TestHome home;
    put_under_gate(home, "1");
    home.drop("1.csv", survey_csv("2022", "2303", 40, 13));
    home.run();
    put_under_gate(home, "2");
    home.run();
    home.drop("2.csv", survey_csv("2024", "2303", 40, 13));
    home.run();
    CHECK(home.value("stressade", "2024", "").has_value());
}

TEST_CASE("a file name in Latin 1 is read, and its receipt can be found", "[app]")
{
    TestHome home;
    home.drop("enk\xe4t.csv", survey_csv("2022", "2303", 40, 12));
    home.run();
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") == std::vector<std::string>{"accepted"});
    CHECK(home.has("kvitton/enkät.csv.kvitto.html"));
}

TEST_CASE("a file whose name leaves no room for a receipt's ending still gets one", "[app]")
{
    TestHome home;
    home.drop(std::string(240, 'x') + ".csv", survey_csv("2022", "2303", 40, 12));
    home.run();
    CHECK(home.files("inkorg").empty());
    CHECK(home.files("kvitton").size() == 2);
}

TEST_CASE("an identity number in the name of a file that waits is in no log and no report", "[app]")
{
    const std::string canary = "821105-9954";
    TestHome home;
    const auto name = "enkät " + canary + ".csv";
    home.drop(name, survey_csv("2022", "2303", 40, 12));
    std::ofstream writer(home.home().inbox() / name, std::ios::app);
    const auto night = home.run();
    REQUIRE(night.waiting.size() == 1);
    CHECK(home.log().find(canary) == std::string::npos);
    CHECK(report_of(home).find(canary) == std::string::npos);
}

TEST_CASE("an indicator, a period or a name that leaves the codebook is told as removed and stops no night",
          "[app]")
{
    const std::string heading = "survey;indicators;by;pooled;pooled_waves\nenkat;*;area;;\n";
    const std::string indicators = "indicator;title;survey;variable;statistic;numerator;better\n"
                                   "stressade;Stressade;enkat;stress;share;1;lower\n";
    for (const bool gate : {false, true}) {
        TestHome home;
        if (gate)
            put_under_gate(home, "1");
        home.write("kodbok/indicators.csv", indicators + "lugna;Lugna;enkat;kon;share;K;higher\n");
        home.write("kodbok/breakdowns.csv", heading + "enkat;*;area;2022 till 2024;2022|2024\n");
        home.drop("1.csv", survey_csv("2022", "2303", 60, 20));
        home.drop("2.csv", survey_csv("2024", "2303", 70, 30));
        home.run();
        home.write("kodbok/indicators.csv", indicators);
        CHECK(home.run().published.has_value());
        home.write("kodbok/breakdowns.csv", heading);
        CHECK(home.run().published.has_value());
        CHECK(home.rows("plan.db",
                        "SELECT DISTINCT indicator, period FROM v_what_is_new WHERE kind = 'borttagen' "
                        "ORDER BY indicator, period") ==
              std::vector<std::string>{"lugna|2022", "lugna|2022 till 2024", "lugna|2024",
                                       "stressade|2022 till 2024"});
        home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to\n"
                                       "enkat;2024;Enkäten 2024;2024-01-01;2024-12-31\n");
        CHECK(home.run().published.has_value());
    }
}
