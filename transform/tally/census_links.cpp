#include "transform/tally/census_links.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace lup {

namespace {

/// Whether a filter names what the base cells are made of (area, grade ...) and no answer.
bool is_background(const TallyFrame& frame, const std::string& name)
{
    const auto* variable = frame.codebook.find_variable(frame.survey.survey, name);
    return frame.dimensions.contains(name) || variable == nullptr || variable->role != Role::none;
}

/// The answers that an indicator is made of: its variable, or its scale's items, and its filters.
std::set<std::string> answers_behind(const TallyFrame& frame, const Indicator& indicator)
{
    std::set<std::string> variables;
    if (const auto* scale = frame.codebook.find_scale(frame.survey.survey, indicator.variable))
        variables.insert(scale->items.begin(), scale->items.end());
    else
        variables.insert(indicator.variable);
    for (const auto& condition : indicator.among)
        if (!is_background(frame, condition.variable))
            variables.insert(condition.variable);
    return variables;
}

class Groups {
public:
    explicit Groups(std::size_t size) : leader_(size)
    {
        std::iota(leader_.begin(), leader_.end(), std::size_t{0});
    }
    std::size_t leader(std::size_t one) const { return leader_[one] == one ? one : leader(leader_[one]); }
    void join(std::size_t one, std::size_t other)
    {
        const auto a = leader(one), b = leader(other);
        leader_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> leader_;
};

} // namespace

std::vector<LinkedIndicators> link_indicators(const TallyFrame& frame)
{
    Groups groups(frame.indicators.size());
    std::map<std::string, std::size_t> first_with;
    for (std::size_t i = 0; i < frame.indicators.size(); ++i)
        for (const auto& variable : answers_behind(frame, *frame.indicators[i])) {
            const auto [place, is_new] = first_with.try_emplace(variable, i);
            if (!is_new)
                groups.join(place->second, i);
        }
    std::map<std::size_t, LinkedIndicators> by_leader;
    for (std::size_t i = 0; i < frame.indicators.size(); ++i)
        by_leader[groups.leader(i)].push_back(i);
    std::vector<LinkedIndicators> linked;
    for (auto& [leader, members] : by_leader)
        linked.push_back(std::move(members));
    return linked;
}

} // namespace lup
