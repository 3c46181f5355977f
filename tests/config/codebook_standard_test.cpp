#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// The sample codebook with a standard over age bands and indicators that ask for it.
std::map<std::string, std::string> standard_tables(const std::string& indicators,
                                                   const std::string& weights = "ESP,ald2,16-44,60\n"
                                                                                "ESP,ald2,45+,40\n")
{
    auto texts = sample_tables();
    texts["weights_standard"] = "standard,group,code,weight\n" + weights;
    texts["indicators"] = "indicator,survey,variable,statistic,numerator,among,standardbefolkning\n"
                          "stress,hlv,stress,share,mycket,,\nmar_bra,skola,mar,,1,,\n" +
                          indicators;
    return texts;
}

std::string errors_of(const std::map<std::string, std::string>& texts)
{
    return lines_of(parse_texts(texts).findings);
}

} // namespace

TEST_CASE("a standard that is not in weights_standard is pointed out with the nearest", "[config]")
{
    const auto errors = errors_of(standard_tables("std,hlv,stress,share,mycket,,ESQ\n"));
    CHECK_THAT(errors, Contains("rad 4, kolumn standard"));
    CHECK_THAT(errors, Contains("Menade du 'ESP'?"));
}

TEST_CASE("medians, counts and surveys with the gate are not standardised", "[config]")
{
    const auto errors = errors_of(standard_tables("a,hlv,alder,median,,,ESP\nb,hlv,stress,count,mycket,,ESP\n"
                                                  "c,skola,mar,share,1,,ESP\n"));
    CHECK_THAT(errors, Contains("rad 4, 5, kolumn standard: Median och antal kan inte standardiseras."));
    CHECK_THAT(errors, Contains("rad 6, kolumn standard: En undersökning med skyddet gate"));
}

TEST_CASE("the groups of a standard are one coded name of the survey, with its codes", "[config]")
{
    const std::string indicator = "std,hlv,stress,share,mycket,,ESP\n";
    CHECK_THAT(errors_of(standard_tables(indicator, "ESP,ald3,1,60\n")),
               Contains("gäller ald3, som inte finns i hlv"));
    CHECK_THAT(errors_of(standard_tables(indicator, "ESP,alder,20,60\nESP,alder,30,40\n")),
               Contains("'alder', som inte är av typen code"));
    CHECK_THAT(errors_of(standard_tables(indicator, "ESP,ald2,16-44,60\nESP,kon,K,40\n")),
               Contains("flera gruppindelningar i hlv: ald2, kon"));
    CHECK_THAT(errors_of(standard_tables(indicator, "ESP,ald2,16-44,60\nESP,ald2,46+,40\n")),
               Contains("weights_standard.csv: rad 3, kolumn code"));
    CHECK_THAT(errors_of(standard_tables(indicator, "ESP,ald2,16-44,60\n")),
               Contains("Färre än två av standardens grupper"));
}

TEST_CASE("bands of a standard that overlap would weigh a respondent twice", "[config]")
{
    auto texts = standard_tables("std,hlv,stress,share,mycket,,ESP\n");
    texts["groups"] = "group,variable,code,label,lower,upper,codes\nald2,alder,16-44,,16,44,\n"
                      "ald2,alder,45+,,16,,\n";
    CHECK_THAT(errors_of(texts), Contains("'16-44' och '45+' i standardens grupp 'ald2' överlappar"));
}

TEST_CASE("a standardised indicator is not divided by its standard's own variable", "[config]")
{
    auto texts = standard_tables("std,hlv,stress,share,mycket,,ESP\n");
    texts["breakdowns"] = "survey,indicators,by\nhlv,*,ald2\nhlv,stress|std,kon x ald2\nskola,*,sex\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings) ==
          "kodbok/breakdowns.csv: rad 3, kolumn by: 'std' är standardiserad och kan "
          "inte delas in efter standardens egen variabel. Ta bort indikatorn ur "
          "raden, eller namnet ur by.\n");
    const auto& codebook = reading.codebook;
    const std::vector<std::string> age{"age"}, sex{"sex"};
    CHECK_FALSE(codebook.can_divide(codebook.indicator("std"), age)); // the role of the banded variable
    CHECK(codebook.can_divide(codebook.indicator("std"), sex));
    CHECK(codebook.can_divide(codebook.indicator("stress"), age));
}

TEST_CASE("among chooses the groups of a standard", "[config]")
{
    auto texts = standard_tables("std,hlv,stress,share,mycket,ald2=16-44|45+,ESP\n",
                                 "ESP,ald2,16-44,60\nESP,ald2,45-84,30\nESP,ald2,85+,10\n");
    texts["groups"] = "group,variable,code,label,lower,upper,codes\nald2,alder,16-44,,16,44,\n"
                      "ald2,alder,45-84,,45,84,\nald2,alder,85+,,85,,\n";
    texts["indicators"] = "indicator,survey,variable,statistic,numerator,among,standard\n"
                          "std,hlv,stress,share,mycket,ald2=16-44|45-84,ESP\nmar_bra,skola,mar,,1,,\n"
                          "stress,hlv,stress,share,mycket,,\n";
    const auto reading = parse_texts(texts);
    CHECK(lines_of(reading.findings).empty());
    const auto groups = reading.codebook.standard_of(reading.codebook.indicator("std"));
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].code == "16-44");
    CHECK(groups[1].code == "45-84");
    CHECK(groups[1].weight == 30);
}
