#include "tests/transform/made_responses.hpp"

#include "transform/protect.hpp"

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::WithinAbs;

namespace {

CodebookText survey_text(const std::string& surveys_row)
{
    return {{"surveys", "survey,title,kind,protection,min_base,min_cell,decimals,sensitive,interval\n" + surveys_row},
            {"waves", "survey,wave,title,period_from,period_to\ns,2022,2022,2022-01-01,2022-12-31\n"},
            {"variables", "survey,variable,type,role,column\ns,kon,code,sex,kon\ns,kommun,code,area,kommun\n"
                          "s,svar,code,none,svar\n"},
            {"indicators", "indicator,title,survey,variable,statistic,numerator\na,A,s,svar,share,1\n"},
            {"breakdowns", "survey,indicators,by\ns,*,\ns,*,sex\n"}};
}

/// `count` lines with the same answers.
std::string rows(const std::string& line, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += line + "\n";
    return text;
}

const ReleasedCell& released(const Release& release, const std::string& domain)
{
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            if (cell.domain == domain)
                return cell;
    FAIL("no cell of domain " << domain);
    throw 0;
}

Release protect_text(const CodebookText& text, const std::string& responses)
{
    static std::vector<std::unique_ptr<Codebook>> kept;
    kept.push_back(std::make_unique<Codebook>(codebook_from(text)));
    return DisclosureGate(*kept.back()).protect(tally_from(*kept.back(), "s", {{"2022", responses}}), {});
}

} // namespace

TEST_CASE("a sample cell under the smallest base is hidden, and the other sex with it", "[transform]")
{
    const auto release = protect_text(survey_text("s,S,sample,base,10,,1,,fhm\n"),
                                      "kon,svar\n" + rows("K,1", 8) + rows("K,0", 6) + rows("M,1", 4) + rows("M,0", 5));
    CHECK(released(release, "").shown());
    CHECK(released(release, "sex=K").symbol == "..");
    CHECK(released(release, "sex=M").symbol == "..");
    CHECK_FALSE(released(release, "sex=K").n.has_value());
    CHECK_FALSE(released(release, "sex=K").lower.has_value());
}

TEST_CASE("a small numerator or complement of a sensitive sample indicator is hidden", "[transform]")
{
    const auto few = "kon,svar\n" + rows("K,1", 3) + rows("K,0", 27) + rows("M,1", 15) + rows("M,0", 15);
    CHECK(released(protect_text(survey_text("s,S,sample,base,10,5,1,yes,fhm\n"), few), "sex=K").symbol == "..");
    CHECK(released(protect_text(survey_text("s,S,sample,base,10,5,1,no,fhm\n"), few), "sex=K").shown());
}

TEST_CASE("a share is rounded once, from the full value", "[transform]")
{
    // 93 of 200 is 46.5 and 13/28 is 46.43: the trap is 46.49, which must not go by way of 46.5 to 47.
    const auto release = protect_text(survey_text("s,S,sample,base,0,,0,,none\n"),
                                      "kon,svar\n" + rows("K,1", 4649) + rows("K,0", 5351));
    CHECK_THAT(*released(release, "").value, WithinAbs(46, 0));
}

TEST_CASE("a release tells its content by its id", "[transform]")
{
    const auto text = survey_text("s,S,sample,base,0,,1,,fhm\n");
    const auto one = protect_text(text, "kon,svar\n" + rows("K,1", 5) + rows("M,0", 5));
    const auto same = protect_text(text, "kon,svar\n" + rows("M,0", 5) + rows("K,1", 5));
    const auto other = protect_text(text, "kon,svar\n" + rows("K,1", 6) + rows("M,0", 5));
    CHECK(one.id() == same.id());
    CHECK(one.id() != other.id());
    CHECK(one.id().size() == 12);
}

TEST_CASE("the domain names its dimensions in alphabetical order", "[transform]")
{
    auto text = survey_text("s,S,sample,base,0,,1,,fhm\n");
    text["breakdowns"] = "survey,indicators,by\ns,*,sex x area\n";
    const auto release = protect_text(text, "kon,kommun,svar\nK,0180,1\nK,0180,0\n");
    CHECK(released(release, "area=0180;sex=K").n == 2);
}
