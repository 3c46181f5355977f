#include "transform/estimates/method_text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace lup {

namespace {

/// A number as Swedish text has it: decimal comma, no zeros at the end.
std::string swedish(double number)
{
    auto text = fmt::format("{:.6g}", number);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

/// With a no-break space between thousands.
std::string swedish(std::uint64_t number)
{
    auto text = std::to_string(number);
    for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), "\u00A0");
    return text;
}

/// "a", "a och b", "a, b och c".
std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " och " : ", ") + words[i];
    return text;
}

/// A rate of rows that were neither weighted nor drawn by a design: events of a process.
bool is_counted_rate(const MethodFacts& facts)
{
    return facts.statistic == Statistic::rate && !facts.design.weights && !facts.design.strata &&
           !facts.design.clusters;
}

std::string statistic_sentence(const MethodFacts& facts)
{
    const bool weighed = facts.design.weights;
    switch (facts.statistic) {
    case Statistic::share:
        return fmt::format(
            "Andelen är {0} personer med svaret delat med {0} personer som har svarat på frågan.",
            weighed ? "det viktade antalet" : "antalet");
    case Statistic::mean:
        return fmt::format("Värdet är {} bland dem som har svarat på frågan.",
                           weighed ? "det viktade medelvärdet" : "medelvärdet");
    case Statistic::median:
        return fmt::format("Medianen är det minsta svar som minst hälften av {} når upp till.",
                           weighed ? "den viktade fördelningen" : "fördelningen");
    case Statistic::count:
        return facts.design.weights ? "Antalet är summan av vikterna för personer med svaret."
                                    : "Antalet är antalet personer med svaret.";
    case Statistic::rate:
        return fmt::format("Talet är {} personer med svaret per {} personer som har svarat på frågan.",
                           weighed ? "det viktade antalet" : "antalet",
                           swedish(static_cast<std::uint64_t>(facts.per)));
    }
    return "";
}

std::string missing_sentence(const MethodFacts& facts)
{
    std::string text = "Personer utan giltigt svar ingår inte i värdet";
    if (facts.kind == SurveyKind::sample)
        text += " men är kvar i urvalsplanen";
    if (!facts.n)
        return text + ".";
    text += fmt::format("; i alla omgångar tillsammans har {} svarat", swedish(*facts.n));
    if (!facts.missing_percent)
        return text + ".";
    return text + (*facts.missing_percent == 0
                       ? " och under 1 % saknar svar."
                       : fmt::format(" och {} % saknar svar.", *facts.missing_percent));
}

std::string lonely_sentence(const MethodFacts& facts)
{
    const auto& design = facts.design;
    if (design.lonely_strata == 0)
        return "";
    constexpr std::array<const char*, 5> rules{
        "bidrar med sin avvikelse från hela undersökningens medelvärde", "bidrar inte till medelfelet",
        "är utvalt med säkerhet och bidrar inte till medelfelet",
        "bidrar med de andra stratas genomsnittliga varians", "är inte tillåtet"};
    return fmt::format(" Ett stratum med en enda urvalsenhet{} {}.",
                       tells_lonely_strata(facts) ? fmt::format(" ({} stycken)", design.lonely_strata) : "",
                       rules.at(static_cast<std::size_t>(design.lonely)));
}

std::string design_sentence(const MethodFacts& facts)
{
    if (is_counted_rate(facts))
        return "Antalet händelser ses som utfall av en Poissonprocess.";
    if (facts.kind == SurveyKind::administrative)
        return "Uppgifterna kommer från ett register och har inget urvalsfel.";
    if (facts.kind == SurveyKind::census)
        return "Undersökningen riktar sig till alla och har inget urvalsfel. När år jämförs ses eleverna som "
               "utfall av "
               "en process: Wilsons intervall och skillnaden mellan andelar.";
    const auto& design = facts.design;
    std::vector<std::string> known;
    if (design.strata)
        known.emplace_back("strata");
    if (design.clusters)
        known.emplace_back("kluster");
    std::string text = "Medelfelet är beräknat med Taylorlinearisering";
    text += known.empty() ? "." : fmt::format(" för ett urval med {}.", joined(known));
    if (!design.strata && design.weights)
        text += " Filen saknar uppgift om strata: medelfelet tar hänsyn till att vikterna är olika men "
                "räknar inte "
                "med någon vinst av stratifiering, kalibrering eller ändlig population.";
    else if (!design.finite_population)
        text += " Ändlighetskorrektion är inte gjord.";
    if (design.finite_population)
        text += " Ändlighetskorrektion är gjord.";
    return text + lonely_sentence(facts) + (design.weights ? " Svar utan vikt är inte med." : "");
}

/// The intervals of a share; other statistics have one of their own.
std::string share_interval(IntervalMethod method, SurveyKind kind)
{
    const std::string extremes = " Vid 0 och 100 procent gäller Clopper och Pearsons gränser.";
    switch (method) {
    case IntervalMethod::xlogit:
        return "Konfidensintervallet (95 %) är beräknat på logitskalan med t-fördelningen och "
               "redovisningsgruppens "
               "frihetsgrader (urvalsenheter minus strata)." +
               extremes;
    case IntervalMethod::beta:
        return "Konfidensintervallet (95 %) är Korn och Graubards: Clopper och Pearsons gränser för det "
               "effektiva "
               "antalet svar." +
               extremes;
    case IntervalMethod::wilson:
        return kind == SurveyKind::sample
                   ? "Konfidensintervallet (95 %) är Wilsons för det effektiva antalet svar."
                   : "Konfidensintervallet (95 %) är Wilsons för antalet svar.";
    case IntervalMethod::mean:
        return "Konfidensintervallet (95 %) är värdet plus och minus medelfelet gånger t-fördelningens "
               "gräns.";
    case IntervalMethod::fhm:
        return "Konfidensintervallet (95 %) är räknat som Folkhälsomyndigheten gör: 1,96 gånger roten ur "
               "p(100 − p)/n "
               "med ovägt antal svar, nedåt begränsat till 0.";
    case IntervalMethod::none:
        break;
    }
    return "";
}

std::string interval_sentence(const MethodFacts& facts)
{
    if (facts.interval == IntervalMethod::none)
        return "Konfidensintervall redovisas inte.";
    if (is_counted_rate(facts))
        return facts.standard ? "Konfidensintervallet (95 %) är Dobsons, med Byars gränser för antalet "
                                "händelser."
                              : "Konfidensintervallet (95 %) är exakt under tio händelser och annars Byars.";
    if (facts.standard && facts.statistic == Statistic::mean)
        return share_interval(IntervalMethod::mean, facts.kind);
    if (facts.standard)
        return "Konfidensintervallet (95 %) är värdet plus och minus medelfelet gånger t-fördelningens "
               "gräns, begränsat till 0–100 procent.";
    switch (facts.statistic) {
    case Statistic::share:
    case Statistic::rate:
        return share_interval(facts.interval, facts.kind);
    case Statistic::mean:
        return share_interval(IntervalMethod::mean, facts.kind);
    case Statistic::median:
        return "Konfidensintervallet (95 %) är Woodruffs.";
    case Statistic::count:
        return "Konfidensintervallet (95 %) är antalet plus och minus medelfelet gånger t-fördelningens "
               "gräns.";
    }
    return "";
}

std::string precision_sentence(const MethodFacts& facts)
{
    std::string text;
    if (facts.smallest_n > 0)
        text = fmt::format("Ett värde med färre än {} svar visas inte.", swedish(facts.smallest_n));
    // The rules are made for proportions.
    if (facts.precision == PrecisionRule::none ||
        (facts.statistic != Statistic::share && facts.statistic != Statistic::rate))
        return text;
    const auto& limits = facts.precision_limits;
    return (text.empty() ? "" : text + " ") +
           fmt::format("Ett värde är för osäkert för att visas om det effektiva antalet svar är under {}, om "
                       "intervallet "
                       "är minst {} procentenheter brett, eller om det är bredare än {} procentenheter och "
                       "bredare än {} "
                       "procent av värdet (NCHS).",
                       swedish(limits.smallest_n), swedish(limits.wide * 100), swedish(limits.narrow * 100),
                       swedish(limits.widest_relative * 100));
}

/// Swedish name, items and missing rule of an instrument.
struct InstrumentText {
    const char* name;
    const char* title;
    const char* rule;
};

constexpr const char* all_items = "Alla frågor måste vara besvarade.";
constexpr const char* two_missing = "Högst två frågor får sakna svar; de räknas upp efter de andra.";
constexpr const char* sdq_missing =
    "Minst tre av fem frågor i varje delskala måste vara besvarade; resten räknas upp och avrundas.";

constexpr std::array<InstrumentText, 14> instrument_texts{{
    {"kessler6", "Kessler-6 (sex frågor, 0–24 poäng)", all_items},
    {"ghq12", "GHQ-12 (tolv frågor, 0–12 poäng, svaren räknade 0-0-1-1)", all_items},
    {"ghq5", "GHQ-5 (fem frågor, 0–5 poäng, svaren räknade 0-0-1-1)", all_items},
    {"swemwbs", "SWEMWBS (sju frågor, metrisk poäng 7–35)", all_items},
    {"who5", "WHO-5 (fem frågor, 0–100 poäng)", all_items},
    {"auditc", "AUDIT-C (tre frågor, 0–12 poäng)",
     "Den som aldrig dricker får 0 poäng även om resten är obesvarat; annars måste alla frågor vara "
     "besvarade."},
    {"phq9", "PHQ-9 (nio frågor, 0–27 poäng)", two_missing},
    {"gad7", "GAD-7 (sju frågor, 0–21 poäng)", two_missing},
    {"sdq_emotional", "SDQ, emotionella symtom (fem frågor, 0–10 poäng)", sdq_missing},
    {"sdq_conduct", "SDQ, uppförandeproblem (fem frågor, 0–10 poäng)", sdq_missing},
    {"sdq_hyperactivity", "SDQ, hyperaktivitet (fem frågor, 0–10 poäng)", sdq_missing},
    {"sdq_peer", "SDQ, kamratproblem (fem frågor, 0–10 poäng)", sdq_missing},
    {"sdq_prosocial", "SDQ, prosocialt beteende (fem frågor, 0–10 poäng)", sdq_missing},
    {"sdq_total", "SDQ, totalt (tjugo frågor, 0–40 poäng)", sdq_missing},
}};

std::string cut_text(const ScaleFacts& scale)
{
    const std::string side = scale.case_at_or_below ? "eller lägre" : "eller högre";
    if (scale.cut_by_sex.empty())
        return scale.cut ? fmt::format(" Gränsen är {} poäng {}.", swedish(*scale.cut), side) : "";
    std::vector<std::string> cuts;
    for (const auto& [sex, cut] : scale.cut_by_sex)
        cuts.push_back(fmt::format("{} poäng {} för {}", swedish(cut), side, sex));
    return fmt::format(" Gränsen är {}.", joined(cuts));
}

std::string scale_sentence(const ScaleFacts& scale)
{
    const auto* text = std::find_if(instrument_texts.begin(), instrument_texts.end(),
                                    [&](const auto& one) { return one.name == scale.instrument; });
    if (text == instrument_texts.end())
        return "";
    std::string sentence = fmt::format("Värdet bygger på {}.{}", text->title, cut_text(scale));
    if (scale.reversed_items > 0)
        sentence += fmt::format(" {} av frågorna är vända.", scale.reversed_items);
    return sentence + " " + text->rule;
}

std::string pooled_sentence(const MethodFacts& facts)
{
    if (facts.pooled_waves.empty())
        return "";
    auto text = fmt::format("Omgångarna {} är sammanslagna som en undersökning med strata inom omgång.",
                            joined(facts.pooled_waves));
    if (facts.unequal_waves)
        text += " Omgångarna är olika stora: den största väger mest.";
    return text + " Ett sammanslaget värde jämförs inte med en enskild omgång.";
}

std::string standard_sentence(const MethodFacts& facts)
{
    if (!facts.standard)
        return "";
    const auto& standard = *facts.standard;
    return fmt::format("Värdet är direkt standardiserat efter ”{}” till standardbefolkningen {}: värdet i "
                       "varje grupp ({}) vägs "
                       "med gruppens andel av standardbefolkningen. Den som inte hör till någon av grupperna "
                       "räknas inte. En "
                       "redovisningsgrupp där någon av dem saknar svar{} får inget värde.",
                       standard.variable, standard.title, joined(standard.groups),
                       is_counted_rate(facts) ? ", eller som har färre än tio händelser," : "");
}

std::string break_sentence(const MethodFacts& facts)
{
    return facts.breaks.empty()
               ? ""
               : fmt::format("Tidsseriebrott: en ny serie börjar {}; värden på var sin sida jämförs inte.",
                             joined(facts.breaks));
}

} // namespace

std::optional<unsigned> missing_percent(std::uint64_t n, std::uint64_t n_missing)
{
    constexpr std::uint64_t fewest_in_a_percent = 5;
    const auto rows = n + n_missing;
    if (rows < 100 * fewest_in_a_percent)
        return std::nullopt;
    return n_missing * 100 < rows ? 0U : static_cast<unsigned>((n_missing * 200 + rows) / (2 * rows));
}

bool tells_lonely_strata(const MethodFacts& facts)
{
    return facts.smallest_n > 0 && facts.design.lonely_strata >= facts.smallest_n;
}

std::string method_text(const MethodFacts& facts)
{
    std::string text;
    for (const auto& sentence :
         {statistic_sentence(facts), facts.scale ? scale_sentence(*facts.scale) : std::string(),
          missing_sentence(facts), pooled_sentence(facts), standard_sentence(facts), design_sentence(facts),
          interval_sentence(facts), precision_sentence(facts), break_sentence(facts)})
        if (!sentence.empty())
            text += (text.empty() ? "" : " ") + sentence;
    return text;
}

} // namespace lup
