#include "transform/census/attack_release.hpp"

#include "transform/census/parts.hpp"
#include "transform/gate/attack.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace lup {

namespace {

/// What a reader has tonight: nothing is left to decide, so what was not published is hidden; nobody's own
/// answers.
GateSystem as_published(const CensusSystem& census)
{
    auto system = census.system();
    std::erase_if(system.known, [](const KnownRow& row) { return row.from == KnownFrom::insiders; });
    for (auto& cell : system.cells)
        cell.bundle = never_printed;
    system.bundles = 0;
    return system;
}

/// What was public before the house published anything; a number that this alone keeps small is no leak of
/// ours.
GateSystem without_published(GateSystem system)
{
    std::erase_if(system.known, [](const KnownRow& row) { return row.from == KnownFrom::published; });
    return system;
}

/// Leaves out of `findings` what public knowledge alone tells as well.
void forgive_public_knowledge(AttackFindings& findings, const GateSystem& system,
                              const std::vector<HiddenBounds>& bounds, GateCount k)
{
    if (findings.exact.empty() && findings.small.empty() && findings.narrow.empty())
        return;
    std::map<std::uint32_t, std::optional<GateCount>> width;
    const GatePattern nothing_shown(system.bundles, true);
    for (const auto& bound : attack_hidden(without_published(system), nothing_shown, k))
        width[bound.cell] = bound.width();
    std::set<std::uint32_t> public_anyway;
    for (const auto& bound : bounds)
        if (const auto before = width.find(bound.cell);
            before != width.end() && before->second == bound.width())
            public_anyway.insert(bound.cell);
    for (auto* cells : {&findings.exact, &findings.small, &findings.narrow})
        std::erase_if(*cells, [&](std::uint32_t cell) { return public_anyway.contains(cell); });
}

void name_found(AttackReport& report, const CensusSystem& census, const std::vector<std::uint32_t>& cells,
                const char* how)
{
    for (const auto cell : cells)
        report.found.push_back(census.cell_names()[cell] + " " + how);
}

AttackReport attack_part(const CensusPart& part, const CensusSystem& census, const std::string& survey,
                         GateCount k)
{
    AttackReport report;
    report.survey = survey;
    report.indicators = part.indicators;
    const auto system = as_published(census);
    report.published = static_cast<std::size_t>(
        std::ranges::count(system.known, KnownFrom::published, [](const KnownRow& row) { return row.from; }));
    const auto bounds = attack_hidden(system, {}, k);
    auto findings = judge_attack(system, bounds, k);
    forgive_public_knowledge(findings, system, bounds, k);
    report.tried = findings.tried;
    name_found(report, census, findings.exact, "is exactly known");
    name_found(report, census, findings.small, "is surely small");
    name_found(report, census, findings.narrow, "lies in a narrow interval");
    return report;
}

} // namespace

std::vector<AttackReport> attack_published(const Tally& tally, const Ledger& ledger, const Codebook& codebook)
{
    std::vector<AttackReport> reports;
    for (const auto& census : tally.censuses) {
        const GateCount k = codebook.survey(census.survey).min_cell;
        const auto parts = census_parts(census, tally.tables, ledger, codebook);
        for (const auto& part : parts) {
            std::optional<CensusSystem> with_respondents;
            if (const auto deciding = part.respondents_decided_by) {
                // A reader need not know the n that the part takes as known.
                with_respondents.emplace(tally.tables, *part.atoms, *part.ledger, codebook);
                with_respondents->add_public_respondents(*parts[*deciding].system, part.same_respondents_as);
            }
            auto report =
                attack_part(part, with_respondents ? *with_respondents : *part.system, census.survey, k);
            for (const auto& indicator : part.indicators)
                for (const auto& [period, waves] : periods_of(census.survey, codebook))
                    if (part.ledger->held(period))
                        report.undecided.push_back(indicator + " " + period);
            reports.push_back(std::move(report));
        }
    }
    return reports;
}

} // namespace lup
