#include "export/swedish_text.hpp"
#include "export/workbook/workbook_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::string kind_text(const Survey& survey)
{
    switch (survey.kind) {
    case SurveyKind::sample:
        return "Urvalsundersökning: ett slumpmässigt urval har tillfrågats, och svaren gäller hela "
               "befolkningen, uppräknade med vikter där sådana finns. Därför har uppgifterna en felmarginal.";
    case SurveyKind::census:
        return "Totalundersökning: alla i gruppen har tillfrågats. Uppgifterna har ingen felmarginal från "
               "urval.";
    case SurveyKind::administrative:
        return "Registeruppgifter: alla i registret ingår.";
    }
    return {};
}

std::string interval_text(const Survey& survey)
{
    switch (survey.interval) {
    case IntervalMethod::xlogit:
        return "95-procentigt konfidensintervall med hänsyn till vikter och urvalets uppläggning (Taylor, "
               "logit).";
    case IntervalMethod::beta:
        return "95-procentigt konfidensintervall enligt Korn och Graubard, med hänsyn till vikter och "
               "urvalets "
               "uppläggning.";
    case IntervalMethod::wilson:
        return "95-procentigt konfidensintervall enligt Wilson.";
    case IntervalMethod::mean:
        return "95-procentigt konfidensintervall kring medelvärdet, med hänsyn till vikter och urvalets "
               "uppläggning.";
    case IntervalMethod::fhm:
        return "95-procentigt konfidensintervall som Folkhälsomyndigheten räknar det: andelen ± 1,96 gånger "
               "medelfelet, med antalet svar utan vikter.";
    case IntervalMethod::none:
        return "Inget konfidensintervall redovisas.";
    }
    return {};
}

std::string base_rules(const Survey& survey)
{
    std::string text;
    if (survey.min_base > 0)
        text += fmt::format(
            "Uppgifter som bygger på färre än {} svar visas inte; gäller det ena könet döljs även det "
            "andras. ",
            swedish_number(survey.min_base, 0));
    if (survey.min_cell > 0)
        text += fmt::format("För känsliga frågor döljs också uppgifter där någon men färre än {} har svarat "
                            "på det ena eller andra sättet, alltid för båda könen, och så många uppgifter "
                            "till att ingen av dem är skillnaden mellan en summa och de delar av den som "
                            "visas i samma indelning för samma period. ",
                            survey.min_cell);
    if (survey.precision == PrecisionRule::nchs)
        text += "Alltför osäkra uppgifter döljs, var för sig, med samma symbol. ";
    if (text.empty())
        return "Inga uppgifter döljs för att de bygger på få svar.";
    return text + "Reglerna skyddar enskilda svar. De lovar inte att en dold uppgift aldrig kan räknas fram, "
                  "till exempel ur flera perioder "
                  "eller olika åldersindelningar tillsammans eller av den som vet mer än det som står här.";
}

std::string gate_rules(const Survey& survey)
{
    return fmt::format(
        "Antal under {} visas inte, och inte heller de uppgifter som skulle göra det möjligt att räkna "
        "ut dem: alla tabeller prövas tillsammans med allt som har publicerats tidigare. Alla dolda "
        "uppgifter har samma symbol. Det som har publicerats räknas som känt för alltid. Skyddet gäller inte "
        "gissningar om sannolikheter, flera som lägger ihop vad de vet, eller samband som inte är kända.",
        survey.min_cell > 0 ? survey.min_cell : 5);
}

std::string response_text(const WaveNote& note)
{
    std::string text;
    if (note.respondents && note.eligible && *note.eligible > 0)
        text = fmt::format("{} av {} tillfrågade svarade ({} %).", swedish_count(*note.respondents),
                           swedish_count(*note.eligible),
                           swedish_number(100.0 * static_cast<double>(*note.respondents) /
                                              static_cast<double>(*note.eligible),
                                          0));
    else if (note.respondents)
        text = fmt::format("{} svarade.", swedish_count(*note.respondents));
    for (const auto& sentence : note.sentences)
        text += (text.empty() ? "" : " ") + sentence;
    return text;
}

} // namespace

SheetTable method_sheet(const Publication& publication, const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Metod och kvalitet";
    sheet.notices = {"Hur uppgifterna har tagits fram och vad den som läser dem behöver veta."};
    sheet.name = "Tabell_metod";
    sheet.headings = {"Avsnitt", "Gäller", "Beskrivning"};
    sheet.widest = {26, 40, 110};
    const auto add = [&](std::string section, std::string about, std::string text) {
        if (!text.empty())
            sheet.rows.push_back({SheetCell::of(std::move(section)),
                                  SheetCell::of(std::move(about), Look::wrapped),
                                  SheetCell::of(std::move(text), Look::wrapped)});
    };
    const auto surveys = surveys_of(publication.codebook, content);
    for (const auto* survey : surveys) {
        add("Population", survey->title, survey->population);
        add("Källa", survey->title, survey->source);
        add("Sort", survey->title, kind_text(*survey));
        add("Osäkerhet", survey->title, interval_text(*survey));
        add("Skydd av uppgifter", survey->title,
            survey->protection == Protection::gate ? gate_rules(*survey) : base_rules(*survey));
    }
    for (const auto& note : publication.release.wave_notes())
        if (std::any_of(surveys.begin(), surveys.end(),
                        [&](const auto* each) { return each->survey == note.survey; }))
            add("Svar och bearbetning", note.title.empty() ? note.period : note.title, response_text(note));
    for (const auto& note : publication.release.method_notes())
        if (std::any_of(content.tables.begin(), content.tables.end(),
                        [&](const auto& table) { return table.indicator->indicator == note.indicator; }))
            add("Beräkning", publication.codebook.indicator(note.indicator).title, note.text);
    for (const auto& note : publication.release.comparison_notes())
        if (std::any_of(content.comparisons.begin(), content.comparisons.end(),
                        [&](const auto* each) { return each->survey == note.survey; }))
            add("Jämförelser", publication.codebook.survey(note.survey).title, note.text);
    add("Kontakt", "Alla uppgifter",
        publication.settings.contact.empty() ? publication.settings.unit : publication.settings.contact);
    add("Nästa uppdatering", "Alla uppgifter", next_update(publication, content));
    return sheet;
}

} // namespace lup
