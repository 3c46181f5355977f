#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

const std::string header = "survey,indicators,by,compare,recipients\n";

std::string errors_of(const std::string& lines)
{
    return lines_of(sample_with("comparisons", header + lines).findings);
}

} // namespace

TEST_CASE("what a comparison does not know is pointed out with the nearest", "[config]")
{
    CHECK_THAT(errors_of("hvl,*,,wave,\n"), Contains("comparisons.csv: rad 2, kolumn survey"));
    CHECK_THAT(errors_of("hlv,strass,,wave,\n"), Contains("Menade du 'stress'?"));
    CHECK_THAT(errors_of("hlv,*,,vave,\n"), Contains("kolumn compare: ") && Contains("Menade du 'wave'?"));
    CHECK_THAT(errors_of("hlv,*,,,\n"), Contains("rad 2, kolumn compare"));
}

TEST_CASE("only figures of declared tables are compared", "[config]")
{
    CHECK_THAT(errors_of("hlv,*,area,wave,\n"),
               Contains("Det finns ingen redovisning efter area i hlv") &&
                   Contains("Där finns: hela undersökningen (tomt), kon x ald2."));
    CHECK_THAT(errors_of("hlv,*,kon,whole,\n"), Contains("Det finns ingen redovisning efter kon i hlv"));
    CHECK(errors_of("hlv,*,ald2,kon,\n").empty());
    CHECK(errors_of("hlv,*,ald2 x kon,whole,\n").empty());
    CHECK_THAT(errors_of("hlv,*,kon x ald2,kon,\n"), Contains("'kon' står redan i by"));
    CHECK_THAT(errors_of("hlv,*,,whole,\n"), Contains("kan inte jämföras med sig själv"));
}

TEST_CASE("a comparison stands in one row, whatever the order of its names", "[config]")
{
    CHECK_THAT(errors_of("hlv,stress,kon x ald2,wave,\nhlv,*,ald2 x kon,wave,\n"),
               Contains("rad 3, kolumn indicators: 'stress' jämförs på samma sätt i en tidigare rad."));
    CHECK(errors_of("hlv,stress,,wave,\nhlv,pafrestning,,wave,\nhlv,*,,trend,\n").empty());
}

TEST_CASE("medians, counts and means of a survey of all are not compared", "[config]")
{
    auto texts = sample_tables();
    texts["indicators"] = "indicator,survey,variable,statistic,numerator\nstress,hlv,stress,share,mycket\n"
                          "medel,hlv,alder,mean,\nmitt,hlv,alder,median,\nantal,hlv,stress,count,mycket\n"
                          "mar_bra,skola,mar,,1\n";
    texts["comparisons"] = header + "hlv,medel|mitt|antal,,wave,\n";
    const auto errors = lines_of(parse_texts(texts).findings);
    CHECK_THAT(errors, Contains("'mitt' kan inte jämföras så."));
    CHECK_THAT(errors, Contains("'antal' kan inte jämföras så."));
    CHECK_THAT(errors, !Contains("'medel'"));
    texts["comparisons"] = header + "hlv,*,,wave,\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    CHECK(reading.codebook.compared(reading.codebook.comparisons.at(0)).size() == 2);
}

TEST_CASE("comparisons may be written in Swedish", "[config]")
{
    auto texts = sample_tables();
    texts["jämförelser"] = "undersökning,indikatorer,uppdelning,jämför,mottagare\nhlv,*,,omgång,enhet\n"
                           "hlv,stress,kon x ald2,hela,\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    REQUIRE(reading.codebook.comparisons.size() == 2);
    CHECK(reading.codebook.comparisons[0].compare == "wave");
    CHECK(reading.codebook.comparisons[0].indicators.empty());
    CHECK(reading.codebook.comparisons[0].recipients == std::vector<std::string>{"enhet"});
    CHECK(reading.codebook.comparisons[1].compare == "whole");
}

TEST_CASE("codes overlap when a respondent can belong to both", "[config]")
{
    auto texts = sample_tables();
    texts["groups"] = "group,variable,code,label,lower,upper,codes\nald2,alder,16-44,,16,44,\n"
                      "ald2,alder,45+,,45,,\nald2,alder,16+,,16,,\n";
    texts["areas"] = "area,name,within\n1,Ett,N\n2,Två,N\nN,Norr,L\nL,Länet,\n";
    const auto reading = parse_texts(texts);
    const auto& codebook = reading.codebook;
    CHECK(codebook.overlaps("hlv", "ald2", "16-44", "16+"));
    CHECK_FALSE(codebook.overlaps("hlv", "ald2", "16-44", "45+"));
    CHECK(codebook.overlaps("hlv", "area", "L", "1"));
    CHECK_FALSE(codebook.overlaps("hlv", "area", "1", "2"));
}

TEST_CASE("a median is not pooled over waves", "[config]")
{
    auto texts = sample_tables();
    texts["indicators"] = "indicator,survey,variable,statistic,numerator\nstress,hlv,stress,share,mycket\n"
                          "mitt,hlv,alder,median,\nmar_bra,skola,mar,,1\n";
    texts["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,mitt,,2020-2022,2020|2022\n"
                          "hlv,*,kon,2020-2022,2020|2022\nskola,*,sex,,\n";
    CHECK_THAT(lines_of(parse_texts(texts).findings),
               Contains("breakdowns.csv: rad 2, kolumn pooled: Medianen 'mitt' kan inte slås samman"));
}

TEST_CASE("a reference value of an area that is not known is pointed out: 0 is not 00", "[config]")
{
    const auto lines = [](const std::string& area) {
        const auto reading =
            sample_with("reference_values", "indicator,wave,area,value\nstress,2020," + area + ",12\n");
        return lines_of(reading.findings, Severity::warning);
    };
    CHECK_THAT(lines("0"), Contains("rad 2, kolumn area: Området '0' finns inte. Menade du '00'?"));
    CHECK_THAT(lines("00"), !Contains("reference_values"));
    CHECK_THAT(lines(""), !Contains("reference_values"));
}
