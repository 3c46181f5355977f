#include "ingest/delivery/delivery_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace lup {

namespace {

constexpr std::size_t cells_named = 20;

} // namespace

std::string cell_place(std::string_view sheet, std::uint32_t column, std::uint32_t row)
{
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return sheet.empty() ? fmt::format("{}{}", letters, row) : fmt::format("{}!{}{}", sheet, letters, row);
}

std::size_t FindingGroups::open(Severity severity, std::string rule, std::string advice)
{
    groups_.push_back({severity, std::move(rule), std::move(advice), {}, 0});
    return groups_.size() - 1;
}

void FindingGroups::count(std::size_t group, std::string_view sheet, std::uint32_t column, std::uint32_t row)
{
    auto& counted = groups_[group];
    if (++counted.count <= cells_named)
        counted.places.push_back(cell_place(sheet, column, row));
}

void FindingGroups::add(Severity severity, std::string place, std::string rule, std::string advice,
                        std::uint64_t count)
{
    groups_.push_back({severity, std::move(rule), std::move(advice), {}, count});
    if (!place.empty())
        groups_.back().places.push_back(std::move(place));
}

bool FindingGroups::has(Severity severity) const
{
    return std::ranges::any_of(
        groups_, [&](const auto& group) { return group.severity == severity && group.count > 0; });
}

Findings FindingGroups::sorted() const
{
    std::vector<const Group*> order;
    for (const auto& group : groups_)
        order.push_back(&group);
    std::ranges::stable_sort(order, std::greater{},
                             [](const auto* group) { return std::tuple(group->severity, group->count); });
    Findings findings;
    for (const auto* group : order) {
        std::uint64_t rest = group->count;
        for (const auto& place : group->places) {
            // One place of several rows (a column) stands for all of them.
            const auto stands_for =
                group->places.size() == 1 && group->count > cells_named ? group->count : 1;
            findings.push_back({group->severity, file_, place, group->rule, group->advice, stands_for});
            rest -= std::min(rest, stands_for);
        }
        if (rest > 0)
            findings.push_back({group->severity, file_, "", group->rule, group->advice, rest});
    }
    return findings;
}

} // namespace lup
