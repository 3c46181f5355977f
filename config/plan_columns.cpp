#include "config/plan_columns.hpp"

#include <array>

namespace lup {

namespace {

constexpr int number_of(auto enumerator)
{
    return static_cast<int>(enumerator);
}

using enum CellKind;
constexpr auto required = Need::required;
constexpr auto optional = Need::optional;

constexpr std::array horizon_words = {
    Word{"none", "ingen", number_of(Horizon::none)}, Word{"four", "fyra", number_of(Horizon::four)},
    Word{"4", "4", number_of(Horizon::four)},        Word{"eight", "åtta", number_of(Horizon::eight)},
    Word{"8", "8", number_of(Horizon::eight)},       Word{"twelve", "tolv", number_of(Horizon::twelve)},
    Word{"12", "12", number_of(Horizon::twelve)}};

constexpr std::array goal_kind_words = {Word{"outcome", "utfall", number_of(GoalKind::outcome)},
                                        Word{"milestone", "milstolpe", number_of(GoalKind::milestone)}};

constexpr std::array milestone_words = {
    Word{"not_started", "inte påbörjad", number_of(Milestone::not_started)},
    Word{"ongoing", "pågående", number_of(Milestone::ongoing)},
    Word{"done", "genomförd", number_of(Milestone::done)}};

constexpr std::array target_kind_words = {
    Word{"level", "nivå", number_of(TargetKind::level)},
    Word{"relative_change", "relativ förändring", number_of(TargetKind::relative_change)},
    Word{"count", "antal", number_of(TargetKind::count)},
    Word{"direction", "riktning", number_of(TargetKind::direction)},
    Word{"none", "inget", number_of(TargetKind::none)}};

constexpr std::array organisations_columns = {
    ColumnDefinition{"organisation", "verksamhet", name, required,
                     "Kort namn; blir mappens namn under excel/ och skrivs i recipients. Små bokstäver, "
                     "siffror och bindestreck är bäst."},
    ColumnDefinition{"title", "titel", text, optional, "Namnet som skrivs ut. Tomt = det korta namnet."},
    ColumnDefinition{"role", "uppgift", text, optional, "Vad verksamheten gör, inte en persons namn."},
    ColumnDefinition{"contact", "kontakt", text, optional, "Funktion, växel eller brevlåda."},
    ColumnDefinition{"indicators", "indikatorer", list, optional,
                     "Indikatorerna den får. Tomt eller `*` = alla."},
    ColumnDefinition{"areas", "områden", list, optional, "Områden vars rader den får. Tomt = alla."}};

constexpr std::array plans_columns = {
    ColumnDefinition{"plan", "plan", name, required,
                     "Kort namn som de andra tabellerna hänvisar till; ett för varje version."},
    ColumnDefinition{"title", "titel", text, optional, "Planens namn. Tomt = det korta namnet."},
    ColumnDefinition{"version", "version", text, optional, "Planens version: `2.1`."},
    ColumnDefinition{"dnr", "dnr", text, optional, "Diarienummer."},
    ColumnDefinition{"decided_by", "beslutad_av", text, optional, "Vem som beslutade."},
    ColumnDefinition{"decided_on", "beslutad_den", date, optional, "När den beslutades."},
    ColumnDefinition{"predecessor", "föregångare", text, optional, "Planen som den ersätter."},
    ColumnDefinition{"period_from", "period_från", date_from, optional, "Första dag."},
    ColumnDefinition{"period_to", "period_till", date_to, optional, "Sista dag."},
    ColumnDefinition{"linked", "kopplade", list, optional, "Planer som den hör ihop med."}};

constexpr std::array goals_columns = {
    ColumnDefinition{"plan", "plan", name, required, "Plan. Numren gäller i just den planen."},
    ColumnDefinition{"goal", "mål", name, required, "Målets nummer eller namn i planen."},
    ColumnDefinition{"title", "titel", text, optional, "Kort rubrik. Tomt = numret."},
    ColumnDefinition{"statement", "lydelse", text, optional, "Målet som planen skriver det."},
    ColumnDefinition{"responsible", "ansvarig", text, optional, "Ansvarig funktion."},
    ColumnDefinition{"involved", "berörda", text, optional, "Berörda verksamheter."},
    ColumnDefinition{"strategy", "strategi", text, optional, "Nationellt mål som det hör till."},
    ColumnDefinition{"replaced_by", "ersatt_av", text, optional, "Målet i en senare plan som tar vid."},
    ColumnDefinition{"horizon", "tidshorisont", word, optional, "Målets horisont i år. Tomt = ingen.",
                     horizon_words},
    ColumnDefinition{"kind", "slag", word, optional,
                     "Utfall som mäts, eller en milstolpe som görs. Tomt = utfall.", goal_kind_words},
    ColumnDefinition{"due", "senast", year, optional, "Året då målet ska vara nått."},
    ColumnDefinition{"status", "status", word, optional, "Läget för en milstolpe. Tomt = inte påbörjad.",
                     milestone_words},
    ColumnDefinition{"status_text", "lägesbeskrivning", text, optional, "Läget med egna ord."}};

constexpr std::array targets_columns = {
    ColumnDefinition{"plan", "plan", name, required, "Plan."},
    ColumnDefinition{"goal", "mål", name, required, "Mål i planen."},
    ColumnDefinition{"indicator", "indikator", name, optional,
                     "Indikatorn som målet mäts med. Får vara tom bara när not_measurable säger varför."},
    ColumnDefinition{"domain", "redovisningsgrupp", domain, optional,
                     "`area=2303; sex=K`. Tomt = hela undersökningen."},
    ColumnDefinition{"kind", "slag", word, optional,
                     "En nivå, en förändring i procent av basen, ett antal, bara en riktning, eller inget "
                     "mål. Tomt = inget.",
                     target_kind_words},
    ColumnDefinition{"base_period", "basperiod", text, optional, "Omgång eller etikett som man utgår från."},
    ColumnDefinition{"base_value", "basvärde", number, optional, "Basens tal, om planen anger det."},
    ColumnDefinition{"value", "målvärde", number, optional,
                     "Nivå i indikatorns enhet, eller förändring i procent: `-10` är tio procent lägre."},
    ColumnDefinition{"at_least", "minst", yes, optional,
                     "Ja = minst så mycket eller en ökning, nej = högst eller en minskning. Tomt = ja."},
    ColumnDefinition{"due", "senast", year, optional, "Målår. Tomt = målets."},
    ColumnDefinition{
        "not_measurable", "inte_mätbart", text, optional,
        "Varför målet inte är mätbart i nuvarande form, och vad som måste ändras. Tomt = mätbart."}};

constexpr std::array activities_columns = {
    ColumnDefinition{"plan", "plan", name, required, "Plan."},
    ColumnDefinition{"activity", "aktivitet", name, required, "Kort namn, ett för planen."},
    ColumnDefinition{"goal", "mål", text, optional, "Målet i planen som aktiviteten hör till."},
    ColumnDefinition{"title", "titel", text, optional, "Aktiviteten. Tomt = det korta namnet."},
    ColumnDefinition{"area", "insatsområde", text, optional, "Insatsområde."},
    ColumnDefinition{"current_state", "nuläge", text, optional, "Nuläge."},
    ColumnDefinition{"objective", "syfte", text, optional, "Vad aktiviteten ska leda till."},
    ColumnDefinition{"indicators", "indikatorer", text, optional, "Hur den följs upp, med planens ord."},
    ColumnDefinition{"in_action_plan", "i_handlingsplan", text, optional,
                     "Handlingsplan den står i, med dnr; nej; eller tomt."},
    ColumnDefinition{"status", "status", text, optional, "Läge."},
    ColumnDefinition{"period_from", "period_från", date_from, optional, "Första dag, om den går att ange."},
    ColumnDefinition{"period_to", "period_till", date_to, optional, "Sista dag, om den går att ange."},
    ColumnDefinition{"period_text", "tidsplan", text, optional, "Tidsplanen som planen skriver den."},
    ColumnDefinition{"responsible", "ansvarig", text, optional, "Ansvarig funktion."},
    ColumnDefinition{"involved", "berörda", text, optional, "Berörda verksamheter."},
    ColumnDefinition{"cost", "kostnad", text, optional, "Kostnaden som planen skriver den."},
    ColumnDefinition{"comment", "kommentar", text, optional, "Kommentar. Skriv inget om enskilda."}};

constexpr std::array definitions = {
    TableDefinition{"organisations", "verksamheter", "En rad är en verksamhet som får en egen arbetsbok.",
                    false, organisations_columns},
    TableDefinition{"plans", "planer", "En rad är en plan i en version.", false, plans_columns},
    TableDefinition{"goals", "mål", "En rad är ett mål eller uppdrag i en plan.", false, goals_columns},
    TableDefinition{"targets", "målvärden", "En rad är hur ett mål mäts med en indikator.", false,
                    targets_columns},
    TableDefinition{"activities", "aktiviteter", "En rad är en aktivitet.", false, activities_columns}};

} // namespace

std::span<const TableDefinition> plan_definitions()
{
    return definitions;
}

} // namespace lup
