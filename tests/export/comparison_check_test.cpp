#include "staged.hpp"
#include "tampering.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

ReleasedComparison comparison(CompareKind kind, const std::string& domain, const std::string& other_domain,
                              const std::string& period, const std::string& other_period, double difference,
                              CompareVerdict verdict)
{
    ReleasedComparison one;
    one.survey = "enkat";
    one.indicator = "stress";
    one.kind = kind;
    one.domain = domain;
    one.other_domain = other_domain;
    one.period = period;
    one.other_period = other_period;
    one.difference = difference;
    one.lower = difference - 1.5;
    one.upper = difference + 1.5;
    one.verdict = verdict;
    return one;
}

std::vector<ReleasedComparison> comparisons()
{
    return {comparison(CompareKind::wave, "", "", "2022", "2018", 3.5, CompareVerdict::more),
            comparison(CompareKind::trend, "", "", "2022", "2018", 3.25, CompareVerdict::not_sure),
            comparison(CompareKind::wave, "sex=K", "sex=K", "2022", "2018", 4.25, CompareVerdict::more),
            comparison(CompareKind::group, "sex=K", "sex=M", "2018", "2018", 1.2, CompareVerdict::not_sure),
            comparison(CompareKind::whole, "sex=M", "", "2018", "2018", -0.6, CompareVerdict::less)};
}

const std::string comparisons_part = "xl/worksheets/sheet8.xml"; // after Om ... and three tables

} // namespace

TEST_CASE("comparisons of every kind pass the last check, each known by what it compares", "[export]")
{
    const Staged staged(comparisons());
    CHECK(staged.refusal().empty());
}

TEST_CASE("leak: the difference of another comparison in a workbook stops the release", "[export]")
{
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{
             {"<v>3.5</v>", "<v>1.2</v>"},   // the difference of another row
             {"<v>3.5</v>", "<v>2</v>"},     // the lower limit of its own
             {"<v>2.75</v>", "<v>-0.3</v>"}, // the lower limit of another
             {"<v>-0.6</v>", "<v>0.6</v>"}}) // the sign
    {
        INFO(from << " " << to);
        const Staged staged(comparisons());
        staged.retouch(comparisons_part, from, to);
        CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: Jämförelser, rad"));
    }
}

TEST_CASE("another verdict, kind or note than that of the comparison stops the release", "[export]")
{
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"lägre<", "högre<"},
                                                          {"ingen säkerställd skillnad<", "ökning<"},
                                                          {"trend från 2018<", "2018<"}}) {
        INFO(to);
        const Staged staged(comparisons());
        staged.retouch("xl/sharedStrings.xml", from, to);
        CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: Jämförelser, rad"));
    }
    const Staged staged(comparisons());
    auto noted = comparisons()[0];
    noted.note = "Ragunda saknas 2018.";
    staged.rewrite([&](WorkbookContent& content) { content.comparisons[0] = &noted; });
    CHECK_THAT(staged.refusal(), Contains("Jämförelser, rad"));
}

TEST_CASE("leak: a comparison that is not meant for the recipient stops the release", "[export]")
{
    auto made = comparisons();
    made[2].recipients = {"are"};
    const Staged staged(made);
    REQUIRE(staged.refusal().empty());
    staged.rewrite([&](WorkbookContent& content) {
        CHECK(content.comparisons.size() == 4);
        content.comparisons.push_back(&staged.release.comparisons()[2]);
    });
    CHECK_THAT(staged.refusal(), Contains("Jämförelser, rad"));
}

TEST_CASE("a row of the public comparisons with the words of another is stopped", "[export]")
{
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"procentenheter,lägre", "procentenheter,ökning"},
                                                          {",wave,", ",trend,"},
                                                          {"3.5,2,5", "3.5,2,4.75"}}) {
        INFO(to);
        const Staged staged(comparisons());
        replace_in(staged.file("publicerat/csv/jamforelser.csv"), from, to);
        CHECK_THAT(staged.refusal(), Contains("jamforelser.csv, rad"));
    }
}

TEST_CASE("a reference value of another indicator beside a figure stops the release", "[export]")
{
    Staged staged;
    auto other = staged.codebook.reference_values[0];
    other.indicator = "somn";
    other.value = 21.3;
    staged.codebook.reference_values.push_back(other);
    other.indicator = "stress";
    other.area = "23";
    other.value = 17.4;
    staged.codebook.reference_values.push_back(other);
    other.area = "00";
    other.sex = "K";
    other.value = 19.9;
    staged.codebook.reference_values.push_back(other);
    const std::string first_table = "xl/worksheets/sheet5.xml";
    CHECK(staged.refusal().empty());
    std::string before = "<v>16.6</v>";
    for (const auto* wrong : {"<v>21.3</v>", "<v>17.4</v>", "<v>19.9</v>"}) {
        staged.retouch(first_table, before, wrong);
        before = wrong;
        CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: T01 Stress, rad"));
    }
}

TEST_CASE("the target value of another goal in Läget stops the release", "[export]")
{
    Staged staged;
    staged.judgements.push_back(
        {"p1", "3.2", "somn", "", "2022", "2018", 77.7, {}, 33.0, Verdict::off_track, ""});
    CHECK(staged.refusal().empty());
    staged.retouch("xl/worksheets/sheet3.xml", "<v>12</v>", "<v>33</v>");
    CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx: Läget, rad"));
}
