#include "tests/transform/census_nights.hpp"

#include "transform/census/attack_release.hpp"
#include "transform/gate/checker.hpp"
#include "transform/protect.hpp"
#include "transform/released_tables.hpp"
#include "transform/rounding.hpp"

using namespace lup;
using namespace lup::testing;

// Questions that the same pupils answered, too many for one system: the respondents are decided first, and
// each question takes them as known.

namespace {

constexpr int areas = 45;

CodebookText divided_text()
{
    CodebookText text{
        {"surveys", "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,5\n"},
        {"waves", "survey,wave,title,period_from,period_to\ns,2022,2022,2022-01-01,2022-12-31\n"
                  "s,2023,2023,2023-01-01,2023-12-31\n"},
        {"variables", "survey,variable,type,role,column\ns,kon,code,sex,kon\ns,kommun,code,area,kommun\n"},
        {"indicators", "indicator,title,survey,variable,statistic,numerator\n"},
        {"breakdowns", "survey,indicators,by\ns,*,\ns,*,area\ns,*,sex\ns,a,area x sex\n"}};
    for (const std::string name : {"a", "b", "c", "d"}) {
        text["variables"] += "s," + name + ",code,none," + name + "\n";
        text["indicators"] += name + "," + name + ",s," + name + ",share,1\n";
    }
    return text;
}

/// Area 1000 has two girls and thirteen boys, the others twelve of each. No girl says yes to b, and of the
/// pupils in area 1000 five say no to it: so whoever knows both knows that there are at most five girls.
std::string pupils()
{
    std::string rows = "kon,kommun,a,b,c,d\n";
    for (int area = 0; area < areas; ++area)
        for (const bool girl : {true, false})
            for (int i = 0; i < (area > 0 ? 12 : girl ? 2 : 13); ++i) {
                const bool b = !girl && (area > 0 ? i % 2 == 0 : i < 10);
                rows += std::string(girl ? "K" : "M") + "," + std::to_string(1000 + area);
                for (const bool yes : {i % 2 == 0, b, i % 3 == 0, (i + area) % 2 == 0})
                    rows += yes ? ",1" : ",0";
                rows += "\n";
            }
    return rows;
}

const ReleasedCell& cell_of(const Release& release, const std::string& indicator, const std::string& domain,
                            const std::string& period = "2022")
{
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            if (table.indicator == indicator && cell.period == period && cell.domain == domain)
                return cell;
    FAIL("no cell " << indicator << " " << period << " " << domain);
    throw;
}

std::size_t found_by_attack(const Tally& tally, const Ledger& ledger, const Codebook& codebook)
{
    std::size_t found = 0;
    for (const auto& report : attack_published(tally, ledger, codebook))
        found += report.found.size();
    return found;
}

void check_whole(const std::vector<CensusProof>& proofs)
{
    for (const auto& proof : proofs)
        CHECK(check_certificate(proof.system, proof.hidden, proof.certificate, proof.k).proven());
    const auto reports = check_clusters(proofs);
    REQUIRE(reports.size() == 1);
    CHECK(reports.front().proven());
    CHECK(reports.front().parts == proofs.size());
}

/// Whether a world of a proof for answers has other respondents than the true ones.
bool changes_respondents(const CensusProof& proof, const GateBlock& block, const GateWorld& world)
{
    return !scenario_of(shared_in(block, proof.shared), world).empty();
}

} // namespace

TEST_CASE("shares of one question do not tell the hidden number of respondents of them all", "[transform]")
{
    const auto codebook = codebook_from(divided_text());
    const auto tally = tally_from(codebook, "s", {{"2022", pupils()}});
    const auto release = DisclosureGate(codebook).protect_with_proof(tally, {});
    REQUIRE(release.proofs.size() == 5);
    check_whole(release.proofs);
    CHECK_FALSE(cell_of(release.release, "a", "area=1000;sex=K").n.has_value());
    CHECK(cell_of(release.release, "b", "area=1000").n == 15);

    // With true n taken as known, nothing of b is small, and all of it would be shown.
    auto ledger = published(release.release);
    CHECK(found_by_attack(tally, ledger, codebook) == 0);
    for (auto& cell : ledger.cells)
        for (const auto& table : tally.tables)
            for (const auto& counted : table.cells)
                if (cell.indicator == "b" && table.indicator == "b" && cell.n &&
                    domain_of(table.dimensions, counted.categories) == cell.domain) {
                    cell.value = round_published(counted.estimate.value * table.factor, cell.decimals);
                    cell.symbol.clear();
                }
    CHECK(found_by_attack(tally, ledger, codebook) > 0);
}

TEST_CASE("a divided proof is rejected when one part has no world for a number of respondents", "[transform]")
{
    const auto codebook = codebook_from(divided_text());
    auto proofs = DisclosureGate(codebook)
                      .protect_with_proof(tally_from(codebook, "s", {{"2022", pupils()}}), {})
                      .proofs;
    REQUIRE(check_clusters(proofs).front().scenarios > 0);
    for (std::size_t p = 1; p < proofs.size(); ++p) {
        auto tampered = proofs;
        std::size_t left_out = 0;
        const auto blocks = split_into_blocks(tampered[p].system);
        for (std::size_t b = 0; b < blocks.size(); ++b)
            left_out += std::erase_if(tampered[p].certificate.blocks[b].worlds, [&](const auto& world) {
                return changes_respondents(proofs[p], blocks[b], world);
            });
        REQUIRE(left_out > 0);
        CHECK_FALSE(check_clusters(tampered).front().proven());
    }
}

TEST_CASE("a divided proof is rejected when a world of one part has respondents that no other has",
          "[transform]")
{
    const auto codebook = codebook_from(divided_text());
    auto proofs = DisclosureGate(codebook)
                      .protect_with_proof(tally_from(codebook, "s", {{"2022", pupils()}}), {})
                      .proofs;
    auto& proof = proofs.back();
    auto& worlds = proof.certificate.blocks.front().worlds;
    REQUIRE_FALSE(worlds.empty());
    ++worlds.front().front();
    CHECK_FALSE(check_clusters(proofs).front().proven());
    proofs.pop_back();
    CHECK(check_clusters(proofs).front().proven());
}

TEST_CASE("where a figure of one question is known elsewhere, its n is not shown for any question",
          "[transform]")
{
    // Of 24 pupils in area 1050 three say no to b.
    auto rows = pupils();
    for (int i = 0; i < 24; ++i)
        rows += std::string(i % 2 == 0 ? "K" : "M") + ",1050," + (i % 3 == 0 ? "1," : "0,") +
                (i < 21 ? "1," : "0,") + (i % 4 < 2 ? "1," : "0,") + (i % 2 == 0 ? "1\n" : "0\n");
    auto text = divided_text();
    const auto before = night(codebook_from(text), {{"2022", rows}});
    CHECK(cell_of(before.release, "a", "area=1050").n == 24);
    CHECK_FALSE(cell_of(before.release, "b", "area=1050").value.has_value());

    text["known_elsewhere"] = "survey,wave,indicator,domain,what,value,source,date\n"
                              "s,2022,b,area=1050,yes,21,kommunens egen rapport,2023-01-01\n";
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(codebook, "s", {{"2022", rows}});
    const auto release = DisclosureGate(codebook).protect_with_proof(tally, {});
    check_whole(release.proofs);
    for (const auto* question : {"a", "b", "c", "d"})
        CHECK_FALSE(cell_of(release.release, question, "area=1050").n.has_value());
    CHECK(found_by_attack(tally, published(release.release), codebook) == 0);
    CHECK(found_by_attack(tally, published(before.release), codebook) > 0);
}

namespace {

/// Area 1050 has so many pupils who say yes to b and no, and the former are known elsewhere.
struct KnownAnswers {
    Codebook codebook;
    Tally tally;

    KnownAnswers(int yes, int no, const std::string& eligible = "")
        : codebook(codebook_from(text_with(yes, eligible))),
          tally(tally_from(codebook, "s", {{"2022", pupils_with(yes, no)}}))
    {
    }

    static CodebookText text_with(int yes, const std::string& eligible)
    {
        auto text = divided_text();
        text["known_elsewhere"] =
            "survey,wave,indicator,domain,what,value,source,date\ns,2022,b,area=1050,yes," +
            std::to_string(yes) + ",kommunen,2023-01-01\n";
        if (!eligible.empty())
            text["eligible"] = "survey,wave,domain,count,source\ns,2022,area=1050," + eligible + ",skolan\n";
        return text;
    }

    static std::string pupils_with(int yes, int no)
    {
        auto rows = pupils();
        for (int i = 0; i < yes + no; ++i)
            rows += std::string(i % 2 == 0 ? "K" : "M") + ",1050," + (i % 3 == 0 ? "1," : "0,") +
                    (i < yes ? "1," : "0,") + (i % 4 < 2 ? "1," : "0,") + (i % 2 == 0 ? "1\n" : "0\n");
        return rows;
    }
};

} // namespace

TEST_CASE("leak: n beside a known figure that says that all of a small group answered alike is hidden",
          "[transform]")
{
    const KnownAnswers seven(7, 0);
    const auto release = DisclosureGate(seven.codebook).protect_with_proof(seven.tally, {});
    check_whole(release.proofs);
    CHECK_FALSE(cell_of(release.release, "a", "area=1050").n.has_value());
    CHECK(found_by_attack(seven.tally, published(release.release), seven.codebook) == 0);
}

TEST_CASE("leak: what only the one who answered otherwise knows does not excuse that n tells of it",
          "[transform]")
{
    // With 21 known, 22 who may answer say: nobody or one said no. That somebody did is not public.
    const KnownAnswers one(21, 1, "22");
    const auto release = DisclosureGate(one.codebook).protect_with_proof(one.tally, {});
    CHECK_FALSE(cell_of(release.release, "a", "area=1050").n.has_value());
    auto ledger = published(release.release);
    for (auto& cell : ledger.cells)
        if (cell.domain == "area=1050" && cell.indicator == "a")
            cell.n = 22;
    CHECK(found_by_attack(one.tally, ledger, one.codebook) > 0);
}

TEST_CASE("a breakdown of one question only is shown though the others do not have it", "[transform]")
{
    auto text = divided_text();
    text["breakdowns"] = "survey,indicators,by\ns,*,\ns,*,area\ns,d,sex\n";
    const auto codebook = codebook_from(text);
    const auto release =
        DisclosureGate(codebook).protect_with_proof(tally_from(codebook, "s", {{"2022", pupils()}}), {});
    CHECK(cell_of(release.release, "d", "sex=K").shown());
}

TEST_CASE("the respondents of a follow-up question are not shown where those who led to it are hidden",
          "[transform]")
{
    auto text = divided_text();
    text["variables"] += "s,f,code,none,f\n";
    text["indicators"] = "indicator,title,survey,variable,statistic,numerator,among\n";
    for (const std::string name : {"a", "b", "c", "d"})
        text["indicators"] += name + "," + name + ",s," + name + ",share,1,\n";
    text["indicators"] += "f,f,s,f,share,1,a=1\n";
    std::string rows = "kon,kommun,a,b,c,d,f\n";
    for (int area = 0; area < areas; ++area)
        for (int i = 0; i < 24; ++i) {
            const bool a = area == 0 ? i < 3 : i % 2 == 0;
            rows += (i % 2 == 0 ? "K," : "M,") + std::to_string(1000 + area) + (a ? ",1" : ",0") +
                    (i % 3 == 0 ? ",1,0,1," : ",0,1,0,") + (a ? (i % 4 == 0 ? "1" : "0") : "") + "\n";
        }
    const auto codebook = codebook_from(text);
    const auto tally = tally_from(codebook, "s", {{"2022", rows}});
    const auto release = DisclosureGate(codebook).protect_with_proof(tally, {});
    check_whole(release.proofs);
    // Three say yes to a in area 1000, and they are those who were asked f.
    CHECK_FALSE(cell_of(release.release, "a", "area=1000").shown());
    CHECK_FALSE(cell_of(release.release, "f", "area=1000").n.has_value());
    CHECK(found_by_attack(tally, published(release.release), codebook) == 0);
}

TEST_CASE("a new year is proven together with what was published of the years before", "[transform]")
{
    const auto codebook = codebook_from(divided_text());
    const auto first_tally = tally_from(codebook, "s", {{"2022", pupils()}});
    const auto first = DisclosureGate(codebook).protect_with_proof(first_tally, {});
    const auto ledger = published(first.release);
    const auto tally = tally_from(codebook, "s", {{"2022", pupils()}, {"2023", pupils()}});
    const auto second = DisclosureGate(codebook).protect_with_proof(tally, ledger);
    check_whole(second.proofs);
    CHECK(cell_of(second.release, "c", "", "2023").shown());
    CHECK(found_by_attack(tally, published(second.release, ledger), codebook) == 0);
}

namespace {

/// One question put in three years, each of 180 atoms; `pooled` joins the years under one label.
Codebook three_years(bool pooled)
{
    auto text = divided_text();
    text["waves"] += "s,2024,2024,2024-01-01,2024-12-31\n";
    text["indicators"] = "indicator,title,survey,variable,statistic,numerator\na,a,s,a,share,1\n";
    text["breakdowns"] = "survey,indicators,by,pooled,pooled_waves\ns,*,,,\ns,*,area,,\ns,*,sex,,\n";
    if (pooled)
        text["breakdowns"] += "s,*,area,22-24,2022|2023|2024\n";
    return codebook_from(text);
}

/// Area 1007 with forty pupils more, and one pupil more in area 1009.
std::string corrected_pupils()
{
    auto rows = pupils();
    for (int i = 0; i < 40; ++i)
        rows += std::string(i % 2 == 0 ? "K" : "M") + (i % 4 < 2 ? ",1007,1,0,0,0\n" : ",1007,0,0,0,0\n");
    return rows + "K,1009,1,0,0,0\n";
}

} // namespace

TEST_CASE("years that no label pools do not make a census too large for a correction", "[transform]")
{
    const auto codebook = three_years(false);
    const auto years =
        std::map<std::string, std::string>{{"2022", pupils()}, {"2023", pupils()}, {"2024", pupils()}};
    const auto first = DisclosureGate(codebook).protect_with_proof(tally_from(codebook, "s", years), {});
    const auto ledger = published(first.release);
    const auto tally =
        vintages_from(codebook, "s",
                      {{"2022", {pupils()}}, {"2023", {pupils()}}, {"2024", {pupils(), corrected_pupils()}}});
    const auto second = DisclosureGate(codebook).protect_with_proof(tally, ledger);
    CHECK(second.held.empty());
    check_proofs(second);
    CHECK(check_clusters(second.proofs).empty());
    CHECK(cell_of(second.release, "a", "area=1007", "2024").n == 64);
    CHECK_FALSE(cell_of(second.release, "a", "area=1009", "2024").n.has_value());
    CHECK(cell_of(second.release, "a", "area=1010", "2024").n == 24);
    CHECK(found_by_attack(tally, published(second.release, ledger), codebook) == 0);
}

TEST_CASE("a correction of one of three pooled years is taken in, and tells nothing of a pupil",
          "[transform]")
{
    const auto codebook = three_years(true);
    const auto years =
        std::map<std::string, std::string>{{"2022", pupils()}, {"2023", pupils()}, {"2024", pupils()}};
    const auto first = DisclosureGate(codebook).protect_with_proof(tally_from(codebook, "s", years), {});
    const auto ledger = published(first.release);
    const auto tally =
        vintages_from(codebook, "s",
                      {{"2022", {pupils()}}, {"2023", {pupils()}}, {"2024", {pupils(), corrected_pupils()}}});
    const auto second = DisclosureGate(codebook).protect_with_proof(tally, ledger);
    CHECK(second.held.empty());
    check_proofs(second);
    CHECK(cell_of(second.release, "a", "area=1007", "2024").n == 64);
    CHECK(cell_of(second.release, "a", "area=1007", "22-24").n == 112);
    CHECK_FALSE(cell_of(second.release, "a", "area=1009", "2024").n.has_value());
    CHECK_FALSE(cell_of(second.release, "a", "area=1009", "22-24").n.has_value());
    CHECK(found_by_attack(tally, published(second.release, ledger), codebook) == 0);
}
