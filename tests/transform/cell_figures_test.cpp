#include "tests/transform/made_responses.hpp"
#include "transform/base_rule.hpp"
#include "transform/protect.hpp"

#include <algorithm>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

CodebookText standard_survey(const std::string& indicators, const std::string& kind = "sample",
                             const std::string& interval = "xlogit")
{
    return {{"surveys", "survey,title,kind,min_base,protection,interval\nhlv,Enkät," + kind + ",0,base," +
                            interval + "\n"},
            {"waves", "survey,wave\nhlv,2020\nhlv,2022\n"},
            {"variables",
             "survey,variable,question,type,role\nhlv,kon,Kön,code,sex\nhlv,ald,Åldersgrupp,code,none\n"
             "hlv,vikt,,number,weight\nhlv,svar,,code,none\nhlv,poang,,number,none\n"},
            {"codes", "survey,variable,value,code,label\nhlv,ald,1,1,16-44 år\nhlv,ald,2,2,45-84 år\n"
                      "hlv,ald,3,3,85 år och äldre\n"},
            {"weights_standard", "standard,group,code,weight\nESP,ald,1,60\nESP,ald,2,40\n"},
            {"indicators", "indicator,title,survey,variable,statistic,numerator,per,standard\n" + indicators},
            {"breakdowns", "survey,indicators,by\nhlv,*,\nhlv,*,sex\n"}};
}

/// 3 of 4 young and 1 of 4 old say yes, all with weight 1; two are 85+, and one has not answered.
const std::string rows = "kon,ald,vikt,svar,poang\nK,1,1,1,2\nK,1,1,1,4\nM,1,1,1,6\nM,1,1,0,8\n"
                         "K,2,1,1,10\nK,2,1,0,10\nM,2,1,0,12\nM,2,1,0,16\nK,3,9,1,90\nM,3,9,1,90\nK,1,1,,\n";

std::string text_of(const Tally& tally, const std::string& indicator)
{
    for (const auto& note : tally.method_notes)
        if (note.indicator == indicator)
            return note.text;
    return "";
}

} // namespace

TEST_CASE("a domain in which a group of the standard has no answer has no value, and is not shown",
          "[transform]")
{
    const auto codebook = codebook_from(standard_survey("s,S,hlv,svar,share,1,,ESP\n"));
    const auto tally =
        tally_from(codebook, "hlv", {{"2020", "kon,ald,vikt,svar\nK,1,1,1\nK,2,1,0\nM,1,1,1\nM,1,1,0\n"}});
    const auto& men = cell_of(tally, "s", "2020", {"M"});
    CHECK(men.n() == 2);
    CHECK(std::isnan(men.estimate.value));
    CHECK_FALSE(men.interval);
    const auto release = DisclosureGate(codebook).protect(tally, {});
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells) {
            CHECK(cell.symbol == (cell.domain == "sex=M" ? ".." : ""));
            CHECK(cell.value.has_value() == (cell.domain != "sex=M"));
        }
    CHECK_THAT(text_of(tally, "s"), Contains("där någon av dem saknar svar får inget värde"));
}

TEST_CASE("a standardised share weighs its groups by the standard and leaves others out", "[transform]")
{
    const auto codebook =
        codebook_from(standard_survey("c,C,hlv,svar,share,1,,\ns,S,hlv,svar,share,1,,ESP\n"));
    const auto tally = tally_from(codebook, "hlv", {{"2020", rows}});
    const auto& crude = cell_of(tally, "c", "2020", {});
    CHECK_THAT(crude.estimate.value, WithinAbs(22.0 / 26, 1e-12));
    const auto& cell = cell_of(tally, "s", "2020", {});
    CHECK(cell.n() == 8);
    CHECK(cell.yes() == 4);
    CHECK_THAT(cell.estimate.value, WithinAbs(0.6 * 0.75 + 0.4 * 0.25, 1e-12));
    // Eleven rows in one stratum; z of the eight counted rows sum to 0 in each group.
    const double z = (0.36 * 4 * 0.75 * 0.25 + 0.16 * 4 * 0.75 * 0.25) / 16;
    CHECK_THAT(cell.estimate.se, WithinAbs(std::sqrt(z * 11 / 10), 1e-12));
    CHECK(cell.estimate.df == 7);
    REQUIRE(cell.interval);
    CHECK_THAT(cell.interval->lower, WithinAbs(0.55 - t_quantile(7) * cell.estimate.se, 1e-12));
    CHECK_THAT(cell.interval->upper, WithinAbs(0.55 + t_quantile(7) * cell.estimate.se, 1e-12));
    CHECK_THAT(
        text_of(tally, "s"),
        Contains("direkt standardiserat efter ”Åldersgrupp” till standardbefolkningen ESP: värdet i varje "
                 "grupp (16-44 år och 45-84 år) vägs"));
    CHECK_THAT(text_of(tally, "c"), !Contains("standardiserat"));
}

TEST_CASE("the limits of a standardised share stay within 0 and 1, those of a mean are as they are",
          "[transform]")
{
    const auto codebook =
        codebook_from(standard_survey("s,S,hlv,svar,share,1,,ESP\nm,M,hlv,poang,mean,,,ESP\n"));
    const auto tally =
        tally_from(codebook, "hlv",
                   {{"2020", "kon,ald,vikt,svar,poang\nK,1,1,1,0\nK,1,1,0,0\nM,2,1,1,0\nM,2,1,1,10\n"}});
    const auto& share = cell_of(tally, "s", "2020", {});
    CHECK_THAT(share.estimate.value, WithinAbs(0.7, 1e-12));
    CHECK(share.interval->upper == 1);
    CHECK(share.interval->lower >= 0);
    const auto& mean = cell_of(tally, "m", "2020", {});
    CHECK_THAT(mean.estimate.value, WithinAbs(2, 1e-12));
    CHECK(mean.interval->lower < 0);
}

TEST_CASE("a star leaves a standardised indicator out where its standard's variable divides", "[transform]")
{
    auto text = standard_survey("c,C,hlv,svar,share,1,,\ns,S,hlv,svar,share,1,,ESP\n");
    text["breakdowns"] = "survey,indicators,by\nhlv,*,ald\nhlv,*,sex\n";
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(codebook, "hlv", {{"2020", rows}});
    std::vector<std::string> made;
    for (const auto& table : tally.tables)
        made.push_back(table.indicator + " " + table.dimensions.at(0).name);
    CHECK(made == std::vector<std::string>{"c ald", "c sex", "s sex"});
}

TEST_CASE("a pooled standardised value joins its groups over the waves", "[transform]")
{
    auto text = standard_survey("s,S,hlv,svar,share,1,,ESP\n");
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,2020-2022,2020|2022\n";
    const auto codebook = codebook_from(text);
    const auto tally =
        tally_from(codebook, "hlv",
                   {{"2020", "ald,vikt,svar\n1,1,1\n2,1,0\n"}, {"2022", "ald,vikt,svar\n1,3,0\n2,1,1\n"}});
    CHECK_THAT(cell_of(tally, "s", "2020-2022", {}).estimate.value, WithinAbs(0.6 * 0.25 + 0.4 * 0.5, 1e-12));
}

TEST_CASE("a rate of counted rows has exact limits below ten events and Byar's from ten on", "[transform]")
{
    auto text = standard_survey("r,R,hlv,svar,rate,1,1000,\n", "census", "wilson");
    text["variables"] =
        "survey,variable,type,role\nhlv,kon,code,sex\nhlv,svar,code,none\nhlv,ald,code,none\n";
    const auto codebook = codebook_from(text);
    std::string many = "kon,svar\n";
    for (int i = 0; i < 100; ++i)
        many += i < 4 ? "K,1\n" : i < 50 ? "K,0\n" : i < 62 ? "M,1\n" : "M,0\n";
    const auto tally = tally_from(codebook, "hlv", {{"2020", many}});
    const auto release = DisclosureGate(codebook).protect(tally, {});
    std::vector<ReleasedCell> cells;
    for (const auto& table : release.tables())
        if (table.dimensions.size() == 1)
            cells = table.cells;
    REQUIRE(cells.size() == 2);
    CHECK(*cells[0].value == 80);   // 4 in 50
    CHECK(*cells[0].lower == 21.8); // 1.0899 / 50, Garwood
    CHECK(*cells[0].upper == 204.8);
    CHECK(*cells[1].value == 240);   // 12 in 50
    CHECK(*cells[1].lower == 123.9); // 6.1933 / 50, Byar
    CHECK(*cells[1].upper == 419.3);
    CHECK_THAT(text_of(tally, "r"), Contains("antalet personer med svaret per 1\u00A0000 personer"));
    CHECK_THAT(text_of(tally, "r"), Contains("exakt under tio händelser och annars Byars"));
}

TEST_CASE("a rate of drawn rows has the design's interval, and says so", "[transform]")
{
    const auto codebook =
        codebook_from(standard_survey("c,C,hlv,svar,share,1,,\nr,R,hlv,svar,rate,1,1000,\n"));
    const auto tally = tally_from(codebook, "hlv", {{"2020", rows}});
    const auto& share = cell_of(tally, "c", "2020", {});
    const auto& rate = cell_of(tally, "r", "2020", {});
    CHECK(rate.estimate.value == share.estimate.value);
    CHECK(rate.interval->lower == share.interval->lower);
    CHECK(rate.interval->upper == share.interval->upper);
    CHECK_THAT(text_of(tally, "r"), Contains("logitskalan"));
    CHECK_THAT(text_of(tally, "r"), Contains("det viktade antalet personer med svaret per"));
}

TEST_CASE("a standardised rate of counted rows has Dobson's limits, and no value below ten events",
          "[transform]")
{
    auto text = standard_survey("r,R,hlv,svar,rate,1,100,ESP\n", "register", "wilson");
    text["variables"] =
        "survey,variable,type,role\nhlv,kon,code,sex\nhlv,svar,code,none\nhlv,ald,code,none\n";
    const auto codebook = codebook_from(text);
    std::string many = "kon,ald,svar\n";
    for (int i = 0; i < 40; ++i)
        many += std::string(i < 30 ? "K" : "M") + (i % 2 == 0 ? ",1," : ",2,") + (i % 4 < 2 ? "1\n" : "0\n");
    const auto tally = tally_from(codebook, "hlv", {{"2020", many}});
    const auto& women = cell_of(tally, "r", "2020", {"K"});
    CHECK(women.yes() == 16);
    // 8 of 15 in both groups
    CHECK_THAT(women.estimate.value, WithinAbs(8.0 / 15, 1e-12));
    REQUIRE(women.interval);
    const double scale = std::sqrt((0.36 * 8 / 225 + 0.16 * 8 / 225) / 16);
    CHECK_THAT(women.interval->lower, WithinAbs(8.0 / 15 + scale * (9.13951 - 16), 1e-5));
    CHECK_THAT(women.interval->upper, WithinAbs(8.0 / 15 + scale * (25.98444 - 16), 1e-5));
    CHECK(std::isnan(cell_of(tally, "r", "2020", {"M"}).estimate.value)); // four events
    CHECK_THAT(text_of(tally, "r"), Contains("Dobsons"));
    CHECK_THAT(text_of(tally, "r"), Contains("färre än tio händelser, får inget värde"));
}

TEST_CASE("a count is not judged by the rules for proportions", "[transform]")
{
    auto text = standard_survey("n,N,hlv,svar,count,1,,\n");
    text["surveys"] = "survey,title,kind,min_base,precision\nhlv,Enkät,sample,0,nchs\n";
    const auto codebook = codebook_from(text);
    std::string many = "kon,svar,vikt\n";
    for (int i = 0; i < 200; ++i)
        many += std::string(i % 2 == 0 ? "K" : "M") + (i % 3 == 0 ? ",1,10\n" : ",0,10\n");
    const auto tally = tally_from(codebook, "hlv", {{"2020", many}});
    CHECK(apply_base_rule(tally.tables.at(0), codebook).at(0) == Showing::all);
}
