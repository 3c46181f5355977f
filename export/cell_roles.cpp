#include "export/cell_roles.hpp"

#include "config/table_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lup {

namespace {

bool area_within(const Codebook& codebook, std::string_view area, const std::vector<std::string>& areas,
                 int depth)
{
    if (std::find(areas.begin(), areas.end(), area) != areas.end())
        return true;
    const auto* found = codebook.find_area(area);
    // The depth ends the walk should a codebook ever say that two areas lie within each other.
    return found && depth > 0 &&
           std::any_of(found->within.begin(), found->within.end(),
                       [&](const auto& outer) { return area_within(codebook, outer, areas, depth - 1); });
}

} // namespace

Role role_of_dimension(const Codebook& codebook, std::string_view survey, std::string_view name)
{
    if (const auto* variable = codebook.find_variable(survey, name); variable && variable->role != Role::none)
        return variable->role;
    constexpr std::array<std::pair<std::string_view, Role>, 5> names{{{"area", Role::area},
                                                                      {"sex", Role::sex},
                                                                      {"school", Role::school},
                                                                      {"grade", Role::grade},
                                                                      {"age", Role::age}}};
    const auto* found =
        std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == name; });
    return found == names.end() ? Role::none : found->second;
}

std::string code_with_role(const Codebook& codebook, const ReleasedTable& table, const ReleasedCell& cell,
                           Role role)
{
    for (std::size_t i = 0; i < table.dimensions.size() && i < cell.codes.size(); ++i)
        if (role_of_dimension(codebook, table.survey, table.dimensions[i].name) == role)
            return cell.codes[i];
    return {};
}

std::string code_in_domain(const Codebook& codebook, std::string_view survey, std::string_view domain,
                           Role role)
{
    std::string found;
    for (const auto& [name, code] : domain_pairs(domain))
        if (role_of_dimension(codebook, survey, name) == role)
            found = code;
    return found;
}

std::string domain_label(const Codebook& codebook, std::string_view survey, std::string_view domain)
{
    std::string label;
    for (const auto& [name, code] : domain_pairs(domain)) {
        label += label.empty() ? "" : ", ";
        label += codebook.label(survey, name, code);
    }
    return label.empty() ? "Hela undersökningen" : label;
}

bool area_within(const Codebook& codebook, std::string_view area, const std::vector<std::string>& areas)
{
    return area_within(codebook, area, areas, 10);
}

} // namespace lup
