#include "tests/transform/census_nights.hpp"
#include "tests/transform/reader.hpp"
#include "transform/judgement.hpp"

using namespace lup;
using namespace lup::testing;

// Each test publishes a census in which a number could be found in one certain way, and reads what was
// published as somebody who knows that way.

namespace {

const std::vector<std::string> six_groups{"area=A;sex=K", "area=A;sex=M", "area=B;sex=K",
                                          "area=B;sex=M", "area=C;sex=K", "area=C;sex=M"};

std::size_t shown(const Release& release)
{
    std::size_t count = 0;
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            count += cell.shown() ? 1 : 0;
    return count;
}

/// One answer of each kind a number of times: "1x20 2x3".
std::string answers(const std::string& area, const std::string& sex, const std::map<std::string, int>& counts)
{
    std::string text;
    for (const auto& [answer, times] : counts)
        for (int i = 0; i < times; ++i)
            text += sex + "," + area + "," + answer + "\n";
    return text;
}

} // namespace

TEST_CASE("leak: total minus parts, in the tables of a census", "[transform]")
{
    const auto release = night(codebook_from(census_text()), {{"2022", three_municipalities()}}).release;
    Reader reader({"2022"}, six_groups);
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "area=A;sex=K", {"yes"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: a share of nearly all gives the few who answered otherwise", "[transform]")
{
    const auto release = night(codebook_from(census_text()),
                               {{"2022", headings + pupils("A", "K", 27, 30) + pupils("A", "M", 9, 40) +
                                             pupils("B", "K", 12, 50) + pupils("B", "M", 14, 45) +
                                             pupils("C", "K", 20, 60) + pupils("C", "M", 21, 70)}})
                             .release;
    Reader reader({"2022"}, six_groups);
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "area=A;sex=K", {"no"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: a share is shown only where n is, and a hidden share leaves no interval", "[transform]")
{
    auto text = census_text();
    text["surveys"] =
        "survey,title,kind,protection,min_base,min_cell,interval\ns,H,census,gate,10,5,wilson\n";
    const auto release = night(codebook_from(text), {{"2022", three_municipalities()}}).release;
    std::size_t n_only = 0, intervals = 0;
    for (const auto& [domain, cell] : cells_of(release)) {
        if (!cell.value)
            CHECK_FALSE((cell.lower.has_value() || cell.upper.has_value()));
        if (cell.value)
            CHECK(cell.n.has_value());
        n_only += cell.n && !cell.value ? 1 : 0;
        intervals += cell.lower ? 1 : 0;
    }
    CHECK(n_only > 0);
    CHECK(intervals > 0);
}

TEST_CASE("leak: one symbol for every hidden cell, whatever hides it", "[transform]")
{
    auto rows = three_municipalities() + pupils("D", "K", 0, 7) + pupils("E", "M", 3, 4);
    const auto release = night(codebook_from(census_text()), {{"2022", rows}}).release;
    std::set<std::string> symbols;
    for (const auto& [domain, cell] : cells_of(release))
        if (!cell.shown())
            symbols.insert(cell.symbol);
    CHECK(symbols == std::set<std::string>{".."});
}

TEST_CASE("leak: no released figure has more decimals than it shows", "[transform]")
{
    const auto release = night(codebook_from(census_text()), {{"2022", three_municipalities()}}).release;
    for (const auto& [domain, cell] : cells_of(release))
        if (cell.value)
            CHECK(*cell.value == std::round(*cell.value * 10) / 10);
}

TEST_CASE("leak: a coarser answer less a finer one, in the tables of a census", "[transform]")
{
    auto text = census_text();
    text["indicators"] = "indicator,title,survey,variable,statistic,numerator\na,Ofta,s,svar,share,1\n"
                         "b,Ofta eller ibland,s,svar,share,1|2\n";
    const auto rows = "kon,kommun,svar\n" + answers("A", "K", {{"1", 20}, {"2", 3}, {"0", 30}}) +
                      answers("A", "M", {{"1", 20}, {"2", 13}, {"0", 30}}) +
                      answers("B", "K", {{"1", 25}, {"2", 14}, {"0", 33}}) +
                      answers("B", "M", {{"1", 26}, {"2", 15}, {"0", 34}});
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"area=A;sex=K", "area=A;sex=M", "area=B;sex=K", "area=B;sex=M"},
                  {"1", "2", "0"});
    reader.reads(release, "a", {"1"}, {"1", "2", "0"});
    reader.reads(release, "b", {"1", "2"}, {"1", "2", "0"});
    CHECK(reader.is_open("2022", "area=A;sex=K", {"2"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: the n of a filtered question is the numerator of its filter", "[transform]")
{
    auto text = census_text();
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,among\na,Dricker,s,svar,share,1,\n"
        "b,Ofta,s,annat,share,1,svar=1\n";
    const auto group = [](const std::string& area, const std::string& sex, int no) {
        std::string rows;
        for (int i = 0; i < 60 + no; ++i)
            rows += sex + "," + area + "," + (i < no ? "0," : "1,") + (i % 2 == 0 ? "1" : "0") + "\n";
        return rows;
    };
    const auto rows = headings + group("A", "K", 3) + group("A", "M", 20) + group("B", "K", 21) +
                      group("B", "M", 22) + group("C", "K", 23) + group("C", "M", 24);
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, six_groups, {"no", "yes, often", "yes, seldom"});
    reader.reads(release, "a", {"yes, often", "yes, seldom"}, {"no", "yes, often", "yes, seldom"});
    reader.reads(release, "b", {"yes, often"}, {"yes, often", "yes, seldom"});
    CHECK(reader.is_open("2022", "area=A;sex=K", {"no"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: n hidden in one table and shown in another of the same pupils", "[transform]")
{
    auto text = census_text();
    text["indicators"] += "b,B,s,annat,share,1\n";
    text["breakdowns"] = "survey,indicators,by\ns,a,\ns,a,area\ns,b,area\n";
    // Only the first question has a total, so only it needs another n hidden beside A's: the other must not
    // tell that one.
    auto rows = headings + pupils("A", "K", 1, 3, 1);
    for (const std::string area : {"B", "C", "D", "E", "F", "G"})
        rows += pupils(area, "K", 20, 50, 18);
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"area=A", "area=B", "area=C", "area=D", "area=E", "area=F", "area=G"},
                  {"11", "10", "01", "00"});
    reader.reads(release, "a", {"11", "10"}, {"11", "10", "01", "00"});
    reader.reads(release, "b", {"11", "01"}, {"11", "10", "01", "00"});
    CHECK(reader.is_open("2022", "area=A", {"11", "10", "01", "00"}));
    for (const auto& [domain, cell] : cells_of(release, "b"))
        CHECK(cell.n == cells_of(release, "a").at(domain).n);
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: an area less the areas within it", "[transform]")
{
    auto text = census_text();
    text["areas"] = "area,name,within\nA,A,R\nB,B,R\nC,C,\nR,R,\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto rows =
        headings + pupils("A", "K", 21, 60) + pupils("B", "K", 3, 40) + pupils("C", "M", 30, 70);
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"area=A", "area=B", "area=C"});
    reader.holds("area=R", "area=A");
    reader.holds("area=R", "area=B");
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "area=B", {"yes"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: a municipality with one school tells the school's", "[transform]")
{
    auto text = census_text();
    text["variables"] += "s,skola,code,school,skola\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\ns,*,school\n";
    const auto school = [](const std::string& name, const std::string& area, int yes, int n) {
        std::string rows;
        for (int i = 0; i < n; ++i)
            rows += "K," + area + "," + (i < yes ? "1" : "0") + ",0," + name + "\n";
        return rows;
    };
    const auto rows = "kon,kommun,svar,annat,skola\n" + school("s1", "A", 3, 40) + school("s2", "B", 12, 50) +
                      school("s3", "B", 14, 45) + school("s4", "C", 21, 60);
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"area=A;school=s1", "area=B;school=s2", "area=B;school=s3", "area=C;school=s4"});
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "school=s1", {"yes"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: all less girls less boys are those without a sex", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,sex\n";
    const auto rows = headings + pupils("A", "K", 21, 60) + pupils("A", "M", 22, 70) + pupils("A", "", 1, 3);
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"sex=K", "sex=M", "sex=-"});
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "sex=-", {"yes", "no"}));
}

TEST_CASE("leak: recipients lay their workbooks side by side, in the tables of a census", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by,recipients\ns,*,area x sex,en\ns,*,area,annan\n";
    const auto release = night(codebook_from(text), {{"2022", three_municipalities()}}).release;
    Reader reader({"2022"}, six_groups);
    reader.reads(release, "a");
    CHECK(reader.is_open("2022", "area=A;sex=K", {"yes"}));
    std::size_t tables = 0;
    for (const auto& table : release.tables())
        tables += std::any_of(table.cells.begin(), table.cells.end(),
                              [](const auto& cell) { return cell.shown(); });
    CHECK(tables == 2);
}

TEST_CASE("leak: enrolment that is public bounds a hidden n", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    const auto rows = headings + pupils("A", "K", 2, 4) + pupils("B", "K", 30, 46) +
                      pupils("C", "K", 20, 60) + pupils("D", "K", 22, 70);
    text["eligible"] = "survey,wave,domain,count,source\ns,2022,area=C,60,Skolverket\n"
                       "s,2022,area=B,46,Skolverket\ns,2022,area=A,5,Skolverket\n";
    const auto release = night(codebook_from(text), {{"2022", rows}}).release;
    Reader reader({"2022"}, {"area=A", "area=B", "area=C", "area=D"});
    reader.reads(release, "a");
    const auto alone = reader.width("2022", "area=A", {"yes", "no"});
    CHECK((!alone || *alone >= 5));
    reader.knows("2022", "area=B", {"yes", "no"}, RowRelation::at_most, 46);
    reader.knows("2022", "area=C", {"yes", "no"}, RowRelation::at_most, 60);
    reader.knows("2022", "area=A", {"yes", "no"}, RowRelation::at_most, 5);
    CHECK(reader.is_open("2022", "area=A", {"yes", "no"}));
}

TEST_CASE("leak: two codes that were published apart are merged into one", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto apart =
        headings + pupils("A", "K", 21, 60) + pupils("B", "K", 3, 40) + pupils("C", "M", 30, 70);
    const auto first = night(codebook_from(text), {{"2022", apart}}).release;
    const auto together =
        headings + pupils("AB", "K", 21, 60) + pupils("AB", "K", 3, 40) + pupils("C", "M", 30, 70);
    const auto second = night(codebook_from(text), {{"2022", together}}, published(first)).release;
    Reader reader({"2022"}, {"area=A", "area=B", "area=C"});
    reader.holds("area=AB", "area=A");
    reader.holds("area=AB", "area=B");
    reader.reads(first, "a");
    reader.reads(second, "a");
    CHECK(reader.is_open("2022", "area=B", {"yes"}));
}

TEST_CASE("leak: windows of two years that slide over a small one", "[transform]")
{
    auto text = census_text();
    text["waves"] += "s,2024,2024,2024-01-01,2024-12-31\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,,\ns,*,area,22-23,2022|2023\n"
                         "s,*,area,23-24,2023|2024\n";
    const auto small = headings + pupils("A", "K", 3, 40) + pupils("B", "K", 12, 50);
    const auto large = headings + pupils("A", "K", 13, 41) + pupils("B", "K", 14, 52);
    const auto other = headings + pupils("A", "K", 15, 43) + pupils("B", "K", 16, 54);
    const auto release =
        night(codebook_from(text), {{"2022", small}, {"2023", large}, {"2024", other}}).release;
    Reader reader({"2022", "2023", "2024"}, {"area=A", "area=B"});
    reader.reads(release, "a", {"yes"}, {"yes", "no"},
                 {{"22-23", {"2022", "2023"}}, {"23-24", {"2023", "2024"}}});
    CHECK(reader.is_open("2022", "area=A", {"yes"}));
    CHECK(shown(release) > 0);
}

TEST_CASE("leak: a lower limit in the codebook shows nothing more of what has been published", "[transform]")
{
    auto text = census_text();
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}}).release;
    text["surveys"] = "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,2\n";
    const auto second =
        night(codebook_from(text), {{"2022", three_municipalities()}}, published(first)).release;
    for (const auto& [domain, cell] : cells_of(second)) {
        CHECK(cell.value == cells_of(first).at(domain).value);
        CHECK(cell.n == cells_of(first).at(domain).n);
    }
    Reader reader({"2022"}, six_groups);
    reader.reads(first, "a");
    reader.reads(second, "a");
    CHECK(reader.is_open("2022", "area=A;sex=K", {"yes"}));
}

TEST_CASE("leak: a table that is no longer published is still known", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}}).release;
    text["breakdowns"] = "survey,indicators,by\ns,*,area x sex\n";
    const auto second =
        night(codebook_from(text), {{"2022", three_municipalities()}}, published(first)).release;
    Reader reader({"2022"}, six_groups);
    reader.reads(first, "a");
    reader.reads(second, "a");
    CHECK(reader.is_open("2022", "area=A;sex=K", {"yes"}));
    CHECK(shown(first) > 0);
}

TEST_CASE("leak: where all who were asked are told, n of a question is not told beside it", "[transform]")
{
    const auto release = night(codebook_from(census_text()), {{"2022", three_municipalities()}}).release;
    for (const auto& note : release.wave_notes()) {
        CHECK_FALSE(note.respondents.has_value());
        CHECK_FALSE(note.eligible.has_value());
    }
    CHECK(release.wave_notes().size() == 1);
}

TEST_CASE("leak: a target on a hidden figure is neither reached nor missed, and has no trend", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto release = night(codebook, {{"2022", three_municipalities()}}).release;
    PlanTables plan;
    Target target;
    target.plan = "p";
    target.goal = "1";
    target.indicator = "a";
    target.domain = "area=A;sex=K";
    target.kind = TargetKind::level;
    target.value = 10;
    target.due = "2022";
    Goal goal;
    goal.plan = "p";
    goal.goal = "1";
    plan.goals = {goal};
    plan.targets = {target};
    const auto judgements = judge(release, plan, codebook);
    REQUIRE(judgements.size() == 1);
    CHECK(judgements[0].verdict == Verdict::undecidable);
    CHECK_FALSE(judgements[0].value.has_value());
    CHECK(judgements[0].reason == "Värdet är skyddat eller alltför osäkert.");
}

TEST_CASE("leak: a census is counted without weights, and no weighted share stands beside the counts",
          "[transform]")
{
    auto text = census_text();
    text["variables"] += "s,vikt,number,weight,vikt\n";
    std::string rows = "kon,kommun,svar,annat,vikt\n";
    for (int i = 0; i < 80; ++i)
        rows += std::string("K,A,") + (i < 20 ? "1" : "0") + ",0," + (i < 20 ? "3" : "1") + "\n";
    const auto cells = cells_of(night(codebook_from(text), {{"2022", rows}}).release);
    CHECK(cells.at("").value == 25.0);
}
