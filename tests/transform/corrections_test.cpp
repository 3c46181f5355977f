#include "tests/transform/census_nights.hpp"
#include "tests/transform/gate/glpk_reader.hpp"

#include "transform/census/attack_release.hpp"

#include <cstdlib>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// What the attack finds in everything published, all vintages together.
std::vector<std::string> found(const Codebook& codebook, const Vintages& waves, const Ledger& ledger)
{
    std::vector<std::string> found;
    for (const auto& report : attack_published(vintages_from(codebook, "s", waves), ledger, codebook)) {
        CHECK(report.undecided.empty());
        found.insert(found.end(), report.found.begin(), report.found.end());
    }
    return found;
}

/// Domains in which two releases show different n or values that lie less than K records apart.
std::vector<std::string> close_changes(const Cells& before, const Cells& after)
{
    std::vector<std::string> close;
    const auto yes = [](const ReleasedCell& cell) {
        return std::llround(*cell.value * static_cast<double>(*cell.n) / 100);
    };
    for (const auto& [domain, cell] : after) {
        const auto& old = before.at(domain);
        if (!cell.n || !old.n)
            continue;
        const auto n = std::llabs(static_cast<long long>(*cell.n) - static_cast<long long>(*old.n));
        const bool both = cell.shown() && old.shown();
        const auto y = both ? std::llabs(yes(cell) - yes(old)) : 0;
        if ((n > 0 && n < 5) || (y > 0 && y < 5))
            close.push_back(domain);
    }
    return close;
}

std::size_t shown(const Cells& cells)
{
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const auto& c) { return c.second.n.has_value(); }));
}

/// A reader with another solver finds nothing either: every sensitive cell, changes too, is K wide.
void check_with_glpk(const ProtectedRelease& release)
{
    for (const auto& proof : release.proofs) {
        lup::test::GlpkReader glpk(proof.system, proof.hidden);
        for (const auto& cell : proof.system.cells)
            if (cell.sensitive)
                CHECK(glpk.extreme(cell.row, GLP_MAX) - glpk.extreme(cell.row, GLP_MIN) > 5 - 1e-6);
    }
}

std::string one_more(const std::string& area, const std::string& sex, int yes)
{
    return pupils(area, sex, yes, 1);
}

} // namespace

TEST_CASE("three corrected records that two safe releases would tell are not told", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto old_rows = three_municipalities();
    const auto new_rows = old_rows + one_more("A", "M", 1) + one_more("B", "K", 0) + one_more("C", "M", 1);
    const auto first = night(codebook, {{"2022", old_rows}});
    const auto before = cells_of(first.release);
    // Each alone is safe; side by side they tell the three.
    const auto alone = night(codebook, {{"2022", new_rows}});
    CHECK_FALSE(close_changes(before, cells_of(alone.release)).empty());
    const Vintages waves{{"2022", {old_rows, new_rows}}};
    auto ledger = published(first.release);
    auto leaky = published(alone.release);
    for (auto& cell : leaky.cells)
        cell.records->front().vintage = 1;
    leaky.cells.insert(leaky.cells.begin(), ledger.cells.begin(), ledger.cells.end());
    CHECK_FALSE(found(codebook, waves, leaky).empty());

    const auto second = corrected_night(codebook, waves, ledger);
    CHECK(second.held.empty());
    const auto after = cells_of(second.release);
    CHECK(close_changes(before, after).empty());
    CHECK(after.at("area=A").symbol == "..");
    CHECK_FALSE(after.at("").n.has_value());
    CHECK(after.at("area=C;sex=K").n == 60); // nothing changed there
    CHECK(found(codebook, waves, published(second.release, ledger)).empty());
    check_proofs(second);
    check_with_glpk(second);
}

TEST_CASE("a large correction is taken in, and the attack over both releases finds nothing", "[transform]")
{
    auto text = census_text();
    text["indicators"] += "b,B,s,annat,share,1\n";
    const auto codebook = codebook_from(text);
    const auto old_rows = three_municipalities();
    const auto new_rows = old_rows + pupils("B", "M", 12, 25, 9) + pupils("C", "K", 8, 30, 14);
    const auto first = night(codebook, {{"2022", old_rows}});
    const Vintages waves{{"2022", {old_rows, new_rows}}};
    const auto ledger = published(first.release);
    const auto second = corrected_night(codebook, waves, ledger);
    CHECK(second.held.empty());
    const auto after = cells_of(second.release);
    CHECK(after.at("").n == 350);
    CHECK(after.at("area=B;sex=M").n == 70);
    CHECK(after.at("area=B").records->front().vintage == 1);
    CHECK(close_changes(cells_of(first.release), after).empty());
    CHECK(found(codebook, waves, published(second.release, ledger)).empty());
    check_proofs(second);
    check_with_glpk(second);
    // A night with nothing new gives the same release.
    const auto third = corrected_night(codebook, waves, published(second.release, ledger));
    CHECK(third.release.id() == second.release.id());
    CHECK(third.proofs.empty());
}

TEST_CASE("a correction of one pupil hides what holds the pupil and nothing of the others", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,,,\ns,*,area,,\n"
                         "s,*,area,22-23,2022|2023\ns,*,,22-23,2022|2023\n";
    const auto codebook = codebook_from(text);
    const auto rows =
        headings + pupils("A", "K", 12, 30) + pupils("B", "K", 12, 50) + pupils("C", "K", 20, 60);
    auto changed = rows;
    changed.replace(changed.find("K,B,0"), 5, "K,B,1"); // one answer, and no n
    const auto first = night(codebook, {{"2022", rows}, {"2023", rows}});
    REQUIRE(shown(cells_of(first.release)) == 4);
    const Vintages waves{{"2022", {rows, changed}}, {"2023", {rows}}};
    const auto ledger = published(first.release);
    const auto second = corrected_night(codebook, waves, ledger);
    CHECK(second.held.empty());
    for (const auto* period : {"2022", "22-23"}) {
        const auto after = cells_of(second.release, "a", period);
        CHECK_FALSE(after.at("").shown());
        CHECK_FALSE(after.at("area=B").shown());
        CHECK(after.at("area=A").shown());
        CHECK(after.at("area=C").shown());
        CHECK(after.at("").n.has_value()); // the n is the same
    }
    CHECK(shown(cells_of(second.release, "a", "2023")) == 4);
    CHECK(found(codebook, waves, published(second.release, ledger)).empty());
    check_proofs(second);
    check_with_glpk(second);
}

TEST_CASE("corrections follow one another, and every vintage stays in what is protected", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto zero = three_municipalities();
    const auto one = zero + pupils("B", "K", 10, 30) + pupils("C", "M", 9, 20);
    const auto two = one + one_more("B", "K", 1) + one_more("C", "K", 0);
    const auto ledger_0 = published(night(codebook, {{"2022", zero}}).release);
    const auto first = corrected_night(codebook, {{"2022", {zero, one}}}, ledger_0);
    const auto ledger_1 = published(first.release, ledger_0);
    const Vintages waves{{"2022", {zero, one, two}}};
    const auto second = corrected_night(codebook, waves, ledger_1);
    CHECK(second.held.empty());
    CHECK(close_changes(cells_of(first.release), cells_of(second.release)).empty());
    CHECK_FALSE(cells_of(second.release).at("").n.has_value());
    const auto ledger_2 = published(second.release, ledger_1);
    CHECK(found(codebook, waves, ledger_2).empty());
    check_proofs(second);
    check_with_glpk(second);

    // Back to the first records: what the first release showed may be shown again, and still nothing is told.
    const Vintages back{{"2022", {zero, one, two, zero}}};
    const auto third = corrected_night(codebook, back, ledger_2);
    CHECK(third.held.empty());
    CHECK(cells_of(third.release).at("").n == 295);
    CHECK(found(codebook, back, published(third.release, ledger_2)).empty());
    check_proofs(third);
}

TEST_CASE("a correction and a late part in one night are kept apart", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto old_rows = three_municipalities();
    const auto new_rows = old_rows + pupils("C", "M", 10, 20) + pupils("D", "K", 1, 3);
    const auto first = night(codebook, {{"2022", old_rows}});
    const Vintages waves{{"2022", {old_rows, new_rows}}};
    const auto second = corrected_night(codebook, waves, published(first.release));
    CHECK(second.held.empty());
    CHECK(cells_of(second.release).at("area=D").symbol == "..");
    CHECK(found(codebook, waves, published(second.release, published(first.release))).empty());
    check_proofs(second);
}

TEST_CASE("a municipality that a correction takes away is not told by what is left", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto left = three_municipalities();
    const auto whole = left + pupils("D", "K", 1, 3);
    const auto first = night(codebook, {{"2022", whole}});
    const Vintages waves{{"2022", {whole, left}}};
    const auto second = corrected_night(codebook, waves, published(first.release));
    CHECK(second.held.empty());
    const auto before = cells_of(first.release), after = cells_of(second.release);
    CHECK_FALSE((before.at("").n && after.at("").n && before.at("").n != after.at("").n));
    CHECK(found(codebook, waves, published(second.release, published(first.release))).empty());
    check_proofs(second);
}

TEST_CASE("records that come again unchanged are no new vintage", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto rows = three_municipalities();
    const auto first = night(codebook, {{"2022", rows}});
    const auto second = corrected_night(codebook, {{"2022", {rows, rows}}}, published(first.release));
    CHECK(second.release.id() == first.release.id());
    REQUIRE(second.standing.size() == 1);
    CHECK(second.standing.front().vintage == 0u);
}

TEST_CASE("a correction that no hiding makes safe is held in words, and another year goes on", "[transform]")
{
    auto text = census_text();
    const auto rows =
        headings + pupils("A", "K", 6, 30) + pupils("B", "K", 12, 50) + pupils("C", "K", 20, 60);
    const auto ledger = published(night(codebook_from(text), {{"2022", rows}}).release);
    // Six were shown when five was enough; now eight is, and every release beside it would be unsafe.
    text["surveys"] = "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,8\n";
    const auto corrected = rows + pupils("B", "M", 20, 40);
    const auto second =
        corrected_night(codebook_from(text), {{"2022", {rows, corrected}}, {"2023", {corrected}}}, ledger);
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("2022") && Contains("rättelsen"));
    CHECK(cells_of(second.release).at("").n == 140);
    CHECK(cells_of(second.release, "a", "2023").at("").n == 180);
    REQUIRE(second.standing.size() == 2);
    CHECK_FALSE(second.standing[0].vintage.has_value());
    CHECK(second.standing[1].vintage == 0u);
}

TEST_CASE("of two corrections in a night the one that can be made safe is taken in", "[transform]")
{
    auto text = census_text();
    const auto rows =
        headings + pupils("A", "K", 6, 30) + pupils("B", "K", 12, 50) + pupils("C", "K", 20, 60);
    const auto later =
        headings + pupils("A", "K", 16, 40) + pupils("B", "K", 22, 50) + pupils("C", "K", 20, 60);
    const auto ledger = published(night(codebook_from(text), {{"2022", rows}, {"2023", later}}).release);
    // The six of 2022 were shown when five was enough; now eight is.
    text["surveys"] = "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,8\n";
    const auto corrected = pupils("B", "M", 20, 40);
    const auto second =
        corrected_night(codebook_from(text),
                        {{"2022", {rows, rows + corrected}}, {"2023", {later, later + corrected}}}, ledger);
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("2022") && !Contains("2023"));
    CHECK(cells_of(second.release).at("").n == 140);
    CHECK(cells_of(second.release, "a", "2023").at("").n == 190);
    check_proofs(second);
}

TEST_CASE("a correction is taken in where the census is divided, and frozen where the codebook says so",
          "[transform]")
{
    CodebookText text = census_text();
    text["variables"] = "survey,variable,type,role,column\ns,kommun,code,area,kommun\n";
    text["indicators"] = "indicator,title,survey,variable,statistic,numerator\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    std::string header = "kommun";
    for (int question = 0; question < 6; ++question) {
        const auto name = "q" + std::to_string(question);
        text["variables"] += "s," + name + ",code,none," + name + "\n";
        text["indicators"] += name + "," + name + ",s," + name + ",share,1\n";
        header += "," + name;
    }
    const auto more = [](int area, int pupils) {
        std::string rows;
        for (int pupil = 0; pupil < pupils; ++pupil) {
            rows += std::to_string(1000 + area);
            for (int question = 0; question < 6; ++question)
                rows += (pupil + question + area) % 3 == 0 ? ",1" : ",0";
            rows += "\n";
        }
        return rows;
    };
    auto rows = header + "\n";
    for (int area = 0; area < 45; ++area)
        rows += more(area, area == 7 ? 9 : 24);
    const auto large = rows + more(1, 30);
    const auto codebook = codebook_from(text);
    const auto first = night(codebook, {{"2022", rows}});
    const auto ledger = published(first.release);
    const Vintages waves{{"2022", {rows, large}}, {"2023", {large}}};
    const auto second = corrected_night(codebook, waves, ledger);
    CHECK(second.held.empty());
    CHECK(cells_of(second.release, "q0").at("area=1001").n == 54);
    CHECK(cells_of(second.release, "q0", "2023").at("area=1001").n == 54);
    CHECK(second.standing.front().vintage == 1u);
    check_proofs(second);
    const auto joint = check_clusters(second.proofs);
    REQUIRE(!joint.empty());
    for (const auto& report : joint)
        CHECK(report.proven());
    CHECK(found(codebook, waves, published(second.release, ledger)).empty());
    // Where corrections are not taken in, the year stands as it was and the other goes on.
    const auto frozen = night(codebook, {{"2022", large}, {"2023", large}}, ledger);
    CHECK(frozen.held.size() == 1);
    CHECK(cells_of(frozen.release, "q0").at("area=1001").n == 24);
    CHECK(cells_of(frozen.release, "q0", "2023").at("area=1001").n == 54);
}

TEST_CASE("corrections of everything that a night cannot prove are held in words", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,sex\ns,*,area\n";
    std::vector<std::string> vintages;
    for (int vintage = 0; vintage < 5; ++vintage) {
        auto rows = headings;
        for (int area = 0; area < 70; ++area)
            for (const auto* sex : {"K", "M"})
                rows += pupils("A" + std::to_string(area), sex, 8 + vintage, 20 + area % 5 + 2 * vintage);
        vintages.push_back(std::move(rows));
    }
    const auto codebook = codebook_from(text);
    const auto first = night(codebook, {{"2022", vintages.front()}});
    const auto second = corrected_night(codebook, {{"2022", vintages}}, published(first.release));
    CHECK(cells_of(second.release).at("area=A1").n == cells_of(first.release).at("area=A1").n);
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("2022") && Contains("på en natt"));
}

TEST_CASE("without the records that were published a correction is held in words", "[transform]")
{
    const auto codebook = codebook_from(census_text());
    const auto first = night(codebook, {{"2022", three_municipalities()}});
    const auto corrected = three_municipalities() + pupils("B", "M", 12, 25);
    auto tally = vintages_from(codebook, "s", {{"2022", {three_municipalities(), corrected}}});
    tally.censuses.front().waves.front().earlier.clear();
    const auto second = DisclosureGate(codebook).protect_with_proof(tally, published(first.release));
    CHECK(cells_of(second.release).at("").n == 295);
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("arkivet"));
}

TEST_CASE("what a table hid stays protected when the table is no longer made", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\ns,*,area x sex\n";
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    REQUIRE_FALSE(cells_of(first.release).at("area=A;sex=K").shown());
    text["breakdowns"] = "survey,indicators,by\ns,*,area\ns,*,sex\ns,*,\n";
    const auto codebook = codebook_from(text);
    const auto second = night(codebook, {{"2022", three_municipalities()}}, published(first.release));
    const Vintages waves{{"2022", {three_municipalities()}}};
    const auto reports =
        attack_published(vintages_from(codebook, "s", waves), published(second.release), codebook);
    const auto ledger = published(second.release, published(first.release));
    std::size_t tried = 0;
    for (const auto& report : attack_published(vintages_from(codebook, "s", waves), ledger, codebook))
        tried += report.tried;
    CHECK(tried > reports.front().tried); // area=A;sex=K is among what is attacked
    CHECK(found(codebook, waves, ledger).empty());
}
