#include "config/codebook.hpp"
#include "tests/config/table_text.hpp"

#include <catch2/catch.hpp>

#include <vector>

using lup::parse_codebook;
using lup::testing::table_from;

namespace {

std::vector<lup::RawTable> minimal()
{
    return {table_from("surveys", "survey,kind\nyrbs,sample\n"),
            table_from("waves", "survey,wave\nyrbs,2019\n"),
            table_from("variables", "survey,variable,role,column\n"
                                    "yrbs,w,weight,weight\n"
                                    "yrbs,st,stratum,stratum\n"
                                    "yrbs,psu,cluster,psu\n"
                                    "yrbs,sex,sex,Q2\n"
                                    "yrbs,sad,,QN25\n"),
            table_from("indicators", "indicator,survey,variable,numerator\nsad,yrbs,sad,1\n"),
            table_from("breakdowns", "survey,indicators,by\nyrbs,*,\nyrbs,sad,sex\n")};
}

} // namespace

TEST_CASE("a codebook with the required columns alone is enough", "[config]")
{
    const auto reading = parse_codebook(minimal());
    for (const auto& finding : reading.findings) {
        UNSCOPED_INFO(finding.file << ": " << finding.place << ": " << finding.rule << " " << finding.advice);
    }
    REQUIRE(reading.findings.empty());
    const auto& codebook = reading.codebook;
    const auto& survey = codebook.survey("yrbs");
    CHECK(survey.interval == lup::IntervalMethod::xlogit);
    CHECK(survey.protection == lup::Protection::base);
    CHECK(survey.min_base == 100);
    CHECK(survey.min_cell == 0);
    CHECK(survey.decimals == 1);
    CHECK(codebook.wave("yrbs", "2019").period_from == "2019-01-01");
    CHECK(codebook.wave("yrbs", "2019").period_to == "2019-12-31");
    CHECK(codebook.variable_with_role("yrbs", lup::Role::weight, "2019")->type == lup::VariableType::number);
    CHECK(codebook.find_variable("yrbs", "sad")->columns == std::vector<std::string>{"QN25"});
    CHECK(codebook.indicator("sad").statistic == lup::Statistic::share);
    CHECK(codebook.breakdowns[0].indicators.empty());
    CHECK(codebook.breakdowns[0].by.empty());
    CHECK(codebook.breakdowns[1].by == std::vector<std::string>{"sex"});
}
