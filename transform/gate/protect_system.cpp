#include "transform/gate/protect_system.hpp"

#include "transform/gate/for_each_block.hpp"
#include "transform/gate/shared_counts.hpp"
#include "transform/gate/world_pool.hpp"

#include <algorithm>
#include <limits>

namespace lup {

namespace {

constexpr std::size_t worth_polishing = 800; // cells; in larger blocks it costs more time than cells it saves
constexpr double polished_share = 0.5;
constexpr int most_rounds = 8; // of widening where whole worlds fall short, before the whole block is hidden

/// The hidden cells, whose values the worlds must leave open. Which of them are sensitive is not looked at.
std::vector<std::uint32_t> hidden_cells(const GateSystem& system, const GatePattern& hidden)
{
    std::vector<std::uint32_t> cells;
    for (std::uint32_t c = 0; c < system.cells.size(); ++c)
        if (is_hidden(system.cells[c], hidden) && system.cells[c].row.relation == RowRelation::equal)
            cells.push_back(c);
    return cells;
}

std::vector<GateWorld> supplier_worlds(const GateSystem& system, IntegerWorlds region,
                                       const std::vector<const GateRow*>& watched, std::uint32_t supplier)
{
    for (std::uint32_t a = 0; a < system.atoms.size(); ++a)
        if (system.atoms[a].supplier == supplier)
            region.bound(a, system.atoms[a].value, system.atoms[a].value);
    std::vector<GateCount> gap;
    for (const auto* row : watched)
        gap.push_back(std::any_of(row->terms.begin(), row->terms.end(), [&](const auto& term) {
            return system.atoms[term.atom].supplier != supplier;
        }));
    WorldPool pool(std::move(region), watched, system.atoms.size());
    pool.widen(gap);
    return pool.take();
}

struct Shortfall {
    std::size_t sensitive = 0;
    OwnKnowledge own;
};

struct Spread {
    GateCount low = std::numeric_limits<GateCount>::max(), high = std::numeric_limits<GateCount>::min();
    void take_in(GateCount value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    GateCount width() const { return low > high ? 0 : high - low; }
};

/// Needs that the worlds of a certificate do not show.
std::vector<Shortfall> shortfalls(const GateSystem& system, const GateNeeds& needs,
                                  const BlockCertificate& proof)
{
    std::vector<Shortfall> result;
    for (std::size_t s = 0; s < needs.cells.size(); ++s) {
        const auto& row = system.cells[needs.cells[s]].row;
        Spread all;
        std::vector<Spread> with_record(system.atoms.size());
        for (const auto& world : proof.worlds) {
            const auto value = row_value(row, world);
            all.take_in(value);
            for (std::size_t a = 0; a < world.size(); ++a)
                if (world[a] >= 1)
                    with_record[a].take_in(value);
        }
        if (all.width() < needs.gap[s])
            result.push_back({s, {}});
        for (std::uint32_t a = 0; a < needs.insider[s].size(); ++a)
            if (needs.insider[s][a] && with_record[a].width() < 1)
                result.push_back({s, {a, no_supplier}});
        for (std::uint32_t p = 0; p < needs.supplier[s].size(); ++p) {
            Spread others;
            for (const auto& world : proof.supplier_worlds[p])
                others.take_in(row_value(row, world));
            if (needs.supplier[s][p] && others.width() < 1)
                result.push_back({s, {never_printed, p}});
        }
    }
    return result;
}

struct BlockResult {
    GatePattern hidden;
    BlockCertificate certificate;
    std::vector<GateIncident> incidents;
};

BlockResult protect_block(const GateSystem& system, const GateOptions& options)
{
    BlockResult result;
    result.hidden = GatePattern(system.bundles, false);
    auto found = find_needs(system, options.k, options.guards);
    const auto& needs = found.needs;
    result.incidents = std::move(found.incidents);
    if (needs.cells.empty())
        return result;
    const auto order = opening_order(system, options.key);
    PatternSearch search(system, needs, order, eliminate(system, primary_pattern(system), order));
    search.repair();
    search.reopen();
    if (system.cells.size() <= worth_polishing)
        search.polish(polished_share);
    result.hidden = search.hidden();
    result.certificate = certify_block(system, result.hidden, options);
    for (int round = 1;; ++round) {
        const auto missing = shortfalls(system, needs, result.certificate);
        if (missing.empty())
            break;
        if (round > most_rounds &&
            std::all_of(result.hidden.begin(), result.hidden.end(), [](bool h) { return h; })) {
            for (const auto& one : missing)
                result.incidents.push_back(
                    {GateIncident::Kind::unproven, needs.cells[one.sensitive], one.own, options.k, 0});
            break;
        }
        for (const auto& one : missing)
            if (round <= most_rounds)
                search.widen(one.sensitive, one.own, round);
        result.hidden = round <= most_rounds ? search.hidden() : GatePattern(system.bundles, true);
        result.certificate = certify_block(system, result.hidden, options);
    }
    result.certificate.known_bounds = std::move(found.known_bounds);
    return result;
}

} // namespace

BlockCertificate certify_block(const GateSystem& system, const GatePattern& hidden,
                               const GateOptions& options)
{
    BlockCertificate result;
    const auto rows = public_rows(system, hidden);
    std::vector<const GateRow*> watched;
    std::vector<GateCount> gap;
    for (const auto c : hidden_cells(system, hidden)) {
        watched.push_back(&system.cells[c].row);
        gap.push_back(system.cells[c].scenario ? 1 : needed_gap(system.cells[c].row, options.k));
    }
    const IntegerWorlds region(system.atoms.size(), rows, scenario_switches(system));
    WorldPool pool(region, watched, system.atoms.size());
    pool.widen(gap);
    if (options.guards.insiders)
        pool.open_to_insiders();
    result.worlds = pool.take();
    for (std::uint32_t p = 0; p < system.suppliers; ++p)
        result.supplier_worlds.push_back(options.guards.suppliers
                                             ? supplier_worlds(system, region, watched, p)
                                             : std::vector<GateWorld>{});
    return result;
}

GateResult protect_system(const GateSystem& system, const GateOptions& options)
{
    validate(system);
    const auto blocks = split_into_blocks(system);
    std::vector<BlockResult> parts(blocks.size());
    for_each_block(blocks.size(), options.threads,
                   [&](std::size_t b) { parts[b] = protect_block(blocks[b].system, options); });
    GateResult result;
    result.hidden = primary_pattern(system);
    result.primary = static_cast<std::size_t>(std::count(result.hidden.begin(), result.hidden.end(), true));
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto& block = blocks[b];
        for (std::size_t k = 0; k < block.bundles.size(); ++k)
            if (parts[b].hidden[k])
                result.hidden[block.bundles[k]] = true;
        for (auto incident : parts[b].incidents) {
            incident.cell = block.cells[incident.cell];
            if (incident.own.insider != never_printed)
                incident.own.insider = block.atoms[incident.own.insider];
            if (incident.own.supplier != no_supplier)
                incident.own.supplier = block.suppliers[incident.own.supplier];
            result.incidents.push_back(incident);
        }
        result.certificate.blocks.push_back(std::move(parts[b].certificate));
    }
    return result;
}

} // namespace lup
