#include "config/codebook.hpp"
#include "config/matching.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;
using Words = std::vector<std::string>;

namespace {

Words ids(const std::vector<const Wave*>& waves)
{
    Words result;
    for (const auto* wave : waves) {
        result.push_back(wave->wave);
    }
    return result;
}

} // namespace

TEST_CASE("blank protection is base for samples and gate for census and register", "[config]")
{
    const auto codebook =
        sample_with("surveys", "survey,kind\nhlv,urval\nskola,totalundersökning\nsuicid,register\n").codebook;
    const auto& sample = codebook.survey("hlv");
    CHECK(sample.protection == Protection::base);
    CHECK((sample.min_base == 100 && sample.min_cell == 0 && sample.decimals == 1));
    for (const auto* id : {"skola", "suicid"}) {
        const auto& survey = codebook.survey(id);
        CHECK(survey.protection == Protection::gate);
        CHECK(survey.interval == IntervalMethod::none);
        CHECK((survey.min_base == 10 && survey.min_cell == 5));
    }
}

TEST_CASE("what is written in a survey's row wins over what its kind would give", "[config]")
{
    const auto codebook =
        sample_with("surveys",
                    "survey,kind,interval,protection,min_base,min_cell,decimals,precision,sensitive\n"
                    "hlv,sample,design,gate,,,12,nchs,JA\nskola,census,wilson,base,0,3,0,,nej\n")
            .codebook;
    const auto& sample = codebook.survey("hlv");
    CHECK(sample.interval == IntervalMethod::xlogit);
    CHECK((sample.min_base == 10 && sample.min_cell == 5 && sample.decimals == 12));
    CHECK((sample.precision == PrecisionRule::nchs && sample.sensitive));
    const auto& census = codebook.survey("skola");
    CHECK((census.interval == IntervalMethod::wilson && census.protection == Protection::base));
    CHECK((census.min_base == 0 && census.min_cell == 3 && census.decimals == 0 && !census.sensitive));
}

TEST_CASE("a survey without a kind is taken for a sample, and that is said", "[config]")
{
    const auto reading = sample_with("surveys", "survey\nhlv\nskola\n");
    CHECK(reading.codebook.survey("hlv").kind == SurveyKind::sample);
    CHECK_THAT(lines_of(reading.findings, Severity::warning), Contains("rad 2, kolumn kind"));
}

TEST_CASE("Swedish headings, table names and words are the English ones' equals", "[config]")
{
    auto texts = sample_tables();
    texts.erase("surveys");
    texts["Undersökningar"] = "Undersökning;SLAG;Minsta bas\nhlv;urval;50\nskola;totalundersökning;\n";
    texts.erase("breakdowns");
    texts["redovisningar"] = "uppdelning;undersökning;indikatorer\nkon × ald2;hlv;*\n;skola;\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    CHECK(reading.codebook.survey("hlv").min_base == 50);
    CHECK_THAT(reading.codebook.breakdowns[0].by, Equals(Words{"kon", "ald2"}));
}

TEST_CASE("by takes x or the multiplication sign, and names may hold an x", "[config]")
{
    const auto codebook = sample_plus("breakdowns", "hlv,*,kommun X ald2×sex,,,\n").codebook;
    CHECK_THAT(codebook.breakdowns.back().by, Equals(Words{"kommun", "ald2", "sex"}));
    auto texts = sample_tables();
    texts["variables"] += "hlv,xax,,,,,\n";
    texts["breakdowns"] += "hlv,*,xax x kon,,,\n";
    CHECK_THAT(parse_texts(texts).codebook.breakdowns.back().by, Equals(Words{"xax", "kon"}));
}

TEST_CASE("the period of a wave is read from its name", "[config]")
{
    const auto codebook =
        sample_with("waves",
                    "survey,wave,period_from,period_to\n"
                    "hlv,2022,,\nhlv,2020,,\nhlv,läsår 2018/19,,\nhlv,2015-2017,,\nhlv,vår,2023-03,2023\n"
                    "skola,2019-2020,2019-08-01T00:00:00,\n")
            .codebook;
    CHECK_THAT(ids(codebook.waves_of("hlv")),
               Equals(Words{"2015-2017", "läsår 2018/19", "2020", "2022", "vår"}));
    const auto& year = codebook.wave("hlv", "läsår 2018/19");
    CHECK((year.period_from == "2018-07-01" && year.period_to == "2019-06-30"));
    CHECK(codebook.wave("hlv", "2015-2017").period_to == "2017-12-31");
    const auto& spring = codebook.wave("hlv", "vår");
    CHECK((spring.period_from == "2023-03-01" && spring.period_to == "2023-12-31"));
    const auto& school = codebook.wave("skola", "2019-2020");
    CHECK((school.period_from == "2019-08-01" && school.period_to == "2020-06-30"));
    CHECK(school.title == "2019-2020");
}

TEST_CASE("from and to hold by the order of periods, whatever the rows' order", "[config]")
{
    const auto codebook =
        sample_with("waves", "survey,wave\nhlv,2022\nhlv,2020\nhlv,2018\nskola,2019-2020\n").codebook;
    const WaveSpan middle{"2020", "2020"}, early{std::nullopt, "2020"}, late{"2020", std::nullopt};
    CHECK((!codebook.holds(middle, "hlv", "2018") && codebook.holds(middle, "hlv", "2020") &&
           !codebook.holds(middle, "hlv", "2022")));
    CHECK((codebook.holds(early, "hlv", "2018") && !codebook.holds(early, "hlv", "2022")));
    CHECK((!codebook.holds(late, "hlv", "2018") && codebook.holds(late, "hlv", "2022")));
    CHECK(codebook.holds({}, "hlv", "2018"));
    CHECK_FALSE(codebook.holds(late, "hlv", "2019"));
}

TEST_CASE("a variable's heading is its name unless the codebook says otherwise", "[config]")
{
    const auto codebook = parse_texts(sample_tables()).codebook;
    CHECK_THAT(codebook.find_variable("hlv", "kommun")->columns, Equals(Words{"kommun"}));
    CHECK_THAT(codebook.find_variable("hlv", "kon")->columns, Equals(Words{"kon", "kön"}));
    CHECK(codebook.find_variable("hlv", "nej") == nullptr);
}

TEST_CASE("the type follows from the role, limits, bands or averages where it is blank", "[config]")
{
    auto texts = sample_tables();
    texts["variables"] = "survey,variable,type,role,min,max\nhlv,vikt,,weight,,\nhlv,alder,,age,,\nhlv,poang,"
                         ",,0,10\nhlv,timmar,,,,\n"
                         "hlv,skola,text,school,,\nhlv,kon,,sex,,\nskola,kon,,sex,,\n";
    texts["codes"] = "survey,variable,value\n";
    texts["scales"] = "scale,survey,instrument,items\n";
    texts["indicators"] =
        "indicator,survey,variable,statistic,numerator\nsomn,hlv,timmar,mean,\nx,skola,kon,,1\n";
    texts["breakdowns"] = "survey,indicators,by\nhlv,*,ald2\nskola,*,\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    for (const auto* id : {"vikt", "alder", "poang", "timmar"}) {
        CHECK(reading.codebook.find_variable("hlv", id)->type == VariableType::number);
    }
    CHECK(reading.codebook.find_variable("hlv", "skola")->type == VariableType::code);
}

TEST_CASE("a variable that tells records apart is a code though its codes are numbers", "[config]")
{
    auto texts = sample_tables();
    texts["variables"] =
        "survey,variable,type,role,max\nhlv,kon,number,sex,\nhlv,st,number,stratum,\nhlv,alder,number,age,\n"
        "hlv,vikt,number,weight,\nhlv,stress,,,\nskola,kon,,sex,\n";
    texts["scales"] = "scale,survey,instrument,items\n";
    texts["indicators"] = "indicator,survey,variable,numerator\nx,hlv,stress,mycket\ny,skola,kon,1\n";
    texts["breakdowns"] = "survey,by\nhlv,kon\nskola,\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    CHECK(reading.codebook.find_variable("hlv", "kon")->type == VariableType::code);
    CHECK(reading.codebook.find_variable("hlv", "st")->type == VariableType::code);
    CHECK(reading.codebook.find_variable("hlv", "alder")->type == VariableType::number);
    CHECK(reading.codebook.find_variable("hlv", "vikt")->type == VariableType::number);
}

TEST_CASE("a blank code is the value, unless the answer is missing", "[config]")
{
    const auto codebook =
        sample_with("codes", "survey;variable;value;code;label;missing;impossible\nhlv;stress;lite;;;;\nhlv;"
                             "stress;mycket;;;;\n"
                             "hlv;stress;99;;;sant;\nhlv;stress;;;;;1\nhlv;kon;1;M;;;\nhlv;kon;2;K;;;\n")
            .codebook;
    const auto rows = codebook.codes_of("hlv", "stress", "2020");
    REQUIRE(rows.size() == 4);
    CHECK((rows[0]->code == "lite" && !rows[0]->missing));
    CHECK((rows[2]->code.empty() && rows[2]->missing));
    CHECK(rows[3]->impossible);
    CHECK_THAT(codebook.codes_of_name("hlv", "stress", "2020"), Equals(Words{"lite", "mycket"}));
}

TEST_CASE("code rows hold in their own waves", "[config]")
{
    const auto codebook = sample_with("codes", "survey,variable,value,code,from,to\nhlv,kon,1,M,,2020\nhlv,"
                                               "kon,2,K,,2020\nhlv,kon,2,M,2022,\nhlv,kon,1,K,2022,\n"
                                               "hlv,stress,lite,,,\nhlv,stress,mycket,,,\n");
    CHECK(lines_of(codebook.findings).empty());
    const auto rows = codebook.codebook.codes_of("hlv", "kon", "2022");
    REQUIRE(rows.size() == 2);
    CHECK((rows[0]->value == "2" && rows[0]->code == "M"));
    CHECK(codebook.codebook.codes_of("hlv", "kon", "").size() == 4);
}

TEST_CASE("codes of an indicator get the form that the code rows have", "[config]")
{
    auto texts = sample_tables();
    texts["codes"] += "hlv,k1,1,,,\nhlv,k1,2,,,\n";
    texts["indicators"] += "k,hlv,k1,,\"1,0\",1.0|2.0,k1=2.0\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    const auto& indicator = reading.codebook.indicator("k");
    CHECK_THAT(indicator.numerator, Equals(Words{"1"}));
    CHECK_THAT(indicator.denominator, Equals(Words{"1", "2"}));
    CHECK_THAT(indicator.among[0].codes, Equals(Words{"2"}));
}

TEST_CASE("an indicator's blanks are share per hundred of all valid answers", "[config]")
{
    const auto& codebook = sample_plus("indicators", "frek,hlv,stress,rate,mycket,,\n").codebook;
    const auto& share = codebook.indicator("pafrestning");
    CHECK((share.statistic == Statistic::share && share.per == 100 && share.numerator.empty() &&
           share.denominator.empty()));
    CHECK(share.title == "pafrestning");
    CHECK(codebook.indicator("frek").per == 100000);
}

TEST_CASE("an instrument has its own cut where all have one, and is known whatever its hyphens", "[config]")
{
    const auto reading = sample_plus(
        "scales", "a,hlv,Kessler-6,k1|k2|k3|k4|k5|k6,k1|k2,\nb,hlv,WHO-5,k1|k2|k3|k4|k5,,\n"
                  "c,hlv,audit-c,k1|k2|k3,,K=5|M=6\nd,hlv,gad7,k1|k2|k3|k4|k5|k6|stress,,\"7,5\"\n");
    CHECK(lines_of(reading.findings).empty());
    const auto& codebook = reading.codebook;
    CHECK((codebook.find_scale("hlv", "a")->instrument == "kessler6" &&
           codebook.find_scale("hlv", "a")->cut == 13.0));
    CHECK(codebook.find_scale("hlv", "b")->cut == 50.0);
    CHECK_FALSE(codebook.find_scale("hlv", "c")->cut);
    CHECK(codebook.find_scale("hlv", "c")->cut_by_sex ==
          std::vector<std::pair<std::string, double>>{{"K", 5.0}, {"M", 6.0}});
    CHECK(codebook.find_scale("hlv", "d")->cut == 7.5);
    CHECK_THAT(codebook.find_scale("hlv", "a")->reversed, Equals(Words{"k1", "k2"}));
}

TEST_CASE("a name is a variable, else a banding, else a role", "[config]")
{
    const auto codebook = parse_texts(sample_tables()).codebook;
    CHECK(codebook.meaning("hlv", "kon", "2020")->variable->variable == "kon");
    CHECK(codebook.meaning("hlv", "sex", "2020")->variable->variable == "kon");
    CHECK(codebook.meaning("hlv", "ald2", "2020")->variable->variable == "alder");
    CHECK(codebook.meaning("hlv", "ald2", "2020")->bands.size() == 2);
    CHECK_FALSE(codebook.meaning("skola", "ald2", ""));
    CHECK_FALSE(codebook.meaning("skola", "area", ""));
    CHECK_FALSE(codebook.meaning("hlv", "weight", ""));
}

TEST_CASE("a banding of a role is one of the variable that has it", "[config]")
{
    const auto reading = sample_plus("groups", "unga,age,16-29,,16,29,\n");
    CHECK(lines_of(reading.findings).empty());
    CHECK(reading.codebook.meaning("hlv", "unga", "2022")->variable->variable == "alder");
}

TEST_CASE("a code's label comes from bands, code rows or areas, and is the code itself otherwise", "[config]")
{
    const auto codebook = sample_plus("areas", "area,name\n2303,Ragunda\n").codebook;
    CHECK(codebook.label("hlv", "ald2", "45+") == "45 år och äldre");
    CHECK(codebook.label("hlv", "ald2", "16-44") == "16-44");
    CHECK(codebook.label("hlv", "sex", "K") == "Kvinnor");
    CHECK(codebook.label("hlv", "kon", "M") == "Män");
    CHECK(codebook.label("hlv", "kommun", "2303") == "Ragunda");
    CHECK(codebook.label("hlv", "area", "2305") == "2305");
    CHECK(codebook.label("hlv", "okänd", "7") == "7");
}

TEST_CASE("domains are sorted by name", "[config]")
{
    const auto reading = sample_plus(
        "eligible", "survey,wave,domain,count\nhlv,2020,sex=K; kommun=2303,\"1 200\"\nhlv,2020,,9600\n");
    CHECK(lines_of(reading.findings).empty());
    CHECK(reading.codebook.eligible[0].domain == "kommun=2303;sex=K");
    CHECK(reading.codebook.eligible[0].count == 1200);
}

TEST_CASE("asking for a row that is not there is a configuration error", "[config]")
{
    const Codebook empty;
    CHECK_THROWS_WITH(empty.survey("hlv"), Contains("surveys") && Contains("hlv"));
    CHECK_THROWS_WITH(empty.wave("hlv", "2022"), Contains("waves"));
}

TEST_CASE("a codebook that is written reads back the same", "[config]")
{
    auto texts = sample_tables();
    texts["areas"] = "area,name,within,principal\n2303,Ragunda,23|fjäll,Kommunen\n23,Länet,,\nfjäll,,,\n";
    texts["eligible"] = "survey,wave,domain,count,source\nhlv,2020,kommun=2303,12,SCB\n";
    texts["reference_values"] =
        "indicator,wave,area,value,lower,upper,n\nstress,2020,00,\"12,5\",12,13,100\n";
    texts["known_elsewhere"] =
        "survey,wave,indicator,domain,what,value,date\nskola,2019-2020,mar_bra,kon=1,andel,66.7,2021-05-01\n";
    texts["weights_standard"] = "standard,group,code,weight\nESP2013,ald2,16-44,31900\n";
    texts["scales"] = "scale,survey,instrument,items,cut\nkessler,hlv,auditc,k1|k2|k3,K=5|M=6.5\n";
    texts["indicators"] += "y,hlv,stress,rate,mycket,lite|mycket,kon=K|M; ald2=45+\n";
    const auto first = parse_texts(texts);
    REQUIRE(lines_of(first.findings).empty());
    const auto written = codebook_tables(first.codebook);
    const auto again = parse_codebook(written);
    CHECK(lines_of(again.findings).empty());
    const auto rewritten = codebook_tables(again.codebook);
    REQUIRE(rewritten.size() == 14);
    for (std::size_t i = 0; i < written.size(); ++i) {
        REQUIRE(written[i].rows.size() == rewritten[i].rows.size());
        for (std::size_t r = 0; r < written[i].rows.size(); ++r) {
            CHECK_THAT(rewritten[i].rows[r].cells, Equals(written[i].rows[r].cells));
        }
    }
    CHECK(again.codebook.reference_values[0].value == 12.5);
    CHECK(again.codebook.known_elsewhere[0].what == KnownWhat::share);
    CHECK(again.codebook.find_scale("hlv", "kessler")->cut_by_sex[1].second == 6.5);
    CHECK_THAT(again.codebook.indicator("y").among[0].codes, Equals(Words{"K", "M"}));
    CHECK_THAT(again.codebook.breakdowns[1].by, Equals(Words{"kon", "ald2"}));
}
