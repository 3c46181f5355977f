#include "app/journal/complete_waves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

using Areas = std::set<std::string>;

std::map<WaveId, Areas> areas_delivered(const std::vector<DeliveryEntry>& in_force)
{
    std::map<WaveId, Areas> areas;
    for (const auto& delivery : in_force)
        for (const auto& part : delivery.parts)
            if (!part.area.empty())
                areas[{delivery.survey, delivery.wave}].insert(part.area);
    return areas;
}

/// The areas that the nearest earlier wave has and this one lacks, in words, with that wave's id; "" if none.
std::string missing_areas(const WaveId& id, const std::map<WaveId, Areas>& delivered,
                          const Codebook& codebook)
{
    std::string earlier;
    for (const auto* wave : codebook.waves_of(id.first)) {
        if (wave->wave == id.second)
            break;
        if (delivered.contains({id.first, wave->wave}))
            earlier = wave->wave;
    }
    if (earlier.empty())
        return "";
    std::vector<std::string> missing;
    for (const auto& area : delivered.at({id.first, earlier}))
        if (!delivered.at(id).contains(area)) {
            const auto* known = codebook.find_area(area);
            missing.push_back(known && !known->name.empty() ? known->name : area);
        }
    return missing.empty() ? "" : fmt::format("{} (finns för {})", fmt::join(missing, ", "), earlier);
}

bool pooled_together(const Codebook& codebook, const WaveId& one, const WaveId& other)
{
    const auto holds = [](const std::vector<std::string>& waves, const std::string& wave) {
        return std::find(waves.begin(), waves.end(), wave) != waves.end();
    };
    return std::any_of(
        codebook.breakdowns.begin(), codebook.breakdowns.end(), [&](const Breakdown& breakdown) {
            return breakdown.survey == one.first && holds(breakdown.pooled_waves, one.second) &&
                   holds(breakdown.pooled_waves, other.second);
        });
}

} // namespace

std::map<WaveId, std::string> waiting_waves(const std::vector<DeliveryEntry>& in_force,
                                            const Codebook& codebook,
                                            const std::map<WaveId, PublishedWave>& published)
{
    const auto delivered = areas_delivered(in_force);
    std::vector<WaveId> undecided;
    for (const auto& wave : codebook.waves)
        if (const WaveId id{wave.survey, wave.wave};
            codebook.survey(wave.survey).protection == Protection::gate && delivered.contains(id) &&
            !published.contains(id) && wave.publish_from.empty())
            undecided.push_back(id);

    std::map<WaveId, std::string> waiting;
    for (const auto& id : undecided)
        if (const auto missing = missing_areas(id, delivered, codebook); !missing.empty())
            waiting[id] = fmt::format(
                "{} {}: väntar på {}. Ska omgången publiceras ändå, sätt publish_from i kodboken.", id.first,
                id.second, missing);
    const auto incomplete = waiting;
    for (const auto& id : undecided)
        for (const auto& [other, sentence] : incomplete)
            if (id.first == other.first && !waiting.contains(id) && pooled_together(codebook, id, other))
                waiting[id] = fmt::format("{} {}: slås samman med {}, som väntar på fler delar.", id.first,
                                          id.second, other.second);
    return waiting;
}

} // namespace lup
