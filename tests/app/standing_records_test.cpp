#include "app/audit.hpp"
#include "app/journal/journal.hpp"
#include "tests/app/gate_round.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

/// As a home that was published by a program which noted no vintages.
void forget_vintages(const TestHome& home)
{
    home.execute("journal.db",
                 "DROP TABLE vintage; DROP TABLE publication_without_vintages; PRAGMA user_version = 2");
    home.execute("plan.db",
                 "DROP TRIGGER value_is_never_updated; UPDATE value SET gated = NULL, records = NULL");
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
    CHECK(home.rows("journal.db",
                    "SELECT v.wave, v.number, d.number FROM vintage v JOIN delivery d ON d.id = "
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

TEST_CASE("what a finished publication counted is recalled without the files of the night that finished it",
          "[app]")
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
    home.execute("journal.db",
                 "INSERT INTO publication_without_vintages SELECT id FROM publication WHERE done");
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
               Contains("de publicerade siffrorna ändras inte") && !Contains("ersätter") && Contains("▲") &&
                   Contains("Gul: mottagen, men räknas inte med ännu") && !Contains("Grön"));
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
               Contains("räknas inte med i natt") && Contains("ligger fast") &&
                   Contains("Gul: mottagen, men räknas inte med ännu") && !Contains("Grön"));
    const auto report = home.read("rapporter/" + home.files("rapporter").back());
    CHECK_THAT(report, Contains("<div class=\"verdict gul\">") && !Contains("✔") &&
                           Contains("▲ Gul: mottagen, men räknas inte med ännu"));
    CHECK_THAT(morning_line(night), Contains("0 klara") && Contains("2 räknas inte med ännu (se kvitton/)"));
}

TEST_CASE("the receipt of a file whose round waits for its day says so and not that it counts", "[app]")
{
    TestHome home;
    home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to;publish_from\n"
                                   "enkat;2022;Enkäten 2022;2022-01-01;2022-12-31;2199-01-01\n");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    CHECK_THAT(home.read("kvitton/2022.csv.kvitto.html"),
               Contains("räknas inte med i natt") && Contains("2199-01-01") &&
                   !Contains("räknas med från i natt") && Contains("▲") && !Contains("Grön"));
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") == std::vector<std::string>{"accepted"});
}

TEST_CASE("the receipt of a file to a gate survey that is marked base says that nothing new is published",
          "[app]")
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
    CHECK_THAT(home.read("kvitton/2024.csv.kvitto.html"),
               Contains("räknas inte med i natt") && Contains("▲") && !Contains("Grön"));
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
    CHECK_THAT(night.left_out.front(),
               Contains("2022") && Contains("definition i kodboken") && !Contains("rättats"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
}

TEST_CASE("a code that is merged into another does not stop the night, and what is published of it stays",
          "[app]")
{
    TestHome home;
    put_under_gate(home, "accept");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    auto codes = home.read("kodbok/codes.csv");
    const std::string own = "enkat;kommun;2309;2309;Krokom;no";
    codes.replace(codes.find(own), own.size(), "enkat;kommun;2309;2305;Bräcke;no");
    home.write("kodbok/codes.csv", codes);
    const auto night = home.run();
    REQUIRE(night.left_out.size() == 1);
    CHECK_THAT(night.left_out.front(), Contains("2022") && Contains("definition i kodboken"));
    CHECK_THAT(home.value("stressade", "2022", "area=2309").value(), WithinAbs(40.0, 1e-9));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    CHECK(audit_home(home.home()) == 0);
}

TEST_CASE("a stricter min_cell than what was published by stops the night and is named", "[app]")
{
    TestHome home;
    put_under_gate(home, "");
    home.drop("2022.csv", round_csv("2022", 60, 18));
    home.run();
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_cell;min_base\n"
                                     "enkat;Enkäten;census;gate;none;1;19;10\n");
    CHECK_THROWS_WITH(home.run(), Contains("min_cell or min_base has become stricter"));
    CHECK_THAT(home.value("stressade", "2022", "area=2305").value(), WithinAbs(30.0, 1e-9));
    put_under_gate(home, "");
    CHECK_NOTHROW(home.run());
}
