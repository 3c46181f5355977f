#include "transform/tally/pooled_sizes.hpp"

#include "transform/estimates/compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lup {

bool has_unequal_waves(const Breakdown& pooled, const Indicator& indicator,
                       const std::vector<TalliedTable>& tables)
{
    std::vector<double> sizes;
    for (const auto& wave : pooled.pooled_waves) {
        const auto whole = std::find_if(tables.begin(), tables.end(), [&](const TalliedTable& table) {
            return table.survey == indicator.survey && table.indicator == indicator.indicator &&
                   table.wave == wave && table.dimensions.empty() && !table.cells.empty();
        });
        if (whole == tables.end() || !std::isfinite(whole->cells.front().estimate.n_eff))
            return false;
        sizes.push_back(whole->cells.front().estimate.n_eff);
    }
    return unequal_waves(sizes);
}

Findings pooled_size_findings(const Tally& tally, const Codebook& codebook, const std::string& survey,
                              const std::string& wave)
{
    Findings findings;
    std::set<std::string> told;
    for (const auto& table : tally.tables) {
        const auto& breakdown = *table.breakdown;
        const auto& pooled = breakdown.pooled_waves;
        if (table.survey != survey || table.wave || told.contains(breakdown.pooled) ||
            std::find(pooled.begin(), pooled.end(), wave) == pooled.end() ||
            !has_unequal_waves(breakdown, codebook.indicator(table.indicator), tally.tables))
            continue;
        told.insert(breakdown.pooled);
        findings.push_back(
            {Severity::warning, "", breakdown.pooled,
             fmt::format(
                 "Omgångarna {} slås samman men är olika stora: den minsta har mindre än en tredjedel så "
                 "många effektiva svar som den största, som väger mest.",
                 fmt::join(pooled, ", ")),
             "Se efter att hela omgången har kommit. Är den rätt, läs det sammanslagna värdet som mest den "
             "största omgångens.",
             1});
    }
    return findings;
}

} // namespace lup
