#include "app/clock.hpp"
#include "app/files/inbox.hpp"
#include "app/files/sealed_file.hpp"
#include "app/night_log.hpp"
#include "app/options.hpp"
#include "app/receipts/receipt.hpp"
#include "app/verify.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fstream>

using namespace lup;
using Catch::Matchers::Contains;

TEST_CASE("the nightly hour is Swedish time in summer and winter and when the clock is changed", "[app]")
{
    const auto next = [](const char* now) { return utc_text(next_swedish(parse_utc(now), "01:15")); };
    CHECK(next("2026-01-10T12:00:00Z") == "2026-01-11T00:15:00Z");
    CHECK(next("2026-07-10T12:00:00Z") == "2026-07-10T23:15:00Z");
    CHECK(next("2026-03-28T12:00:00Z") == "2026-03-29T00:15:00Z");
    CHECK(next("2026-10-24T22:00:00Z") == "2026-10-24T23:15:00Z");
    CHECK(next("2026-01-11T00:15:00Z") == "2026-01-12T00:15:00Z");
}

TEST_CASE("a file that somebody has open for writing waits", "[app]")
{
    TestHome home;
    home.drop("a.csv", "x");
    std::ofstream writer(home.home().inbox() / "b.csv");
    writer << "half" << std::flush;
    const auto scan = scan_folder(home.home().inbox());
    REQUIRE(scan.settled.size() == 1);
    CHECK(scan.settled[0].source == "a.csv");
    CHECK(scan.waiting == std::vector<std::string>{"b.csv"});
}

TEST_CASE("files are seen in subfolders, sorted by name, and links are not followed", "[app]")
{
    TestHome home;
    home.drop("b.csv", "x");
    home.drop("2024/a.csv", "x");
    std::filesystem::create_symlink("/etc/hostname", home.home().inbox() / "link.csv");
    const auto files = list_files(home.home().inbox());
    REQUIRE(files.size() == 2);
    CHECK(files[0].source == "2024/a.csv");
    CHECK(files[1].source == "b.csv");
}

TEST_CASE("a sealed file opens with its key, and one changed byte or another key shows", "[app]")
{
    TestHome home;
    make_home_key(home.home().key());
    home.drop("hemlig.txt", std::string(3'000'000, 'h'));
    const auto plain = home.home().inbox() / "hemlig.txt";
    const auto hash = content_hash(plain).value();
    const auto sealed = home.home().quarantine() / "x.forseglad";
    seal_file(plain, sealed, hash, home.home().key());
    CHECK(is_sealed_whole(sealed, hash, home.home().key()));
    {
        std::fstream file(sealed, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(2'000'000);
        file.put('!');
    }
    CHECK_FALSE(is_sealed_whole(sealed, hash, home.home().key()));
    seal_file(plain, sealed, hash, home.home().key());
    home.write("other.key", std::string(32, 'o'));
    CHECK_FALSE(is_sealed_whole(sealed, hash, home.home().root() / "other.key"));
}

TEST_CASE("verify finds a changed archive copy, a lost one and a broken chain of events", "[app]")
{
    TestHome home;
    home.drop("1.csv", survey_csv("2022", "2303", 20, 10));
    home.drop("2.csv", survey_csv("2022", "2305", 20, 10));
    home.run();
    CHECK(find_damage(home.home()).empty());
    const auto copies = home.files("arkiv/enkat/2022");
    REQUIRE(copies.size() == 2);
    home.write("arkiv/enkat/2022/" + copies[0], "changed");
    std::filesystem::remove(home.home().archive() / "enkat/2022" / copies[1]);
    home.execute("journal.db", "DROP TRIGGER event_stays; UPDATE event SET detail = 'changed' WHERE id = 2");
    const auto damage = find_damage(home.home());
    REQUIRE(damage.size() == 3);
    CHECK_THAT(damage[0], Contains("event 2"));
    CHECK_THAT(damage[1], Contains("is not what the journal says"));
    CHECK_THAT(damage[2], Contains("missing"));
}

TEST_CASE("a receipt puts the rules together, most harmful first, and escapes what people wrote", "[app]")
{
    Receipt receipt;
    receipt.name = "<b>&.csv";
    receipt.report.rows_used = 200;
    receipt.report.findings = {{Severity::warning, "", "Blad1!B2", "Svaret finns inte.", "Rätta.", 1},
                               {Severity::warning, "", "Blad1!B3", "Svaret finns inte.", "Rätta.", 1},
                               {Severity::warning, "", "Blad1, kolumn B", "Svaret finns inte.", "Rätta.", 2},
                               {Severity::error, "", "", "Kolumnen saknas.", "Lägg till den.", 1}};
    const auto rules = receipt_rules(receipt);
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].rule == "Kolumnen saknas.");
    CHECK(rules[0].share.empty());
    CHECK(rules[1].count == 4);
    CHECK(rules[1].share == "2,0 %");
    const auto page = receipt_html(receipt);
    CHECK_THAT(page, Contains("&lt;b&gt;&amp;.csv"));
    CHECK(page.find("<b>") == std::string::npos);
}

TEST_CASE("a heading that could be somebody's data is not shown", "[app]")
{
    CHECK(shown_heading("kommun") == "kommun");
    CHECK(shown_heading("19821105-9954") == "(rubrik med många siffror, visas inte)");
}

TEST_CASE("the command line tells what it cannot understand with exit code 2", "[app]")
{
    const auto parse = [](std::vector<const char*> words) {
        words.insert(words.begin(), "lup");
        return parse_options(static_cast<int>(words.size()), words.data());
    };
    CHECK(parse({"nonsense"}).exit_code == 2);
    CHECK(parse({"run"}).exit_code == 2);
    CHECK(parse({"run", "h"}).command == Command::run);
    CHECK(parse({"codebook", "export", "h", "k.xlsx"}).command == Command::codebook_export);
    CHECK(parse({"codebook", "draft", "f.sav"}).exit_code == 2);
    CHECK(parse({"codebook", "draft", "f.sav", "utkast"}).files.back() == "utkast");
    const auto cells = parse({"cells", "f.xlsx", "--count", "--sheet", "Blad 1"});
    CHECK(cells.count_only);
    CHECK(cells.sheet == "Blad 1");
}
