#include "app/counted_waves.hpp"

#include "app/files/text_hash.hpp"
#include "app/journal/complete_waves.hpp"
#include "app/journal/standing_records.hpp"
#include "ingest/delivery/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace lup {

namespace fs = std::filesystem;

namespace {

/// Why a wave is not counted tonight, or "".
std::string why_left_out(const Codebook& codebook, const std::string& survey, const std::string& wave_id,
                         const std::string& today)
{
    const auto waves = codebook.waves_of(survey);
    const auto wave = std::find_if(waves.begin(), waves.end(),
                                   [&wave_id](const Wave* one) { return one->wave == wave_id; });
    if (wave == waves.end())
        return fmt::format("{} {}: finns i arkivet men inte i kodboken, räknas inte.", survey, wave_id);
    if (!(*wave)->publish_from.empty() && today < (*wave)->publish_from)
        return fmt::format("{} {}: publiceras tidigast {}.", survey, wave_id, (*wave)->publish_from);
    return "";
}

} // namespace

CountedWaves counted_waves(const Home& home, const Journal& journal, const Configuration& configuration,
                           const std::string& today)
{
    CountedWaves counted;
    counted.day = today;
    std::string inputs = fmt::format("lup {}\n{}\n", LUP_VERSION, configuration.hash);
    const auto deliveries = journal.in_force();
    const auto published = published_waves(home.plan_database(), configuration.codebook);
    const auto waiting = waiting_waves(deliveries, configuration.codebook, published);
    for (auto from = deliveries.begin(); from != deliveries.end();) {
        const auto to = std::find_if(from, deliveries.end(), [&from](const DeliveryEntry& delivery) {
            return delivery.survey != from->survey || delivery.wave != from->wave;
        });
        const auto waits = waiting.find({from->survey, from->wave});
        auto why = waits != waiting.end()
                       ? waits->second
                       : why_left_out(configuration.codebook, from->survey, from->wave, today);
        if (!why.empty()) {
            counted.left_out[{from->survey, from->wave}] = std::move(why);
        } else {
            std::vector<fs::path> copies;
            for (auto delivery = from; delivery != to; ++delivery) {
                copies.push_back(home.archive() / delivery->archive_name);
                inputs += fmt::format("{} {}\n", delivery->archive_name, delivery->archive_sha256);
            }
            counted.waves.push_back(
                {from->survey,
                 from->wave,
                 [copies, &codebook = configuration.codebook, survey = from->survey, wave = from->wave] {
                     return open_deliveries(copies, codebook, survey, wave);
                 },
                 0,
                 {},
                 RecordsOrigin::known});
            add_vintages(counted.waves.back(), std::span(from, to), home, journal, configuration.codebook,
                         published);
        }
        from = to;
    }
    for (const auto& [id, wave] : published)
        if (std::ranges::none_of(deliveries, [&id](const DeliveryEntry& delivery) {
                return delivery.survey == id.first && delivery.wave == id.second;
            }))
            counted.left_out[id] = fmt::format("{} {}: är publicerad, men journalen känner inte till någon "
                                               "fil för den. Det som är publicerat ligger "
                                               "fast i plan.db. Ta tillbaka journal.db och arkiv/ ur "
                                               "säkerhetskopian, eller lägg filen som det "
                                               "räknades på i inkorg/ igen.",
                                               id.first, id.second);
    counted.inputs = text_hash(inputs);
    return counted;
}

} // namespace lup
