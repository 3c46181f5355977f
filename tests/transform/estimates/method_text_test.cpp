#include "transform/estimates/method_text.hpp"
#include "transform/tally/scales.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::Contains;

TEST_CASE("a weighted share without strata says what its interval leaves out", "[transform]")
{
    MethodFacts facts;
    facts.design.weights = true;
    facts.n = 1234;
    facts.missing_percent = missing_percent(1234, 56);
    CHECK(method_text(facts) == "Andelen är det viktade antalet personer med svaret delat med det viktade "
                                "antalet personer som har svarat på "
                                "frågan. Personer utan giltigt svar ingår inte i värdet men är kvar i "
                                "urvalsplanen; i alla omgångar tillsammans har 1\u00A0234 svarat och "
                                "4 % saknar svar. Medelfelet är beräknat med Taylorlinearisering. Filen "
                                "saknar uppgift om strata: medelfelet "
                                "tar hänsyn till att vikterna är olika men räknar inte med någon vinst av "
                                "stratifiering, kalibrering eller "
                                "ändlig population. Svar utan vikt är inte med. Konfidensintervallet (95 "
                                "%) är beräknat på logitskalan "
                                "med t-fördelningen och redovisningsgruppens frihetsgrader (urvalsenheter "
                                "minus strata). Vid 0 och 100 "
                                "procent gäller Clopper och Pearsons gränser.");
}

TEST_CASE("strata, clusters, finite populations and lonely strata are named", "[transform]")
{
    MethodFacts facts;
    facts.design = {true, true, true, true, LonelyPsu::average, 2};
    const auto text = method_text(facts);
    CHECK_THAT(
        text,
        Contains("för ett urval med strata och kluster. Ändlighetskorrektion är gjord. Ett stratum med en "
                 "enda urvalsenhet bidrar med de andra stratas genomsnittliga varians."));
    facts.design.finite_population = false;
    CHECK_THAT(method_text(facts), Contains("Ändlighetskorrektion är inte gjord."));
}

TEST_CASE("missing answers are told in whole per cent, and not where that would tell how many", "[transform]")
{
    CHECK(missing_percent(499, 0) == std::nullopt);
    CHECK(missing_percent(97, 3) == std::nullopt);
    CHECK(missing_percent(500, 0) == 0U);
    CHECK(missing_percent(991, 9) == 0U);
    CHECK(missing_percent(990, 10) == 1U);
    CHECK(missing_percent(975, 25) == 3U);
    CHECK(missing_percent(0, 600) == 100U);
    MethodFacts facts;
    facts.n = 991;
    facts.missing_percent = 0;
    CHECK_THAT(method_text(facts), Contains("har 991 svarat och under 1 % saknar svar."));
    facts.missing_percent.reset();
    CHECK_THAT(method_text(facts), Contains("har 991 svarat. ") && !Contains("saknar svar"));
}

TEST_CASE("leak: how many strata have a single unit is told only if they are as many as the smallest base",
          "[transform]")
{
    MethodFacts facts;
    facts.design = {true, true, false, false, LonelyPsu::adjust, 9};
    CHECK_THAT(method_text(facts), Contains("med en enda urvalsenhet bidrar"));
    facts.smallest_n = 10;
    CHECK_THAT(method_text(facts), Contains("med en enda urvalsenhet bidrar"));
    facts.design.lonely_strata = 10;
    CHECK_THAT(method_text(facts), Contains("med en enda urvalsenhet (10 stycken) bidrar"));
}

TEST_CASE("a census says that it has no sampling error and shows no interval", "[transform]")
{
    MethodFacts facts;
    facts.kind = SurveyKind::census;
    facts.interval = IntervalMethod::none;
    const auto text = method_text(facts);
    CHECK_THAT(text, Contains("riktar sig till alla och har inget urvalsfel"));
    CHECK_THAT(text, Contains("Konfidensintervall redovisas inte."));
    CHECK_THAT(text, !Contains("urvalsplanen"));
    CHECK_THAT(text, !Contains("viktade"));
}

TEST_CASE("pooling, standard, precision and breaks each have their sentence", "[transform]")
{
    MethodFacts facts;
    facts.pooled_waves = {"2021", "2022", "2024"};
    facts.unequal_waves = true;
    facts.standard = StandardFacts{"ESP2013", "ålder", {"16–29 år", "30–44 år", "45–64 år"}};
    facts.precision = PrecisionRule::nchs;
    facts.smallest_n = 100;
    facts.breaks = {"2018", "2020"};
    const auto text = method_text(facts);
    CHECK_THAT(text, Contains("Omgångarna 2021, 2022 och 2024 är sammanslagna"));
    CHECK_THAT(text, Contains("den största väger mest"));
    CHECK_THAT(
        text,
        Contains("direkt standardiserat efter ”ålder” till standardbefolkningen ESP2013: värdet i varje "
                 "grupp (16–29 år, 30–44 år och 45–64 år) vägs"));
    CHECK_THAT(text, Contains("färre än 100 svar visas inte"));
    CHECK_THAT(
        text,
        Contains("under 30, om intervallet är minst 30 procentenheter brett, eller om det är bredare än 5 "
                 "procentenheter och bredare än 130 procent av värdet (NCHS)"));
    CHECK_THAT(text, Contains("en ny serie börjar 2018 och 2020"));
}

TEST_CASE("every interval method and statistic has its own sentence", "[transform]")
{
    std::vector<std::string> texts;
    MethodFacts facts;
    for (const auto method : {IntervalMethod::xlogit, IntervalMethod::beta, IntervalMethod::wilson,
                              IntervalMethod::mean, IntervalMethod::fhm, IntervalMethod::none}) {
        facts.interval = method;
        texts.push_back(method_text(facts));
    }
    facts.interval = IntervalMethod::xlogit;
    for (const auto statistic : {Statistic::mean, Statistic::median, Statistic::count, Statistic::rate}) {
        facts.statistic = statistic;
        facts.per = 100000;
        texts.push_back(method_text(facts));
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            CHECK(texts[i] != texts[j]);
    CHECK_THAT(texts.back(), Contains("per 100\u00A0000 personer som har svarat"));
}

TEST_CASE("an instrument is named with its cut-off and its missing rule", "[transform]")
{
    MethodFacts facts;
    facts.scale = ScaleFacts{"kessler6", 13, {}, false, 6};
    CHECK_THAT(method_text(facts),
               Contains("Värdet bygger på Kessler-6 (sex frågor, 0–24 poäng). Gränsen är 13 poäng eller "
                        "högre. 6 av frågorna är vända. Alla frågor måste vara besvarade."));
    facts.scale = ScaleFacts{"auditc", {}, {{"män", 6}, {"kvinnor", 5}}, false, 0};
    CHECK_THAT(method_text(facts),
               Contains("Gränsen är 6 poäng eller högre för män och 5 poäng eller högre för kvinnor."));
    facts.scale = ScaleFacts{"swemwbs", 27.5, {}, true, 0};
    CHECK_THAT(method_text(facts), Contains("27,5 poäng eller lägre"));
}

TEST_CASE("every instrument that is scored can be described", "[transform]")
{
    for (const auto* name :
         {"kessler6", "ghq12", "ghq5", "swemwbs", "who5", "auditc", "phq9", "gad7", "sdq_emotional",
          "sdq_conduct", "sdq_hyperactivity", "sdq_peer", "sdq_prosocial", "sdq_total"}) {
        REQUIRE(find_instrument(name) != nullptr);
        MethodFacts facts;
        facts.scale = ScaleFacts{name, {}, {}, false, 0};
        CHECK_THAT(method_text(facts), Contains("Värdet bygger på "));
    }
}
