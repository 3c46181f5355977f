#include "app/report.hpp"
#include "app/report_check.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;

namespace {

/// A night that published two rounds, and its report.
struct Told {
    TestHome home;
    Night night;
    std::string html;

    Told()
    {
        home.drop("1.csv", survey_csv("2022", "2303", 20, 10));
        home.drop("2.csv", survey_csv("2024", "2303", 20, 4));
        night = home.run();
        html = home.read("rapporter/" + home.files("rapporter").front());
    }

    /// What the report of the night may have its numbers from; its minutes are read off the page.
    KnownWords words() const
    {
        auto known = report_words(night, {}, night.started);
        const auto done = html.find(", klar ");
        known.add(html.substr(done, html.find(" (svensk tid)") - done));
        return known;
    }

    /// The message of the check when the first `from` has become `to`; "" if it passes.
    std::string refusal(const std::string& from = "", const std::string& to = "") const
    {
        auto text = html;
        const auto at = text.find(from);
        if (at == std::string::npos)
            throw std::logic_error("not there: " + from);
        text.replace(at, from.size(), to);
        try {
            check_report(text, &*night.published, night.titles, words());
            return {};
        } catch (const std::exception& error) {
            return error.what();
        }
    }
};

} // namespace

TEST_CASE("the report of a night passes its check", "[app]")
{
    const Told told;
    CHECK(told.refusal().empty());
    CHECK_THAT(told.html, Contains("50,0"));
}

TEST_CASE("leak: a count of a file's rows in the report is stopped", "[app]")
{
    const Told told;
    CHECK_THAT(told.refusal("<th>Läst som</th>", "<th>Läst som</th><th>Rader</th>"), Contains("Publicering"));
    CHECK_THAT(told.refusal("✔ Grön: mottagen</td>", "✔ Grön: mottagen</td><td>20</td>"), Contains("Filer"));
    CHECK_THAT(told.refusal("✔ Grön: mottagen</td>", "✔ Grön: mottagen</td><td>2022</td>"),
               Contains("Filer"));
    CHECK_THAT(told.refusal("<th scope=\"row\">Tabeller", "<th scope=\"row\">Svar"), Contains("Publicering"));
}

TEST_CASE("leak: a count in a sentence of the report is stopped", "[app]")
{
    const Told told;
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"2 filer, 2 klara", "2 filer, 2 klara, 40 rader"},
             {"2 filer, 2 klara", "3 filer, 2 klara"},
             {"</main>", "<p>40 svar.</p></main>"},
             {"</main>", "<ul><li>Enkäten 2022: 40 rader</li></ul></main>"},
             {"<footer>", "<footer>40 svar. "},
             {"konfidensintervall", "konfidensintervall, 40 svar"},
             {"Enkäten 2022</td>", "Enkäten 2022, 40 rader</td>"},
             {"Värden som visas</th><td>", "Värden som visas</th><td>4"}}) {
        INFO(to);
        CHECK_THAT(told.refusal(from, to), Contains("rapporten, ") && !Contains("40"));
    }
}

TEST_CASE("numbers in names of files, rounds and the configuration stop no report", "[app]")
{
    TestHome home;
    home.write("kodbok/waves.csv",
               "survey;wave;title;period_from;period_to;publish_from;expected_by;owner\n"
               "enkat;2022;Enkäten 2022, del 1;2022-01-01;2022-12-31;;;\n"
               "enkat;2024;Enkäten 2024;2024-01-01;2024-12-31;2199-03-01;2024-02-01;Enhet 7\n"
               "enkat;2023;Enkäten 2023;2023-01-01;2023-12-31;;2023-02-01;Enhet 9\n");
    home.write("kodbok/codes.csv", home.read("kodbok/codes.csv") + "enkat;ar;2023;2023;2023;no\n");
    home.drop("Svar (12) 1 av 3.csv", survey_csv("2022", "2303", 20, 10));
    home.drop("2024-06-30.csv", survey_csv("2024", "2303", 20, 10));
    home.drop("trasig 99.csv", "a;b\n1;2\n");
    REQUIRE(home.run().published.has_value());
    const auto html = home.read("rapporter/" + home.files("rapporter").front());
    CHECK_THAT(html, Contains("Svar (12) 1 av 3.csv") && Contains("publiceras tidigast 2199-03-01") &&
                         Contains("väntades senast 2023-02-01 från Enhet 9"));
    // The rounds leave the codebook: what is held and left out is told by their names.
    home.write("kodbok/waves.csv",
               "survey;wave;title;period_from;period_to\nenkat;2023;Enkäten 2023;2023-01-01;"
               "2023-12-31\n");
    home.drop("2023.csv", survey_csv("2023", "2303", 20, 10));
    CHECK_NOTHROW(home.run());
    // A codebook that cannot be used is told with its row.
    home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to\nenkat;2023;E;40;\n");
    CHECK_THROWS(home.run());
    CHECK_THAT(home.read("rapporter/" + home.files("rapporter").back()), Contains("rad 2"));
}

TEST_CASE("leak: a chart of the report that tells an unpublished figure is stopped", "[app]")
{
    const Told told;
    CHECK_THAT(told.refusal(": 50,0</title>", ": 50,1</title>"), Contains("Diagram") && !Contains("50,1"));
    CHECK_THAT(told.refusal("<figcaption>Stressade: ", "<figcaption>Stressade: 14,2 % "),
               Contains("Diagram"));
    CHECK_THAT(told.refusal("text-anchor=\"end\">0<", "text-anchor=\"end\">3<"), Contains("Diagram"));
    CHECK_THAT(told.refusal("<td>50,0 %</td>", "<td>14,2 %</td>"), Contains("Vad är nytt"));
}

TEST_CASE("a report with a script, a comment, something hidden or a link out is stopped", "[app]")
{
    const Told told;
    for (const auto* more :
         {"<script>40</script>", "<!-- 40 svar -->", "<p hidden>40</p>", "<p style=\"x\">40</p>",
          "<p title=\"40\"></p>", "<a href=\"https://example.se/\">40</a>", "<img>"}) {
        INFO(more);
        CHECK_FALSE(told.refusal("<main>", std::string("<main>") + more).empty());
    }
}
