#include "config/codebook.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

TEST_CASE("the sample codebook of these tests has no mistakes", "[config]")
{
    CHECK(lines_of(parse_texts(sample_tables()).findings, Severity::note).empty());
}

TEST_CASE("a codebook without tables says which tables must have rows", "[config]")
{
    const auto lines = lines_of(parse_codebook({}).findings);
    for (const std::string table : {"surveys", "waves", "variables", "indicators", "breakdowns"}) {
        CHECK_THAT(lines, Contains("Tabellen " + table));
    }
    CHECK_THAT(lines, !Contains("Tabellen codes"));
}

TEST_CASE("a table with only its heading is empty", "[config]")
{
    CHECK(lines_of(sample_plus("areas", "area,name,within,principal\n").findings, Severity::note).empty());
    CHECK_THAT(lines_of(sample_with("waves", "survey,wave\n").findings), Contains("Tabellen waves"));
}

TEST_CASE("an unknown table is an error with the nearest name", "[config]")
{
    CHECK_THAT(
        lines_of(sample_plus("indicator", "indicator\nx\n").findings),
        Contains("kodbok/indicator.csv: : I kodbok finns ingen tabell som heter 'indicator'. Menade du "
                 "'indicators'?"));
    auto tables = std::vector<RawTable>{RawTable{"Blad1", "kodbok.xlsx", {}, {}}};
    CHECK_THAT(lines_of(parse_codebook(tables).findings), !Contains("Blad1"));
}

TEST_CASE("a table that is given twice is an error", "[config]")
{
    CHECK_THAT(lines_of(sample_plus("undersökningar", "survey\nhlv\n").findings),
               Contains("finns två gånger, också i"));
}

TEST_CASE("an unknown column is an error with the nearest name", "[config]")
{
    CHECK_THAT(
        lines_of(
            sample_with("surveys", "survey,kind,titel,decimal\nhlv,sample,x,1\nskola,census,y,1\n").findings),
        Contains("kodbok/surveys.csv: kolumn decimal: ") && Contains("Menade du 'decimals'?") &&
            !Contains("kolumn titel"));
}

TEST_CASE("a column that stands twice is an error, in either language", "[config]")
{
    CHECK_THAT(lines_of(sample_with("waves", "survey,wave,omgång\nhlv,2020,2020\n").findings),
               Contains("kolumn omgång: Kolumnen finns två gånger."));
}

TEST_CASE("a required column that is missing is one error, a blank required cell one a row", "[config]")
{
    CHECK_THAT(lines_of(sample_with("waves", "survey\nhlv\nskola\n").findings),
               Contains("kolumn wave: Kolumnen måste finnas men saknas."));
    CHECK_THAT(lines_of(sample_plus("waves", "hlv,\n").findings),
               Contains("kodbok/waves.csv: rad 5, kolumn wave: Cellen måste fyllas i."));
}

TEST_CASE("a word that is not allowed is pointed out by row and column with the allowed ones", "[config]")
{
    const auto lines = lines_of(sample_with("surveys", "survey,kind,interval,protection\n"
                                                       "hlv,smaple,xlogitt,bas\n"
                                                       "skola,census,,gatee\n")
                                    .findings);
    CHECK_THAT(lines,
               Contains("rad 2, kolumn kind: 'smaple' är inget av de tillåtna orden. Menade du 'sample'? "
                        "Tillåtna ord: sample, census, register."));
    CHECK_THAT(lines, Contains("rad 2, kolumn interval") && Contains("Menade du 'xlogit'?"));
    CHECK_THAT(lines, Contains("rad 3, kolumn protection") && Contains("Menade du 'gate'?"));
    CHECK_THAT(lines, !Contains("rad 2, kolumn protection"));
}

TEST_CASE("numbers, dates and yes or no that cannot be read are pointed out", "[config]")
{
    const auto lines = lines_of(sample_with("surveys", "survey;kind;decimals;min_base;sensitive\n"
                                                       "hlv;sample;1,5;många;kanske\n"
                                                       "skola;census;13;-1;ja\n")
                                    .findings);
    CHECK_THAT(lines, Contains("rad 2, kolumn decimals") && Contains("rad 2, kolumn min_base"));
    CHECK_THAT(lines, Contains("rad 2, kolumn sensitive: 'kanske' är varken ja eller nej."));
    CHECK_THAT(lines, Contains("rad 3, kolumn decimals: Antalet decimaler är större än 12."));
    CHECK_THAT(lines, Contains("rad 3, kolumn min_base"));
    CHECK_THAT(lines_of(sample_with("waves", "survey,wave,period_from,period_to,publish_from,header_row\n"
                                             "hlv,2020,2020-02-30,,i vår,0\n"
                                             "hlv,2022,2022-06-01,2022-01-01,,\n"
                                             "skola,2019-2020,,,,\n")
                            .findings),
               Contains("rad 2, kolumn period_from: '2020-02-30' är inget datum.") &&
                   Contains("rad 2, kolumn publish_from") && Contains("rad 2, kolumn header_row") &&
                   Contains("rad 3, kolumn period_to: Sista dagen kommer före den första."));
}

TEST_CASE("names and codes may not hold the signs of the grammar", "[config]")
{
    CHECK_THAT(lines_of(sample_plus("variables", "hlv,a=b,,,,,\n").findings),
               Contains("rad 15, kolumn variable: Namnet eller koden 'a=b' innehåller '='."));
    CHECK_THAT(lines_of(sample_plus("codes", "hlv,stress,3,\"x;y\",,\n").findings),
               Contains("rad 7, kolumn code: Namnet eller koden 'x;y' innehåller ';'."));
    CHECK_THAT(lines_of(sample_plus("codes", "hlv,stress,3,x|y,,\n").findings), Contains("innehåller '|'"));
}

TEST_CASE("a code that is taken from its value may not hold the signs of the grammar either", "[config]")
{
    CHECK_THAT(lines_of(sample_plus("codes", "hlv,stress,a=b,,,\n").findings),
               Contains("rad 7, kolumn value"));
    CHECK(lines_of(sample_plus("codes", "hlv,stress,a=b,ab,,\n").findings).empty());
}

TEST_CASE("conditions and domains that cannot be read are pointed out", "[config]")
{
    CHECK_THAT(lines_of(sample_plus("indicators", "x,hlv,stress,,mycket,,kon:K\n").findings),
               Contains("rad 5, kolumn among: Villkoret går inte att läsa."));
    CHECK_THAT(lines_of(sample_plus("eligible", "survey,wave,domain,count\nhlv,2020,kon=K=M,5\n").findings),
               Contains("rad 2, kolumn domain: Redovisningsgruppen går inte att läsa."));
}

TEST_CASE("all mistakes of all tables are found at once", "[config]")
{
    auto texts = sample_tables();
    texts["waves"] += "hvl,2024\n";
    texts["indicators"] += "x,hlv,stres,,mycket,,\n";
    texts["breakdowns"] += "hlv,stresss,kommnu,,,\n";
    const auto lines = lines_of(parse_texts(texts).findings);
    CHECK_THAT(
        lines,
        Contains("waves.csv: rad 5, kolumn survey: Undersökningen 'hvl' finns inte. Menade du 'hlv'?"));
    CHECK_THAT(lines, Contains("indicators.csv: rad 5, kolumn variable: Variabeln eller skalan 'stres' finns "
                               "inte. Menade du 'stress'?"));
    CHECK_THAT(lines, Contains("breakdowns.csv: rad 5, kolumn indicators: Indikatorn i hlv 'stresss' finns "
                               "inte. Menade du 'stress'?"));
    CHECK_THAT(lines, Contains("breakdowns.csv: rad 5, kolumn by: Variabeln, gruppen eller rollen 'kommnu' "
                               "finns inte. Menade du 'kommun'?"));
}

TEST_CASE("a misspelt heading is told once, not once for every row that refers to it", "[config]")
{
    const auto reading = sample_with("variables", "survy,variable,type\nhlv,kon,code\nhlv,stress,code\n");
    const auto lines = lines_of(reading.findings);
    CHECK_THAT(lines, Contains("Menade du 'survey'?") && Contains("Hur tabellerna hänger ihop") &&
                          !Contains("indicators.csv"));
}

TEST_CASE("the same mistake in several rows is one finding that names the rows", "[config]")
{
    std::string rows;
    for (int i = 0; i < 12; ++i)
        rows += "hlv,okänd," + std::to_string(i) + "," + std::to_string(i) + "\n";
    const auto findings = sample_plus("codes", rows).findings;
    const auto told = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.rule.find("'okänd' finns inte") != std::string::npos;
    });
    CHECK(told == 1);
    CHECK_THAT(lines_of(findings), Contains(" och 4 till, kolumn variable: Variabeln 'okänd' finns inte."));
}

TEST_CASE("a priority is a whole number from 1 to 99, and is for surveys under the gate", "[config]")
{
    const auto lines = lines_of(sample_with("breakdowns", "survey,indicators,by,priority\nhlv,*,,3\n"
                                                          "skola,*,,0\n")
                                    .findings,
                                Severity::warning);
    CHECK_THAT(lines, Contains("rad 2, kolumn priority: Prioriteten används inte.") &&
                          Contains("rad 3, kolumn priority: Prioriteten är inget heltal från 1 till 99."));
}

TEST_CASE("leak: a survey behind the gate has no means, medians or rates", "[config]")
{
    for (const std::string statistic : {"mean", "median", "rate"}) {
        auto tables = sample_tables();
        tables["variables"] += "skola,antal,number,,antal,,\n";
        tables["indicators"] += "medel,skola,antal," + statistic + ",,,\n";
        CHECK_THAT(lines_of(parse_texts(tables).findings), Contains("publicerar bara andelar och antal"));
    }
}

TEST_CASE("a weight in a survey behind the gate is said not to count", "[config]")
{
    auto tables = sample_tables();
    tables["variables"] += "skola,vikt,number,weight,vikt,,\n";
    CHECK_THAT(lines_of(parse_texts(tables).findings, Severity::note), Contains("räknas utan vikter"));
}

TEST_CASE("a wave named by a short number is an error, because it would pass for a count", "[config]")
{
    CHECK_THAT(lines_of(sample_with("waves", "survey,wave\nhlv,3\n").findings), Contains("kort tal"));
    CHECK_THAT(lines_of(sample_with("waves", "survey,wave\nhlv,2024\n").findings), !Contains("kort tal"));
}
