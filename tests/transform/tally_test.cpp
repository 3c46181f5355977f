#include "tests/transform/made_responses.hpp"

#include "config/errors.hpp"
#include "transform/tally/pooled_sizes.hpp"

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

CodebookText small_survey()
{
    return {{"surveys", "survey,title,kind,min_base\nhlv,Enkät,sample,0\n"},
            {"waves", "survey,wave,title,period_from,period_to\nhlv,2020,2020,2020-01-01,2020-12-31\n"
                      "hlv,2022,2022,2022-01-01,2022-12-31\n"},
            {"variables",
             "survey,variable,type,role,column\nhlv,kon,code,sex,kon\nhlv,kommun,code,area,kommun\n"
             "hlv,alder,number,age,alder\nhlv,vikt,number,weight,vikt\nhlv,svar,code,none,svar\n"
             "hlv,poang,number,none,poang\n"},
            {"indicators", "indicator,title,survey,variable,statistic,numerator,among,break\n"
                           "a,A,hlv,svar,share,1,,\n"},
            {"breakdowns", "survey,indicators,by,pooled,pooled_waves\nhlv,*,,,\n"}};
}

} // namespace

TEST_CASE("a share is weighted and leaves rows without an answer out", "[transform]")
{
    const auto codebook = codebook_from(small_survey());
    const auto tally = tally_from(codebook, "hlv", {{"2020", "vikt,svar\n1,1\n3,0\n5,\n"}});
    const auto& cell = cell_of(tally, "a", "2020", {});
    CHECK(cell.n() == 2);
    CHECK(cell.estimate.n_missing == 1);
    CHECK_THAT(cell.estimate.value, WithinAbs(0.25, 1e-15));
}

TEST_CASE("an area that holds others is published as their sum, and may overlap another", "[transform]")
{
    auto text = small_survey();
    text["areas"] = "area,name,within\n1,Ett,N|S\n2,Två,N\n3,Tre,S\nN,Norr,\nS,Söder,\n";
    text["breakdowns"] = "survey,indicators,by\nhlv,*,area\n";
    const auto codebook = codebook_from(text);
    const auto tally =
        tally_from(codebook, "hlv", {{"2020", "kommun,svar,vikt\n1,1,1\n2,0,1\n2,0,1\n3,1,1\n3,0,1\n"}});
    CHECK(cell_of(tally, "a", "2020", {"1"}).n() == 1);
    CHECK(cell_of(tally, "a", "2020", {"N"}).n() == 3);
    CHECK(cell_of(tally, "a", "2020", {"N"}).yes() == 1);
    CHECK(cell_of(tally, "a", "2020", {"S"}).n() == 3);
    CHECK(cell_of(tally, "a", "2020", {"S"}).yes() == 2);
}

TEST_CASE("a banding by number and by code puts rows in their bands, both limits included", "[transform]")
{
    auto text = small_survey();
    text["groups"] = "group,variable,code,label,lower,upper,codes\nald,alder,ung,Unga,16,29,\nald,alder,"
                     "aldre,Äldre,30,84,\n"
                     "del,kommun,inland,Inland,,,1|2\n";
    text["breakdowns"] = "survey,indicators,by\nhlv,*,ald x del\n";
    const auto codebook = codebook_from(text);
    const auto tally =
        tally_from(codebook, "hlv",
                   {{"2020", "alder,kommun,svar,vikt\n16,1,1,1\n29,2,0,1\n30,1,1,1\n29,3,1,1\n,1,1,1\n"}});
    CHECK(cell_of(tally, "a", "2020", {"ung", "inland"}).n() == 2);
    CHECK(cell_of(tally, "a", "2020", {"aldre", "inland"}).n() == 1);
    CHECK(tally.tables.at(0).cells.size() == 2);
}

TEST_CASE("a filter is part of the domain, and a breakdown that it rules out cannot occur", "[transform]")
{
    auto text = small_survey();
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,among\na,A,hlv,svar,share,1,kon=K\n";
    text["breakdowns"] = "survey,indicators,by\nhlv,*,\nhlv,*,sex\n";
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(codebook, "hlv", {{"2020", "kon,svar,vikt\nK,1,1\nK,0,1\nM,1,1\n"}});
    CHECK(cell_of(tally, "a", "2020", {}).n() == 2);
    CHECK(cell_of(tally, "a", "2020", {"M"}).impossible);
    CHECK_FALSE(cell_of(tally, "a", "2020", {"K"}).impossible);
}

TEST_CASE("waves are pooled as one design, and only when all have come", "[transform]")
{
    auto text = small_survey();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,2020-2022,2020|2022\n";
    const auto codebook = codebook_from(text);
    const std::string first = "svar,vikt\n1,1\n0,1\n", second = "svar,vikt\n1,2\n1,2\n0,2\n";
    const auto pooled = tally_from(codebook, "hlv", {{"2020", first}, {"2022", second}});
    const auto& cell = cell_of(pooled, "a", "2020-2022", {});
    CHECK(cell.n() == 5);
    CHECK_THAT(cell.estimate.value, WithinAbs(5.0 / 8.0, 1e-15));
    CHECK(tally_from(codebook, "hlv", {{"2020", first}}).tables.empty());
}

TEST_CASE("a series break within a pooled window stops the pooling", "[transform]")
{
    auto text = small_survey();
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,break\na,A,hlv,svar,share,1,2022\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,2020-2022,2020|2022\n";
    const auto codebook = codebook_from(text);
    const std::string rows = "svar,vikt\n1,1\n0,1\n";
    CHECK(tally_from(codebook, "hlv", {{"2020", rows}, {"2022", rows}}).tables.empty());
}

TEST_CASE("a series break counts even if its own wave is not among those that are pooled", "[transform]")
{
    auto text = small_survey();
    text["waves"] += "hlv,2021,2021,2021-01-01,2021-12-31\n";
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,break\na,A,hlv,svar,share,1,2021\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,2020+2022,2020|2022\n";
    const auto codebook = codebook_from(text);
    const std::string rows = "svar,vikt\n1,1\n0,1\n";
    CHECK(tally_from(codebook, "hlv", {{"2020", rows}, {"2022", rows}}).tables.empty());
    CHECK(codebook.breaks_between(codebook.indicator("a"), "2020", "2022"));
    CHECK_FALSE(codebook.breaks_between(codebook.indicator("a"), "2021", "2022"));
}

TEST_CASE("answers outside the denominator count as missing", "[transform]")
{
    auto text = small_survey();
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,denominator\na,A,hlv,svar,share,1,1|0\n";
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(codebook, "hlv", {{"2020", "svar,vikt\n1,1\n0,1\n9,1\n"}});
    CHECK(cell_of(tally, "a", "2020", {}).n() == 2);
    CHECK(cell_of(tally, "a", "2020", {}).estimate.n_missing == 1);
}

TEST_CASE("a mean is weighted and a scale's cut may differ by sex", "[transform]")
{
    auto text = small_survey();
    text["variables"] += "hlv,a1,code,none,a1\nhlv,a2,code,none,a2\nhlv,a3,code,none,a3\n";
    text["scales"] = "scale,survey,instrument,items,cut\nrisk,hlv,auditc,a1|a2|a3,M=6|K=5\n";
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator\nm,M,hlv,poang,mean,\nr,R,hlv,risk,share,\n";
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(
        codebook, "hlv", {{"2020", "vikt,poang,kon,a1,a2,a3\n1,4,K,2,1,2\n3,8,M,2,1,2\n1,,M,0,,\n"}});
    CHECK_THAT(cell_of(tally, "m", "2020", {}).estimate.value, WithinAbs(7, 1e-12));
    CHECK(cell_of(tally, "r", "2020", {}).n() == 3);
    CHECK(cell_of(tally, "r", "2020", {}).yes() == 1);
}

TEST_CASE("numbers as strata are told apart by their decimals and sign", "[transform]")
{
    auto text = small_survey();
    text["variables"] = "survey,variable,type,role,column,min\nhlv,stratum,number,stratum,stratum,-9\n"
                        "hlv,svar,code,none,svar,\n";
    const auto numbers = codebook_from(text);
    text["variables"] = "survey,variable,type,role,column\nhlv,stratum,code,stratum,stratum\n"
                        "hlv,svar,code,none,svar\n";
    const auto codes = codebook_from(text);
    const std::string rows = "stratum,svar\n0.6,1\n0.6,1\n0.6,0\n1.4,0\n1.4,0\n1.4,1\n-1,1\n-1,0\n";
    const auto by_number = tally_from(numbers, "hlv", {{"2020", rows}});
    const auto by_code = tally_from(codes, "hlv", {{"2020", rows}});
    CHECK(cell_of(by_number, "a", "2020", {}).estimate.df == 5);
    CHECK(cell_of(by_number, "a", "2020", {}).estimate.se == cell_of(by_code, "a", "2020", {}).estimate.se);
}

TEST_CASE("a new wave that is pooled with much larger or smaller ones is told of, without a number",
          "[transform]")
{
    auto text = small_survey();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,,\nhlv,*,,2020-2022,2020|2022\n";
    const auto codebook = codebook_from(text);
    const auto answers = [](int n) {
        std::string rows = "svar,vikt\n";
        for (int i = 0; i < n; ++i)
            rows += i % 2 == 0 ? "1,1\n" : "0,1\n";
        return rows;
    };
    const std::string small = answers(20), equal = answers(40), large = answers(80);
    const auto unequal = tally_from(codebook, "hlv", {{"2020", large}, {"2022", small}});
    const auto findings = pooled_size_findings(unequal, codebook, "hlv", "2022");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::warning);
    CHECK(findings[0].place == "2020-2022");
    CHECK_THAT(findings[0].rule, Contains("2020, 2022 slås samman men är olika stora"));
    CHECK(pooled_size_findings(unequal, codebook, "hlv", "2018").empty());
    const auto alike = tally_from(codebook, "hlv", {{"2020", large}, {"2022", equal}});
    CHECK(pooled_size_findings(alike, codebook, "hlv", "2022").empty());
}

TEST_CASE("Metod tells how many answered in all waves, but not of a wave with too few", "[transform]")
{
    auto text = small_survey();
    const auto codebook = codebook_from(text);
    const std::string rows = "svar,vikt\n1,1\n0,1\n,1\n";
    const auto tally = tally_from(codebook, "hlv", {{"2020", rows}, {"2022", rows}});
    CHECK_THAT(tally.method_notes.at(0).text,
               Contains("i alla omgångar tillsammans har 4 svarat. ") && !Contains("saknar svar"));
    text["surveys"] = "survey,title,kind,min_base\nhlv,Enkät,sample,3\n";
    const auto strict = codebook_from(text);
    CHECK_THAT(tally_from(strict, "hlv", {{"2020", rows}}).method_notes.at(0).text,
               !Contains("tillsammans har"));
}
