#include "transform/census/gate.hpp"

#include "config/errors.hpp"
#include "transform/census/history.hpp"
#include "transform/released_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace lup {

namespace {

constexpr double most_minutes = 60; // of one core; beyond, a night may not be enough

} // namespace

CensusGate::CensusGate(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                       const Ledger& ledger, const Codebook& codebook, const GateOptions& options)
    : census_(census), tables_(tables), codebook_(codebook)
{
    open(ledger, {});
    if (minutes_of_corrections() > most_minutes)
        open(ledger, corrections_refused(HeldBecause::too_large));
    try {
        results_ = protect_parts(parts_, tables_, codebook_, options);
    } catch (const ProofFault&) {
        throw;
    } catch (const ProofNotFound&) {
        if (!hold_corrections(ledger, options, HeldBecause::too_large))
            throw;
    } catch (const DisclosureError&) {
        if (!hold_corrections(ledger, options, HeldBecause::unsafe))
            throw;
    }
}

bool CensusGate::hold_corrections(const Ledger& ledger, const GateOptions& options, HeldBecause why)
{
    auto refused = corrections_refused(why);
    if (refused.empty())
        return false;
    // One that cannot be taken in is no reason to hold the others of the night.
    for (const auto& [wave, reason] : refused.size() > 1 ? RefusedWaves(refused) : RefusedWaves()) {
        auto fewer = refused;
        fewer.erase(wave);
        open(ledger, fewer);
        try {
            protect_parts(parts_, tables_, codebook_, options);
            refused = std::move(fewer);
        } catch (const ProofFault&) {
            throw;
        } catch (const DisclosureError&) {
        }
    }
    open(ledger, refused);
    results_ = protect_parts(parts_, tables_, codebook_, options);
    return true;
}

void CensusGate::open(const Ledger& ledger, const RefusedWaves& refused)
{
    parts_ = census_parts(census_, tables_, ledger, codebook_, refused);
}

RefusedWaves CensusGate::corrections_refused(HeldBecause why) const
{
    RefusedWaves refused;
    for (const auto& part : parts_)
        for (const auto& wave : part.ledger->corrected_waves())
            if (!part.ledger->held_periods().holds_wave(wave))
                refused[wave] = why;
    return refused;
}

/// What corrections cost tonight, in minutes of one core as measured: the work on a block grows with the
/// fourth power of its atoms, which the correction multiplies; in a divided cluster every world of the
/// respondents is one more for each part.
double CensusGate::minutes_of_corrections() const
{
    constexpr double atoms_in_a_minute = 900, times_if_divided = 4;
    double minutes = 0;
    for (const auto& part : parts_)
        for (const auto& block : split_into_blocks(part.system->system()))
            if (!block.bundles.empty() &&
                std::ranges::any_of(block.atoms, [&](auto atom) { return part.atoms->is_changed(atom); }))
                minutes += std::pow(static_cast<double>(block.system.atoms.size()) / atoms_in_a_minute, 4) *
                           (part.respondents_decided_by ? times_if_divided : 1);
    return minutes;
}

std::vector<CensusProof> CensusGate::proofs() const
{
    std::vector<CensusProof> proofs;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (results_[i].certificate.blocks.empty())
            continue;
        const auto& system = *parts_[i].system;
        CensusProof proof{census_.survey,         codebook_.survey(census_.survey).min_cell,
                          parts_[i].indicators,   {},
                          system.shared_counts(), system.system(),
                          results_[i].hidden,     results_[i].certificate};
        if (!proof.shared.empty())
            proof.cluster = static_cast<std::uint32_t>(parts_[i].respondents_decided_by.value_or(i)) + 1;
        proofs.push_back(std::move(proof));
    }
    return proofs;
}

std::vector<JointReport> check_clusters(std::span<const CensusProof> proofs)
{
    std::map<std::pair<std::string, std::uint32_t>, std::vector<const CensusProof*>> clusters;
    for (const auto& proof : proofs)
        if (proof.cluster)
            clusters[{proof.survey, *proof.cluster}].push_back(&proof);
    std::vector<JointReport> reports;
    for (auto& [name, members] : clusters) {
        // The respondents, who name no indicator, come first.
        std::ranges::stable_partition(members, [](const auto* proof) { return proof->indicators.empty(); });
        std::vector<ClusterPart> parts;
        for (const auto* proof : members)
            parts.push_back({&proof->system, &proof->certificate, proof->shared});
        reports.push_back(check_joint(parts.front(), std::span(parts).subspan(1)));
    }
    return reports;
}

std::optional<std::size_t> CensusGate::part_of(const std::string& indicator) const
{
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (std::ranges::find(parts_[i].indicators, indicator) != parts_[i].indicators.end())
            return i;
    return std::nullopt;
}

TablePattern CensusGate::pattern(std::size_t table) const
{
    TablePattern pattern(tables_[table].cells.size(), Showing::nothing);
    const auto part = part_of(tables_[table].indicator);
    if (!part || parts_[*part].system->is_settled())
        return pattern;
    for (std::size_t cell = 0; cell < pattern.size(); ++cell)
        pattern[cell] = parts_[*part].system->showing(table, cell, results_[*part].hidden);
    return pattern;
}

void CensusGate::restore_published(std::vector<ReleasedTable>& tables) const
{
    for (auto& table : tables) {
        const auto part = table.survey == census_.survey ? part_of(table.indicator) : std::nullopt;
        if (!part)
            continue;
        for (auto& cell : table.cells)
            if (cell.symbol != ".")
                restore(cell, table, *parts_[*part].ledger);
    }
}

void CensusGate::restore(ReleasedCell& cell, const ReleasedTable& table, const CensusLedger& ledger) const
{
    const auto* before = ledger.newest(table.indicator, cell.period, cell.domain);
    const bool held = ledger.held(cell.period);
    if (before != nullptr && (held || ledger.is_settled(table.indicator, cell.period, cell.domain))) {
        cell = as_published(*before, cell);
        return;
    }
    if (held) {
        cell = held_cell(cell);
        return;
    }
    for (auto& counted : *cell.records)
        for (const auto& wave : census_.waves)
            if (wave.wave == counted.wave)
                counted.vintage = wave.vintage;
}

std::vector<StandingWave> CensusGate::standing() const
{
    std::vector<StandingWave> standing;
    if (parts_.empty())
        return standing;
    const auto& held = parts_.front().ledger->held_periods();
    for (const auto& wave : census_.waves)
        standing.push_back({census_.survey, wave.wave,
                            held.holds_wave(wave.wave) ? std::nullopt : std::optional(wave.vintage),
                            held.why_held(wave.wave)});
    return standing;
}

std::vector<std::string> CensusGate::held() const
{
    if (parts_.empty())
        return {};
    return parts_.front().ledger->held_periods().sentences(codebook_.survey(census_.survey).title);
}

} // namespace lup
