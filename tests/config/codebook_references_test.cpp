#include "config/codebook.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

std::string errors_with(const std::string& table, const std::string& lines)
{
    return lines_of(sample_plus(table, lines).findings);
}

} // namespace

TEST_CASE("ids that stand twice are errors", "[config]")
{
    CHECK_THAT(errors_with("surveys", "hlv,sample,\n"),
               Contains("rad 4, kolumn survey: Undersökningen 'hlv' finns två gånger."));
    CHECK_THAT(errors_with("waves", "hlv,2020\n"),
               Contains("rad 5, kolumn wave: Omgången '2020' finns två gånger."));
    CHECK_THAT(errors_with("indicators", "stress,hlv,stress,,lite,,\n"),
               Contains("rad 5, kolumn indicator: Indikatorn 'stress' finns två gånger."));
    CHECK_THAT(errors_with("scales", "kessler,hlv,kessler6,k1|k2|k3|k4|k5|k6,,13\n"),
               Contains("Skalan 'kessler' finns två gånger."));
    CHECK_THAT(errors_with("groups", "ald2,alder,45+,,99,,\n"),
               Contains("Koden '45+' finns två gånger i gruppen."));
    CHECK_THAT(errors_with("areas", "area,name\n23,A\n23,B\n"), Contains("Området '23' finns två gånger."));
    CHECK_THAT(errors_with("eligible", "survey,wave,domain,count\nhlv,2020,,5\nhlv,2020,,6\n"),
               Contains("Gruppen finns två gånger"));
}

TEST_CASE("a variable may stand on two rows only for different waves", "[config]")
{
    CHECK_THAT(errors_with("variables", "hlv,stress,,,stress_ny,,\n"),
               Contains("rad 15, kolumn variable: Variabeln 'stress' finns två gånger i samma omgång."));
    auto texts = sample_tables();
    texts["variables"] += "hlv,somn,,,somn18,,2020\nhlv,somn,,,somn22,2022,\n";
    CHECK(lines_of(parse_texts(texts).findings).empty());
    texts["variables"] += "hlv,ont,,,,,2020\nhlv,ont,number,,,2022,\n";
    CHECK_THAT(lines_of(parse_texts(texts).findings), Contains("rad 18, kolumn type"));
}

TEST_CASE("two variables cannot have one role in one wave", "[config]")
{
    CHECK_THAT(errors_with("variables", "hlv,hemkommun,,area,,,\n"),
               Contains("rad 15, kolumn role: Variabeln 'kommun' har samma roll i samma omgång."));
}

TEST_CASE("from and to name waves of the survey, in order", "[config]")
{
    CHECK_THAT(errors_with("variables", "hlv,x,,,,2021,\n"),
               Contains("rad 15, kolumn from: Omgången i hlv '2021' finns inte."));
    CHECK_THAT(errors_with("variables", "hlv,x,,,,2022,2020\n"),
               Contains("rad 15, kolumn to: Omgången '2020' kommer före '2022'."));
}

TEST_CASE("waves that cannot be ordered need a first day", "[config]")
{
    CHECK_THAT(errors_with("waves", "hlv,extra\n"), Contains("kolumn period_from: Omgången kan inte ordnas"));
    CHECK(lines_of(
              sample_with("waves", "survey,wave,period_from\nhlv,2020,\nhlv,2022,\nskola,alla,\n").findings)
              .empty());
}

TEST_CASE("a weight must be a number and only numbers have limits", "[config]")
{
    CHECK_THAT(lines_of(sample_with("variables", "survey,variable,type,role,min,max\nhlv,w,code,weight,,"
                                                 "\nhlv,stress,code,,1,\nhlv,t,number,,5,1\n")
                            .findings),
               Contains("rad 2, kolumn type: En vikt") &&
                   Contains("rad 3, kolumn min: Bara tal har min och max.") &&
                   Contains("rad 4, kolumn max: Max är mindre än min."));
}

TEST_CASE("an answer stands once a variable and wave, as text or as a number", "[config]")
{
    CHECK_THAT(errors_with("codes", "hlv,kon,1.0,X,,\n"),
               Contains("rad 7, kolumn value: Svaret finns två gånger"));
    CHECK_THAT(errors_with("codes", "hlv,kön,1,X,,\n"),
               Contains("rad 7, kolumn variable: Variabeln 'kön' finns inte. Menade du 'kon'?"));
    CHECK_THAT(errors_with("codes", "hlv,stress,,x,,\n"), Contains("rad 7, kolumn value: Svaret saknas."));
}

TEST_CASE("one code with two labels is a warning", "[config]")
{
    const auto reading = sample_plus("codes", "hlv,kon,man,M,Man,\n");
    CHECK(lines_of(reading.findings).empty());
    CHECK_THAT(lines_of(reading.findings, Severity::warning), Contains("Koden 'M' har två olika etiketter."));
}

TEST_CASE("a band has limits or codes, and bands do not cross", "[config]")
{
    CHECK_THAT(errors_with("groups", "g,alder,a,,,,\n"),
               Contains("rad 4, kolumn codes: Ett band har antingen"));
    CHECK_THAT(errors_with("groups", "g,alder,a,,1,2,3\n"), Contains("Ett band har antingen"));
    CHECK_THAT(errors_with("groups", "g,alder,a,,5,2,\n"), Contains("Upper är mindre än lower."));
    CHECK_THAT(errors_with("groups", "ald2,alder,x,,40,50,\n"),
               Contains("rad 4, kolumn lower: Bandet går delvis in i '16-44'."));
    CHECK_THAT(errors_with("groups", "g,stress,a,,,,lite|mycke\n"),
               Contains("rad 4, kolumn codes: Koden för stress 'mycke' finns inte. Menade du 'mycket'?"));
    CHECK_THAT(errors_with("groups", "g,aldr,a,,1,2,\n"),
               Contains("rad 4, kolumn variable: Variabeln 'aldr' finns inte. Menade du 'alder'?"));
}

TEST_CASE("a band may lie inside another, as 16-84 in 16 and older", "[config]")
{
    CHECK(errors_with("groups", "spann,alder,16-84,,16,84,\nspann,alder,16+,,16,,\n").empty());
}

TEST_CASE("a banding may not share its name with a variable of the survey", "[config]")
{
    CHECK_THAT(errors_with("groups", "alder,alder,alla,,16,,\n"),
               Contains("Det finns redan en variabel som heter 'alder'."));
}

TEST_CASE("a scale has a known instrument and all its items", "[config]")
{
    CHECK_THAT(
        errors_with("scales", "x,hlv,kesler6,k1|k2|k3|k4|k5|k6,,\n"),
        Contains("rad 3, kolumn instrument: Instrumentet 'kesler6' finns inte. Menade du 'kessler6'?"));
    CHECK_THAT(errors_with("scales", "x,hlv,kessler6,k1|k2|k3|k4|k5,,\n"),
               Contains("Instrumentet kessler6 har 6 frågor, här står 5."));
    CHECK_THAT(errors_with("scales", "x,hlv,kessler6,k1|k2|k3|k4|k5|k7,,\n"),
               Contains("rad 3, kolumn items: Variabeln 'k7' finns inte."));
    CHECK_THAT(errors_with("scales", "x,hlv,kessler6,k1|k2|k3|k4|k5|k5,,\n"),
               Contains("Frågan 'k5' finns två gånger."));
    CHECK_THAT(errors_with("scales", "x,hlv,kessler6,k1|k2|k3|k4|k5|k6,stress,\n"),
               Contains("rad 3, kolumn reversed: Frågan bland items 'stress' finns inte."));
    CHECK_THAT(errors_with("scales", "stress,hlv,kessler6,k1|k2|k3|k4|k5|k6,,\n"),
               Contains("Det finns redan en variabel som heter 'stress'."));
}

TEST_CASE("a cut is a number, or one for each code of sex", "[config]")
{
    CHECK_THAT(errors_with("scales", "x,hlv,kessler6,k1|k2|k3|k4|k5|k6,,tretton\n"),
               Contains("rad 3, kolumn cut: Gränsen 'tretton' går inte att läsa."));
    CHECK_THAT(
        errors_with("scales", "x,hlv,auditc,k1|k2|k3,,1=6|2=5\n"),
        Contains("rad 3, kolumn cut: '1' är ingen kod för sex. Skriv den enhetliga koden. Menade du 'M'?"));
    CHECK(errors_with("scales", "x,hlv,auditc,k1|k2|k3,,M=6|K=5\n").empty());
}

TEST_CASE("a share needs a numerator of the variable's harmonised codes", "[config]")
{
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,,,\n"),
               Contains("rad 5, kolumn numerator: En andel måste ha en täljare."));
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,2,,\n"),
               Contains("rad 5, kolumn numerator: '2' är ingen kod för stress. Skriv den enhetliga koden. "
                        "Menade du 'mycket'?"));
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,myckt,,\n"),
               Contains("Koden för stress 'myckt' finns inte. Menade du 'mycket'?"));
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,mycket,lite,\n"),
               Contains("rad 5, kolumn denominator: Täljarens kod 'mycket' ingår inte i nämnaren."));
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,mycket,mycket|litet,\n"),
               Contains("rad 5, kolumn denominator: Koden för stress 'litet' finns inte. Menade du 'lite'?"));
}

TEST_CASE("a share of a scale without a cut is an error, with one it is not", "[config]")
{
    auto texts = sample_tables();
    texts["scales"] += "a,hlv,auditc,k1|k2|k3,,\n";
    texts["indicators"] += "risk,hlv,a,,,,\n";
    CHECK_THAT(lines_of(parse_texts(texts).findings),
               Contains("rad 5, kolumn numerator: Skalan har ingen gräns (cut)."));
}

TEST_CASE("among names variables, groups or roles and their codes", "[config]")
{
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,mycket,,kn=K\n"),
               Contains("rad 5, kolumn among: Variabeln 'kn' finns inte. Menade du 'kon'?"));
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,,mycket,,sex=Kv\n"),
               Contains("rad 5, kolumn among: Koden för sex 'Kv' finns inte."));
    CHECK(errors_with("indicators", "x,hlv,stress,,mycket,,ald2=45+; sex=K\n").empty());
}

TEST_CASE("a gate survey has no means, medians or rates", "[config]")
{
    for (const std::string statistic : {"mean", "median", "rate", "medelvärde"}) {
        CHECK_THAT(errors_with("indicators", "x,skola,mar," + statistic + ",1,,\n"),
                   Contains("rad 5, kolumn statistic: En undersökning med skyddet gate publicerar bara "
                            "andelar och antal."));
    }
    CHECK(errors_with("indicators", "x,skola,mar,count,,,\n").empty());
}

TEST_CASE("a gate survey cannot have its smallest cell switched off", "[config]")
{
    CHECK_THAT(
        lines_of(sample_with("surveys", "survey,kind,min_cell\nhlv,sample,0\nskola,census,0\n").findings),
        Contains("rad 3, kolumn min_cell: Med skyddet gate måste min_cell vara minst 2.") &&
            !Contains("rad 2"));
}

TEST_CASE("words cannot be averaged and free text cannot be counted", "[config]")
{
    CHECK_THAT(errors_with("indicators", "x,hlv,stress,mean,,,\n"),
               Contains("rad 5, kolumn statistic: Medelvärde och median kräver"));
    auto texts = sample_tables();
    texts["variables"] += "hlv,fritext,text,,,,\n";
    texts["indicators"] += "x,hlv,fritext,,ja,,\n";
    CHECK_THAT(lines_of(parse_texts(texts).findings),
               Contains("rad 5, kolumn variable: Svaren på 'fritext' sparas inte."));
}

TEST_CASE("break names waves", "[config]")
{
    CHECK_THAT(
        lines_of(
            sample_with("indicators",
                        "indicator,survey,variable,numerator,break\nx,hlv,stress,lite,2021\ny,skola,mar,1,\n")
                .findings),
        Contains("rad 2, kolumn break: Omgången i hlv '2021' finns inte."));
}

TEST_CASE("a table is divided by codes, each variable once", "[config]")
{
    CHECK_THAT(errors_with("breakdowns", "hlv,*,alder,,,\n"),
               Contains("rad 5, kolumn by: 'alder' är inte av typen code"));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,kon x sex,,,\n"),
               Contains("rad 5, kolumn by: Variabeln 'kon' delar in tabellen två gånger."));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,kön,,,\n"),
               Contains("Roller skrivs på engelska. Menade du 'sex'?"));
    CHECK_THAT(errors_with("breakdowns", "skola,*,area,,,\n"), Contains("'area' finns inte"));
    CHECK_THAT(errors_with("breakdowns", "skola,stress,,,,\n"),
               Contains("Indikatorn i skola 'stress' finns inte."));
}

TEST_CASE("pooled waves have a label of their own and are at least two", "[config]")
{
    CHECK_THAT(errors_with("breakdowns", "hlv,*,,,2020-2022,\n"),
               Contains("rad 5, kolumn pooled_waves: Det står inte vilka omgångar"));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,,,,2020|2022\n"),
               Contains("rad 5, kolumn pooled: De sammanslagna omgångarna har ingen etikett."));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,,,2020,2020|2022\n"),
               Contains("Etiketten är också namnet på en omgång."));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,,,x,2020\n"),
               Contains("En ensam omgång kan inte slås samman."));
    CHECK_THAT(errors_with("breakdowns", "hlv,*,,2021,x,2020|2023\n"),
               Contains("kolumn waves: Omgången i hlv '2021'") &&
                   Contains("kolumn pooled_waves: Omgången i hlv '2023'"));
    CHECK(errors_with("breakdowns", "hlv,*,,,2020-2022,2020|2022\n").empty());
}

TEST_CASE("areas lie in areas that exist and not in themselves", "[config]")
{
    CHECK_THAT(errors_with("areas", "area,within\n2303,32\n23,\n"),
               Contains("rad 2, kolumn within: Området '32' finns inte. Menade du '23'?"));
    CHECK_THAT(errors_with("areas", "area,within\na,b\nb,a\n"),
               Contains("rad 2, kolumn within: Området 'a' ligger i sig självt."));
}

TEST_CASE("figures from elsewhere name what there is and lie where they can", "[config]")
{
    CHECK_THAT(errors_with("eligible", "survey,wave,domain,count\nhlv,2021,kon=X;kn=M,5\n"),
               Contains("kolumn wave: Omgången i hlv '2021'") && Contains("Koden för kon 'X'") &&
                   Contains("Namnet 'kn' finns inte. Menade du 'kon'?"));
    CHECK_THAT(errors_with("reference_values",
                           "indicator,wave,sex,value,lower,upper\nstres,2020,,1,,\nstress,2020,X,5,6,7\n"),
               Contains("rad 2, kolumn indicator: Indikatorn 'stres' finns inte. Menade du 'stress'?") &&
                   Contains("rad 3, kolumn sex") &&
                   Contains("rad 3, kolumn value: Värdet ligger utanför sitt intervall."));
    CHECK_THAT(errors_with("known_elsewhere", "survey,wave,indicator,what,value\nhlv,2020,,share,10\nhlv,"
                                              "2020,stress,share,101\nhlv,2020,mar_bra,yes,1.5\n"),
               Contains("rad 2, kolumn indicator: Ja, nej och andel gäller en indikator.") &&
                   Contains("rad 3, kolumn value: En andel är mellan 0 och 100 procent.") &&
                   Contains("rad 4, kolumn indicator: Indikatorn hör inte till hlv.") &&
                   Contains("rad 4, kolumn value: Ett antal är ett heltal"));
    CHECK_THAT(errors_with("weights_standard", "standard,group,code,weight\nESP,ald2,16-44,0\n"),
               Contains("rad 2, kolumn weight: Vikten måste vara större än 0."));
}
