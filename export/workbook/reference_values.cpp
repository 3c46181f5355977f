#include "export/workbook/reference_values.hpp"

#include "config/table_reader.hpp"
#include "export/cell_roles.hpp"

#include <vector>

namespace lup {

const ReferenceValue* reference_for(const Codebook& codebook, const ReleasedTable& table,
                                    const ReleasedCell& cell, std::string_view area)
{
    return reference_for(codebook, {table.survey, table.indicator, cell.wave.value_or(""), cell.domain},
                         area);
}

const ReferenceValue* reference_for(const Codebook& codebook, const FigureName& figure, std::string_view area)
{
    std::vector<std::string> groups;
    for (const auto& [name, code] : domain_pairs(figure.domain)) {
        const auto role = role_of_dimension(codebook, figure.survey, name);
        if (role != Role::sex && role != Role::area && role != Role::school)
            groups.push_back(code);
    }
    if (figure.wave.empty() || groups.size() > 1)
        return nullptr;
    const auto sex = code_in_domain(codebook, figure.survey, figure.domain, Role::sex);
    const auto group = groups.empty() ? std::string() : groups.front();
    for (const auto& reference : codebook.reference_values)
        if (reference.indicator == figure.indicator && reference.area == area &&
            reference.wave == figure.wave && reference.sex == sex && reference.group == group &&
            reference.value)
            return &reference;
    return nullptr;
}

std::string reference_heading(const Codebook& codebook, const std::string& area)
{
    if (area == "00")
        return "Jämförelse: Riket";
    const auto* found = codebook.find_area(area);
    return "Jämförelse: " + (found ? found->name : "Område " + area);
}

} // namespace lup
