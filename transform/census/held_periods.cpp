#include "transform/census/held_periods.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lup {

namespace {

std::string sentence(const HeldReason& reason)
{
    switch (reason.because) {
    case HeldBecause::records_changed:
        return "uppgifterna har rättats efter publiceringen; det som är publicerat ligger fast. En rättelse "
               "tas in om det står accept i kodbokens tabell waves, kolumnen corrections.";
    case HeldBecause::definition_changed:
        return "det som är publicerat stämmer inte längre med filerna det räknades på, och ligger fast. Har "
               "en ny "
               "del kommit, till exempel en skola, tas den in om det står accept i kodbokens tabell waves, "
               "kolumnen corrections. Har en definition i kodboken ändrats (koder, villkor, grupper), sätt "
               "tillbaka den; det som ska räknas på ett nytt sätt får ett nytt namn.";
    case HeldBecause::other_waves:
        return fmt::format("'{}' är publicerad för andra omgångar än dem som nu står i kodbokens tabell "
                           "breakdowns, kolumnen pooled_waves; det som är publicerat ligger fast. Ge den nya "
                           "sammanslagningen en egen etikett.",
                           reason.name);
    case HeldBecause::waves_unknown:
        return fmt::format("'{}' är publicerad men står inte längre i kodbokens tabell breakdowns, och det "
                           "går inte att veta vilka omgångar den slog samman. Det som är publicerat ligger "
                           "fast tills raden är tillbaka.",
                           reason.name);
    case HeldBecause::wave_gone:
        return fmt::format("omgången '{}' är publicerad men räknas inte i natt. Det som är publicerat ligger "
                           "fast, och det som hör ihop med omgången publiceras inte. Omgången ska stå kvar "
                           "med samma namn i kodbokens tabell waves, och filen i arkivet.",
                           reason.name);
    case HeldBecause::indicator_gone:
        return fmt::format("indikatorn '{}' är publicerad men finns inte kvar i kodbokens tabell indicators. "
                           "Det som är publicerat ligger fast tills den är tillbaka med samma namn. En "
                           "indikator som inte ska redovisas längre tas bort ur breakdowns.",
                           reason.name);
    case HeldBecause::dimension_gone:
        return fmt::format(
            "uppgifter är publicerade efter '{}', som inte längre finns i kolumnen by i kodbokens "
            "tabell breakdowns. Det som är publicerat ligger fast tills en redovisning efter "
            "'{}' är tillbaka.",
            reason.name, reason.name);
    case HeldBecause::origin_unknown:
        return "det som är publicerat är räknat på andra uppgifter än arkivet har nu, och journalen säger "
               "inte "
               "vilka. Det ligger fast. Lägg filen som det räknades på i inkorg/ igen och låt en natt gå; "
               "sedan kan en rättelse tas in, om det står accept i kodbokens tabell waves, kolumnen "
               "corrections.";
    case HeldBecause::vintage_gone:
        return "de uppgifter som det publicerade räknades på finns inte kvar i arkivet, så nytt kan inte "
               "skyddas "
               "tillsammans med det. Det som är publicerat ligger fast tills arkivets fil är tillbaka.";
    case HeldBecause::too_large:
        return "rättelsen kan inte tas in: undersökningen har så många indikatorer och uppdelningar att det "
               "inte går att pröva rättelsen mot det som är publicerat på en natt. Det som är publicerat "
               "ligger fast.";
    case HeldBecause::unsafe:
        return "rättelsen kan inte tas in: ställd bredvid det som redan är publicerat skulle små antal kunna "
               "räknas fram hur mycket som än döljs. Det som är publicerat ligger fast.";
    }
    return "";
}

} // namespace

void HeldPeriods::hold_waves(const std::vector<std::string>& waves, const HeldReason& reason)
{
    waves_[reason].insert(waves.begin(), waves.end());
}

void HeldPeriods::hold_label(const std::string& label, const HeldReason& reason)
{
    labels_[reason].insert(label);
}

bool HeldPeriods::holds_wave(const std::string& wave) const
{
    return std::ranges::any_of(waves_, [&](const auto& held) { return held.second.contains(wave); });
}

bool HeldPeriods::holds(const std::string& period, const std::vector<std::string>& waves) const
{
    return std::ranges::any_of(labels_, [&](const auto& held) { return held.second.contains(period); }) ||
           std::ranges::any_of(waves, [&](const auto& wave) { return holds_wave(wave); });
}

void HeldPeriods::spread(const std::set<std::vector<std::string>>& numbers)
{
    for (auto& [reason, held] : waves_)
        for (bool grown = true; grown;) {
            const auto before = held.size();
            for (const auto& waves : numbers)
                if (std::ranges::any_of(waves, [&](const auto& wave) { return held.contains(wave); }))
                    held.insert(waves.begin(), waves.end());
            grown = held.size() > before;
        }
}

std::string HeldPeriods::why_held(const std::string& wave) const
{
    const auto held =
        std::ranges::find_if(waves_, [&](const auto& one) { return one.second.contains(wave); });
    return held == waves_.end() ? "" : sentence(held->first);
}

std::vector<std::string> HeldPeriods::sentences(const std::string& survey_title) const
{
    auto all = waves_;
    for (const auto& [reason, labels] : labels_)
        all[reason].insert(labels.begin(), labels.end());
    std::vector<std::string> sentences;
    for (const auto& [reason, periods] : all)
        sentences.push_back(
            fmt::format("{} {}: {}", survey_title, fmt::join(periods, ", "), sentence(reason)));
    return sentences;
}

} // namespace lup
