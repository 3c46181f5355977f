#include "tests/transform/made_responses.hpp"

#include "transform/protect.hpp"

#include <fmt/format.h>

#include <map>
#include <random>
#include <set>

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

TEST_CASE("a small numerator hides both sexes, for the sum less one is the other", "[transform]")
{
    const auto few = "kon,svar\n" + rows("K,1", 3) + rows("K,0", 27) + rows("M,1", 15) + rows("M,0", 15);
    const auto release = protect_text(survey_text("s,S,sample,base,10,5,1,yes,fhm\n"), few);
    CHECK(released(release, "").shown());
    CHECK(released(release, "sex=K").symbol == "..");
    CHECK(released(release, "sex=M").symbol == "..");
}

TEST_CASE("a figure that is too uncertain is hidden by itself", "[transform]")
{
    auto text = survey_text("s,S,sample,base,0,5,1,yes,fhm\n");
    text["surveys"] = "survey,title,kind,protection,min_base,min_cell,precision,sensitive\n"
                      "s,S,sample,base,0,5,nchs,yes\n";
    const auto release =
        protect_text(text, "kon,svar\n" + rows("K,1", 10) + rows("K,0", 10) + rows("M,1", 200) + rows("M,0", 200));
    CHECK(released(release, "sex=K").symbol == "..");
    CHECK(released(release, "sex=M").shown());
}

TEST_CASE("a small numerator hides the smallest other area too, and what would add up to it", "[transform]")
{
    auto text = survey_text("s,S,sample,base,10,5,1,yes,fhm\n");
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\ns,*,area x sex\n";
    std::string people = "kon,kommun,svar\n";
    for (const auto* sex : {"K", "M"})
        for (const auto* area : {"A", "B", "C"}) {
            const std::string who = std::string(sex) + "," + area;
            people += rows(who + ",1", area[0] == 'A' ? 2 : 20) + rows(who + ",0", area[0] == 'C' ? 60 : 30);
        }
    const auto release = protect_text(text, people);
    CHECK(released(release, "").shown());
    CHECK(released(release, "area=C").shown());
    CHECK(released(release, "area=C;sex=K").shown());
    for (const auto* hidden : {"area=A", "area=B", "area=B;sex=K", "area=B;sex=M"}) {
        CAPTURE(hidden);
        CHECK(released(release, hidden).symbol == "..");
    }
}

TEST_CASE("areas within an area are looked at by themselves", "[transform]")
{
    auto text = survey_text("s,S,sample,base,10,5,1,yes,fhm\n");
    text["areas"] = "area,name,within\nL,Länet,\nA,A,L\nB,B,L\nC,C,\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    const auto release = protect_text(text, "kon,kommun,svar\n" + rows("K,A,1", 2) + rows("K,A,0", 30) +
                                                rows("K,B,1", 20) + rows("K,B,0", 90) + rows("K,C,1", 15) +
                                                rows("K,C,0", 20));
    CHECK(released(release, "area=A").symbol == "..");
    CHECK(released(release, "area=B").symbol == ".."); // the rest of L
    CHECK(released(release, "area=C").shown());
    CHECK(released(release, "area=L").shown());
}

TEST_CASE("what is not sensitive is hidden cell by cell", "[transform]")
{
    auto text = survey_text("s,S,sample,base,10,5,1,no,fhm\n");
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    const auto release = protect_text(text, "kon,kommun,svar\n" + rows("K,A,1", 4) + rows("K,A,0", 4) +
                                                rows("K,B,1", 20) + rows("K,B,0", 90));
    CHECK(released(release, "area=A").symbol == "..");
    CHECK(released(release, "area=B").shown());
}

namespace {

/// Domains of the survey by area and sex with the sums that they are parts of: a reader's equations.
std::vector<std::pair<std::string, std::vector<std::string>>> sums_by_area_and_sex(const std::string& areas)
{
    std::vector<std::pair<std::string, std::vector<std::string>>> sums{{"", {"sex=K", "sex=M"}}, {"", {}}};
    for (const auto* sex : {"K", "M"})
        sums.push_back({std::string("sex=") + sex, {}});
    for (const char letter : areas) {
        const auto area = std::string("area=") + letter;
        sums.push_back({area, {area + ";sex=K", area + ";sex=M"}});
        sums[1].second.push_back(area);
        sums[2].second.push_back(area + ";sex=K");
        sums[3].second.push_back(area + ";sex=M");
    }
    return sums;
}

/// The domains that somebody knows who takes sums and differences as long as they give something new.
std::set<std::string> found_by_subtraction(const Release& release, const std::string& areas)
{
    std::set<std::string> known;
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            if (cell.shown())
                known.insert(cell.domain);
    for (std::size_t before = 0; before != known.size();) {
        before = known.size();
        for (auto [sum, terms] : sums_by_area_and_sex(areas)) {
            terms.push_back(sum);
            std::erase_if(terms, [&](const auto& term) { return known.contains(term); });
            if (terms.size() == 1)
                known.insert(terms.front());
        }
    }
    return known;
}

} // namespace

TEST_CASE("no small numerator of a sample is found by taking differences of one period", "[transform]")
{
    auto text = survey_text("s,S,sample,base,10,5,1,yes,fhm\n");
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\ns,*,sex\ns,*,area x sex\n";
    std::mt19937 random(7);
    const std::string areas = "ABCDEF";
    int small = 0, shown = 0;
    for (int survey = 0; survey < 60; ++survey) {
        std::map<std::string, std::pair<int, int>> counts;
        std::string people = "kon,kommun,svar\n";
        for (const char area : areas)
            for (const char sex : std::string("KM")) {
                const int yes = static_cast<int>(random() % 25), no = static_cast<int>(random() % 90 + 3);
                for (const auto& domain : {std::string(), fmt::format("area={}", area), fmt::format("sex={}", sex),
                                           fmt::format("area={};sex={}", area, sex)}) {
                    counts[domain].first += yes;
                    counts[domain].second += no;
                }
                people += rows(fmt::format("{},{},1", sex, area), yes) + rows(fmt::format("{},{},0", sex, area), no);
            }
        const auto found = found_by_subtraction(protect_text(text, people), areas);
        const auto is_small = [](int count) { return count > 0 && count < 5; };
        for (const auto& [domain, count] : counts) {
            CAPTURE(survey, domain);
            const bool protect = is_small(count.first) || is_small(count.second);
            small += protect ? 1 : 0;
            shown += found.contains(domain) ? 1 : 0;
            CHECK_FALSE((protect && found.contains(domain)));
        }
    }
    CHECK(small > 60);
    CHECK(shown > 60);
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
