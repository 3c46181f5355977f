#include "transform/protect.hpp"

#include "transform/base_complements.hpp"
#include "transform/base_rule.hpp"
#include "transform/census/history.hpp"
#include "transform/comparisons/comparisons.hpp"
#include "transform/released_tables.hpp"

#include <iterator>
#include <map>
#include <memory>

namespace lup {

namespace {

/// The gates of the surveys that have one, by survey.
using Gates = std::map<std::string, std::unique_ptr<CensusGate>>;

Gates open_gates(const Tally& tally, const Ledger& ledger, const Codebook& codebook,
                 const GateOptions& options, const GateHistory& history)
{
    Gates gates;
    for (const auto& census : tally.censuses) {
        if (history.holds(census.survey))
            continue;
        auto own = options;
        own.k = codebook.survey(census.survey).min_cell;
        gates[census.survey] = std::make_unique<CensusGate>(census, tally.tables, ledger, codebook, own);
    }
    return gates;
}

} // namespace

ProtectedRelease DisclosureGate::protect_with_proof(const Tally& tally, const Ledger& ledger) const
{
    const GateHistory history(ledger, codebook_);
    const auto gates = open_gates(tally, ledger, codebook_, options_, history);
    std::vector<TablePattern> patterns;
    for (std::size_t i = 0; i < tally.tables.size(); ++i) {
        const auto gate = gates.find(tally.tables[i].survey);
        patterns.push_back(gate == gates.end() ? apply_base_rule(tally.tables[i], codebook_)
                                               : gate->second->pattern(i));
    }
    hide_complements(tally.tables, patterns, codebook_);
    auto tables = released_tables(tally.tables, patterns, codebook_);
    std::vector<CensusProof> proofs;
    auto held = history.sentences();
    std::vector<StandingWave> standing;
    auto wave_notes = tally.wave_notes;
    history.hold(tables, wave_notes);
    for (const auto& note : tally.wave_notes)
        if (history.holds(note.survey))
            standing.push_back({note.survey, note.period, std::nullopt, history.why_held(note.survey)});
    for (const auto& [survey, gate] : gates) {
        gate->restore_published(tables);
        std::ranges::move(gate->proofs(), std::back_inserter(proofs));
        std::ranges::move(gate->held(), std::back_inserter(held));
        std::ranges::move(gate->standing(), std::back_inserter(standing));
    }
    auto made = compare_released(tally, tables, codebook_);
    std::erase_if(made.comparisons, [&](const auto& one) { return history.holds(one.survey); });
    return {Release(std::move(tables), std::move(wave_notes), tally.method_notes, std::move(made.comparisons),
                    std::move(made.notes)),
            std::move(proofs), std::move(held), std::move(standing)};
}

Release DisclosureGate::protect(const Tally& tally, const Ledger& ledger) const
{
    return protect_with_proof(tally, ledger).release;
}

} // namespace lup
