#include "release_maker.hpp"

#include <algorithm>
#include <sstream>

namespace lup {

/// Only the gate may make a Release. This program never calls the real gate: here a class of that name makes
/// releases whose figures a test has chosen.
class DisclosureGate {
public:
    static Release release_for_test(std::vector<ReleasedTable> tables, std::vector<WaveNote> wave_notes,
                                    std::vector<MethodNote> method_notes,
                                    std::vector<ReleasedComparison> comparisons,
                                    std::vector<ComparisonNote> comparison_notes)
    {
        return {std::move(tables), std::move(wave_notes), std::move(method_notes), std::move(comparisons),
                std::move(comparison_notes)};
    }
};

namespace testing {

namespace {

std::optional<double> number(const std::string& text)
{
    return text == "-" ? std::nullopt : std::optional<double>(std::stod(text));
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);)
        parts.push_back(part);
    return parts;
}

std::string domain_of(const std::vector<std::string>& by, const std::vector<std::string>& codes)
{
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < by.size(); ++i)
        pairs.push_back(by[i] + "=" + codes[i]);
    std::sort(pairs.begin(), pairs.end());
    std::string domain;
    for (const auto& pair : pairs)
        domain += (domain.empty() ? "" : ";") + pair;
    return domain;
}

Dimension dimension_of(const Codebook& codebook, const std::string& survey, const std::string& name)
{
    Dimension dimension{name, name == "area" ? "Kommun" : name == "sex" ? "Kön" : name, {}};
    for (const auto& area : codebook.areas)
        if (name == "area")
            dimension.categories.push_back({area.area, area.name});
    for (const auto& code : codebook.codes)
        if (code.survey == survey && code.variable == name)
            dimension.categories.push_back({code.code, code.label});
    return dimension;
}

} // namespace

Release make_release(std::vector<ReleasedTable> tables, std::vector<WaveNote> wave_notes,
                     std::vector<MethodNote> method_notes, std::vector<ReleasedComparison> comparisons,
                     std::vector<ComparisonNote> comparison_notes)
{
    return DisclosureGate::release_for_test(std::move(tables), std::move(wave_notes), std::move(method_notes),
                                            std::move(comparisons), std::move(comparison_notes));
}

ReleasedTable table_from(const Codebook& codebook, std::string_view indicator, std::vector<std::string> by,
                         std::string_view lines)
{
    ReleasedTable table;
    table.indicator = indicator;
    table.survey = codebook.indicator(indicator).survey;
    table.decimals = codebook.survey(table.survey).decimals;
    for (const auto& name : by)
        table.dimensions.push_back(dimension_of(codebook, table.survey, name));
    std::istringstream in{std::string(lines)};
    std::string period;
    std::string codes;
    std::string value;
    std::string lower;
    std::string upper;
    std::string n;
    std::string symbol;
    while (in >> period >> codes >> value >> lower >> upper >> n >> symbol) {
        ReleasedCell cell;
        const bool pooled = period[0] == 'p';
        cell.period = pooled ? period.substr(1) : period;
        if (!pooled)
            cell.wave = period;
        if (codes != "-")
            cell.codes = split(codes, ',');
        cell.domain = domain_of(by, cell.codes);
        cell.value = number(value);
        cell.lower = number(lower);
        cell.upper = number(upper);
        if (n != "-")
            cell.n = std::stoull(n);
        cell.symbol = symbol == "-" ? "" : symbol;
        table.cells.push_back(std::move(cell));
    }
    return table;
}

} // namespace testing

} // namespace lup
