#include "transform/gate/shared_counts.hpp"

#include "transform/gate/bound_proof.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate/integer_worlds.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lup {

Scenario restricted(const Scenario& scenario, std::span<const std::uint32_t> ids)
{
    Scenario part;
    for (const auto& [id, value] : scenario)
        if (std::ranges::binary_search(ids, id))
            part.emplace_back(id, value);
    return part;
}

Scenario scenario_of(std::span<const SharedCount> shared, const GateWorld& world)
{
    Scenario scenario;
    for (const auto& count : shared)
        if (const auto value = row_value(count.row, world); value != count.row.bound)
            scenario.emplace_back(count.id, value);
    std::sort(scenario.begin(), scenario.end());
    return scenario;
}

std::vector<SharedCount> shared_in(const GateBlock& block, std::span<const SharedCount> shared)
{
    std::map<std::uint32_t, std::uint32_t> here;
    for (std::uint32_t a = 0; a < block.atoms.size(); ++a)
        here[block.atoms[a]] = a;
    std::vector<SharedCount> found;
    for (const auto& count : shared) {
        if (count.row.terms.empty() || !here.contains(count.row.terms.front().atom))
            continue;
        found.push_back(count);
        for (auto& term : found.back().row.terms)
            term.atom = here.at(term.atom);
    }
    return found;
}

std::vector<Scenario> scenarios_of(const GateSystem& deciding, std::span<const SharedCount> shared,
                                   const Certificate& certificate)
{
    std::set<Scenario> found;
    const auto blocks = split_into_blocks(deciding);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto counts = shared_in(blocks[b], shared);
        const auto add = [&](const std::vector<GateWorld>& worlds) {
            for (const auto& world : worlds)
                found.insert(scenario_of(counts, world));
        };
        add(certificate.blocks[b].worlds);
        for (const auto& worlds : certificate.blocks[b].supplier_worlds)
            add(worlds);
    }
    found.erase(Scenario{});
    return {found.begin(), found.end()};
}

namespace {

/// A scenario's switch: 0 or 1, and watched so that it is proven to have a world.
std::uint32_t add_switch(GateSystem& system)
{
    const auto atom = static_cast<std::uint32_t>(system.atoms.size());
    system.atoms.emplace_back();
    GateCell cell;
    cell.row.terms = {{atom, 1}};
    cell.scenario = true;
    system.cells.push_back(std::move(cell));
    return atom;
}

/// What one scenario changes of a count, as a term of the row that says what the count is.
void add_change(GateRow& row, std::uint32_t scenario, GateCount value)
{
    row.terms.push_back({scenario, static_cast<std::int32_t>(row.bound - value)});
}

} // namespace

void take_as_known(GateSystem& system, std::span<const SharedCount> shared,
                   std::span<const Scenario> scenarios)
{
    std::map<std::uint32_t, std::size_t> row_of;
    for (const auto& count : shared)
        if (!count.row.terms.empty()) {
            row_of[count.id] = system.known.size();
            system.known.push_back({count.row, KnownFrom::other_system});
        }
    for (const auto& block : split_into_blocks(system)) {
        std::vector<std::uint32_t> ids;
        for (const auto& count : shared_in(block, shared))
            ids.push_back(count.id);
        std::sort(ids.begin(), ids.end());
        std::set<Scenario> here;
        for (const auto& scenario : scenarios)
            here.insert(restricted(scenario, ids));
        here.erase(Scenario{});
        GateRow one_at_most{{}, RowRelation::at_most, 1};
        for (const auto& scenario : here) {
            const auto atom = add_switch(system);
            one_at_most.terms.push_back({atom, 1});
            for (const auto& [id, value] : scenario)
                add_change(system.known[row_of.at(id)].row, atom, value);
        }
        if (!here.empty())
            system.known.push_back({std::move(one_at_most), KnownFrom::other_system});
    }
}

std::vector<std::uint32_t> scenario_switches(const GateSystem& system)
{
    std::vector<std::uint32_t> switches;
    for (const auto& cell : system.cells)
        if (cell.scenario)
            switches.push_back(cell.row.terms.front().atom);
    return switches;
}

namespace {

/// The proof that a scenario has no world, as an inequality on the shared counts: the factors sum the known
/// rows to something that is at least 0 for any counts of records; what the shared counts bring to the sum is
/// left open.
std::optional<KnownRow> inequality_from(const FoundProof& found, const std::vector<KnownRow>& known,
                                        std::span<const SharedCount> shared)
{
    KnownRow cut{{{}, RowRelation::at_least, 0}, KnownFrom::elsewhere};
    for (const auto& [place, factor] : found.proof.factors) {
        const auto& row = known[place];
        if (row.from == KnownFrom::published)
            cut.from = KnownFrom::published;
        if (row.from != KnownFrom::other_system) {
            cut.row.bound -= factor * row.row.bound;
            continue;
        }
        const auto count = std::ranges::find_if(shared, [&](const SharedCount& one) {
            // The count's own terms come first, then what the scenarios change.
            return !one.row.terms.empty() && one.row.terms.size() <= row.row.terms.size() &&
                   std::ranges::equal(one.row.terms, std::span(row.row.terms).first(one.row.terms.size()), {},
                                      &GateTerm::atom, &GateTerm::atom);
        });
        if (factor != static_cast<std::int32_t>(factor))
            return std::nullopt;
        if (count != shared.end()) // else the row that allows one scenario at most
            cut.row.terms.push_back({count->id, static_cast<std::int32_t>(factor)});
    }
    return cut.row.terms.empty() ? std::nullopt : std::optional(cut);
}

} // namespace

namespace {

/// What rules out scenarios of one block, added to `found` without saying the same twice.
void find_excluded(const GateBlock& block, std::span<const SharedCount> shared, std::vector<KnownRow>& found)
{
    std::vector<const GateRow*> rows;
    for (const auto& known : block.system.known)
        rows.push_back(&known.row);
    const auto atoms = block.system.atoms.size();
    const auto counts = shared_in(block, shared);
    std::optional<IntegerWorlds> region;
    for (const auto& cell : block.system.cells) {
        if (!cell.scenario)
            continue;
        if (!region)
            region.emplace(atoms, rows, scenario_switches(block.system));
        // A world close by settles it; whether there is one far off is asked of the proof, which is cheaper.
        if (region->in_scenario(cell.row.terms.front().atom))
            continue;
        const auto proof = prove_bound(atoms, rows, cell.row, 1);
        auto cut =
            proof && proof->bound < 1 ? inequality_from(*proof, block.system.known, counts) : std::nullopt;
        const auto same = [&](const KnownRow& other) { return other.row == cut->row; };
        if (cut && std::ranges::none_of(found, same))
            found.push_back(std::move(*cut));
    }
}

} // namespace

std::vector<KnownRow> excluded_scenarios(const GateSystem& system, std::span<const SharedCount> shared)
{
    std::vector<KnownRow> found;
    for (const auto& block : split_into_blocks(system))
        find_excluded(block, shared, found);
    return found;
}

namespace {

bool leaves_own(const GateSystem& system, std::uint32_t supplier, const GateWorld& world)
{
    for (std::size_t a = 0; a < world.size(); ++a)
        if (system.atoms[a].supplier == supplier && world[a] != system.atoms[a].value)
            return false;
    return true;
}

/// These worlds for readers, and for each supplier those that leave its records.
BlockCertificate serving_all(const GateSystem& system, const std::vector<GateWorld>& worlds,
                             const std::vector<KnownBounds>& known_bounds, bool suppliers)
{
    BlockCertificate proof{worlds, std::vector<std::vector<GateWorld>>(system.suppliers), known_bounds};
    for (std::uint32_t p = 0; p < system.suppliers && suppliers; ++p)
        std::ranges::copy_if(worlds, std::back_inserter(proof.supplier_worlds[p]),
                             [&](const GateWorld& world) { return leaves_own(system, p, world); });
    return proof;
}

} // namespace

Certificate with_fewest_scenarios(const GateSystem& deciding, const GatePattern& hidden,
                                  const Certificate& certificate, GateCount k, bool insiders, bool suppliers)
{
    Certificate thin;
    const auto blocks = split_into_blocks(deciding);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto& block = blocks[b];
        GatePattern own;
        for (const auto bundle : block.bundles)
            own.push_back(hidden[bundle]);
        std::set<GateWorld> all(certificate.blocks[b].worlds.begin(), certificate.blocks[b].worlds.end());
        for (const auto& worlds : certificate.blocks[b].supplier_worlds)
            all.insert(worlds.begin(), worlds.end());
        std::vector<GateWorld> kept(all.begin(), all.end());
        const auto& bounds = certificate.blocks[b].known_bounds;
        for (std::size_t i = kept.size(); i-- > 0;) {
            auto fewer = kept;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            const Certificate tried{{serving_all(block.system, fewer, bounds, suppliers)}};
            if (check_certificate(block.system, own, tried, k, insiders, suppliers).proven())
                kept = std::move(fewer);
        }
        thin.blocks.push_back(serving_all(block.system, kept, bounds, suppliers));
    }
    return thin;
}

} // namespace lup
