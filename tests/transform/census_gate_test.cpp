#include "tests/transform/census_nights.hpp"

#include "config/errors.hpp"

#include <numeric>

using namespace lup;
using namespace lup::testing;

TEST_CASE("a small count is hidden and cannot be had by subtraction", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto release = night(codebook, {{"2022", three_municipalities()}});
    const auto cells = cells_of(release.release);
    CHECK(cells.at("area=A;sex=K").symbol == "..");
    CHECK(cells.at("").shown());
    // The whole and the other sex of A would give it away.
    CHECK((cells.at("area=A").symbol == ".." || cells.at("area=A;sex=M").symbol == ".."));
    const auto hidden =
        std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.second.shown(); });
    CHECK(hidden < static_cast<long>(cells.size()));
    REQUIRE(release.proofs.size() == 1);
    check_proofs(release);
}

TEST_CASE("what the codebook gives priority is kept longest when something must be hidden", "[transform]")
{
    const auto shown_in = [](const Release& release, std::size_t dimensions) {
        std::ptrdiff_t shown = 0;
        for (const auto& table : release.tables())
            if (table.dimensions.size() == dimensions)
                shown += std::ranges::count_if(table.cells, [](const auto& cell) { return cell.shown(); });
        return shown;
    };
    auto text = census_text();
    const auto plain = night(codebook_from(text), {{"2022", three_municipalities()}});
    text["breakdowns"] = "survey,indicators,by,priority\ns,*,,\ns,*,sex,\ns,*,area,\ns,*,area x sex,1\n";
    const auto wanted = night(codebook_from(text), {{"2022", three_municipalities()}});
    CHECK(shown_in(wanted.release, 2) > shown_in(plain.release, 2));
    CHECK(shown_in(wanted.release, 1) < shown_in(plain.release, 1));
    check_proofs(wanted);
}

TEST_CASE("a second night with nothing new gives the same release", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto first = night(codebook, {{"2022", three_municipalities()}});
    const auto second = night(codebook, {{"2022", three_municipalities()}}, published(first.release));
    CHECK(first.release.id() == second.release.id());
    CHECK(second.proofs.empty());
}

TEST_CASE("three corrected records freeze what was published instead of giving themselves away",
          "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto first = night(codebook, {{"2022", three_municipalities()}});
    auto corrected = three_municipalities() + pupils("C", "M", 1, 1);
    const auto second = night(codebook, {{"2022", corrected}}, published(first.release));
    CHECK(first.release.id() == second.release.id());
    REQUIRE(second.held.size() == 1);
    CHECK(second.held.front().find("2022") != std::string::npos);
}

TEST_CASE("a corrected year adds nothing to another pooled period that holds it", "[transform]")
{
    auto text = census_text();
    text["waves"] += "s,2024,2024,2024-01-01,2024-12-31\n";
    text["breakdowns"] = "survey,indicators,by,waves,pooled,pooled_waves\ns,*,area,,22-23,2022|2023\n";
    const auto first =
        night(codebook_from(text), {{"2022", three_municipalities()}, {"2023", three_municipalities()}});
    text["breakdowns"] += "s,*,area,,23-24,2023|2024\n";
    const auto corrected = three_municipalities() + "K,A,1,0\n";
    const auto second =
        night(codebook_from(text),
              {{"2022", three_municipalities()}, {"2023", corrected}, {"2024", three_municipalities()}},
              published(first.release));
    CHECK(cells_of(second.release, "a", "22-23").at("area=B").n == 190);
    REQUIRE(cells_of(second.release, "a", "23-24").size() == 3);
    for (const auto& [domain, cell] : cells_of(second.release, "a", "23-24"))
        CHECK_FALSE(cell.n.has_value());
}

TEST_CASE("an indicator that takes the place of a published one adds nothing to its periods", "[transform]")
{
    auto text = census_text();
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    text["indicators"] = "indicator,title,survey,variable,statistic,numerator\nb,B,s,svar,share,0\n";
    const auto second =
        night(codebook_from(text), {{"2022", three_municipalities()}, {"2023", three_municipalities()}},
              published(first.release));
    REQUIRE(cells_of(second.release, "b", "2022").size() == 12);
    for (const auto& [domain, cell] : cells_of(second.release, "b", "2022"))
        CHECK_FALSE(cell.n.has_value());
    CHECK(cells_of(second.release, "b", "2023").at("").shown());
    CHECK(second.held.size() == 1);
}

TEST_CASE("two parts of a round give the same cells in one night and in two", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto first_part = headings + pupils("A", "K", 12, 30) + pupils("A", "M", 9, 40);
    const auto second_part = pupils("B", "K", 12, 50) + pupils("B", "M", 14, 45);
    const auto together = night(codebook, {{"2022", first_part + second_part}});
    const auto first = night(codebook, {{"2022", first_part}});
    const auto second = night(codebook, {{"2022", first_part + second_part}}, published(first.release));
    CHECK(together.release.id() == second.release.id());
    CHECK(cells_of(second.release).at("").n == 165);
    check_proofs(second);
}

TEST_CASE("a late school too small to be told is not told by the difference of two releases", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto first = night(codebook, {{"2022", three_municipalities()}});
    const auto second = night(codebook, {{"2022", three_municipalities() + pupils("D", "K", 1, 3)}},
                              published(first.release));
    const auto before = cells_of(first.release), after = cells_of(second.release);
    CHECK(after.at("area=D").symbol == "..");
    // 295 pupils became 298: the new total must not stand beside the old.
    CHECK((!after.at("").shown() || after.at("").n == before.at("").n));
}

TEST_CASE("a pooled period does not give a small year away", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] =
        "survey,indicators,by,pooled,pooled_waves\ns,*,area,,\ns,*,area,2022-2023,2022|2023\n";
    const auto codebook = codebook_from(text);
    const auto small = headings + pupils("A", "K", 2, 30) + pupils("B", "K", 10, 40);
    const auto large = headings + pupils("A", "K", 10, 30) + pupils("B", "K", 12, 45);
    const auto release = night(codebook, {{"2022", small}, {"2023", large}});
    CHECK(cells_of(release.release, "a", "2022").at("area=A").symbol == "..");
    const bool year_shown = cells_of(release.release, "a", "2023").at("area=A").shown();
    const bool pooled_shown = cells_of(release.release, "a", "2022-2023").at("area=A").shown();
    CHECK_FALSE((year_shown && pooled_shown));
    check_proofs(release);
}

TEST_CASE("0 % in a group under the smallest base is hidden, and in a large one shown", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto codebook = codebook_from(text);
    const auto cells =
        cells_of(night(codebook, {{"2022", headings + pupils("A", "K", 0, 7) + pupils("B", "K", 0, 60) +
                                               pupils("C", "K", 20, 60)}})
                     .release);
    CHECK(cells.at("area=A").symbol == "..");
    CHECK(cells.at("area=B").value == 0.0);
}

TEST_CASE("indicators answered by the same pupils are protected as one", "[transform]")
{
    auto text = census_text();
    text["indicators"] += "b,B,s,annat,share,1\n";
    const auto codebook = codebook_from(text);
    const auto release = night(codebook, {{"2022", three_municipalities()}});
    REQUIRE(release.proofs.size() == 1);
    CHECK(release.proofs.front().indicators.size() == 2);
    check_proofs(release);
}

TEST_CASE("a question put in one municipality only is protected with those put to the same pupils in all",
          "[transform]")
{
    auto text = census_text();
    text["indicators"] += "b,B,s,annat,share,1\n";
    text["codes"] = "survey,variable,value,code,missing\ns,annat,0,0,no\ns,annat,1,1,no\ns,annat,9,9,yes\n";
    auto rows = headings + pupils("A", "K", 2, 30, 8) + pupils("A", "M", 9, 40, 9);
    for (int i = 0; i < 50; ++i)
        rows += std::string(i % 2 == 0 ? "K" : "M") + ",B," + (i % 3 == 0 ? "1" : "0") + ",9\n";
    const auto release = night(codebook_from(text), {{"2022", rows}});
    REQUIRE(release.proofs.size() == 1);
    CHECK(release.proofs.front().indicators.size() == 2);
    check_proofs(release);
}

TEST_CASE("a figure that is public elsewhere is part of what an attacker knows", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    const std::string rows =
        headings + pupils("A", "K", 2, 30) + pupils("B", "K", 12, 50) + pupils("C", "K", 20, 60);
    const auto alone = cells_of(night(codebook_from(text), {{"2022", rows}}).release);
    text["known_elsewhere"] = "survey,wave,indicator,domain,what,value,source,date\n"
                              "s,2022,a,area=B,yes,12,Kommunens rapport,2023-01-01\n"
                              "s,2022,a,area=C,yes,20,Kommunens rapport,2023-01-01\n";
    const auto known = cells_of(night(codebook_from(text), {{"2022", rows}}).release);
    CHECK(alone.at("").shown());
    CHECK_FALSE(known.at("").shown());
}

TEST_CASE(
    "more indicators than one system can hold are divided, and the respondents decide which n are shown",
    "[transform]")
{
    auto text = census_text();
    std::string rows = "kon,kommun,svar,annat";
    for (int i = 0; i < 6; ++i) {
        const auto name = "q" + std::to_string(i);
        text["variables"] += "s," + name + ",code,none," + name + "\n";
        text["indicators"] += name + "," + name + ",s," + name + ",share,1\n";
        rows += "," + name;
    }
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    rows += "\n";
    for (int area = 0; area < 45; ++area)
        for (int pupil = 0; pupil < 12 + area % 5; ++pupil) {
            rows += "K," + std::to_string(1000 + area) + (pupil % 3 == 0 ? ",1" : ",0") + ",0";
            for (int i = 0; i < 6; ++i)
                rows += (pupil + i + area) % 4 == 0 ? ",1" : ",0";
            rows += "\n";
        }
    text["areas"] = "area,name,principal\n";
    for (int area = 0; area < 45; ++area)
        text["areas"] += std::to_string(1000 + area) + ",Område," + (area < 20 ? "Norra" : "Södra") + "\n";
    const auto codebook = codebook_from(text);
    const auto release = night(codebook, {{"2022", rows}});
    CHECK(release.proofs.size() == 8); // seven indicators and their respondents
    check_proofs(release);
    CHECK(check_clusters(release.proofs).front().proven());
    const auto first = cells_of(release.release, "a"), last = cells_of(release.release, "q5");
    for (const auto& [domain, cell] : last)
        CHECK(cell.n == first.at(domain).n);
}
