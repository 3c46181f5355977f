#include "tests/ingest/delivery_support.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

constexpr const char* headings = "lopnr;argang;kon;ukommun;kalvikt;humör;ålder;kommentar\n";

DeliveryReport read_rows(const std::string& rows, const ScratchFolder& folder)
{
    return read(*memory_file({{"Blad1", headings + rows}}), sample_codebook(), folder);
}

/// Enough good rows that one bad answer stays under the limit.
std::string good_rows(int count)
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += "7;2022;1;2303;1.5;ofta;40;\n";
    return rows;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("an empty file is rejected in words", "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read(*memory_file({{"Blad1", ""}}), sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "tom"));
    CHECK_FALSE(std::filesystem::exists(folder / "copy.gz"));
}

TEST_CASE("a file with headings and no rows is rejected", "[ingest]")
{
    const ScratchFolder folder;
    const auto report =
        read(*memory_file({{"Blad1", headings}}), sample_codebook(), folder, "enkat 2022.xlsx");
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "inga rader"));
}

TEST_CASE("a marker in every kind of cell reaches no finding, count or copy of undeclared columns",
          "[ingest]")
{
    const ScratchFolder folder;
    auto rows = good_rows(60);
    rows += "'KANARIE;2022;'KANARIE;2303;1.5;'KANARIE;'KANARIE;'KANARIE\n";
    rows += "424242.5;2022;424242.5;2303;1.5;424242.5;424242.5;424242.5\n";
    rows += "@2031-04-24;2022;@2031-04-24;2303;1.5;@2031-04-24;@2031-04-24;@2031-04-24\n";
    rows += "7;2022;1;2303;'KANARIE;ofta;40;\n";
    rows += "7;'KANARIE;1;2303;1;ofta;40;\n";
    rows += "KANARIE\n";
    const auto report = read_rows(rows, folder);
    const auto words = words_of(report);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    for (const std::string marker : {"KANARIE", "424242", "2031-04-24"})
        CHECK_THAT(words, !Contains(marker));
    CHECK(has_finding(report, Severity::warning, "'kon': svaret finns inte", "Blad1!C62"));
    CHECK(has_finding(report, Severity::warning, "'ålder': cellen är inget tal", "Blad1!G62"));
    CHECK(has_finding(report, Severity::warning, "'ålder': talet ligger utanför", "Blad1!G63"));
    CHECK(has_finding(report, Severity::warning, "Vikten", "Blad1!E65"));
    CHECK(has_finding(report, Severity::error, "annat år", "Blad1!B66"));
    CHECK(report.findings.front().severity == Severity::error);
}

TEST_CASE("an identity number anywhere quarantines the file and only its places are told", "[ingest]")
{
    const std::string number = "821105-9954";
    const auto place = [&](std::vector<SheetText> sheets) {
        const ScratchFolder folder;
        sheets.front().lines += good_rows(3);
        const auto report = read(*memory_file(sheets), sample_codebook(), folder);
        CHECK(report.verdict == DeliveryVerdict::quarantined);
        CHECK_FALSE(std::filesystem::exists(folder / "copy.gz"));
        CHECK_THAT(words_of(report), !Contains("9954"));
        CHECK(report.columns.empty());
        CHECK(report.parts.empty());
        return report.findings.empty() ? "" : report.findings.front().place;
    };
    const std::string head = headings;
    CHECK(place({{"Blad1", head + "7;2022;1;2303;1;ofta;40;ring " + number + "\n"}}) == "Blad1!H2");
    CHECK(place({{"Blad1", head + number + ";2022;1;2303;1;ofta;40;\n"}}) == "Blad1!A2");
    CHECK(place({{"Blad1", head + "8211059954;2022;1;2303;1;ofta;40;\n"}}) == "Blad1!A2");
    CHECK(place({{"Blad1", "Uttag för " + number + "\n" + head}}) == "Blad1!A1");
    CHECK(place({{"Blad1", head}, {"Dold", "x;" + number + "\n", true}}) == "Dold!B1");
    CHECK(place({{"Blad1", head + "7;2022;1;2303;1;ofta;40;;;" + number + "\n"}}) == "Blad1!J2");
    CHECK(place({{number, head}}) == "namnet på blad 1");
}

TEST_CASE("an identity number in a file that is not recognised is found as well", "[ingest]")
{
    const ScratchFolder folder;
    const auto report =
        read(*memory_file({{"Blad1", "namn;nr\nx;570574-9959\n"}}), sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::quarantined);
    CHECK(report.findings.front().place == "Blad1!B2");
}

TEST_CASE("short ids and weights never look like identity numbers", "[ingest]")
{
    const ScratchFolder folder;
    std::string rows;
    for (int i = 0; i < 2000; ++i)
        rows += std::to_string(51624 + i * 97) + ";2022;1;2303;" + std::to_string(8211059954.5 + i) +
                ";ofta;40;\n";
    const auto report = read_rows(rows, folder);
    CHECK(report.verdict == DeliveryVerdict::accepted);
    CHECK(report.rows_used == 2000);
}

TEST_CASE("a missing required column rejects and names the nearest wave and the headings", "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read(*memory_file({{"Blad1", "argang;kon;ukommun;kalvigt\n2022;1;2303;1\n"}}),
                             sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(report.survey.empty());
    CHECK(has_finding(report, Severity::error, "1 obligatoriska kolumner saknas: 'kalvikt'"));
    CHECK(has_finding(report, Severity::error, "Rubriken finns inte", "Blad1!D1", "menade du 'kalvikt'?"));
    CHECK_THAT(words_of(report), !Contains("kalvigt"));
}

TEST_CASE("an unknown heading rejects unless the wave says otherwise", "[ingest]")
{
    const std::string sheet = "argang;kon;ukommun;kalvikt;hummör;extra\n2022;1;2303;1;ofta;9\n";
    const ScratchFolder folder;
    auto codebook = sample_codebook();
    const auto report = read(*memory_file({{"Blad1", sheet}}), codebook, folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "Rubriken finns inte", "Blad1!E1", "menade du 'humör'?"));
    CHECK(has_finding(report, Severity::error, "Rubriken finns inte", "Blad1!F1"));
    for (auto& wave : codebook.waves)
        wave.other_columns = OtherColumns::warn;
    CHECK(read(*memory_file({{"Blad1", sheet}}), codebook, folder).verdict ==
          DeliveryVerdict::accepted_with_remarks);
    for (auto& wave : codebook.waves)
        wave.other_columns = OtherColumns::ignore;
    const auto ignored = read(*memory_file({{"Blad1", sheet}}), codebook, folder);
    CHECK_FALSE(has_finding(ignored, Severity::warning, "Rubriken finns inte"));
    CHECK(ignored.columns.back().reason == "Finns inte i kodboken.");
}

TEST_CASE("a column that is not required and missing warns", "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read(*memory_file({{"Blad1", "argang;kon;ukommun;kalvikt\n2022;1;2303;1\n"}}),
                             sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::accepted_with_remarks);
    CHECK(has_finding(report, Severity::warning, "saknas: 'humör', 'ålder'."));
}

TEST_CASE("a heading in two columns rejects", "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read(*memory_file({{"Blad1", "argang;kon;kon;ukommun;kalvikt\n2022;1;1;2303;1\n"}}),
                             sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "'kon' står i flera kolumner"));
}

TEST_CASE("answers that no code matches reject only above the limit", "[ingest]")
{
    const ScratchFolder folder;
    const auto few = read_rows(good_rows(99) + "7;2022;1;2303;1;oftaa;40;\n", folder);
    CHECK(few.verdict == DeliveryVerdict::accepted_with_remarks);
    CHECK(
        has_finding(few, Severity::warning, "'humör': svaret finns inte", "Blad1!F101", "menade du 'ofta'?"));
    const auto many = read_rows(good_rows(9) + "7;2022;1;2303;1;oftaa;40;\n", folder);
    CHECK(many.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(many, Severity::error, "Fler svar än gränsen", "kolumnen 'humör'"));
}

TEST_CASE("of many equal mistakes twenty cells are named and the rest counted", "[ingest]")
{
    const ScratchFolder folder;
    std::string rows;
    for (int i = 0; i < 50; ++i)
        rows += "7;2022;9;2303;1;ofta;40;\n";
    const auto report = read_rows(rows, folder);
    std::size_t named = 0, rest = 0;
    for (const auto& f : report.findings) {
        if (f.rule != "Kolumnen 'kon': svaret finns inte i kodboken.")
            continue;
        named += f.place.empty() ? 0 : 1;
        rest += f.place.empty() ? f.count : 0;
    }
    CHECK(named == 20);
    CHECK(rest == 30);
}

TEST_CASE("rows without a weight, with a bad weight, totals, footnotes and empty rows are left and counted",
          "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read_rows(good_rows(30) + "7;2022;1;2303;;ofta;40;\n"
                                                  "7;2022;1;2303;-1;ofta;40;\n"
                                                  ";;;;;;;bara en kommentar\n"
                                                  "Totalt;2022;1;;45;;;\n"
                                                  "\n"
                                                  "Källa: Enkäten\n",
                                  folder);
    CHECK(report.verdict == DeliveryVerdict::accepted_with_remarks);
    CHECK(report.rows_used == 30);
    CHECK(report.rows_left == 5);
    CHECK(has_finding(report, Severity::note, "Rad utan vikt", "Blad1!A32"));
    CHECK(has_finding(report, Severity::warning, "Vikten är inte", "Blad1!E33"));
    CHECK(has_finding(report, Severity::note, "Summarad", "Blad1!A35"));
    CHECK(has_finding(report, Severity::note, "Fotnot", "Blad1!A37"));
}

TEST_CASE("a file with rows of two years is rejected with the advice to split it", "[ingest]")
{
    const ScratchFolder folder;
    const auto report = read_rows(good_rows(3) + "7;2020;1;2303;1;ofta;40;\n", folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "annat år", "Blad1!B5", "dela filen"));
}

TEST_CASE("sheets of two waves are rejected with the advice to split the file", "[ingest]")
{
    const ScratchFolder folder;
    const std::string head = headings;
    const auto report = read(*memory_file({{"A", head + "7;2022;1;2303;1;ofta;40;\n"},
                                           {"B", head + "7;2020;1;2303;1;ofta;40;\n"}}),
                             sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::rejected);
    CHECK(has_finding(report, Severity::error, "både Enkäten 2022 och Enkäten 2020", "", "dela filen"));
}

TEST_CASE("the archive copy holds declared columns only and the same file gives the same bytes", "[ingest]")
{
    const ScratchFolder folder;
    const auto rows =
        "4711;2022;1;2303;1,5;ofta;40;hemlig text\n4712;2022;2;'0180;2;'01;'1 000;\n" + good_rows(30);
    CHECK(read_rows(rows, folder).verdict == DeliveryVerdict::accepted_with_remarks);
    const auto first = bytes_of(folder / "copy.gz");
    read_rows(rows, folder);
    CHECK(first == bytes_of(folder / "copy.gz"));
    REQUIRE(first.size() > 20);
    CHECK(first.substr(4, 4) == std::string(4, '\0'));
    const auto all = answers_of({folder / "copy.gz"}, sample_codebook(), "enkat", "2022");
    CHECK_THAT(all,
               Contains("ar=2022,2022,") && Contains("kon=M,K,M,") && Contains("kommun=2303,0180,2303,"));
    CHECK_THAT(all, Contains("vikt=1.5,2,1.5,") && Contains("humor=1,3,1,") && Contains("alder=40,-,40,"));
    CHECK_THAT(all, !Contains("kommentar") && !Contains("lopnr") && Contains("gammal=-,-,"));
}

TEST_CASE("parts of a round share one numbering of their codes", "[ingest]")
{
    const ScratchFolder folder;
    const auto codebook = sample_codebook();
    const auto part = [&](const std::string& name, const std::string& rows) {
        const auto file = memory_file({{"Blad1", headings + rows}});
        return read_delivery(*file, "del.xlsx", codebook, DeliveryOptions{}, folder / name);
    };
    const auto one = part("1.gz", "1;2022;1;2303;1;ofta;40;\n2;2022;1;2305;1;ofta;40;\n");
    const auto two = part("2.gz", "3;2022;1;2309;1;ofta;40;\n4;2022;1;2303;1;ofta;40;\n");
    CHECK(one.parts == std::set<PartKey>{{"2303", "", ""}, {"2305", "", ""}});
    CHECK(two.verdict == DeliveryVerdict::accepted);
    CHECK_THAT(answers_of({folder / "1.gz", folder / "2.gz"}, codebook, "enkat", "2022"),
               Contains("kommun=2303,2305,2309,2303,"));
}

TEST_CASE("a variable that the wave lacks is a column without answers", "[ingest]")
{
    const ScratchFolder folder;
    read_rows(good_rows(2), folder);
    CHECK_THAT(answers_of({folder / "copy.gz"}, sample_codebook(), "enkat", "2022"),
               Contains("gammal=-,-,saknas,"));
}

TEST_CASE("a school file with title lines, group headings and a sheet a grade is one delivery", "[ingest]")
{
    const ScratchFolder folder;
    const std::string top =
        "Hälsosamtalet läsår 2019/20\n\n;;;;Har du ont;\nKommun;Skola;Årskurs;Kön;Huvudvärk;Magont\n";
    const auto report =
        read(*memory_file(
                 {{"Läs mig", "Så här fyller du i\n"},
                  {"F-klass", top + "2303;Byskolan;F;flicka;ofta;aldrig\n2303;Byskolan;F;Pojke ;aldrig;\n"},
                  {"Åk 4", top + "2303;Byskolan;4;flicka;ofta;aldrig\nTotalt;;;;1;1\n"}}),
             school_codebook(), folder);
    CHECK(report.survey == "samtal");
    CHECK(report.wave == "2019-2020");
    CHECK(report.verdict == DeliveryVerdict::accepted_with_remarks);
    CHECK(report.sheets_used == std::vector<std::string>{"F-klass", "Åk 4"});
    CHECK(report.sheets_left == std::vector<std::string>{"Läs mig"});
    CHECK(report.parts == std::set<PartKey>{{"2303", "Byskolan", "0"}, {"2303", "Byskolan", "4"}});
    CHECK(report.rows_used == 3);
    CHECK(report.rows_left == 1);
    CHECK_THAT(answers_of({folder / "copy.gz"}, school_codebook(), "samtal", "2019-2020"),
               Contains("kon=K,M,K,") && Contains("huvudvark=2,1,2,") && Contains("magont=1,-,1,"));
}

TEST_CASE("pupils who do not consent are left out of the copy", "[ingest]")
{
    const ScratchFolder folder;
    const auto report =
        read(*memory_file({{"2019-2020", "Kommun;Skola;Årskurs;Kön;Huvudvärk;Magont;Samtycke\n"
                                         "2303;A;4;flicka;ofta;ofta;Ja\n"
                                         "2303;A;4;pojke;ofta;ofta;Nej\n"
                                         "2303;A;4;pojke;aldrig;ofta;\n"}}),
             school_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::accepted);
    CHECK(report.rows_used == 2);
    CHECK(has_finding(report, Severity::note, "utan samtycke"));
    CHECK_THAT(answers_of({folder / "copy.gz"}, school_codebook(), "samtal", "2019-2020"),
               Contains("kon=K,M,;") && Contains("huvudvark=2,1,;"));
}

TEST_CASE("a sheet that looks like data and is not used warns", "[ingest]")
{
    const ScratchFolder folder;
    std::string other = "x;y\n";
    for (int i = 0; i < 30; ++i)
        other += "1;2\n";
    const auto report =
        read(*memory_file({{"Blad1", headings + good_rows(2)}, {"Mer", other}}), sample_codebook(), folder);
    CHECK(report.verdict == DeliveryVerdict::accepted_with_remarks);
    CHECK(has_finding(report, Severity::warning, "Bladet används inte", "Mer"));
}

TEST_CASE("parts that are disjoint add up, equal ones correct, and partial overlaps are held", "[ingest]")
{
    const PartKey a{"2303", "", "4"}, b{"2305", "", "4"}, c{"2309", "", "4"};
    CHECK(relation_to({a}, {}).relation == Relation::first);
    CHECK(relation_to({c}, {{a}, {b}}).relation == Relation::supplement);
    const auto correction = relation_to({a, b}, {{c}, {a}, {b}});
    CHECK(correction.relation == Relation::correction);
    CHECK(correction.supersedes == std::vector<std::size_t>{1, 2});
    CHECK(relation_to({a, c}, {{a, b}}).relation == Relation::overlap);
    CHECK(relation_to({a, c}, {{a}}).relation == Relation::overlap);
    CHECK(relation_to({a}, {{a, b}}).supersedes.empty());
}
