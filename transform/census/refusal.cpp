#include "transform/census/refusal.hpp"

#include "transform/gate/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::size_t most_incidents = 3, most_sources = 6;

std::string sources_of(const CensusSystem& census, const GatePattern& hidden, const GateIncident& incident,
                       GateCount k)
{
    const auto leak = explain_leak(census.system(), hidden, incident.cell, incident.own, k);
    if (!leak)
        return "numbers that are already public";
    std::vector<std::string> names;
    for (const auto cell : leak->through_cells)
        names.push_back(census.cell_names()[cell]);
    for (const auto known : leak->through_known)
        names.push_back(census.known_names()[known]);
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_sources); ++i)
        text += (i == 0 ? "" : "; ") + names[i];
    if (names.size() > most_sources)
        text += fmt::format("; and {} more", names.size() - most_sources);
    return text.empty() ? "numbers that are already public" : text;
}

std::string found_by(const OwnKnowledge& own)
{
    if (own.insider != never_printed)
        return " by one of the respondents";
    return own.supplier != no_supplier ? " by one that delivered records" : "";
}

} // namespace

std::string refusal_text(const CensusSystem& census, const GateResult& result, GateCount k)
{
    std::string text;
    const auto shown = std::min(result.incidents.size(), most_incidents);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& incident = result.incidents[i];
        text += fmt::format("{} could be found{} through: {}. ", census.cell_names()[incident.cell],
                            found_by(incident.own), sources_of(census, result.hidden, incident, k));
    }
    if (result.incidents.size() > shown)
        text += fmt::format("So could {} more. ", result.incidents.size() - shown);
    return text +
           "Nothing is published. Take away the breakdown that loses least (lup breakdowns HOME), look at "
           "known_elsewhere, or hold the wave back with publish_from";
}

} // namespace lup
