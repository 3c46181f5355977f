#include "config/codebook_columns.hpp"

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

constexpr std::array kind_words = {Word{"sample", "urval", number_of(SurveyKind::sample)},
                                   Word{"census", "totalundersökning", number_of(SurveyKind::census)},
                                   Word{"register", "register", number_of(SurveyKind::administrative)}};

constexpr std::array interval_words = {Word{"xlogit", "xlogit", number_of(IntervalMethod::xlogit)},
                                       Word{"design", "design", number_of(IntervalMethod::xlogit)},
                                       Word{"beta", "beta", number_of(IntervalMethod::beta)},
                                       Word{"wilson", "wilson", number_of(IntervalMethod::wilson)},
                                       Word{"mean", "medelvärde", number_of(IntervalMethod::mean)},
                                       Word{"fhm", "fhm", number_of(IntervalMethod::fhm)},
                                       Word{"none", "inget", number_of(IntervalMethod::none)}};

constexpr std::array protection_words = {Word{"base", "bas", number_of(Protection::base)},
                                         Word{"gate", "grind", number_of(Protection::gate)}};

constexpr std::array precision_words = {Word{"none", "ingen", number_of(PrecisionRule::none)},
                                        Word{"nchs", "nchs", number_of(PrecisionRule::nchs)}};

constexpr std::array other_columns_words = {Word{"error", "fel", number_of(OtherColumns::error)},
                                            Word{"warn", "varna", number_of(OtherColumns::warn)},
                                            Word{"ignore", "ignorera", number_of(OtherColumns::ignore)}};

constexpr std::array corrections_words = {Word{"frozen", "fryst", number_of(Corrections::frozen)},
                                          Word{"accept", "godta", number_of(Corrections::accept)}};

constexpr std::array type_words = {Word{"code", "kod", number_of(VariableType::code)},
                                   Word{"number", "tal", number_of(VariableType::number)},
                                   Word{"text", "text", number_of(VariableType::text)},
                                   Word{"date", "datum", number_of(VariableType::date)},
                                   Word{"id", "id", number_of(VariableType::id)},
                                   Word{"ignored", "ignoreras", number_of(VariableType::ignored)}};

constexpr std::array variable_role_words = {Word{"none", "ingen", number_of(Role::none)},
                                            Word{"weight", "vikt", number_of(Role::weight)},
                                            Word{"stratum", "stratum", number_of(Role::stratum)},
                                            Word{"cluster", "kluster", number_of(Role::cluster)},
                                            Word{"fpc", "fpc", number_of(Role::fpc)},
                                            Word{"area", "område", number_of(Role::area)},
                                            Word{"school", "skola", number_of(Role::school)},
                                            Word{"sex", "kön", number_of(Role::sex)},
                                            Word{"age", "ålder", number_of(Role::age)},
                                            Word{"grade", "årskurs", number_of(Role::grade)},
                                            Word{"year", "år", number_of(Role::year)},
                                            Word{"consent", "samtycke", number_of(Role::consent)}};

constexpr std::array by_role_words = {
    Word{"area", "område", number_of(Role::area)},    Word{"school", "skola", number_of(Role::school)},
    Word{"sex", "kön", number_of(Role::sex)},         Word{"age", "ålder", number_of(Role::age)},
    Word{"grade", "årskurs", number_of(Role::grade)}, Word{"year", "år", number_of(Role::year)}};

constexpr std::array statistic_words = {Word{"share", "andel", number_of(Statistic::share)},
                                        Word{"mean", "medelvärde", number_of(Statistic::mean)},
                                        Word{"median", "median", number_of(Statistic::median)},
                                        Word{"count", "antal", number_of(Statistic::count)},
                                        Word{"rate", "frekvens", number_of(Statistic::rate)}};

constexpr std::array better_words = {Word{"lower", "lägre", number_of(Better::lower)},
                                     Word{"higher", "högre", number_of(Better::higher)},
                                     Word{"none", "inget", number_of(Better::none)}};

constexpr std::array what_words = {
    Word{"yes", "ja", number_of(KnownWhat::yes)}, Word{"no", "nej", number_of(KnownWhat::no)},
    Word{"n", "n", number_of(KnownWhat::n)}, Word{"share", "andel", number_of(KnownWhat::share)}};

constexpr std::array surveys_columns = {
    ColumnDefinition{"survey", "undersökning", name, required,
                     "Kort namn som de andra tabellerna hänvisar till."},
    ColumnDefinition{"title", "titel", text, optional, "Namnet som skrivs ut. Tomt = det korta namnet."},
    ColumnDefinition{
        "kind", "slag", word, optional,
        "Urval, totalundersökning eller register. Bestämmer vad som gäller när andra kolumner är tomma. "
        "Tomt = urval, med en anmärkning.",
        kind_words},
    ColumnDefinition{"population", "population", text, optional,
                     "Vilka undersökningen avser; står i Metod och kvalitet."},
    ColumnDefinition{"source", "källa", text, optional, "Källan som skrivs under tabellerna."},
    ColumnDefinition{
        "interval", "intervall", word, optional,
        "Konfidensintervall. Tomt = xlogit för urval, inget annars. `design` är samma som `xlogit`.",
        interval_words},
    ColumnDefinition{"decimals", "decimaler", whole, optional,
                     "Antal decimaler i publicerade andelar och medelvärden, 0 till 12. Tomt = 1."},
    ColumnDefinition{"protection", "skydd", word, optional,
                     "Sekretessregel. Tomt = `base` för urval, `gate` för totalundersökning och register.",
                     protection_words},
    ColumnDefinition{
        "min_base", "minsta_bas", whole, optional,
        "Med `base`: minsta antal svar i en cell som visas, tomt = 100, 0 = av. Med `gate`: 0 % och 100 % "
        "skyddas när färre svarat, tomt = 10."},
    ColumnDefinition{
        "min_cell", "minsta_cell", whole, optional,
        "Med `base`: minsta antal ja och nej för känsliga indikatorer, tomt eller 0 = av. Med `gate`: "
        "minsta antal som får kunna räknas fram, tomt = 5, lägst 2."},
    ColumnDefinition{"precision", "precision", word, optional,
                     "Regel som döljer alltför osäkra tal. Tomt = ingen.", precision_words},
    ColumnDefinition{"sensitive", "känslig", yes, optional,
                     "Ja = alla undersökningens indikatorer är känsliga."}};

constexpr std::array waves_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökningen som omgången hör till."},
    ColumnDefinition{"wave", "omgång", name, required, "Omgångens namn: `2022`, `2019-2020`."},
    ColumnDefinition{"title", "titel", text, optional, "Namnet som skrivs ut. Tomt = omgångens namn."},
    ColumnDefinition{"period_from", "period_från", date_from, optional,
                     "Första dag; ordnar omgångarna. Tomt = räknas ut av namnet om det börjar med ett årtal "
                     "(`2022` = 2022-01-01, läsåret `2019-2020` = 2019-07-01)."},
    ColumnDefinition{"period_to", "period_till", date_to, optional,
                     "Sista dag. Tomt = räknas ut på samma sätt."},
    ColumnDefinition{"sheets", "blad", list, optional,
                     "Blad som läses. Tomt = alla blad vars rubriker stämmer."},
    ColumnDefinition{"header_row", "rubrikrad", whole, optional,
                     "Radnummer för rubrikerna, från 1. Tomt = hittas."},
    ColumnDefinition{"other_columns", "övriga_kolumner", word, optional,
                     "Vad som händer med kolumner som kodboken inte nämner. Tomt = `error`: filen avvisas.",
                     other_columns_words},
    ColumnDefinition{
        "corrections", "rättelser", word, optional,
        "Med `gate`: vad en rättelse av en publicerad omgång leder till. Tomt = `frozen`: filen "
        "sparas och det publicerade ligger fast. `accept` = siffrorna görs om, skyddade tillsammans "
        "med allt som redan är publicerat.",
        corrections_words},
    ColumnDefinition{"publish_from", "publiceras_från", date, optional,
                     "Inget publiceras före detta datum. Tomt = genast."},
    ColumnDefinition{"expected_by", "väntas_senast", date, optional,
                     "Lup säger till om filen inte har kommit då."},
    ColumnDefinition{"owner", "ansvarig", text, optional, "Funktionen som lämnar filen."}};

constexpr std::array eligible_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"wave", "omgång", name, required, "Omgång."},
    ColumnDefinition{"domain", "redovisningsgrupp", domain, optional, "`area=2303; sex=K`. Tomt = alla."},
    ColumnDefinition{"count", "antal", whole, required,
                     "Hur många som tillfrågades (eller är inskrivna). Räknas som känt."},
    ColumnDefinition{"source", "källa", text, optional, "Varifrån antalet kommer."}};

constexpr std::array variables_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"variable", "variabel", name, required, "Variabelns namn i kodboken."},
    ColumnDefinition{"question", "fråga", text, optional, "Frågans text."},
    ColumnDefinition{
        "type", "typ", word, optional,
        "Tomt = `code`, utom för vikt, fpc och variabler med min eller max eller intervallband: `number`. "
        "Stratum, kluster, område, skola, kön, årskurs och år räknas som koder. "
        "`ignored` = kolumnen får finnas men läses inte; `id` och `text` sparas aldrig.",
        type_words},
    ColumnDefinition{"role", "roll", word, optional, "Vad variabeln används till. Tomt = inget särskilt.",
                     variable_role_words},
    ColumnDefinition{"column", "kolumn", list, optional,
                     "Rubriken i filen; alternativa rubriker skiljs med |. Tomt = variabelns namn."},
    ColumnDefinition{"from", "från", name, optional, "Första omgång som raden gäller. Tomt = från början."},
    ColumnDefinition{"to", "till", name, optional, "Sista omgång som raden gäller. Tomt = tills vidare."},
    ColumnDefinition{"min", "min", number, optional, "Minsta tillåtna tal."},
    ColumnDefinition{"max", "max", number, optional, "Största tillåtna tal."},
    ColumnDefinition{"required", "måste_finnas", yes, optional,
                     "Ja = en fil utan kolumnen avvisas. Nej = filen tas emot med anmärkning och variabelns "
                     "indikatorer görs inte."}};

constexpr std::array codes_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"variable", "variabel", name, required, "Variabel."},
    ColumnDefinition{
        "value", "värde", text, optional,
        "Svaret som filen har det: `1`, `ofta`. Får vara tomt bara när missing eller impossible är ja."},
    ColumnDefinition{"code", "kod", name, optional, "Enhetlig kod. Tomt = värdet som det står."},
    ColumnDefinition{"label", "etikett", text, optional, "Text som skrivs ut. Tomt = koden."},
    ColumnDefinition{"missing", "bortfall", yes, optional, "Ja = svaret räknas som uteblivet."},
    ColumnDefinition{"impossible", "omöjlig", yes, optional,
                     "Ja = frågan ställdes inte; cellen skrivs som en punkt."},
    ColumnDefinition{"from", "från", name, optional, "Första omgång. Tomt = från början."},
    ColumnDefinition{"to", "till", name, optional, "Sista omgång. Tomt = tills vidare."}};

constexpr std::array groups_columns = {
    ColumnDefinition{"group", "grupp", name, required, "Gruppindelningens namn, används i `by`."},
    ColumnDefinition{"variable", "variabel", name, required, "Variabel, skala eller roll som delas in."},
    ColumnDefinition{"code", "kod", name, required, "Bandets kod: `16-29`."},
    ColumnDefinition{"label", "etikett", text, optional, "Text som skrivs ut. Tomt = koden."},
    ColumnDefinition{"lower", "lägst", number, optional,
                     "Lägsta tal i bandet, det räknas med. Tomt = ingen gräns nedåt."},
    ColumnDefinition{"upper", "högst", number, optional,
                     "Högsta tal i bandet, det räknas med. Tomt = ingen gräns uppåt."},
    ColumnDefinition{"codes", "koder", list, optional, "Koder i bandet, i stället för lägst och högst."}};

constexpr std::array scales_columns = {
    ColumnDefinition{"scale", "skala", name, required, "Skalans namn i kodboken."},
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"instrument", "instrument", text, required,
                     "Hur poängen räknas, se listan över instrument."},
    ColumnDefinition{"items", "frågor", list, required, "Variablerna i instrumentets ordning."},
    ColumnDefinition{"reversed", "omvända", list, optional, "De av frågorna vars svar ska vändas."},
    ColumnDefinition{
        "cut", "gräns", cut, optional,
        "Poäng som räknas som utfall: `13`, eller efter kön `K=5|M=6`. Tomt = instrumentets egen gräns."},
    ColumnDefinition{"from", "från", name, optional, "Första omgång. Tomt = från början."},
    ColumnDefinition{"to", "till", name, optional, "Sista omgång. Tomt = tills vidare."}};

constexpr std::array indicators_columns = {
    ColumnDefinition{"indicator", "indikator", name, required, "Kort namn, ett för hela kodboken."},
    ColumnDefinition{"title", "titel", text, optional, "Namnet som skrivs ut. Tomt = det korta namnet."},
    ColumnDefinition{"definition", "definition", text, optional, "Vad indikatorn mäter, en mening."},
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"variable", "variabel", name, required, "En variabel eller en skala."},
    ColumnDefinition{"statistic", "mått", word, optional, "Tomt = andel.", statistic_words},
    ColumnDefinition{"per", "per", number, optional,
                     "Tal som redovisas per så många. Tomt = 100 för andel, 100000 för frekvens."},
    ColumnDefinition{"unit", "enhet", text, optional, "Enheten som skrivs ut: `procent`, `poäng`."},
    ColumnDefinition{
        "numerator", "täljare", list, optional,
        "Koderna som räknas. Måste anges för en andel av en variabel; för en skala: tomt = gränsen."},
    ColumnDefinition{"denominator", "nämnare", list, optional,
                     "Koderna som delas med. Tomt = alla giltiga svar."},
    ColumnDefinition{"among", "bland", conditions, optional, "Bara de som uppfyller villkoren. Tomt = alla."},
    ColumnDefinition{"better", "bättre", word, optional, "Åt vilket håll som är bättre. Tomt = inget.",
                     better_words},
    ColumnDefinition{"sensitive", "känslig", yes, optional, "Ja = känslig uppgift, skyddas hårdare."},
    ColumnDefinition{"from", "från", name, optional, "Första omgång. Tomt = från början."},
    ColumnDefinition{"to", "till", name, optional, "Sista omgång. Tomt = tills vidare."},
    ColumnDefinition{"break", "brott", list, optional,
                     "Omgångar som börjar en ny serie; värden på var sin sida jämförs aldrig."},
    ColumnDefinition{"goals", "mål", list, optional, "Mål i planen som indikatorn följer upp."},
    ColumnDefinition{"strategy", "strategi", text, optional, "Nationellt mål som indikatorn hör till."},
    ColumnDefinition{"standard", "standardbefolkning", name, optional,
                     "Standardbefolkning i `weights_standard` som värdet standardiseras till: `ESP2013`. "
                     "För andel, medelvärde och frekvens, inte med skyddet `gate`. Tomt = inte "
                     "standardiserat."}};

constexpr std::array breakdowns_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"indicators", "indikatorer", list, optional,
                     "`*` eller tomt = alla undersökningens indikatorer."},
    ColumnDefinition{
        "by", "uppdelning", by, optional,
        "Variabler, grupper eller roller med x emellan: `area x sex x grade`. Tomt = hela undersökningen."},
    ColumnDefinition{"waves", "omgångar", list, optional, "Tomt = alla."},
    ColumnDefinition{"pooled", "sammanslaget", text, optional,
                     "Etikett för sammanslagna omgångar: `2020-2024`."},
    ColumnDefinition{"pooled_waves", "sammanslagna_omgångar", list, optional, "Omgångarna som slås samman."},
    ColumnDefinition{"recipients", "mottagare", list, optional,
                     "Verksamheter som får tabellen. Tomt = alla."},
    ColumnDefinition{
        "priority", "prioritet", whole, optional,
        "Med `gate`: vad som visas längst när något måste döljas, 1 viktigast, högst 99. Tomt = efter dem "
        "som har en; färre uppdelningar före flera, och sedan i radernas ordning."}};

constexpr std::array comparisons_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"indicators", "indikatorer", list, optional,
                     "`*` eller tomt = undersökningens alla andelar, och i ett urval alla medelvärden."},
    ColumnDefinition{"by", "uppdelning", by, optional,
                     "Grupperna som jämförs, som i en rad i `breakdowns`. Tomt = hela undersökningen."},
    ColumnDefinition{
        "compare", "jämför", name, required,
        "`wave` (omgång): varje omgång med närmast tidigare i samma serie. `trend`: förändringen längs en "
        "rät linje genom minst tre omgångar. `whole` (hela): gruppen med hela undersökningen, utan område "
        "och skola i `by`. "
        "Annars ett namn, till exempel `sex`: dess koder med varandra i varje grupp."},
    ColumnDefinition{"recipients", "mottagare", list, optional,
                     "Verksamheter som får jämförelserna. Tomt = alla som har båda talen."}};

constexpr std::array areas_columns = {
    ColumnDefinition{"area", "område", name, required, "Områdets kod som text: `2303`, `0180`."},
    ColumnDefinition{"name", "namn", text, optional, "Namnet som skrivs ut. Tomt = koden."},
    ColumnDefinition{"within", "ingår_i", list, optional, "Områden som det ligger i, flera får överlappa."},
    ColumnDefinition{"principal", "huvudman", text, optional, "Skolhuvudman eller annan ansvarig."}};

constexpr std::array reference_values_columns = {
    ColumnDefinition{"indicator", "indikator", name, required, "Indikator."},
    ColumnDefinition{"wave", "omgång", text, required, "Omgång eller etikett: `2022`, `2021-2024`."},
    ColumnDefinition{"area", "område", name, optional, "`00` riket, `23` länet. Tomt = riket."},
    ColumnDefinition{"sex", "kön", name, optional, "Kodbokens kod för kön. Tomt = båda."},
    ColumnDefinition{"group", "grupp", text, optional,
                     "Koden i tabellens andra uppdelning, till exempel åldersgruppen. Tomt = alla."},
    ColumnDefinition{"value", "värde", number, optional, "Talet i indikatorns enhet."},
    ColumnDefinition{"lower", "lägst", number, optional, "Intervallets nedre gräns."},
    ColumnDefinition{"upper", "högst", number, optional, "Intervallets övre gräns."},
    ColumnDefinition{"n", "n", whole, optional, "Antal svar."},
    ColumnDefinition{"source", "källa", text, optional, "Källa."}};

constexpr std::array known_elsewhere_columns = {
    ColumnDefinition{"survey", "undersökning", name, required, "Undersökning."},
    ColumnDefinition{"wave", "omgång", text, required, "Omgången. Är talet känt för flera tillsammans: skriv ett för varje."},
    ColumnDefinition{"indicator", "indikator", name, optional, "Indikator. Får vara tom när `what` är `n`: då gäller talet alla frågor."},
    ColumnDefinition{"domain", "redovisningsgrupp", domain, optional,
                     "`area=2303; sex=K`. Tomt = hela undersökningen."},
    ColumnDefinition{"what", "vad", word, required, "Antal ja, antal nej, antal svar eller andel i procent.",
                     what_words},
    ColumnDefinition{"value", "värde", number, required, "Talet som redan är känt."},
    ColumnDefinition{"source", "källa", text, optional, "Var det står."},
    ColumnDefinition{"date", "datum", date, optional, "När det lämnades ut."}};

constexpr std::array weights_standard_columns = {
    ColumnDefinition{"standard", "standard", name, required, "Standardbefolkningens namn: `ESP2013`."},
    ColumnDefinition{"group", "grupp", name, required, "Grupp eller variabel som vikterna gäller."},
    ColumnDefinition{"code", "kod", name, required, "Kod i gruppen."},
    ColumnDefinition{"weight", "vikt", number, required, "Vikt, större än 0."}};

constexpr std::array definitions = {
    TableDefinition{"surveys", "undersökningar", "En rad är en undersökning.", true, surveys_columns},
    TableDefinition{"waves", "omgångar", "En rad är en omgång av en undersökning.", true, waves_columns},
    TableDefinition{"eligible", "tillfrågade",
                    "En rad är ett antal tillfrågade eller inskrivna, för svarsfrekvenser.", false,
                    eligible_columns},
    TableDefinition{"variables", "variabler", "En rad är en variabel i några omgångar.", true,
                    variables_columns},
    TableDefinition{"codes", "koder", "En rad är ett svar på en variabel.", false, codes_columns},
    TableDefinition{"groups", "grupper", "En rad är ett band i en gruppindelning.", false, groups_columns},
    TableDefinition{"scales", "skalor", "En rad är ett mätinstrument som räknas av flera frågor.", false,
                    scales_columns},
    TableDefinition{"indicators", "indikatorer", "En rad är en indikator.", true, indicators_columns},
    TableDefinition{"breakdowns", "redovisningar", "En rad är en publicerad tabell.", true,
                    breakdowns_columns},
    TableDefinition{"comparisons", "jämförelser",
                    "En rad är jämförelser som prövas tillsammans mellan tal som visas.", false,
                    comparisons_columns},
    TableDefinition{"areas", "områden", "En rad är ett område.", false, areas_columns},
    TableDefinition{"reference_values", "jämförelsevärden", "En rad är ett tal att jämföra med.", false,
                    reference_values_columns},
    TableDefinition{"known_elsewhere", "redan_kända",
                    "En rad är ett tal som redan är offentligt och räknas som publicerat.", false,
                    known_elsewhere_columns},
    TableDefinition{"weights_standard", "standardvikter",
                    "En rad är en åldersgrupps vikt i en standardbefolkning.", false,
                    weights_standard_columns}};

} // namespace

std::span<const TableDefinition> codebook_definitions()
{
    return definitions;
}

std::span<const Word> role_words()
{
    return by_role_words;
}

} // namespace lup
