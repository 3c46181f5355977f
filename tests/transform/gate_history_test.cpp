#include "tests/transform/census_nights.hpp"

#include "config/errors.hpp"
#include "transform/census/attack_release.hpp"

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// By municipality alone, two years pooled as 22-23.
CodebookText pooled_text()
{
    auto text = census_text();
    text["waves"] += "s,2024,2024,2024-01-01,2024-12-31\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,,\ns,*,area,22-23,2022|2023\n";
    return text;
}

/// Municipality A is small in 2022, so it is hidden there or the pooled number and 2023 are.
const std::string small_year = headings + pupils("A", "K", 2, 30) + pupils("B", "K", 10, 40);
const std::string large_year = headings + pupils("A", "K", 10, 30) + pupils("B", "K", 12, 45);

bool none_shown(const Cells& cells)
{
    return std::none_of(cells.begin(), cells.end(), [](const auto& c) { return c.second.n.has_value(); });
}

std::size_t found(const Tally& tally, const Ledger& ledger, const Codebook& codebook)
{
    std::size_t count = 0;
    for (const auto& report : attack_published(tally, ledger, codebook))
        count += report.found.size();
    return count;
}

} // namespace

TEST_CASE("a pooled label that has left the codebook still counts against what is published later",
          "[transform]")
{
    auto text = pooled_text();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,22-23,2022|2023\n";
    const auto first = night(codebook_from(text), {{"2022", small_year}, {"2023", large_year}});
    REQUIRE(cells_of(first.release, "a", "22-23").at("area=A").value == 20.0);

    // Year by year: 12 of 60 together, so 2023 must not be shown beside it: 2022 has two.
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto codebook = codebook_from(text);
    const auto second =
        night(codebook, {{"2022", small_year}, {"2023", large_year}}, published(first.release));
    CHECK(second.held.empty());
    CHECK_FALSE(cells_of(second.release, "a", "2022").at("area=A").shown());
    CHECK_FALSE(cells_of(second.release, "a", "2023").at("area=A").shown());
    CHECK(cells_of(second.release, "a", "2023").at("area=B").shown());
    CHECK(found(tally_from(codebook, "s", {{"2022", small_year}, {"2023", large_year}}),
                published(second.release, published(first.release)), codebook) == 0);
    check_proofs(second);
}

TEST_CASE("a pooled label published before its waves were stored, and gone since, holds the survey in words",
          "[transform]")
{
    auto text = pooled_text();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,22-23,2022|2023\n";
    auto ledger = published(night(codebook_from(text), {{"2022", small_year}, {"2023", large_year}}).release);
    for (auto& cell : ledger.cells)
        cell.records.reset();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto second = night(codebook_from(text), {{"2022", small_year}, {"2023", large_year}}, ledger);
    CHECK(none_shown(cells_of(second.release, "a", "2023")));
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("22-23") && Contains("breakdowns"));
}

TEST_CASE("a pooled label that stands for other waves than before keeps what is published", "[transform]")
{
    auto text = pooled_text();
    const std::map<std::string, std::string> waves{
        {"2022", large_year}, {"2023", large_year}, {"2024", large_year}};
    const auto first = night(codebook_from(text), waves);
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,,\ns,*,area,22-23,2023|2024\n"
                         "s,*,,22-23,2023|2024\n";
    const auto second = night(codebook_from(text), waves, published(first.release));
    const auto before = cells_of(first.release, "a", "22-23"), after = cells_of(second.release, "a", "22-23");
    CHECK(after.at("area=A").n == before.at("area=A").n);
    CHECK_FALSE(after.at("").n.has_value());
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("22-23") && Contains("pooled_waves"));
    // A name of its own lets the new period out, and what was held is decided then.
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,,\ns,*,area,22-23,2022|2023\n"
                         "s,*,,22-23,2022|2023\n";
    const auto third = night(codebook_from(text), waves, published(second.release, published(first.release)));
    CHECK(third.held.empty());
    CHECK(cells_of(third.release, "a", "22-23").at("").n == 150);
}

TEST_CASE("a gate survey marked base stays as it is published, and other surveys go on", "[transform]")
{
    auto text = census_text();
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    text["surveys"] = "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,base,1,0\n";
    const auto codebook = codebook_from(text);
    const auto second = night(codebook, {{"2022", three_municipalities()}, {"2023", three_municipalities()}},
                              published(first.release));
    const auto before = cells_of(first.release), after = cells_of(second.release);
    REQUIRE(after.size() == before.size());
    for (const auto& [domain, cell] : before)
        CHECK((after.at(domain).n == cell.n && after.at(domain).value == cell.value));
    CHECK(none_shown(cells_of(second.release, "a", "2023")));
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("Hälsosamtalet") && Contains("protection") && Contains("gate"));
    for (const auto& note : second.release.wave_notes())
        CHECK_FALSE(note.respondents.has_value());
    // Back under the gate, the year that was held comes out.
    const auto third = night(codebook_from(census_text()),
                             {{"2022", three_municipalities()}, {"2023", three_municipalities()}},
                             published(second.release, published(first.release)));
    CHECK(cells_of(third.release, "a", "2023").at("").shown());
}

TEST_CASE("a gate survey under a new name is not published while the old name is gone", "[transform]")
{
    auto text = census_text();
    const auto ledger = published(night(codebook_from(text), {{"2022", three_municipalities()}}).release);
    CodebookText renamed;
    for (const auto& [name, table] : text) {
        renamed[name] = table;
        for (std::size_t at = 0; (at = renamed[name].find("\ns,", at)) != std::string::npos; ++at)
            renamed[name].replace(at, 3, "\nt,");
    }
    renamed["indicators"] = "indicator,title,survey,variable,statistic,numerator\na,A,t,svar,share,1\n";
    const auto codebook = codebook_from(renamed);
    const auto second = DisclosureGate(codebook).protect_with_proof(
        tally_from(codebook, "t", {{"2022", three_municipalities() + pupils("C", "M", 1, 1)}}), ledger);
    CHECK(none_shown(cells_of(second.release)));
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("'s'") && Contains("surveys"));
}

TEST_CASE("a wave under a new name is not published while the old name is gone", "[transform]")
{
    auto text = census_text();
    const auto ledger = published(night(codebook_from(text), {{"2022", three_municipalities()}}).release);
    text["waves"] = "survey,wave,title,period_from,period_to\ns,2022a,2022,2022-01-01,2022-12-31\n";
    const auto second =
        night(codebook_from(text), {{"2022a", three_municipalities() + pupils("C", "M", 1, 1)}}, ledger);
    CHECK(none_shown(cells_of(second.release, "a", "2022a")));
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("'2022'") && Contains("waves"));
}

TEST_CASE("a dimension under a new name holds the waves that were published by the old one", "[transform]")
{
    auto text = census_text();
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    text["variables"] = "survey,variable,type,role,column\ns,kon,code,none,kon\ns,kommun,code,area,kommun\n"
                        "s,svar,code,none,svar\ns,annat,code,none,annat\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,kon\ns,*,area\ns,*,area x kon\n";
    const auto second =
        night(codebook_from(text), {{"2022", three_municipalities()}, {"2023", three_municipalities()}},
              published(first.release));
    CHECK_FALSE(cells_of(second.release).at("area=B;kon=K").n.has_value());
    CHECK(cells_of(second.release, "a", "2023").at("").shown());
    REQUIRE(second.held.size() == 1);
    CHECK_THAT(second.held.front(), Contains("'sex'") && Contains("breakdowns"));
}

TEST_CASE("an indicator that counts other answers than before holds its waves for every indicator",
          "[transform]")
{
    auto text = census_text();
    text["indicators"] += "b,B,s,annat,share,1\n";
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,a,area\n";
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    // Asked among the girls alone, a has other respondents than b: no system would set them together.
    text["indicators"] =
        "indicator,title,survey,variable,statistic,numerator,among\na,A,s,svar,share,1,kon=K\n"
        "b,B,s,annat,share,1,\n";
    text["breakdowns"] += "s,b,area\n";
    const auto second =
        night(codebook_from(text), {{"2022", three_municipalities()}}, published(first.release));
    CHECK(second.held.size() == 1);
    CHECK_FALSE(cells_of(second.release, "b").at("area=B").n.has_value());
}

TEST_CASE("codes that mean other records than when they were published hold the wave", "[transform]")
{
    auto text = census_text();
    const auto first = night(codebook_from(text), {{"2022", three_municipalities()}});
    // The codebook now counts C as B.
    text["codes"] = "survey,variable,value,code\ns,kommun,A,A\ns,kommun,B,B\ns,kommun,C,B\n";
    auto merged = three_municipalities();
    std::replace(merged.begin(), merged.end(), 'C', 'B');
    const auto second = night(codebook_from(text), {{"2022", merged}}, published(first.release));
    CHECK(second.held.size() == 1);
    CHECK(cells_of(second.release).at("area=B").n == cells_of(first.release).at("area=B").n);
}

TEST_CASE("a year that holds a corrected one holds the years it is pooled with", "[transform]")
{
    auto text = pooled_text();
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,area,22-23,2022|2023\n"
                         "s,*,area,23-24,2023|2024\n";
    std::map<std::string, std::string> waves{
        {"2022", large_year}, {"2023", large_year}, {"2024", large_year}};
    const auto first = night(codebook_from(text), waves);
    text["breakdowns"] += "s,*,area,,\n";
    waves["2022"] += "K,A,1,0\n";
    const auto second = night(codebook_from(text), waves, published(first.release));
    // 23-24 is a known number only together with 2023, which 22-23 holds.
    CHECK(none_shown(cells_of(second.release, "a", "2024")));
    CHECK(second.held.size() == 1);
}

TEST_CASE("a superseded version of a number counts for ever", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,area\n";
    const auto rows =
        headings + pupils("A", "K", 2, 30) + pupils("B", "K", 12, 50) + pupils("C", "K", 20, 60);
    const auto codebook = codebook_from(text);
    const auto first = night(codebook, {{"2022", rows}});
    REQUIRE(cells_of(first.release).at("area=B").shown());
    auto ledger = published(first.release);
    // The total was shown once and hidden by a later release: 34 of 140, so A is the rest of it.
    const auto model = ledger.cells.front();
    auto total = model;
    total.domain = "";
    total.n = 140;
    total.value = 24.3;
    total.symbol = "";
    ledger.cells.push_back(total);
    total.n.reset();
    total.value.reset();
    total.symbol = "..";
    total.release = "later";
    ledger.cells.push_back(total);
    CHECK(found(tally_from(codebook, "s", {{"2022", rows}}), ledger, codebook) > 0);
    text["breakdowns"] += "s,*,sex\n";
    CHECK_THROWS_AS(night(codebook_from(text), {{"2022", rows}}, ledger), DisclosureError);
}

TEST_CASE("a new dimension, and records without one, hold nothing on the nights that follow", "[transform]")
{
    auto text = census_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\n";
    const auto rows = three_municipalities() + pupils("C", "", 9, 20); // their sex is not known
    const auto first = night(codebook_from(text), {{"2022", rows}});
    const auto codebook = codebook_from(census_text());
    const auto second = night(codebook, {{"2022", rows}}, published(first.release));
    CHECK(second.held.empty());
    CHECK(cells_of(second.release).at("sex=M").shown());
    const auto third = night(codebook, {{"2022", rows}}, published(second.release, published(first.release)));
    CHECK(third.held.empty());
    CHECK(third.release.id() == second.release.id());
}
