#include "export/published/comparison_text.hpp"

#include "export/cell_roles.hpp"
#include "export/published/published_cube.hpp"
#include "export/workbook/workbook_content.hpp"

#include <set>
#include <tuple>

namespace lup {

std::string verdict_text(const ReleasedComparison& comparison)
{
    const bool over_time = comparison.kind == CompareKind::wave || comparison.kind == CompareKind::trend;
    switch (comparison.verdict) {
    case CompareVerdict::less:
        return over_time ? "minskning" : "lägre";
    case CompareVerdict::more:
        return over_time ? "ökning" : "högre";
    case CompareVerdict::not_sure:
        break;
    }
    return "ingen säkerställd skillnad";
}

std::string unit_text(const Indicator& indicator)
{
    return indicator.statistic == Statistic::share ? "procentenheter" : indicator.unit;
}

std::string other_text(const Codebook& codebook, const ReleasedComparison& comparison)
{
    switch (comparison.kind) {
    case CompareKind::wave:
        return period_text(comparison.other_period);
    case CompareKind::trend:
        return "trend från " + period_text(comparison.other_period);
    case CompareKind::whole:
    case CompareKind::group:
        break;
    }
    return domain_label(codebook, comparison.survey, comparison.other_domain);
}

std::string_view kind_word(CompareKind kind)
{
    switch (kind) {
    case CompareKind::wave:
        return "wave";
    case CompareKind::trend:
        return "trend";
    case CompareKind::whole:
        return "whole";
    case CompareKind::group:
        break;
    }
    return "group";
}

std::vector<const ReleasedComparison*> public_comparisons(const Publication& publication)
{
    std::set<std::tuple<std::string, std::string, std::string>> published;
    for (const auto& cube : public_cubes(publication))
        for (const auto& cell : cube.table->cells)
            published.insert({cube.table->indicator, cell.period, cell.domain});
    std::vector<const ReleasedComparison*> found;
    for (const auto& one : publication.release.comparisons())
        if (one.recipients.empty() && published.contains({one.indicator, one.period, one.domain}) &&
            published.contains({one.indicator, one.other_period, one.other_domain}))
            found.push_back(&one);
    return found;
}

} // namespace lup
