#include "app/audit.hpp"
#include "app/files/text_hash.hpp"
#include "app/verify.hpp"
#include "config/errors.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <iostream>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace lup;
using Catch::Matchers::Contains;

namespace fs = std::filesystem;

namespace {

/// Pupils of one kommun, girls and boys in turn, of whom `yes` say yes.
std::string pupils(const std::string& kommun, int count, int yes)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += fmt::format("2022;{};{};{}\n", kommun, i % 2 + 1, i < yes ? 1 : 2);
    return text;
}

/// A home whose survey asks everybody and is guarded by the gate, after one night.
struct GuardedHome : TestHome {
    explicit GuardedHome(int min_cell = 5)
    {
        declare(min_cell, "enkat;*;\nenkat;*;area\nenkat;*;area x sex\n");
        drop("e.csv", "ar;kommun;kon;stress\n" + pupils("2303", 30, 3) + pupils("2305", 60, 20) +
                          pupils("2309", 80, 30));
        run();
    }

    void declare(int min_cell, const std::string& breakdowns) const
    {
        write("kodbok/surveys.csv",
              fmt::format("survey;title;kind;protection;interval;decimals;min_base;min_cell;"
                          "source;population\nenkat;Enkäten;census;gate;none;1;10;{};Provet;"
                          "Alla\n",
                          min_cell));
        write("kodbok/variables.csv",
              "survey;variable;type;role;column;min;required\nenkat;ar;code;year;ar;;yes\n"
              "enkat;kommun;code;area;kommun;;yes\nenkat;kon;code;sex;kon;;yes\n"
              "enkat;stress;code;none;stress;;yes\n");
        write("kodbok/breakdowns.csv", "survey;indicators;by\n" + breakdowns);
    }

    /// What `lup audit` prints; its exit code is left in `code`.
    std::string audit()
    {
        std::ostringstream out;
        auto* const before = std::cout.rdbuf(out.rdbuf());
        code = audit_home(home());
        std::cout.rdbuf(before);
        return out.str();
    }

    std::string first_proof() const
    {
        for (const auto& file : files("bevis"))
            if (file.ends_with(".txt"))
                return "bevis/" + file;
        throw std::logic_error("no proof");
    }

    void remove(const std::string& place) const { fs::remove_all(home().root() / place); }

    std::string damage() const
    {
        std::string text;
        for (const auto& sentence : find_damage(home()))
            text += sentence + "\n";
        return text;
    }

    int code = -1;
};

} // namespace

TEST_CASE("an audit of a whole home tells what it tried, finds nothing and proves all", "[app]")
{
    GuardedHome home;
    const auto text = home.audit();
    INFO(text);
    CHECK(home.code == 0);
    CHECK_THAT(text, Contains("attack: ") && Contains("; 0 found") && Contains("0 missing or changed"));
    CHECK_THAT(text, Contains("files: ") && Contains("figures compared with plan.db; 0 found"));
    CHECK_THAT(home.log(), Contains("attacked before publishing"));
}

TEST_CASE("an audit finds a number in a public file that plan.db does not have", "[app]")
{
    GuardedHome home;
    auto csv = home.read("publicerat/csv/lup.csv");
    const auto at = csv.find(",..,");
    REQUIRE(at != std::string::npos);
    csv.replace(at - 3, 7, "7.5,,,,,");
    home.write("publicerat/csv/lup.csv", csv);
    const auto text = home.audit();
    CHECK(home.code == 4);
    CHECK_THAT(text, Contains("FOUND publicerat/csv/lup.csv, rad") && !Contains("7.5"));
}

TEST_CASE("an audit compares every workbook with plan.db", "[app]")
{
    GuardedHome home;
    TestHome other;
    other.drop("e.csv", survey_csv("2022", "2303", 20, 10));
    other.run();
    home.write("excel/alla/lup-alla.xlsx", other.read("excel/alla/lup-alla.xlsx"));
    const auto text = home.audit();
    CHECK(home.code == 4);
    CHECK_THAT(text, Contains("FOUND excel/alla/lup-alla.xlsx, Data, rad"));
}

TEST_CASE("an audit finds a comparison that plan.db tells otherwise, in the workbook and in the public file",
          "[app]")
{
    GuardedHome home;
    home.write("kodbok/comparisons.csv", "survey;by;compare\nenkat;area;sex\n");
    home.run();
    home.audit();
    REQUIRE(home.code == 0);
    const auto verdicts = home.rows("plan.db", "SELECT verdict FROM v_comparison");
    REQUIRE_FALSE(verdicts.empty());
    CHECK(verdicts.front() != "minskning");
    home.execute("plan.db", "DROP TRIGGER comparison_is_never_updated");
    home.execute("plan.db", "UPDATE comparison SET verdict = 'minskning'");
    const auto text = home.audit();
    CHECK(home.code == 4);
    CHECK_THAT(text, Contains("FOUND publicerat/csv/jamforelser.csv, rad") &&
                         Contains("FOUND excel/alla/lup-alla.xlsx, Jämförelser, rad"));
}

TEST_CASE("an audit without the proofs of what was published fails and tells which release", "[app]")
{
    GuardedHome home;
    const auto release = home.rows("plan.db", "SELECT release FROM release").front();
    SECTION("all of bevis/ is gone")
    {
        home.remove("bevis");
    }
    SECTION("one proof is gone")
    {
        home.remove(home.first_proof());
    }
    const auto text = home.audit();
    CHECK(home.code == 4);
    CHECK_THAT(text, Contains("NOT PROVEN bevis/" + release));
    CHECK_THAT(home.damage(), Contains("bevis/" + release));
}

TEST_CASE("a home from before hashes were kept must still have a proof of each release that showed something",
          "[app]")
{
    GuardedHome home;
    home.execute("journal.db", "DROP TRIGGER event_is_kept");
    home.execute("journal.db", "DELETE FROM event WHERE kind = 'published'");
    home.remove("bevis");
    CHECK_THAT(home.audit(), Contains("NOT PROVEN bevis/"));
    CHECK(home.code == 4);
}

TEST_CASE("a damaged proof is named by its file", "[app]")
{
    GuardedHome home;
    const auto proof = home.first_proof();
    const auto text = home.read(proof);
    home.write(proof, text.substr(0, text.size() / 2));
    CHECK_THAT(home.audit(), Contains("NOT PROVEN") && Contains(proof));
    CHECK(home.code == 4);
}

TEST_CASE("an audit without plan.db fails", "[app]")
{
    GuardedHome home;
    home.remove("plan.db");
    CHECK_THAT(home.audit(), Contains("plan.db"));
    CHECK(home.code == 4);
    CHECK_FALSE(home.has("plan.db"));
}

TEST_CASE("verify notices a lost plan.db, workbook or public file, and one that was changed or put there",
          "[app]")
{
    const GuardedHome home;
    CHECK(home.damage().empty());
    home.write("publicerat/px/extra.px", "40");
    CHECK_THAT(home.damage(), Contains("publicerat/px/extra.px: has not been published"));
    home.write("publicerat/csv/lup.csv", home.read("publicerat/csv/lup.csv") + "\n");
    CHECK_THAT(home.damage(), Contains("publicerat/csv/lup.csv: is not what was published"));
    home.remove("excel/alla/lup-alla.xlsx");
    CHECK_THAT(home.damage(), Contains("excel/alla/lup-alla.xlsx: is missing"));
    home.remove("plan.db");
    CHECK_THAT(home.damage(), Contains("plan.db: is missing"));
    home.remove("journal.db");
    home.write("plan.db", "");
    CHECK_THAT(home.damage(), Contains("journal.db: is missing"));
}

TEST_CASE("leak: receipts, rejected files and proofs are closed to those who only read what is published",
          "[app]")
{
    const GuardedHome home;
    const auto others = fs::perms::others_all;
    const auto group = fs::perms::group_all;
    const auto root = home.home().root();
    for (const auto* folder : {"inkorg", "prova", "kvitton", "avvisat", "excel", "publicerat", "rapporter"})
        CHECK((fs::status(root / folder).permissions() & others) == fs::perms::none);
    for (const auto* name : {"arkiv", "bevis", "journal.db", ".lup.key"})
        CHECK((fs::status(root / name).permissions() & (others | group)) == fs::perms::none);
}

TEST_CASE("a new release is read by the group that the one before it was given to", "[app]")
{
    GuardedHome home;
    std::vector<gid_t> groups(256);
    groups.resize(static_cast<std::size_t>(std::max(0, ::getgroups(256, groups.data()))));
    if (::geteuid() == 0)
        groups.push_back(12345);
    std::erase(groups, ::getegid());
    if (groups.empty()) {
        WARN("this user is in no second group: left out");
        return;
    }
    const auto folder = home.home().excel();
    REQUIRE(::chown(folder.c_str(), static_cast<uid_t>(-1), groups.back()) == 0);
    home.write("lup.toml", "region = \"Region Prov\"\nunit = \"Enheten\"\ncontact = \"Annan\"\n");
    REQUIRE(home.run().published.has_value());
    for (const auto& path : {folder, folder / "alla", folder / "alla" / "lup-alla.xlsx"}) {
        struct stat is = {};
        REQUIRE(::stat(path.c_str(), &is) == 0);
        CHECK(is.st_gid == groups.back());
    }
}

TEST_CASE("leak: why the gate refused is not told in the report", "[app]")
{
    GuardedHome home(2);
    const auto before = home.content({"excel", "publicerat"});
    home.declare(5, "enkat;*;\nenkat;*;area\nenkat;*;area x sex\nenkat;*;sex\n");
    std::string refusal;
    try {
        home.run();
    } catch (const DisclosureError& error) {
        refusal = error.what();
    }
    REQUIRE_FALSE(refusal.empty());
    const auto report = home.read("rapporter/" + home.files("rapporter").back());
    CHECK_THAT(report, Contains("Skyddsgrinden stoppade"));
    CHECK_THAT(report, !Contains("Ragunda") && !Contains("2303") && !Contains("stressade"));
    CHECK(home.content({"excel", "publicerat"}) == before);
}

TEST_CASE("a figure that becomes known elsewhere and gives a published one away stops the night", "[app]")
{
    GuardedHome home;
    const auto before = home.content({"excel", "publicerat"});
    const std::string headings = "survey;wave;indicator;domain;what;value;source;date\n";
    home.write("kodbok/known_elsewhere.csv",
               headings + "enkat;2022;stressade;area=2305;yes;20;Rapport;2026-01-01\n");
    CHECK_NOTHROW(home.run());
    home.write("kodbok/known_elsewhere.csv",
               headings + "enkat;2022;stressade;area=2303;no;27;Rapport;2026-01-01\n");
    CHECK_THROWS_AS(home.run(), DisclosureError);
    CHECK(home.content({"excel", "publicerat"}) == before);
}

TEST_CASE("leak: no published file or report holds the hash of a delivered file", "[app]")
{
    TestHome home;
    const auto text = survey_csv("2022", "2303", 20, 10);
    home.drop("e.csv", text);
    home.run();
    const auto content = home.content({"excel", "publicerat", "rapporter"});
    CHECK(content.size() > 3);
    for (const auto& [name, bytes] : content) {
        INFO(name);
        CHECK(bytes.find(text_hash(text)) == std::string::npos);
    }
    CHECK(home.read("plan.db").find(text_hash(text)) == std::string::npos);
}

TEST_CASE("leak: files that say the same have the same bytes and size, whatever else was delivered", "[app]")
{
    TestHome plain, wordy;
    for (auto* home : {&plain, &wordy})
        home->write(".lup.key", std::string(32, 'k'));
    plain.drop("e.csv", survey_csv("2022", "2303", 20, 10));
    std::string text = "ar;kommun;kon;vikt;stress;fritext\n";
    for (int i = 20; i-- > 0;)
        text +=
            fmt::format("2022;2303;{};1,0;{};en lång berättelse nummer {}\n", i % 2 + 1, i < 10 ? 1 : 2, i);
    wordy.drop("e.csv", text);
    plain.run();
    wordy.run();
    CHECK(plain.content({"excel", "publicerat"}) == wordy.content({"excel", "publicerat"}));
}
