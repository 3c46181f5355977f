#include "export/published/csv_sink.hpp"
#include "export/published/json_stat_sink.hpp"
#include "export/published/px_sink.hpp"
#include "export/report_charts.hpp"
#include "fixture.hpp"
#include "release_maker.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

struct Night {
    Codebook codebook = small_codebook();
    PlanTables plan = small_plan();
    Settings settings = small_settings();
    Release release = make_release(
        {table_from(codebook, "stress", {"sex"},
                    "2018 K 13.1 10.1 15.9 450 -\n2018 M 9.3 8.8 10.1 450 -\n2022 K 17.3 15 19.9 430 -\n"
                    "2022 M - - - - .."),
         table_from(codebook, "stress", {},
                    "2018 - 12.5 10.1 14.9 900 -\np2018-2022 - 13.7 12.9 14.6 2700 -")});

    Publication publication() const { return {release, settings, codebook, plan, {}, {}}; }
};

} // namespace

TEST_CASE("a table for named recipients is in no public file", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    auto table = table_from(night.codebook, "somn", {}, "2018 - 77.7 - - 900 -");
    table.recipients = {"are"};
    night.release = make_release({table, table_from(night.codebook, "stress", {}, "2018 - 12.5 - - 900 -")});
    CsvSink().write(night.publication(), folder.path());
    JsonStatSink().write(night.publication(), folder.path());
    PxSink().write(night.publication(), folder.path());
    const auto published = folder.path() / "publicerat";
    CHECK_THAT(bytes_of(published / "csv" / "lup.csv"), Contains("12.5") && !Contains("77.7"));
    CHECK_FALSE(std::filesystem::exists(published / "json-stat" / "somn.json"));
    CHECK_FALSE(std::filesystem::exists(published / "px" / "somn.px"));
    CHECK(std::filesystem::exists(published / "px" / "stress.px"));
}

TEST_CASE("the tidy CSV has the columns of v_value and no number for a hidden cell", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    CsvSink().write(night.publication(), folder.path());
    const auto csv = bytes_of(folder.path() / "publicerat" / "csv" / "lup.csv");
    CHECK_THAT(csv,
               StartsWith("survey,wave,indicator,domain,area,sex,period,value,lower,upper,n,symbol,decimals,"
                          "release\r\n"));
    CHECK_THAT(csv, Contains("enkat,2018,stress,sex=M,,M,2018,9.3,8.8,10.1,450,,1," + night.release.id()));
    CHECK_THAT(csv, Contains("enkat,2022,stress,sex=M,,M,2022,,,,,..,1," + night.release.id()));
    CHECK_THAT(csv, Contains("enkat,,stress,,,,2018-2022,13.7,12.9,14.6,2700,,1,"));
    Poco::JSON::Parser parser;
    const auto metadata = bytes_of(folder.path() / "publicerat" / "csv" / "lup.csv-metadata.json");
    const auto object = parser.parse(metadata).extract<Poco::JSON::Object::Ptr>();
    CHECK(object->getObject("tableSchema")->getArray("columns")->size() == 14);
}

TEST_CASE("JSON-stat holds null and a status for a hidden figure", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    JsonStatSink().write(night.publication(), folder.path());
    Poco::JSON::Parser parser;
    const auto object = parser.parse(bytes_of(folder.path() / "publicerat" / "json-stat" / "stress-sex.json"))
                            .extract<Poco::JSON::Object::Ptr>();
    CHECK(object->getValue<std::string>("version") == "2.0");
    const auto values = object->getArray("value");
    REQUIRE(values->size() == 2 * 2 * 4);
    CHECK(values->getElement<double>(0) == 13.1);
    CHECK(values->isNull(12));
    CHECK(object->getObject("status")->getValue<std::string>("12") == "..");
    CHECK(object->getObject("status")->size() == 4);
}

TEST_CASE("a PX file begins as PxWeb wants it and quotes hidden figures", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    PxSink().write(night.publication(), folder.path());
    const auto px = bytes_of(folder.path() / "publicerat" / "px" / "stress-sex.px");
    CHECK_THAT(
        px, StartsWith("CHARSET=\"ANSI\";\nAXIS-VERSION=\"2013\";\nCODEPAGE=\"utf-8\";\nLANGUAGE=\"sv\";\n"));
    for (const auto* keyword :
         {"CREATION-DATE=\"20221231 12:00\"", "DECIMALS=1", "SHOWDECIMALS=1",
          "MATRIX=", "SUBJECT-CODE=", "SUBJECT-AREA=", "DESCRIPTION=", "TITLE=", "CONTENTS=", "STUB=\"Kön\"",
          "HEADING=\"Period\",\"Uppgift\"", "VALUES(\"Kön\")=", "CODES(\"Kön\")=", "UNITS=", "LAST-UPDATED=",
          "SOURCE=", "AGGREGALLOWED=NO", "TLIST(A1)"})
        CHECK_THAT(px, Contains(keyword));
    CHECK_THAT(px, EndsWith("DATA=\n13.1 10.1 15.9 450 17.3 15 19.9 430 \n"
                            "9.3 8.8 10.1 450 \"..\" \"..\" \"..\" \"..\" \n;\n"));
    const auto pooled = bytes_of(folder.path() / "publicerat" / "px" / "stress.px");
    CHECK_THAT(pooled, Contains("\"2018-2022\"") && !Contains("TIMEVAL"));
}

TEST_CASE("the public files are the same bytes twice", "[export]")
{
    const TemporaryFolder one;
    const TemporaryFolder two;
    const Night night;
    for (const auto* folder : {&one, &two}) {
        CsvSink().write(night.publication(), folder->path());
        JsonStatSink().write(night.publication(), folder->path());
        PxSink().write(night.publication(), folder->path());
    }
    for (const auto* name :
         {"csv/lup.csv", "csv/lup.csv-metadata.json", "json-stat/stress.json", "px/stress.px"})
        CHECK(bytes_of(one.path() / "publicerat" / name) == bytes_of(two.path() / "publicerat" / name));
}

TEST_CASE("the report's chart needs nothing from outside and escapes its texts", "[export]")
{
    Night night;
    night.codebook.indicators[0].title = "Stress <script>";
    const auto charts = report_charts(night.publication());
    REQUIRE(charts.size() == 1);
    const auto svg = line_chart_svg(charts[0]);
    CHECK_THAT(svg,
               StartsWith("<svg") && EndsWith("</svg>\n") && Contains("role=\"img\"") && Contains("<desc>"));
    CHECK_THAT(svg,
               Contains("&lt;script&gt;") && !Contains("<script") && !Contains("href") && !Contains("nan"));
    CHECK_THAT(svg, Contains("17,3") && Contains("Kvinnor"));
}

TEST_CASE("leak: a group without a row stands as hidden, so that its absence does not say nobody", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.release = make_release({table_from(night.codebook, "stress", {"sex"}, "2018 K 13.1 - - 450 -")});
    PxSink().write(night.publication(), folder.path());
    JsonStatSink().write(night.publication(), folder.path());
    const auto published = folder.path() / "publicerat";
    CHECK_THAT(bytes_of(published / "px" / "stress-sex.px"),
               EndsWith("DATA=\n13.1 450 \n\"..\" \"..\" \n;\n"));
    CHECK_THAT(bytes_of(published / "json-stat" / "stress-sex.json"),
               Contains("\"value\": [13.1, 450, null, null]") && Contains("\"2\": \"..\", \"3\": \"..\""));
}
