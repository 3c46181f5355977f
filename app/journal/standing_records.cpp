#include "app/journal/standing_records.hpp"

#include "ingest/delivery/delivery.hpp"

#include <algorithm>
#include <set>

namespace lup {

namespace fs = std::filesystem;

namespace {

std::set<std::int64_t> ids_of(std::span<const DeliveryEntry> deliveries)
{
    std::set<std::int64_t> ids;
    for (const auto& delivery : deliveries)
        ids.insert(delivery.id);
    return ids;
}

/// Whether everything that the vintage was counted from is still in force: parts may have come since.
bool stands(const Vintage& vintage, std::span<const DeliveryEntry> in_force)
{
    const auto now = ids_of(in_force), then = ids_of(vintage.deliveries);
    return std::ranges::includes(now, then);
}

/// Whether parts have come since to areas that the vintage counted, such as a late school: an area by itself
/// can be told from what was published before, more pupils in the same area cannot.
bool grows_within_areas(const Vintage& vintage, std::span<const DeliveryEntry> in_force)
{
    const auto then = ids_of(vintage.deliveries);
    std::set<std::string> areas;
    for (const auto& delivery : vintage.deliveries)
        for (const auto& part : delivery.parts)
            areas.insert(part.area);
    return std::ranges::any_of(in_force, [&](const DeliveryEntry& delivery) {
        return !then.contains(delivery.id) && std::ranges::any_of(delivery.parts, [&](const auto& part) {
            return areas.contains(part.area);
        });
    });
}

} // namespace

void add_vintages(WaveResponses& responses, std::span<const DeliveryEntry> in_force, const Home& home,
                  const Journal& journal, const Codebook& codebook,
                  const std::map<WaveId, PublishedWave>& published)
{
    if (codebook.survey(responses.survey).protection != Protection::gate)
        return;
    auto vintages = journal.vintages(responses.survey, responses.wave);
    const auto stood = published.find({responses.survey, responses.wave});
    const bool is_noted =
        stood == published.end() || (!vintages.empty() && vintages.back().number >= stood->second.vintage);
    if (!is_noted)
        responses.origin = RecordsOrigin::unknown;
    if (vintages.empty())
        return;
    responses.vintage = vintages.back().number;
    const bool accepted = codebook.wave(responses.survey, responses.wave).corrections == Corrections::accept;
    if (accepted && (!stands(vintages.back(), in_force) || grows_within_areas(vintages.back(), in_force)))
        ++responses.vintage;
    else {
        if (is_noted && !stands(vintages.back(), in_force))
            responses.origin = RecordsOrigin::replaced;
        vintages.pop_back();
    }
    for (const auto& vintage : vintages) {
        std::vector<fs::path> copies;
        for (const auto& delivery : vintage.deliveries)
            copies.push_back(home.archive() / delivery.archive_name);
        if (std::ranges::all_of(copies, [](const fs::path& copy) { return fs::exists(copy); }))
            responses.earlier.push_back(
                {vintage.number, [copies, &codebook, survey = responses.survey, wave = responses.wave] {
                     return open_deliveries(copies, codebook, survey, wave);
                 }});
    }
}

void recall_first_vintages(Journal& journal, const std::map<WaveId, PublishedWave>& published)
{
    for (const auto& [id, wave] : published)
        if (wave.gated && journal.vintages(id.first, id.second).empty())
            journal.recall_vintage(id.first, id.second, wave.last_number);
}

void note_standing(Journal& journal, const std::vector<StandingWave>& standing)
{
    for (const auto& wave : standing)
        if (wave.vintage)
            journal.note_vintage(wave.survey, wave.wave, *wave.vintage);
}

} // namespace lup
