#include "tests/transform/made_responses.hpp"
#include "transform/comparisons/comparisons.hpp"
#include "transform/comparisons/row_comparer.hpp"
#include "transform/protect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

namespace {

/// A survey with waves 2018, 2020, 2022 and 2024, published with twelve decimals.
CodebookText survey_text(const std::string& comparisons, const std::string& kind = "sample")
{
    return {{"surveys", "survey,title,kind,min_base,protection,decimals\nhlv,Enkät," + kind + ",0,base,12\n"},
            {"waves", "survey,wave\nhlv,2018\nhlv,2020\nhlv,2022\nhlv,2024\n"},
            {"variables",
             "survey,variable,type,role\nhlv,kon,code,sex\nhlv,kommun,code,area\nhlv,ald,code,none\n"
             "hlv,svar,code,none\nhlv,poang,number,none\n"},
            {"codes", "survey,variable,value,code,label\nhlv,kon,1,M,Män\nhlv,kon,2,K,Kvinnor\n"
                      "hlv,ald,1,1,unga\nhlv,ald,2,2,äldre\n"},
            {"areas", "area,name\n1,Ett\n2,Två\n3,Tre\n"},
            {"weights_standard", "standard,group,code,weight\nESP,ald,1,60\nESP,ald,2,40\n"},
            {"indicators",
             "indicator,title,survey,variable,statistic,numerator,break,standard\na,A,hlv,svar,share,1,,\n"},
            {"breakdowns", "survey,indicators,by\nhlv,*,\nhlv,*,sex\nhlv,*,area\n"},
            {"comparisons", "survey,indicators,by,compare\n" + comparisons}};
}

/// `n` rows of which the first `yes` say yes.
std::string group(const std::string& sex, const std::string& area, int yes, int n,
                  const std::string& age = "1")
{
    std::string rows;
    for (int i = 0; i < n; ++i)
        rows += fmt::format("{},{},{},{},{}\n", sex, area, age, i < yes ? 1 : 0, i);
    return rows;
}

const std::string header = "kon,kommun,ald,svar,poang\n";

struct Made {
    Codebook codebook;
    std::map<std::string, std::string> waves; ///< before the tally: its responses read them
    Tally tally;
    Release release;

    Made(const CodebookText& text, std::map<std::string, std::string> rows)
        : codebook(codebook_from(text)), waves(std::move(rows)), tally(tally_from(codebook, "hlv", waves)),
          release(DisclosureGate(codebook).protect(tally, {}))
    {
    }

    const ReleasedComparison* find(const std::string& domain, const std::string& period,
                                   const std::string& other_domain, const std::string& other_period) const
    {
        for (const auto& one : release.comparisons())
            if (one.domain == domain && one.period == period && one.other_domain == other_domain &&
                one.other_period == other_period)
                return &one;
        return nullptr;
    }
};

std::string rows_of(int yes, int n)
{
    return header + group("K", "1", yes, n);
}

} // namespace

TEST_CASE("nothing is compared with a hidden figure or one of few answers", "[transform]")
{
    auto text = survey_text("hlv,*,sex,wave\n");
    const Made few(text, {{"2018", header + group("K", "1", 10, 29) + group("M", "1", 10, 30)},
                          {"2020", header + group("K", "1", 10, 40) + group("M", "1", 10, 40)}});
    CHECK(few.release.comparisons().size() == 1);
    CHECK(few.find("sex=M", "2020", "sex=M", "2018") != nullptr);
    text["surveys"] = "survey,title,kind,min_base,protection\nhlv,Enkät,sample,50,base\n";
    text["comparisons"] = "survey,indicators,by,compare\nhlv,*,,wave\n";
    const Made hidden(text,
                      {{"2018", rows_of(10, 49)}, {"2020", rows_of(10, 60)}, {"2022", rows_of(10, 60)}});
    CHECK(hidden.release.comparisons().size() == 1);
    CHECK(hidden.find("", "2022", "", "2020") != nullptr);
}

TEST_CASE("nothing is compared across a series break, and no pooled value with a single wave", "[transform]")
{
    auto text = survey_text("hlv,*,,wave\nhlv,*,,trend\n");
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,break\na,A,hlv,svar,share,1,2022\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\nhlv,*,,,\nhlv,*,,2018-2020,2018|2020\n";
    const Made made(text, {{"2018", rows_of(10, 50)},
                           {"2020", rows_of(15, 50)},
                           {"2022", rows_of(20, 50)},
                           {"2024", rows_of(25, 50)}});
    REQUIRE(made.release.comparisons().size() == 2);
    CHECK(made.find("", "2020", "", "2018") != nullptr);
    CHECK(made.find("", "2024", "", "2022") != nullptr);
}

TEST_CASE("a sample's waves differ with both their variances, in percentage points", "[transform]")
{
    const Made made(survey_text("hlv,*,,wave\n"), {{"2020", rows_of(20, 100)}, {"2024", rows_of(45, 90)}});
    const auto* one = made.find("", "2024", "", "2020");
    REQUIRE(one != nullptr);
    CHECK_THAT(one->difference, WithinAbs(30, 1e-9));
    const double se = std::sqrt(0.2 * 0.8 / 99 + 0.25 / 89);
    CHECK_THAT(*one->lower, WithinAbs(100 * (0.3 - t_quantile(188) * se), 1e-9));
    CHECK_THAT(*one->upper, WithinAbs(100 * (0.3 + t_quantile(188) * se), 1e-9));
    CHECK(one->verdict == CompareVerdict::more);
    CHECK(one->decimals == 12);
    REQUIRE(made.release.comparison_notes().size() == 1);
    CHECK_THAT(made.release.comparison_notes()[0].text,
               Contains("minst 30 svar") && Contains("Taylorlinearisering") && Contains("Benjamini"));
}

TEST_CASE("a part is compared with its whole by the answers that they share", "[transform]")
{
    const Made made(survey_text("hlv,*,area,whole\n"),
                    {{"2020", header + group("K", "1", 30, 40) + group("K", "2", 20, 60)}});
    const auto* one = made.find("area=1", "2020", "", "2020");
    REQUIRE(one != nullptr);
    CHECK_THAT(one->difference, WithinAbs(25, 1e-9));
    double sum = 0;
    for (int i = 0; i < 100; ++i) {
        const bool inside = i < 40;
        const double y = inside ? (i < 30 ? 1 : 0) : (i < 60 ? 1 : 0);
        const double z = (inside ? (y - 0.75) / 40 : 0) - (y - 0.5) / 100;
        sum += z * z;
    }
    const double se = std::sqrt(sum * 100 / 99);
    CHECK_THAT(*one->upper - *one->lower, WithinAbs(200 * t_quantile(99) * se, 1e-8));
    CHECK(made.find("area=2", "2020", "", "2020")->verdict == CompareVerdict::less);
}

TEST_CASE("the codes of a name are set against each other in printed order within each domain", "[transform]")
{
    auto text = survey_text("hlv,*,area,sex\nhlv,*,,area\n");
    text["breakdowns"] += "hlv,*,sex x area\n";
    text["areas"] = "area,name,within\n1,Ett,N\n2,Två,\nN,Norr,\n";
    const Made made(text, {{"2020", header + group("M", "1", 10, 40) + group("K", "1", 30, 40) +
                                        group("M", "2", 10, 40) + group("K", "2", 10, 20)}});
    const auto* ones = made.find("area=1;sex=K", "2020", "area=1;sex=M", "2020");
    REQUIRE(ones != nullptr);
    CHECK_THAT(ones->difference, WithinAbs(50, 1e-9));
    CHECK(ones->kind == CompareKind::group);
    CHECK(made.find("area=2;sex=K", "2020", "area=2;sex=M", "2020") == nullptr); // 20 women
    CHECK(made.find("area=2", "2020", "area=1", "2020") != nullptr);
    CHECK(made.find("area=N", "2020", "area=1", "2020") == nullptr); // holds it
    CHECK(made.find("area=1", "2020", "area=N", "2020") == nullptr);
    CHECK((made.find("area=N", "2020", "area=2", "2020") != nullptr ||
           made.find("area=2", "2020", "area=N", "2020") != nullptr));
}

TEST_CASE("a trend needs three waves and tells the change along its line", "[transform]")
{
    const std::string two = "hlv,*,,trend\n";
    CHECK(Made(survey_text(two), {{"2018", rows_of(10, 50)}, {"2020", rows_of(15, 50)}})
              .release.comparisons()
              .empty());
    const Made made(survey_text(two),
                    {{"2018", rows_of(10, 100)}, {"2020", rows_of(30, 100)}, {"2024", rows_of(70, 100)}});
    const auto* one = made.find("", "2024", "", "2018");
    REQUIRE(one != nullptr);
    CHECK(one->kind == CompareKind::trend);
    CHECK_THAT(one->difference, WithinAbs(60, 1e-9));
    CHECK(one->verdict == CompareVerdict::more);
    CHECK((*one->lower < 60 && *one->upper > 60));
}

TEST_CASE("a row's comparisons of a period are corrected together, and other periods leave them be",
          "[transform]")
{
    // 66 against 50 of 100 has p = 0.02 alone, and is one of eight in its year.
    auto text = survey_text("hlv,*,area,wave\n");
    std::string first = header, second = header, third = header;
    for (const auto* area : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
        first += group("K", area, 50, 100);
        second += group("K", area, area == std::string("1") ? 66 : 50, 100);
        third += group("K", area, 50, 100);
    }
    const Made made(text, {{"2018", first}, {"2020", second}});
    CHECK(made.find("area=1", "2020", "area=1", "2018")->verdict == CompareVerdict::not_sure);
    CHECK(*made.find("area=1", "2020", "area=1", "2018")->lower > 0);
    auto single = survey_text("hlv,*,,wave\n");
    const Made alone(single, {{"2018", rows_of(50, 100)}, {"2020", rows_of(66, 100)}});
    CHECK(alone.find("", "2020", "", "2018")->verdict == CompareVerdict::more);
    const Made later(single,
                     {{"2018", rows_of(50, 100)}, {"2020", rows_of(66, 100)}, {"2022", rows_of(66, 100)}});
    CHECK(later.find("", "2020", "", "2018")->verdict == CompareVerdict::more);
    CHECK(later.find("", "2022", "", "2020")->verdict == CompareVerdict::not_sure);
}

TEST_CASE("standardised values are compared standardised", "[transform]")
{
    auto text = survey_text("hlv,*,,wave\nhlv,*,,trend\nhlv,*,area,whole\n");
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,break,standard\ns,S,hlv,svar,share,1,,ESP\n";
    const auto wave = [](int young, int old) {
        return header + group("K", "1", young, 40, "1") + group("K", "1", old, 80, "2") +
               group("K", "2", young, 40, "1") + group("K", "2", old, 80, "2");
    };
    const Made made(text, {{"2018", wave(10, 20)}, {"2020", wave(20, 20)}, {"2022", wave(30, 20)}});
    const auto* waves = made.find("", "2020", "", "2018");
    REQUIRE(waves != nullptr);
    CHECK_THAT(waves->difference, WithinAbs(60 * 0.25, 1e-9));
    const double p = 240.0 / 239;
    const auto variance = [&](double young, double old) {
        return p * (0.36 * young * (1 - young) / 80 + 0.16 * old * (1 - old) / 160);
    };
    const double se = std::sqrt(variance(0.25, 0.25) + variance(0.5, 0.25));
    CHECK_THAT(*waves->upper - *waves->lower, WithinAbs(200 * t_quantile(478) * se, 1e-8));
    const auto* trend = made.find("", "2022", "", "2018");
    REQUIRE(trend != nullptr);
    CHECK_THAT(trend->difference, WithinAbs(30, 1e-9));
    // The middle wave has no say in the slope of three even points.
    const double line = std::sqrt(variance(0.25, 0.25) + variance(0.75, 0.25));
    CHECK_THAT(*trend->upper - *trend->lower, WithinAbs(200 * t_quantile(716) * line, 1e-8));
    const auto* part = made.find("area=1", "2020", "", "2020");
    REQUIRE(part != nullptr);
    CHECK_THAT(part->difference, WithinAbs(0, 1e-9));
    // Half of the whole: part - whole = (part - rest) / 2, with both halves' variances.
    const double halves = std::sqrt(4 * variance(0.5, 0.25)) / 2;
    CHECK_THAT(*part->upper - *part->lower, WithinAbs(200 * t_quantile(239) * halves, 1e-8));
}

TEST_CASE("a survey of all is compared with Newcombe's interval from its printed numbers", "[transform]")
{
    const Made made(survey_text("hlv,*,,wave\nhlv,*,area,whole\nhlv,*,,sex\n", "census"),
                    {{"2018", header + group("K", "1", 48, 80)},
                     {"2020", header + group("K", "1", 28, 30) + group("M", "1", 28, 40)}});
    const auto* one = made.find("", "2020", "", "2018");
    REQUIRE(one != nullptr);
    CHECK_THAT(one->difference, WithinAbs(20, 1e-9));
    CHECK_THAT(*one->lower, WithinAbs(5.24, 0.005)); // Newcombe (1998), table II: 56/70 and 48/80
    CHECK_THAT(*one->upper, WithinAbs(33.39, 0.005));
    CHECK(one->verdict == CompareVerdict::more);
    CHECK(made.find("area=1", "2020", "", "2020") == nullptr); // is the whole
    CHECK_THAT(made.find("sex=K", "2020", "sex=M", "2020")->difference,
               WithinAbs(100 * (28.0 / 30 - 0.7), 1e-9));
    CHECK_THAT(made.release.comparison_notes()[0].text, Contains("Newcombes"));
}

TEST_CASE("a part of a survey of all is compared with the rest, scaled", "[transform]")
{
    const auto made = census_difference_from_whole({0.5, 200}, {0.8, 50}, 30);
    REQUIRE(made);
    const auto rest = *census_difference({0.4, 150}, {0.8, 50}, 30);
    CHECK_THAT(made->value, WithinAbs(0.3, 1e-15));
    CHECK_THAT(made->interval->lower, WithinAbs(0.75 * rest.interval->lower, 1e-15));
    CHECK_THAT(made->interval->upper, WithinAbs(0.75 * rest.interval->upper, 1e-15));
    CHECK_THAT(made->p_value, WithinAbs(rest.p_value, 1e-15));
    CHECK_FALSE(census_difference_from_whole({0.5, 200}, {0.5, 200}, 30));
    CHECK_FALSE(census_difference_from_whole({0.5, 60}, {0.5, 40}, 30)); // the rest is 20
}

TEST_CASE("waves of a survey of all are compared over the areas that took part in both", "[transform]")
{
    const std::map<std::string, std::string> rows{
        {"2018", header + group("K", "1", 20, 40) + group("K", "2", 10, 40)},
        {"2020", header + group("K", "1", 30, 40) + group("K", "2", 20, 40) + group("K", "3", 40, 40)}};
    const Made made(survey_text("hlv,*,,wave\nhlv,*,area,wave\n", "census"), rows);
    const auto* all = made.find("", "2020", "", "2018");
    REQUIRE(all != nullptr);
    CHECK_THAT(all->difference, WithinAbs(25, 1e-9)); // 50 of 80 against 30 of 80
    CHECK(all->note == "Tre saknas 2018.");
    CHECK(made.find("area=1", "2020", "area=1", "2018")->note.empty());
    CHECK(made.find("area=3", "2020", "area=3", "2018") == nullptr);
    CHECK_THAT(made.release.comparison_notes()[0].text, Contains("2020 jämfört med 2018: Tre saknas 2018."));

    auto once = survey_text("hlv,*,,wave\n", "census");
    once["breakdowns"] = "survey,indicators,by,waves\nhlv,*,,\nhlv,*,area,2020\n";
    const Made untold(once, rows); // no table tells who took part in 2018
    CHECK(untold.find("", "2020", "", "2018")->note.empty());
    CHECK_THAT(untold.release.comparison_notes()[0].text, !Contains("saknas"));
    CHECK_THAT(Made(survey_text("hlv,*,,wave\n"), rows).release.comparison_notes()[0].text,
               !Contains("saknas"));

    auto hidden = survey_text("hlv,*,,wave\n", "census");
    hidden["surveys"] = "survey,title,kind,min_base,protection\nhlv,Enkät,census,41,base\n";
    CHECK(Made(hidden, rows).release.comparisons().empty()); // the areas' figures are hidden
    const std::map<std::string, std::string> partly{
        {"2018", header + group("K", "1", 20, 60) + group("K", "2", 10, 40)},
        {"2020", header + group("K", "1", 30, 60) + group("K", "2", 20, 40) + group("K", "3", 40, 60)}};
    CHECK(Made(hidden, partly).release.comparisons().empty()); // one of them is
}

TEST_CASE("leak: who was missing is told, and reckoned with, by tables that every reader has", "[transform]")
{
    const std::map<std::string, std::string> rows{
        {"2018", header + group("K", "1", 20, 40) + group("K", "2", 10, 40)},
        {"2020", header + group("K", "1", 30, 40) + group("K", "2", 20, 40) + group("K", "3", 40, 40)}};
    const auto with_areas_for = [&](const std::string& recipients, const std::string& comparisons) {
        auto text = survey_text("", "census");
        text["breakdowns"] = "survey,indicators,by,recipients\nhlv,*,,\nhlv,*,area," + recipients + "\n";
        text["comparisons"] = "survey,indicators,by,compare,recipients\n" + comparisons;
        return Made(text, rows);
    };
    const auto told = [](const Made& made) {
        const auto* all = made.find("", "2020", "", "2018");
        REQUIRE(all != nullptr);
        return std::tuple(all->note, std::round(all->difference * 10) / 10,
                          made.release.comparison_notes()[0].text.find("Tre saknas") != std::string::npos);
    };
    const std::tuple common{std::string("Tre saknas 2018."), 25.0, true};
    const std::tuple everyones{std::string(), 37.5, false}; // 90 of 120 against 30 of 80
    CHECK(told(with_areas_for("", "hlv,*,,wave,\n")) == common);
    CHECK(told(with_areas_for("x", "hlv,*,,wave,\n")) == everyones);
    CHECK(told(with_areas_for("x", "hlv,*,,wave,x\n")) == common);
    CHECK(told(with_areas_for("x|y", "hlv,*,,wave,x\n")) == common);
    CHECK(told(with_areas_for("x", "hlv,*,,wave,x|y\n")) == everyones);
    // What x alone compares says who was missing; the note that others read too does not.
    const auto both = with_areas_for("x", "hlv,*,,wave,x\nhlv,*,,trend,\nhlv,*,area,whole,\n");
    CHECK(both.find("", "2020", "", "2018")->note == "Tre saknas 2018.");
}

TEST_CASE("a survey of all is compared by what is printed alone, whatever was tallied", "[transform]")
{
    const Made made(survey_text("hlv,*,,wave\nhlv,*,,trend\nhlv,*,area,whole\nhlv,*,,area\n", "census"),
                    {{"2018", header + group("K", "1", 20, 40) + group("K", "2", 10, 40)},
                     {"2020", header + group("K", "1", 30, 40) + group("M", "2", 20, 40)},
                     {"2022", header + group("K", "1", 35, 40) + group("M", "2", 30, 40)}});
    const std::vector<ReleasedTable> tables(made.release.tables().begin(), made.release.tables().end());
    const auto without = compare_released(Tally(), tables, made.codebook);
    REQUIRE(without.comparisons.size() == made.release.comparisons().size());
    CHECK(without.comparisons.size() >= 9);
    for (std::size_t i = 0; i < without.comparisons.size(); ++i) {
        CHECK(without.comparisons[i].difference == made.release.comparisons()[i].difference);
        CHECK(without.comparisons[i].upper == made.release.comparisons()[i].upper);
        CHECK(without.comparisons[i].verdict == made.release.comparisons()[i].verdict);
    }
}

TEST_CASE("a wave's time is its first month", "[transform]")
{
    Wave wave;
    wave.period_from = "2019-08-01";
    CHECK_THAT(decimal_year(wave), WithinAbs(2019 + 7.0 / 12, 1e-12));
}

TEST_CASE("a release's id tells its comparisons apart", "[transform]")
{
    const std::map<std::string, std::string> rows{{"2018", rows_of(20, 100)}, {"2020", rows_of(45, 90)}};
    const Made with(survey_text("hlv,*,,wave\n"), rows), without(survey_text(""), rows);
    CHECK(with.release.id() != without.release.id());
    CHECK(without.release.comparison_notes().empty());
}
