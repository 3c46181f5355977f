#include "config/errors.hpp"
#include "export/plan/plan_database.hpp"
#include "export/published/comparison_text.hpp"
#include "export/published/csv_sink.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/workbook_check.hpp"
#include "export/workbook/workbook_parts.hpp"
#include "export/workbook/workbook_sink.hpp"
#include "fixture.hpp"
#include "release_maker.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

ReleasedComparison comparison(CompareKind kind, const std::string& domain, const std::string& other_domain,
                              const std::string& period, const std::string& other_period, double difference,
                              CompareVerdict verdict)
{
    ReleasedComparison one;
    one.survey = "enkat";
    one.indicator = "stress";
    one.kind = kind;
    one.domain = domain;
    one.other_domain = other_domain;
    one.period = period;
    one.other_period = other_period;
    one.difference = difference;
    one.lower = difference - 1.5;
    one.upper = difference + 1.5;
    one.verdict = verdict;
    return one;
}

struct Night {
    Codebook codebook = small_codebook();
    PlanTables plan = small_plan();
    Settings settings = small_settings();
    std::vector<ReleasedTable> tables{
        table_from(codebook, "stress", {}, "2018 - 12.5 10.1 14.9 900 -\n2022 - 15.5 15.1 18.2 870 -"),
        table_from(codebook, "stress", {"sex"}, "2022 K 17.3 15.0 19.9 430 -\n2022 M 14.2 11.0 17.4 430 -"),
        table_from(codebook, "stress", {"area"},
                   "2022 2321 16.1 12.3 20.7 220 -\n2022 2380 15.2 13.3 17.5 440 -")};
    std::vector<ReleasedComparison> comparisons{
        comparison(CompareKind::wave, "", "", "2022", "2018", 3.5, CompareVerdict::more),
        comparison(CompareKind::group, "sex=K", "sex=M", "2022", "2022", 3.3, CompareVerdict::more),
        comparison(CompareKind::whole, "area=2321", "", "2022", "2022", 0.5, CompareVerdict::not_sure),
        comparison(CompareKind::whole, "area=2380", "", "2022", "2022", -7.5, CompareVerdict::less)};

    Release release() const
    {
        return make_release(tables, {}, {}, comparisons, {{"enkat", "Så jämförs enkäten."}});
    }
};

std::filesystem::path workbook(const TemporaryFolder& folder, const std::string& organisation)
{
    return folder.path() / "excel" / organisation / ("lup-" + organisation + ".xlsx");
}

const ReadSheet* find_sheet(const ReadWorkbook& book, const std::string& name)
{
    const auto found = std::find_if(book.sheets.begin(), book.sheets.end(),
                                    [&](const auto& sheet) { return sheet.name == name; });
    return found == book.sheets.end() ? nullptr : &*found;
}

/// The cells of a sheet's rows below the one that begins with "Indikator", each row joined by |.
std::vector<std::string> rows_of(const ReadSheet& sheet)
{
    std::map<std::uint32_t, std::string> rows;
    std::uint32_t header = 0;
    for (const auto& [place, value] : sheet.cells) {
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr && place.second == 0 && *text == "Indikator")
            header = place.first;
        if (header > 0)
            rows[place.first] += (text != nullptr ? *text : fmt::format("{}", std::get<double>(value))) + "|";
    }
    std::vector<std::string> lines;
    for (const auto& [row, line] : rows)
        lines.push_back(line);
    return lines;
}

std::vector<std::string> seen(const std::filesystem::path& file, const std::string& sql)
{
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::vector<std::string> rows;
    const auto add = [](void* out, int count, char** values, char**) {
        std::string row;
        for (int i = 0; i < count; ++i)
            row += std::string(i == 0 ? "" : "|") + (values[i] ? values[i] : "NULL");
        static_cast<std::vector<std::string>*>(out)->push_back(row);
        return 0;
    };
    CHECK(sqlite3_exec(handle, sql.c_str(), add, &rows, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
    return rows;
}

/// What the first chart and Läget say of the course of the whole survey's share.
std::string told_course(const Night& night)
{
    const TemporaryFolder folder;
    const auto release = night.release();
    const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
    WorkbookSink().write(publication, folder.path());
    const auto book = read_workbook(workbook(folder, "psykiatrin"));
    const auto all = book.charts.at(0).title;
    const auto title = all.substr(0, all.find(';'));
    const std::string before = "andelen ";
    const auto words = title.substr(title.find(before) + before.size());
    const auto& cells = find_sheet(book, "Läget")->cells;
    const bool stands = std::any_of(cells.begin(), cells.end(), [&](const auto& cell) {
        const auto* text = std::get_if<std::string>(&cell.second);
        return text != nullptr && *text == capitalised(words);
    });
    return stands ? words : "Läget and the chart differ: " + title;
}

} // namespace

TEST_CASE("a chart and Läget tell a change as the comparison beside them judges it", "[export]")
{
    Night night;
    const std::string rose = "ökade från 12,5\u00a0% (2018) till 15,5\u00a0% (2022)";
    const std::string both = "var 12,5\u00a0% (2018) och 15,5\u00a0% (2022)";
    CHECK(told_course(night) == rose);

    night.comparisons[0].verdict = CompareVerdict::not_sure; // although the intervals are apart
    CHECK(told_course(night) == both + ", ingen säkerställd förändring");

    night.tables[0].cells[1].lower = 14.1; // and now they are not, but the trend is a change
    night.comparisons.push_back(
        comparison(CompareKind::trend, "", "", "2022", "2018", 3.25, CompareVerdict::more));
    CHECK(told_course(night) == rose);

    night.comparisons.back().verdict = CompareVerdict::less; // which the two figures go against
    CHECK(told_course(night) == both);
}

TEST_CASE("figures without intervals that nothing compares are told without a change", "[export]")
{
    Night night;
    night.comparisons.clear();
    for (auto& cell : night.tables[0].cells)
        cell.lower = cell.upper = std::nullopt;
    CHECK(told_course(night) == "var 12,5\u00a0% (2018) och 15,5\u00a0% (2022)");
}

TEST_CASE("a workbook without comparisons has no sheet of them", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.comparisons.clear();
    const auto release = night.release();
    const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
    WorkbookSink().write(publication, folder.path());
    CsvSink().write(publication, folder.path());
    CHECK(find_sheet(read_workbook(workbook(folder, "psykiatrin")), "Jämförelser") == nullptr);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "publicerat" / "csv" / "jamforelser.csv"));
}

TEST_CASE("comparisons stand in words and numbers on a sheet of their own", "[export]")
{
    const TemporaryFolder folder;
    const Night night;
    const auto release = night.release();
    const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
    WorkbookSink().write(publication, folder.path());
    const auto book = read_workbook(workbook(folder, "psykiatrin"));
    const auto* sheet = find_sheet(book, "Jämförelser");
    REQUIRE(sheet != nullptr);
    const auto rows = rows_of(*sheet);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0] ==
          "Indikator|Område och grupp|Period|Jämförs med|Skillnad (procentenheter)|Nedre gräns|Övre "
          "gräns|Bedömning|Anmärkning|");
    CHECK(rows[1] == "Stress|Hela undersökningen|2022|2018|3.5|2|5|ökning|");
    CHECK_THAT(rows[2], Contains("|3.3|1.8|4.8|högre|"));
    CHECK_THAT(rows[3], StartsWith("Stress|Åre|2022|Hela undersökningen|0.5|") &&
                            Contains("|ingen säkerställd skillnad|"));
    CHECK_THAT(rows[4], Contains("|-7.5|-9|-6|lägre|"));
    CHECK_THAT(unpacked(workbook(folder, "psykiatrin")), Contains("Så jämförs enkäten."));
}

TEST_CASE("a verksamhet gets a comparison only if it has both sides and is meant to", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    const auto write = [&] {
        const auto release = night.release();
        WorkbookSink().write({release, night.settings, night.codebook, night.plan, {}, {}}, folder.path());
        return rows_of(*find_sheet(read_workbook(workbook(folder, "are")), "Jämförelser"));
    };
    CHECK(write().size() == 4); // all but Östersund's
    CHECK_THAT(unpacked(workbook(folder, "are")), !Contains("-7.5"));
    night.comparisons[0].recipients = {"psykiatrin"};
    CHECK(write().size() == 3);
    night.tables[1].recipients = {"psykiatrin"};
    CHECK(write().size() == 2); // without the table by sex
}

TEST_CASE("a public comparison has both sides in public files", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    night.tables[1].recipients = {"psykiatrin"};
    night.comparisons[2].recipients = {"are"};
    night.comparisons[3].note = "Ragunda, Åre saknas 2018.";
    const auto release = night.release();
    CsvSink().write({release, night.settings, night.codebook, night.plan, {}, {}}, folder.path());
    const auto csv = bytes_of(folder.path() / "publicerat" / "csv" / "jamforelser.csv");
    CHECK(csv ==
          "survey,indicator,kind,domain,other_domain,period,other_period,difference,lower,upper,unit,verdict,"
          "note,decimals,release\r\n"
          "enkat,stress,wave,,,2022,2018,3.5,2,5,procentenheter,ökning,,1," +
              release.id() +
              "\r\n"
              "enkat,stress,whole,area=2380,,2022,2022,-7.5,-9,-6,procentenheter,lägre,\"Ragunda, Åre "
              "saknas 2018.\",1," +
              release.id() + "\r\n");
    CHECK_THAT(bytes_of(folder.path() / "publicerat" / "csv" / "jamforelser.csv-metadata.json"),
               Contains("jamforelser.csv") && Contains("other_period"));
}

TEST_CASE("a finished workbook with another comparison than the release's is refused", "[export]")
{
    const TemporaryFolder folder;
    Night night;
    const auto release = night.release();
    const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
    auto content = content_for(publication, nullptr);
    const auto file = folder.path() / "a.xlsx";
    write_workbook(publication, content, file);
    CHECK_NOTHROW(check_workbook(publication, content, file));
    for (auto member : {&ReleasedComparison::lower, &ReleasedComparison::upper}) {
        auto changed = night;
        changed.comparisons[1].*member = 99.0;
        const auto other_release = changed.release();
        auto other_content = content;
        other_content.comparisons.clear();
        for (const auto& one : other_release.comparisons())
            other_content.comparisons.push_back(&one);
        CHECK_THROWS_WITH(check_workbook(publication, other_content, file), Contains("Jämförelser"));
    }
    auto fewer = content;
    fewer.comparisons.pop_back();
    CHECK_THROWS_WITH(check_workbook(publication, fewer, file), Contains("Jämförelser"));
}

TEST_CASE("plan.db shows the comparisons of the newest release and keeps the older", "[export]")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "plan.db";
    Night night;
    PlanDatabase database(file);
    const auto publish = [&](const char* when) {
        const auto release = night.release();
        const Publication publication{release, night.settings, night.codebook, night.plan, {}, {}};
        return database.publish(publication, {"lup", "abc"}, when);
    };
    CHECK(publish("2026-11-21T01:15:00Z").new_release);
    CHECK_FALSE(publish("2026-11-22T01:15:00Z").new_release);
    CHECK(seen(file, "SELECT count(*) FROM comparison") == std::vector<std::string>{"4"});
    CHECK(seen(file,
               "SELECT kind, domain, other_domain, period, other_period, difference, lower, upper, unit, "
               "verdict, decimals FROM v_comparison WHERE kind = 'group'") ==
          std::vector<std::string>{"group|sex=K|sex=M|2022|2022|3.3|1.8|4.8|procentenheter|högre|1"});
    night.comparisons.resize(1);
    CHECK(publish("2026-11-23T01:15:00Z").new_release);
    CHECK(seen(file, "SELECT verdict FROM v_comparison") == std::vector<std::string>{"ökning"});
    CHECK(seen(file, "SELECT count(*) FROM comparison") == std::vector<std::string>{"5"});
}

TEST_CASE("a figure for comparison that holds the area itself is noted as such", "[export]")
{
    Night night;
    const auto notes = [&] {
        const auto release = night.release();
        std::string all;
        for (const auto& note :
             content_for({release, night.settings, night.codebook, night.plan, {}, {}}, nullptr).notes)
            all += note + "\n";
        return all;
    };
    night.codebook.reference_values.clear();
    CHECK_THAT(notes(), !Contains("innehåller också"));
    ReferenceValue reference;
    reference.indicator = "stress";
    reference.wave = "2022";
    reference.value = 14;
    reference.area = "00";
    night.codebook.reference_values = {reference};
    CHECK_THAT(notes(), Contains("Jämförelsetalet för riket innehåller också det område som redovisas."));
    night.codebook.reference_values[0].area = "24";
    night.codebook.areas.push_back({"24", "Västerbottens län", "", {}});
    CHECK_THAT(notes(), !Contains("innehåller också"));
}
