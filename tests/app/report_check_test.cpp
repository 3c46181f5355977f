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

    /// The message of the check when the first `from` has become `to`; "" if it passes.
    std::string refusal(const std::string& from = "", const std::string& to = "") const
    {
        auto text = html;
        const auto at = text.find(from);
        if (at == std::string::npos)
            throw std::logic_error("not there: " + from);
        text.replace(at, from.size(), to);
        try {
            check_report(text, &*night.published, night.titles);
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
    CHECK_THAT(told.refusal("<th scope=\"row\">Tabeller", "<th scope=\"row\">Svar"), Contains("Publicering"));
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
