#include "ingest/delivery/recognise.hpp"
#include "ingest/delivery/recognise_wave.hpp"
#include "ingest/sheets/csv_file.hpp"
#include "tests/ingest/delivery_support.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// "survey wave" of each sheet, or the reason why it is not recognised.
std::vector<std::string> taken_for(const std::vector<SheetText>& sheets, const Codebook& codebook,
                                   const std::string& file_name = "leverans.xlsx")
{
    const auto file = memory_file(sheets);
    std::vector<SheetHead> heads;
    for (std::size_t i = 0; i < sheets.size(); ++i)
        heads.push_back(read_head(*file->read(i), file->sheets()[i], 10'000));
    std::vector<std::string> taken;
    for (const auto& sheet : recognise_sheets(heads, file_name, codebook))
        taken.push_back(sheet.match ? sheet.match->wave->survey + " " + sheet.match->wave->wave
                                    : sheet.reason);
    return taken;
}

std::string taken_for(const std::string& lines, const Codebook& codebook,
                      const std::string& file_name = "leverans.xlsx", const std::string& sheet = "Blad1")
{
    return taken_for(std::vector<SheetText>{{sheet, lines}}, codebook, file_name).front();
}

constexpr const char* school_headings = "Kommun;Skola;Årskurs;Kön;Huvudvärk;Magont\n";
constexpr const char* pupil = "2303;A;4;flicka;ofta;ofta\n";

std::string school(const std::string& above = "")
{
    return above + school_headings + pupil;
}

} // namespace

TEST_CASE("a file that fits no form says which wave is nearest and what is missing", "[ingest]")
{
    CHECK(taken_for("a;b\n1;2\n", sample_codebook()) ==
          "Inga rubriker stämmer med någon undersökning i kodboken.");
    const auto reason = taken_for("argang;kon\n2022;1\n", sample_codebook());
    CHECK_THAT(reason, Contains("liknar mest Enkäten 202") && Contains("2 obligatoriska kolumner saknas") &&
                           Contains("'ukommun', 'kalvikt'"));
}

TEST_CASE("a file that fits several waves and names none is rejected with their names", "[ingest]")
{
    CHECK_THAT(taken_for(school(), school_codebook()),
               Contains("flera omgångar: Hälsosamtalet 2019-2020, Hälsosamtalet 2020-2021"));
}

TEST_CASE("a year column that names an unknown wave rejects, whatever the file is called", "[ingest]")
{
    CHECK_THAT(taken_for("argang;kon;ukommun;kalvikt\n2024;1;2303;1\n", sample_codebook(), "enkat 2022.xlsx"),
               Contains("Årskolumnen anger ett annat år"));
}

TEST_CASE("a file that only names years of no wave is not taken for the wave that fits", "[ingest]")
{
    auto codebook = school_codebook();
    codebook.waves.pop_back();
    CHECK(taken_for(school(), codebook) == "samtal 2019-2020");
    CHECK_THAT(taken_for(school(), codebook, "samtal 2023-2024.xlsx"), Contains("nämner bara andra år"));
    CHECK(taken_for(school("Uttag 2021-03-04\n"), codebook) == "samtal 2019-2020");
}

TEST_CASE("the year column decides before titles, sheet and file name, and they in that order", "[ingest]")
{
    const auto sample = sample_codebook();
    const std::string head = "argang;kon;ukommun;kalvikt\n";
    CHECK(taken_for("Enkäten 2020\n" + head + ";1;2303;1\n2022;1;2303;1\n", sample, "2020.csv", "2020") ==
          "enkat 2022");
    CHECK(taken_for("Enkäten 2020\n" + head + ";1;2303;1\n", sample, "2022.csv", "2022") == "enkat 2020");
    CHECK(taken_for(head + ";1;2303;1\n", sample, "2022.csv", "2020") == "enkat 2020");
    CHECK(taken_for(head + ";1;2303;1\n", sample, "2022.csv") == "enkat 2022");
}

TEST_CASE("a school year is recognised however it is written", "[ingest]")
{
    const auto codebook = school_codebook();
    for (const std::string words : {"läsår 2020-2021", "2020/21", "Läsåret 2020/2021, alla skolor",
                                    "2020\u20132021", "2020-21", "LÄSÅR 2020 - 2021"}) {
        INFO(words);
        CHECK(taken_for(school(words + "\n"), codebook) == "samtal 2020-2021");
    }
    CHECK(taken_for(school(), codebook, "samtal_2019_2020.xlsx") == "samtal 2019-2020");
    CHECK(years_in("2019-11-12").empty());
    CHECK(years_in("export 20191112 och 19999").empty());
    CHECK(years_in("2019, 2020/21") == std::vector<YearMention>{{2019, 0}, {2020, 2021}});
}

TEST_CASE("headings are found below title lines, with spaces and other letters, and alternatives in order",
          "[ingest]")
{
    const auto codebook = sample_codebook();
    CHECK(taken_for("Region X\n\nUttag;av;svar\nÅR ; KÖN;Ukommun;KALVIKT\n2022;1;2303;1\n", codebook) ==
          "enkat 2022");
    const auto form = form_of(codebook, codebook.wave("enkat", "2022"));
    KeptRow row{1, {}};
    for (const std::string text : {"kön", "Kon", "kon"})
        row.cells.push_back({static_cast<std::uint32_t>(row.cells.size() + 1), CellType::text, 0, text});
    const auto match = match_form(form, HeadingLine(row));
    REQUIRE(match.columns.size() == 1);
    CHECK(match.columns.front().column == 3);
    CHECK(match.ambiguous.empty());
}

TEST_CASE("two rows of headings are joined, and a group heading holds to the right", "[ingest]")
{
    auto codebook = school_codebook();
    for (auto& variable : codebook.variables) {
        if (variable.variable == "huvudvark")
            variable.columns = {"Ont: Huvud"};
        if (variable.variable == "magont")
            variable.columns = {"Ont Mage"};
    }
    const auto file = memory_file(
        {{"2019-2020", "Kommun;Skola;Årskurs;Kön;Ont;\n;;;;Huvud;Mage\n2303;A;4;flicka;ofta;ofta\n"}});
    const auto sheets =
        recognise_sheets({read_head(*file->read(0), file->sheets()[0], 1000)}, "x.xlsx", codebook);
    REQUIRE(sheets.front().match);
    CHECK(sheets.front().match->two_rows);
    CHECK(sheets.front().match->header == 1);
    CHECK(sheets.front().match->columns.size() == 6);
    CHECK(sheets.front().match->unknown.empty());
}

TEST_CASE("a sheet whose head was read goes on after it with every cell as it stands", "[ingest]")
{
    std::string text = "Titel\n\nid;\"0114\";q1\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i) + ";;\"a\"\n";
    const auto file = open_csv_text("x.csv", text);
    auto begun = file->read(0);
    const auto head = read_head(*begun, file->sheets()[0], 1'000);
    REQUIRE(head.rows.size() > 10);
    REQUIRE(head.rows.size() < 200);
    const auto resumed = resume_sheet(head, std::move(begun));
    const auto whole = file->read(0);
    Row row, expected;
    std::size_t rows = 0;
    while (whole->next(expected)) {
        ++rows;
        REQUIRE(resumed->next(row));
        CHECK(row.number == expected.number);
        CHECK(std::ranges::equal(row.cells, expected.cells, [](const Cell& a, const Cell& b) {
            return a.column == b.column && a.type == b.type && a.quoted == b.quoted && a.text == b.text;
        }));
    }
    CHECK(rows == 202);
    CHECK(!resumed->next(row));
}

TEST_CASE("a given header row is the only place where headings are looked for", "[ingest]")
{
    auto codebook = school_codebook();
    for (auto& wave : codebook.waves)
        wave.header_row = 3;
    CHECK_THAT(taken_for(school(), codebook, "2019-2020.xlsx"), Contains("Inga rubriker stämmer"));
    CHECK(taken_for(school("a\nb\n"), codebook, "2019-2020.xlsx") == "samtal 2019-2020");
}

TEST_CASE("the wave's list of sheets keeps others out", "[ingest]")
{
    auto codebook = school_codebook();
    for (auto& wave : codebook.waves)
        wave.sheets = {"Svar"};
    const auto taken = taken_for({{"svar ", school()}, {"Kopia", school()}}, codebook, "2019-2020.xlsx");
    CHECK(taken.front() == "samtal 2019-2020");
    CHECK_THAT(taken.back(), Contains("hör inte till dem"));
}

TEST_CASE("a sheet that names no wave follows the others", "[ingest]")
{
    const auto taken = taken_for({{"Åk 4", school()}, {"F", school("Läsår 2020/21\n")}}, school_codebook());
    CHECK(taken == std::vector<std::string>{"samtal 2020-2021", "samtal 2020-2021"});
}

TEST_CASE("the form with the most headings is chosen", "[ingest]")
{
    CHECK(taken_for("kon;ukommun;kalvikt;gammal fråga\n1;2303;1;1\n", sample_codebook()) == "enkat 2020");
}
