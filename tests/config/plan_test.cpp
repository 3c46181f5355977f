#include "config/plan.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

std::map<std::string, std::string> sample_plan()
{
    return {
        {"organisations", "organisation,title,indicators,areas\nbup,BUP,stress,\nskolan,,,\n"},
        {"plans", "plan,version,decided_on,predecessor\nlup20,1.2,2020-02-12,\nlup22,2.1,2022-06-22,lup20\n"},
        {"goals", "plan,goal,kind,horizon,due,status\nlup22,3.1,milstolpe,4,2023,pågående\nlup22,3.4,,fyra,"
                  "2027-12-31,\n"},
        {"targets", "plan,goal,indicator,domain,kind,base_period,value,at_least,due\nlup22,3.4,stress,,level,"
                    "2020,12,nej,\n"},
        {"activities", "plan,activity,goal,period_from,period_to,period_text\nlup22,a,3.1,2022,2023-06,"
                       "hösten 2022 v 41\n"}};
}

PlanReading parse_with(const std::string& table, const std::string& lines, const Codebook& codebook)
{
    auto texts = sample_plan();
    texts[table] += lines;
    std::vector<RawTable> tables;
    for (const auto& [name, text] : texts) {
        tables.push_back(table_from(name, text));
    }
    return parse_plan(tables, codebook);
}

std::string errors_with(const std::string& table, const std::string& lines)
{
    return lines_of(parse_with(table, lines, parse_texts(sample_tables()).codebook).findings);
}

} // namespace

TEST_CASE("no plan at all is no mistake", "[config]")
{
    const auto reading = parse_plan({}, parse_texts(sample_tables()).codebook);
    CHECK(reading.findings.empty());
    CHECK(reading.plan.organisations.empty());
}

TEST_CASE("the plan's tables are read with their blanks filled", "[config]")
{
    const auto reading = parse_with("plans", "", parse_texts(sample_tables()).codebook);
    CHECK(lines_of(reading.findings, Severity::note).empty());
    const auto& plan = reading.plan;
    CHECK(plan.organisations[1].title == "skolan");
    CHECK((plan.goals[0].kind == GoalKind::milestone && plan.goals[0].status == Milestone::ongoing));
    CHECK((plan.goals[0].horizon == Horizon::four && plan.goals[1].horizon == Horizon::four));
    CHECK(plan.goals[1].due == "2027");
    CHECK((plan.targets[0].kind == TargetKind::level && plan.targets[0].value == 12.0 &&
           !plan.targets[0].at_least));
    CHECK(plan.targets[0].due == "2027");
    CHECK((plan.activities[0].period_from == "2022-01-01" && plan.activities[0].period_to == "2023-06-30"));
    CHECK(plan.activities[0].period_text == "hösten 2022 v 41");
}

TEST_CASE("an organisation is named once and can be a folder", "[config]")
{
    CHECK_THAT(errors_with("organisations", "BUP,,,\n"),
               Contains("rad 4, kolumn organisation: Verksamheten 'BUP' finns två gånger."));
    CHECK_THAT(errors_with("organisations", "../bup,,,\n"), Contains("kan inte vara namn på en mapp"));
    CHECK_THAT(errors_with("organisations", "x,,stres,\n"),
               Contains("rad 4, kolumn indicators: Indikatorn 'stres' finns inte. Menade du 'stress'?"));
}

TEST_CASE("an organisation's areas are areas", "[config]")
{
    const auto codebook = sample_plus("areas", "area,name\n2303,Ragunda\n").codebook;
    CHECK_THAT(lines_of(parse_with("organisations", "x,,,2304\n", codebook).findings),
               Contains("rad 4, kolumn areas: Området '2304' finns inte. Menade du '2303'?"));
    CHECK(lines_of(parse_with("organisations", "x,,*,2303\n", codebook).findings).empty());
}

TEST_CASE("recipients must be organisations when there are any", "[config]")
{
    const auto codebook =
        sample_with("breakdowns", "survey,indicators,recipients\nhlv,*,bupp|skolan\nskola,*,\n").codebook;
    CHECK_THAT(
        lines_of(parse_with("plans", "", codebook).findings),
        Contains("kodbok/breakdowns: kolumn recipients: Verksamheten 'bupp' finns inte. Menade du 'bup'?"));
    const auto without = parse_plan({}, codebook);
    CHECK(lines_of(without.findings).empty());
    CHECK_THAT(lines_of(without.findings, Severity::note), Contains("Allt går till en enda arbetsbok"));
}

TEST_CASE("plans, goals and activities hang together", "[config]")
{
    CHECK_THAT(errors_with("plans", "lup24,,,lup23\n"),
               Contains("rad 4, kolumn predecessor: Planen 'lup23' finns inte. Menade du 'lup20'?"));
    CHECK_THAT(errors_with("plans", "lup20,,,\n"), Contains("Planen 'lup20' finns två gånger."));
    CHECK_THAT(errors_with("goals", "lup23,3.1,,,,\n"),
               Contains("rad 4, kolumn plan: Planen 'lup23' finns inte."));
    CHECK_THAT(errors_with("goals", "lup22,3.4,,,,\n"), Contains("Målet '3.4' finns två gånger i planen."));
    CHECK_THAT(errors_with("goals", "lup22,3.6,,,snart,\n"),
               Contains("rad 4, kolumn due: 'snart' är inget årtal."));
    CHECK(errors_with("goals", "lup20,3.4,,,,\n").empty());
    CHECK_THAT(errors_with("activities", "lup22,b,3.9,,,\n"),
               Contains("rad 3, kolumn goal: Målet i lup22 '3.9' finns inte."));
    CHECK_THAT(errors_with("activities", "lup22,a,,2023,2022,\n"),
               Contains("Sista dagen kommer före den första.") && Contains("finns två gånger i planen"));
}

TEST_CASE("a target has an indicator, a base that exists and a value", "[config]")
{
    CHECK_THAT(errors_with("targets", "lup22,3.1,,,level,,5,,\n"),
               Contains("rad 3, kolumn indicator: Målet har ingen indikator."));
    CHECK_THAT(errors_with("targets", "lup22,3.1,stres,,level,,5,,\n"),
               Contains("Indikatorn 'stres' finns inte. Menade du 'stress'?"));
    CHECK_THAT(errors_with("targets", "lup22,3.1,stress,,relative_change,,-10,,\n"),
               Contains("En förändring i procent måste ha en bas."));
    CHECK_THAT(errors_with("targets", "lup22,3.1,stress,,direction,2021,,,\n"),
               Contains("Omgången eller etiketten i hlv '2021' finns inte."));
    CHECK_THAT(errors_with("targets", "lup22,3.1,stress,,level,,,,\n"),
               Contains("Målet har inget målvärde."));
    CHECK_THAT(errors_with("targets", "lup22,3.1,stress,kon=X,level,,5,,\n"),
               Contains("rad 3, kolumn domain: Koden för kon 'X' finns inte."));
    CHECK_THAT(errors_with("targets", "lup22,3.4,stress,,level,,5,,\n"),
               Contains("samma indikator och grupp två gånger"));
}

TEST_CASE("a target that cannot be measured needs no indicator", "[config]")
{
    auto texts = sample_plan();
    texts["targets"] = "plan,goal,kind,not_measurable\nlup22,3.4,level,Basvärde saknas.\n";
    std::vector<RawTable> tables;
    for (const auto& [name, text] : texts) {
        tables.push_back(table_from(name, text));
    }
    CHECK(lines_of(parse_plan(tables, parse_texts(sample_tables()).codebook).findings).empty());
}

TEST_CASE("a target that no table publishes is a warning", "[config]")
{
    const auto reading = parse_with("targets", "lup22,3.1,stress,kommun=2303,level,,5,,\n",
                                    parse_texts(sample_tables()).codebook);
    CHECK(lines_of(reading.findings).empty());
    CHECK_THAT(lines_of(reading.findings, Severity::warning),
               Contains("rad 3, kolumn domain: Ingen redovisning i kodboken ger det tal"));
}

TEST_CASE("an indicator's goal that no plan has is a warning", "[config]")
{
    const auto codebook =
        sample_with(
            "indicators",
            "indicator,survey,variable,numerator,goals\nstress,hlv,stress,lite,3.1|9.9\nx,skola,mar,1,\n")
            .codebook;
    const auto lines = lines_of(parse_with("plans", "", codebook).findings, Severity::warning);
    CHECK_THAT(lines, Contains("Indikatorn 'stress' hänvisar till målet '9.9'") && !Contains("'3.1'"));
}

TEST_CASE("an unknown table or column of the plan is an error", "[config]")
{
    CHECK_THAT(errors_with("goal", "plan,goal\n"),
               Contains("I plan finns ingen tabell som heter 'goal'. Menade du 'goals'?"));
}

TEST_CASE("a plan that is written reads back the same", "[config]")
{
    const auto codebook = parse_texts(sample_tables()).codebook;
    const auto written = plan_tables(parse_with("plans", "", codebook).plan);
    const auto again = parse_plan(written, codebook);
    CHECK(lines_of(again.findings, Severity::note).empty());
    const auto rewritten = plan_tables(again.plan);
    REQUIRE(rewritten.size() == 5);
    for (std::size_t i = 0; i < written.size(); ++i) {
        REQUIRE(written[i].rows.size() == rewritten[i].rows.size());
        for (std::size_t r = 0; r < written[i].rows.size(); ++r) {
            CHECK_THAT(rewritten[i].rows[r].cells, Equals(written[i].rows[r].cells));
        }
    }
}
