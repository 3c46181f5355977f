#include "export/known_words.hpp"
#include "export/release_check.hpp"
#include "export/workbook/workbook_sink.hpp"
#include "release_maker.hpp"
#include "staged.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Contains;

namespace {

KnownWords words_with(const std::vector<std::string>& texts)
{
    KnownWords words;
    for (const auto& text : texts)
        words.add(text);
    return words;
}

/// What check_release() says of the workbooks of a release of the small codebook; "" if it lets them pass.
std::string refusal_of(const Release& release, const Codebook& codebook, PlanTables plan = {})
{
    const TemporaryFolder folder;
    const auto settings = small_settings();
    const Publication publication{release, settings, codebook, plan, {}, {}};
    WorkbookSink().write(publication, folder.path());
    try {
        check_release(publication, folder.path());
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace

TEST_CASE("a number is known within a known text, whole and with what stands round it", "[export]")
{
    const auto words = words_with({"Högst 2,5 timmar", "K6", "F32–F33", "2 303 svar", "7", "dag 1", "m²"});
    CHECK(words.allows("Inga tal."));
    CHECK(words.allows("Andel: Högst 2,5 timmar (K6, F32–F33), av 2 303 svar."));
    CHECK(words.allows("Högst\n2,5 timmar")); // broken over lines
    CHECK(words.allows("Yta i m² efter K6"));
    for (const auto* text : {"2,5 timmar", "Högst 2 timmar", "Högst 12,5 timmar", "Högst 2,55 timmar", "K60",
                             "K7", "F32–F34", "2 304 svar", "12 303 svar", "dag 12", "6"}) {
        INFO(text);
        CHECK_FALSE(words.allows(text));
    }
}

TEST_CASE("leak: a code that is a bare number stands only alone in a field of its dimension", "[export]")
{
    auto words = words_with({"7", "2", "Kvinnor"});
    words.add_in("Åldersgrupp", "7");
    words.add_in("Grupp", "7, Kvinnor");
    CHECK(words.allows("7", {}, "Åldersgrupp"));
    CHECK(words.allows("7,\nKvinnor", {}, "Grupp")); // broken over lines
    for (const auto* text : {"7", "2", "Antal ja, 2", "Svarande, 7, Kvinnor", "Kvinnor, 7", "7 elever"})
        for (const auto* field : {"", "Grupp", "Kön", "Skäl"}) {
            INFO(field << ": " << text);
            CHECK_FALSE(words.allows(text, {}, field));
        }
    CHECK_FALSE(words.allows("2", {}, "Åldersgrupp"));
    CHECK_FALSE(words.allows("Svarande, 7", {}, "Åldersgrupp"));
}

TEST_CASE("leak: a period shorter than a year stands only alone where periods stand", "[export]")
{
    KnownWords words;
    words.add_period("3");
    words.add_period("2022");
    words.add_period("ht3");
    CHECK(words.allows("3", {}, "Period"));
    CHECK(words.allows("3", {}, "Omgång"));
    CHECK(words.allows("från 2022 till ht3"));
    for (const auto* text : {"3", "3 svar", "Antal ja, 3"})
        CHECK_FALSE(words.allows(text));
    CHECK_FALSE(words.allows("3 svar", {}, "Period"));
    CHECK_FALSE(words.allows("3", {}, "Grupp"));
}

TEST_CASE("leak: a count in other digits than 0-9 is refused", "[export]")
{
    const auto words = words_with({"m²", "Kvinnor"});
    for (const auto* text : {"٣ svar", "３ svar", "Kvinnor ⁷", "③", "½", "Ⅲ elever", "𝟕", "m³", "m²²", "२"}) {
        INFO(text);
        CHECK_FALSE(words.allows(text));
    }
    for (const auto* text : {"Åre – Östersund × kön, ≥ ± − … ”så” ● ▲", "m², Kvinnor"}) {
        INFO(text);
        CHECK(words.allows(text));
    }
}

TEST_CASE("a figure is known where it may stand, however it is written", "[export]")
{
    const KnownWords words;
    const std::vector<double> here{2303, 12.5, -3};
    CHECK(words.allows("2\u00a0303 svarade (12,5 %), \u22123", here));
    CHECK_FALSE(words.allows("2 303 svarade", here)); // two numbers
    CHECK_FALSE(words.allows("12,4 %", here));
    CHECK_FALSE(words.allows("2\u00a0303 svarade"));
}

TEST_CASE("leak: a count in a text of a workbook stops the release", "[export]")
{
    for (const auto& [sheet, from, to] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"Om", "innehåller bara uppgifter", "innehåller bara 40 uppgifter"},
             {"Om", "2 indikatorer i 3 tabeller", "2 indikatorer i 40 tabeller"},
             {"Innehåll", "Diagram över indikatorerna", "Diagram över 40 indikatorer"},
             {"Läget", "Andelen är högre än banan mot målet.", "Andelen är högre än banan: 40 svar."},
             {"Läget", "(2018) till 15,5", "(2018) till 15,4"},
             {"Vad är nytt", "Rättat underlag", "Rättat underlag, 40 svar"},
             {"Vad är nytt", "12,4 %", "12,3 %"},
             {"T01 Stress", "Källa: Nationella", "Källa: 40 svar i Nationella"},
             {"T01 Stress", "<t>Nedre gräns (%)", "<t>Nedre gräns (40)"},
             {"Diagram", "Streckade linjer", "40 linjer"},
             {"Noter", "svarat ja på frågan stress.", "svarat ja på frågan stress, 40."},
             {"Metod och kvalitet", "Urvalsundersökning: ett", "Urvalsundersökning av 40: ett"},
             {"Metod och kvalitet", "färre än 100 svar", "färre än 40 svar"},
             {"Data", "stress", "stress40"}}) {
        INFO(sheet << ": " << to);
        const Staged staged;
        staged.retouch("xl/sharedStrings.xml", from, to);
        CHECK_THAT(staged.refusal(), Contains("lup-psykiatrin.xlsx") && !Contains("40"));
    }
    const Staged named;
    named.rewrite([](WorkbookContent& content) { content.tables[0].sheet = "T01 Stress 40"; });
    CHECK_THAT(named.refusal(), Contains("T01 Stress 40, rad 1"));
}

TEST_CASE("leak: a count in a note of the release is told only where it may be", "[export]")
{
    const auto codebook = small_codebook();
    const auto made = [&](const MethodNote& method, const WaveNote& wave) {
        return make_release({table_from(codebook, "stress", {}, "2022 - 15.5 15.1 18.2 870 -"),
                             table_from(codebook, "trivs", {}, "2022 - 80.5 - - 870 -")},
                            {wave}, {method});
    };
    const WaveNote silent{"enkat", "2022", "", {}, {}, {"Svaren är viktade."}};
    const std::string text = "Gränsen är 13 poäng; 812 har svarat.";
    CHECK(refusal_of(made({"stress", text, {13}, {812}}, silent), codebook).empty());
    CHECK_THAT(refusal_of(made({"stress", text, {13}, {}}, silent), codebook),
               Contains("Metod och kvalitet"));
    CHECK_THAT(refusal_of(made({"trivs", text, {13}, {812}}, silent), codebook),
               Contains("Metod och kvalitet") && !Contains("812"));
    const MethodNote none{"stress", "Värdet är en andel."};
    const auto wave = [](const std::string& survey, const std::string& sentence) {
        return WaveNote{survey, "2022", "", 1812, 4000, {sentence}};
    };
    CHECK(refusal_of(made(none, wave("enkat", "Svaren är viktade.")), codebook).empty());
    CHECK_FALSE(refusal_of(made(none, wave("enkat", "12 svarade två gånger.")), codebook).empty());
    CHECK_FALSE(refusal_of(made(none, wave("samtal", "Undersökningen är oviktad.")), codebook).empty());
}

TEST_CASE("numbers of the codebook's, the plan's and the settings' own texts stop no release", "[export]")
{
    auto codebook = small_codebook();
    codebook.surveys[0].title = "Hälsa på lika villkor 2.0";
    codebook.surveys[0].population = "Folkbokförda 16–84 år, 2 303 i urvalet, se https://example.se/" +
                                     std::string(90, 'x') + "1234567890/" + std::string(60, 'y');
    codebook.surveys[0].source = "HLV (FHI 2008:1), 1.2";
    codebook.surveys[0].min_base = 1200;
    codebook.surveys[0].min_cell = 3;
    codebook.indicators[0].title = "Kessler-6 minst 13 poäng, diagnos F32–F33, minst 2,5 timmar per 7 dagar";
    codebook.indicators[0].definition = "Summan av K6:s 6 frågor är minst 13 (0–24), 95 % av dem på 1 år.";
    codebook.indicators[0].breaks = {"2022"};
    codebook.areas[0].name = "Område 7";
    codebook.codes[0].label = "16–29 år";
    codebook.codes[1].label = "7";
    codebook.waves[2].title = "Omgång 3 (2022/23)";
    codebook.waves[2].publish_from = "2023-03-01";
    auto plan = small_plan();
    plan.organisations[0].title = "BUP 1 och 2";
    plan.goals[0].title = "Färre än 5 % år 2030";
    plan.goals[0].responsible = "Enhet 12";
    plan.goals[1].status_text = "3 av 8 kommuner klara 2025-06-30";
    const auto release = make_release(
        {table_from(codebook, "stress", {}, "2018 - 12.5 10.1 14.9 2303 -\n2022 - 15.5 15.1 18.2 870 -"),
         table_from(codebook, "stress", {"area", "sex"},
                    "2022 2303,K 17.3 15.0 19.9 430 -\n2022 2321,M - - - - ..\np2018-2020 2321,K 9.5 7.1 "
                    "12.2 300 -")},
        {{"enkat", "2022", "Omgång 3 (2022/23)", 12303, 20000, {}}});
    CHECK(refusal_of(release, codebook, plan).empty());
    CHECK(refusal_of(release, codebook).empty());
}
