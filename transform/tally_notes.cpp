#include "transform/tally_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

std::optional<std::uint64_t> eligible_count(const Codebook& codebook, const Wave& wave)
{
    const auto found = std::find_if(codebook.eligible.begin(), codebook.eligible.end(), [&](const auto& row) {
        return row.survey == wave.survey && row.wave == wave.wave && row.domain.empty();
    });
    return found == codebook.eligible.end() ? std::nullopt : std::optional(found->count);
}

std::string design_sentence(const WaveTally& tally)
{
    if (!tally.has_weights())
        return "Undersökningen är oviktad.";
    const std::string design = tally.has_strata() && tally.has_clusters() ? "med strata och kluster"
                               : tally.has_strata()                       ? "med strata"
                               : tally.has_clusters()                     ? "med kluster"
                                                                          : "utan uppgift om strata";
    return fmt::format("Svaren är viktade; osäkerheten är beräknad med Taylorlinearisering {}.", design);
}

std::string interval_sentence(const Survey& survey)
{
    switch (survey.interval) {
    case IntervalMethod::xlogit:
        return "95 % konfidensintervall på logitskalan (designbaserat).";
    case IntervalMethod::beta:
        return "95 % konfidensintervall enligt Korn och Graubard.";
    case IntervalMethod::wilson:
        return "95 % konfidensintervall enligt Wilson.";
    case IntervalMethod::mean:
        return "95 % konfidensintervall med t-fördelningen.";
    case IntervalMethod::fhm:
        return "95 % konfidensintervall så som Folkhälsomyndigheten räknar det, med ovägt antal svar.";
    case IntervalMethod::none:
        return "Inget konfidensintervall: undersökningen riktar sig till alla.";
    }
    return "";
}

std::string statistic_sentence(const Indicator& indicator)
{
    switch (indicator.statistic) {
    case Statistic::share:
        return "Andel i procent av dem som har svarat.";
    case Statistic::mean:
        return "Medelvärde bland dem som har svarat.";
    case Statistic::median:
        return "Median bland dem som har svarat.";
    case Statistic::count:
        return "Antal.";
    case Statistic::rate:
        return fmt::format("Antal per {} invånare.", indicator.per);
    }
    return "";
}

std::string break_sentence(const Codebook& codebook, const Indicator& indicator)
{
    std::string waves;
    for (const auto& wave : indicator.breaks)
        waves += (waves.empty() ? "" : ", ") + codebook.wave(indicator.survey, wave).wave;
    return waves.empty()
               ? ""
               : fmt::format("Tidsseriebrott: en ny serie börjar {}; värden på var sin sida jämförs inte.",
                             waves);
}

} // namespace

WaveNote wave_note(const Codebook& codebook, const Survey& survey, const WaveTally& tally)
{
    WaveNote note{survey.survey, tally.wave().wave, tally.wave().title, {}, {}, {}};
    note.sentences.push_back(design_sentence(tally));
    note.sentences.push_back(interval_sentence(survey));
    if (survey.protection == Protection::gate) {
        note.sentences.emplace_back("Antalet deltagare redovisas inte, eftersom det kan röja små grupper.");
        return note;
    }
    note.respondents = tally.rows();
    note.eligible = eligible_count(codebook, tally.wave());
    return note;
}

std::vector<MethodNote> method_notes(const TallyFrame& frame, const WaveTallies& waves)
{
    std::vector<MethodNote> notes;
    for (const auto* indicator : frame.indicators) {
        std::string text = statistic_sentence(*indicator);
        if (!waves.empty())
            text += " " + design_sentence(*waves.rbegin()->second) + " " + interval_sentence(frame.survey);
        const auto breaks = break_sentence(frame.codebook, *indicator);
        notes.push_back({indicator->indicator, breaks.empty() ? text : text + " " + breaks});
    }
    return notes;
}

} // namespace lup
