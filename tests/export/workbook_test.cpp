#include "config/errors.hpp"
#include "export/workbook/sheet_table.hpp"
#include "export/workbook/workbook_check.hpp"
#include "export/workbook/workbook_parts.hpp"
#include "export/workbook/workbook_sink.hpp"
#include "export/workbook/xlsx_writer.hpp"
#include "fixture.hpp"
#include "release_maker.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <set>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

/// A publication of some tables, and what it refers to.
struct Night {
    Codebook codebook = small_codebook();
    PlanTables plan = small_plan();
    Settings settings = small_settings();
    std::vector<Judgement> judgements{{"p1", "3.1", "stress", "", "2022", "2018", 15.5, 12.5, 12.0,
                                       Verdict::off_track, "Andelen är högre än banan mot målet."}};
    Release release = make_release(
        {table_from(codebook, "stress", {},
                    "2018 - 12.5 10.1 14.9 900 -\n2020 - - - - - ..\n2022 - 15.5 15.1 18.2 870 -\n"
                    "p2018-2022 - 13.7 12.9 14.6 2700 -"),
         table_from(codebook, "stress", {"sex"},
                    "2018 K 13.1 10.1 15.9 450 -\n2018 M 11.9 9.8 13.9 450 -\n2022 K 17.3 15.0 19.9 430 -\n"
                    "2022 M - - - - .."),
         table_from(codebook, "stress", {"area"},
                    "2022 2303 - - - - ..\n2022 2321 16.1 12.3 20.7 220 -\n2022 2380 15.2 13.3 17.5 440 -"),
         table_from(codebook, "besok", {}, "2018 - 24.3 - - 880 -\n2022 - 23.7 - - 860 -"),
         table_from(codebook, "trivs", {"area", "sex"},
                    "2022 2303,K - - - - ..\n2022 2321,K 81.4 - - 70 -\n2022 2321,M - - - - ..")},
        {{"enkat", "2022", "Omgång 2022", 870, 1500, {"Vägd."}},
         {"samtal", "2022", "Läsår 2022", {}, {}, {"Alla."}}},
        {{"stress", "Vägd andel."}});

    Publication publication() const { return {release, settings, codebook, plan, judgements, {}}; }
};

std::filesystem::path workbook(const TemporaryFolder& folder, const std::string& organisation)
{
    return folder.path() / "excel" / organisation / ("lup-" + organisation + ".xlsx");
}

std::vector<std::string> sheet_names(const ReadWorkbook& book)
{
    std::vector<std::string> names;
    for (const auto& sheet : book.sheets)
        names.push_back(sheet.name);
    return names;
}

} // namespace

TEST_CASE("the writer refuses what Excel could not show", "[export]")
{
    const TemporaryFolder folder;
    XlsxWriter writer(folder.path() / "a.xlsx", {"Titel", "Författare", "", "", "2022-12-31"});
    auto sheet = writer.add_sheet("Blad");
    CHECK_THROWS_AS(sheet.number(0, 0, std::numeric_limits<double>::quiet_NaN(), Look::tenth), ExportError);
    CHECK_THROWS_AS(sheet.number(0, 0, std::numeric_limits<double>::infinity(), Look::tenth), ExportError);
    CHECK_THROWS_WITH(sheet.text(4, 3, "\xE5land"), Contains("Blad!D5") && Contains("UTF-8"));
    CHECK_THROWS_WITH(sheet.text(0, 0, "a\x01"), Contains("styrtecken"));
    CHECK_THROWS_WITH(sheet.text(0, 0, std::string(40000, 'a')), Contains("32"));
    CHECK_THROWS_AS(sheet.number(2000000, 0, 1, Look::tenth), ExportError);
    CHECK_THROWS_AS(writer.add_sheet("blad"), ExportError);
    CHECK_THROWS_AS(writer.add_sheet("ett namn som är mycket längre än 31"), ExportError);
    CHECK_THROWS_AS(writer.add_sheet("a/b"), ExportError);
    CHECK_THROWS_AS(writer.add_sheet(""), ExportError);
    const std::vector<SheetColumn> twice{{"Kön", 10}, {"kön", 10}};
    CHECK_THROWS_WITH(sheet.table(3, 5, twice, "Tabell_1"), Contains("rubrik"));
    const std::vector<SheetColumn> columns{{"Kön", 10}, {"Andel", 10}};
    CHECK_THROWS_AS(sheet.table(3, 5, columns, "T1"), ExportError);
    CHECK_THROWS_AS(XlsxWriter("/nonexistent/a.xlsx", {}).close(), ExportError);
}

TEST_CASE("text that looks like a formula or an escape stays text", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "a.xlsx";
    XlsxWriter writer(file, {"Titel", "Författare", "", "", "2022-12-31"});
    auto sheet = writer.add_sheet("Blad");
    const std::vector<std::string> texts{"=1+1",    "+46",         "-5",        "@namn",
                                         "_x000D_", "åäö ÅÄÖ <&>", "två\nrader"};
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        sheet.text(i, 0, texts[i]);
    writer.close();
    const auto book = read_workbook(file);
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        CHECK(std::get<std::string>(book.sheets.at(0).cells.at({i, 0})) == texts[i]);
    CHECK_THAT(unpacked(file), !Contains("<f>"));
}

TEST_CASE("text right of a column of numbers is drawn in from them, and no other text is", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "a.xlsx";
    XlsxWriter writer(file, {"t", "", "", "", "2022-12-31"});
    auto sheet = writer.add_sheet("A");
    const auto number = SheetCell::of(std::optional<double>(7.5), Look::tenth);
    write_table(sheet, {"T",
                        {},
                        "Tabell_a",
                        {"Före", "Tal", "Efter", "Sist"},
                        {20, 20, 20, 20},
                        {{SheetCell::of("a"), number, SheetCell::of("b"), SheetCell::of("c")},
                         {SheetCell::of("d"), SheetCell(), SheetCell::of("e", Look::wrapped), SheetCell()}}});
    writer.close();
    const auto text = unpacked(file);
    const auto style_of = [&](const std::string& cell) {
        const auto at = text.find("<c r=\"" + cell + "\" s=\"");
        REQUIRE(at != std::string::npos);
        auto number_at = text.find("s=\"", at) + 3;
        return std::stoul(text.substr(number_at));
    };
    const auto is_drawn_in = [&](const std::string& cell) {
        auto at = text.find("<cellXfs");
        for (auto style = style_of(cell) + 1; style > 0; --style)
            at = text.find("<xf ", at + 1);
        return text.substr(at, text.find("<xf ", at + 1) - at).find("indent=\"1\"") != std::string::npos;
    };
    CHECK(is_drawn_in("C4"));
    CHECK(is_drawn_in("C5"));
    for (const auto* cell : {"A4", "B4", "D4", "A5"})
        CHECK_FALSE(is_drawn_in(cell));
}

TEST_CASE("a file that is no workbook of ours is refused when read back", "[export]")
{
    const TemporaryFolder folder;
    CHECK_THROWS_AS(read_workbook(folder.path() / "missing.xlsx"), ExportError);
}

TEST_CASE("an organisation that cannot be a folder name is refused", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.plan.organisations[0].organisation = "../ute";
    CHECK_THROWS_WITH(WorkbookSink().write(night.publication(), folder.path()), Contains("organisations"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "ute"));
}

TEST_CASE("each verksamhet gets a workbook with the sheets in order", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    WorkbookSink().write(night.publication(), folder.path());
    const auto book = read_workbook(workbook(folder, "psykiatrin"));
    CHECK(sheet_names(book) == std::vector<std::string>{"Om", "Innehåll", "Läget", "Vad är nytt",
                                                        "T01 Stress", "T02 Stress, kön", "T03 Stress, kommun",
                                                        "T04 Välbefinnande", "T05 Trivs, kommun × kön",
                                                        "Diagram", "Noter", "Metod och kvalitet", "Data"});
    CHECK(book.charts.size() == 5);
    CHECK(book.descriptions.size() == 5);
    CHECK(book.tables.size() == 12);
    CHECK(book.properties.at("Language") == "sv-SE");
    CHECK(book.properties.at("created") == "2022-12-31T12:00:00Z");
}

TEST_CASE("Metod says of a sample which rules hide figures, and those alone", "[export]")
{
    const auto text_with = [](int min_base, int min_cell, PrecisionRule precision) {
        const TemporaryFolder folder;
        Night night;
        auto& survey = night.codebook.surveys.front();
        REQUIRE(survey.protection == Protection::base);
        survey.min_base = min_base;
        survey.min_cell = min_cell;
        survey.precision = precision;
        WorkbookSink().write(night.publication(), folder.path());
        return unpacked(workbook(folder, "psykiatrin"));
    };
    const auto all = text_with(100, 5, PrecisionRule::nchs);
    CHECK_THAT(all, Contains("färre än 100 svar visas inte; gäller det ena könet döljs även det andras"));
    CHECK_THAT(all, Contains("någon men färre än 5 har svarat") && Contains("i samma indelning") &&
                        Contains("alltid för båda könen"));
    CHECK_THAT(all, Contains("döljs, var för sig") && Contains("De lovar inte"));
    const auto base_alone = text_with(100, 0, PrecisionRule::none);
    CHECK_THAT(base_alone, !Contains("alltid för båda könen") && !Contains("var för sig"));
    CHECK_THAT(text_with(0, 0, PrecisionRule::none),
               Contains("Inga uppgifter döljs för att") && !Contains("gäller det ena könet"));
}

TEST_CASE("a verksamhet gets only its own indicators and areas", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    WorkbookSink().write(night.publication(), folder.path());
    const auto text = unpacked(workbook(folder, "are"));
    CHECK_THAT(text, Contains("16.1") && Contains("Åre") && Contains("Stress"));
    for (const auto* other :
         {"Östersund", "2380", "15.2", "13.3", "Välbefinnande", "24.3", "Trivs", "81.4", "Ragunda"})
        CHECK_THAT(text, !Contains(other));
    CHECK_THAT(unpacked(workbook(folder, "psykiatrin")), Contains("Östersund") && Contains("81.4"));
}

TEST_CASE("a table for named recipients goes to no one else", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    auto table = table_from(night.codebook, "stress", {}, "2018 - 77.7 - - 900 -");
    table.recipients = {"are"};
    night.release = make_release({table, table_from(night.codebook, "somn", {}, "2018 - 33.3 - - 900 -")});
    night.judgements.clear();
    WorkbookSink().write(night.publication(), folder.path());
    CHECK_THAT(unpacked(workbook(folder, "are")), Contains("77.7") && !Contains("33.3"));
    CHECK_THAT(unpacked(workbook(folder, "psykiatrin")), !Contains("77.7") && Contains("33.3"));
}

TEST_CASE("without a plan everything goes to one workbook for all", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.plan = {};
    night.judgements.clear();
    WorkbookSink().write(night.publication(), folder.path());
    CHECK_THAT(unpacked(workbook(folder, "alla")), Contains("81.4") && Contains("24.3"));
}

TEST_CASE("the same publication twice gives the same bytes", "[export]")
{
    const TemporaryFolder one;
    const TemporaryFolder two;
    const Night night;
    WorkbookSink().write(night.publication(), one.path());
    setenv("TZ", "America/New_York", 1);
    tzset();
    WorkbookSink().write(night.publication(), two.path());
    unsetenv("TZ");
    tzset();
    for (const auto* organisation : {"psykiatrin", "are"})
        CHECK(bytes_of(workbook(one, organisation)) == bytes_of(workbook(two, organisation)));
}

TEST_CASE("a hidden cell leaves its symbol and no number in its row", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    WorkbookSink().write(night.publication(), folder.path());
    const auto book = read_workbook(workbook(folder, "psykiatrin"));
    const auto& sheet = book.sheets.at(4);
    REQUIRE(sheet.name == "T01 Stress");
    std::uint32_t row = 0;
    for (const auto& [place, value] : sheet.cells)
        if (value == std::variant<double, std::string>("2020") && place.second == 0)
            row = place.first;
    REQUIRE(row > 0);
    std::vector<std::string> texts;
    for (const auto& [place, value] : sheet.cells)
        if (place.first == row) {
            CHECK(std::holds_alternative<std::string>(value));
            texts.push_back(std::get<std::string>(value));
        }
    CHECK(texts == std::vector<std::string>{"2020", ".."});
}

TEST_CASE("a table that is hidden as a whole has no chart", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.release =
        make_release({table_from(night.codebook, "stress", {}, "2018 - - - - - ..\n2022 - - - - - .."),
                      table_from(night.codebook, "somn", {}, "2018 - 30.1 - - 900 -")});
    night.judgements.clear();
    WorkbookSink().write(night.publication(), folder.path());
    const auto book = read_workbook(workbook(folder, "psykiatrin"));
    REQUIRE(book.charts.size() == 1);
    CHECK_THAT(book.charts[0].title, Contains("Sömnbesvär"));
}

TEST_CASE("a workbook without any figure is still whole", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.release = make_release({});
    night.judgements.clear();
    WorkbookSink().write(night.publication(), folder.path());
    CHECK(read_workbook(workbook(folder, "psykiatrin")).charts.empty());
}

TEST_CASE("a chart's title says the finding in Swedish and claims a change only if the intervals are apart",
          "[export]")
{
    const TemporaryFolder folder;
    Night night;
    WorkbookSink().write(night.publication(), folder.path());
    const auto first = read_workbook(workbook(folder, "psykiatrin")).charts.at(0).title;
    CHECK_THAT(first, Contains("Stress: andelen ökade från 12,5\u00a0% (2018) till 15,5\u00a0% (2022)"));

    night.release = make_release({table_from(night.codebook, "stress", {},
                                             "2018 - 12.5 10.1 14.9 900 -\n2022 - 13.5 11.1 16.2 870 -")});
    const TemporaryFolder other;
    WorkbookSink().write(night.publication(), other.path());
    CHECK_THAT(read_workbook(workbook(other, "psykiatrin")).charts.at(0).title,
               Contains("ingen säkerställd förändring") && !Contains("ökade"));
}

TEST_CASE("values on either side of a break are not compared", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.codebook.indicators[0].breaks = {"2022"};
    WorkbookSink().write(night.publication(), folder.path());
    const auto title = read_workbook(workbook(folder, "psykiatrin")).charts.at(0).title;
    CHECK_THAT(title, Contains("var 15,5") && !Contains("12,5"));
    CHECK_THAT(unpacked(workbook(folder, "psykiatrin")), Contains("serien bryts 2022"));
}

TEST_CASE("a finished workbook that shows another number than the release is stopped", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    const auto publication = night.publication();
    auto content = content_for(publication, nullptr);
    const auto file = folder.path() / "a.xlsx";
    write_workbook(publication, content, file);
    CHECK_NOTHROW(check_workbook(publication, content, file));

    auto tables = std::vector<ReleasedTable>(night.release.tables().begin(), night.release.tables().end());
    tables[0].cells[0].value = 12.4;
    const auto other_release = make_release(tables);
    const Publication other{other_release, night.settings, night.codebook, night.plan, night.judgements, {}};
    auto other_content = content_for(other, nullptr);
    for (std::size_t i = 0; i < content.tables.size(); ++i)
        other_content.tables[i].header = content.tables[i].header;
    CHECK_THROWS_WITH(check_workbook(other, other_content, file), Contains("står inte i utgåvan"));

    tables[0].cells[0] = night.release.tables()[0].cells[0];
    tables[2].cells[1].value.reset();
    tables[2].cells[1].symbol = "..";
    const auto hidden_release = make_release(tables);
    const Publication hidden{hidden_release, night.settings,   night.codebook,
                             night.plan,     night.judgements, {}};
    auto hidden_content = content_for(hidden, nullptr);
    for (std::size_t i = 0; i < content.tables.size(); ++i)
        hidden_content.tables[i].header = content.tables[i].header;
    CHECK_THROWS_WITH(check_workbook(hidden, hidden_content, file), Contains("T03 Stress, kommun"));
}

TEST_CASE("leak: the order of rows is the codebook's and tells nothing of the figures", "[export]")
{
    const Night night;
    const auto order = [&](const char* lines) {
        const auto release = make_release({table_from(night.codebook, "stress", {"area"}, lines)});
        const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
        const auto content = content_for(publication, nullptr);
        std::vector<std::string> domains;
        for (const auto* row : content.tables.at(0).rows)
            domains.push_back(row->domain);
        return domains;
    };
    const auto rising = order("2022 2303 10 - - 300 -\n2022 2321 20 - - 300 -\n2022 2380 30 - - 300 -");
    CHECK(rising == order("2022 2303 30 - - 300 -\n2022 2321 - - - - ..\n2022 2380 10 - - 300 -"));
    CHECK(rising == std::vector<std::string>{"area=2303", "area=2321", "area=2380"});
}

TEST_CASE("a verksamhet with areas sees its own beside the whole survey, from its own tables", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.judgements.clear();
    const auto charts = [&](const std::string& whole, const std::string& areas) {
        night.release = make_release({table_from(night.codebook, "stress", {}, whole),
                                      table_from(night.codebook, "stress", {"area"}, areas)});
        WorkbookSink().write(night.publication(), folder.path());
        return read_workbook(workbook(folder, "are")).charts;
    };
    const auto sheets_of = [](const ReadChart& chart) {
        std::set<std::string> sheets;
        for (const auto& cache : chart.caches)
            sheets.insert(cache.range.substr(0, cache.range.find('!')));
        return sheets;
    };
    const std::set<std::string> both{"'T01 Stress'", "'T02 Stress, kommun'"};
    const auto over_time = charts("2018 - 12.5 10.1 14.9 900 -\n2022 - 15.5 15.1 18.2 870 -",
                                  "2018 2321 11.1 8.3 15.7 220 -\n2018 2380 13.2 11.3 15.5 440 -\n"
                                  "2022 2321 16.1 12.3 20.7 220 -\n2022 2380 15.2 13.3 17.5 440 -");
    REQUIRE(over_time.size() == 2);
    CHECK_THAT(over_time[1].title, Contains("Stress 2022: Åre 16,1\u00a0%, hela undersökningen 15,5\u00a0%"));
    CHECK(sheets_of(over_time[1]) == both);
    CHECK(over_time[1].caches.size() == 12); // two lines with two limits each, and their years
    const auto now =
        charts("2018 - 12.5 10.1 14.9 900 -\n2020 - 14.5 12.1 16.9 900 -\n2022 - 15.5 15.1 18.2 870 -",
               "2020 2321 11.1 8.3 15.7 220 -\n2022 2321 - - - - ..");
    REQUIRE(now.size() == 2);
    CHECK_THAT(now[1].title, Contains("Stress 2020: Åre 11,1\u00a0%, hela undersökningen 14,5\u00a0%"));
    CHECK(sheets_of(now[1]) == both);
    CHECK(charts("2018 - 12.5 10.1 14.9 900 -", "2018 2321 - - - - ..").size() == 1);
}
