#include "app/audit.hpp"

#include "app/clock.hpp"
#include "app/configuration.hpp"
#include "app/counted_waves.hpp"
#include "app/files/lock.hpp"
#include "app/journal/journal.hpp"
#include "app/manifest.hpp"
#include "app/proof_store.hpp"
#include "app/published_audit.hpp"
#include "config/errors.hpp"
#include "export/plan/plan_database.hpp"
#include "transform/census/attack_release.hpp"
#include "transform/gate/attack.hpp"
#include "transform/gate/checker.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <set>

namespace lup {

namespace {

constexpr int gate_refused = 4;

/// Prints what the attack on the published numbers came to; true if it found something.
bool attack(const Home& home, const Journal& journal, const Configuration& configuration,
            const Ledger& ledger)
{
    // Waves that are not published yet are no part of what a reader has.
    auto counted = counted_waves(home, journal, configuration, swedish_day(std::chrono::system_clock::now()));
    const auto tally = tally_waves(counted.waves, configuration.codebook, configuration.settings);
    std::size_t tried = 0, published = 0, found = 0;
    for (const auto& report : attack_published(tally, ledger, configuration.codebook)) {
        tried += report.tried;
        published += report.published;
        found += report.found.size();
        for (const auto& name : report.found)
            std::cout << fmt::format("FOUND {}: {}\n", report.survey, name);
        if (!report.undecided.empty())
            std::cout << fmt::format("not attacked, held as published (the report says why): {}\n",
                                     fmt::join(report.undecided, ", "));
    }
    std::cout << fmt::format("attack: {} hidden small numbers and differences against {} published numbers, "
                             "all nights together; {} found\n",
                             tried, published, found);
    return found > 0;
}

struct Replays {
    std::size_t blocks = 0, found = 0, open = 0;
};

/// Keys that an attacker could try; none is the home's.
std::vector<GateKey> guessed_keys()
{
    std::vector<GateKey> keys(6);
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i].fill(static_cast<std::uint8_t>(i));
    return keys;
}

/// Replays the algorithm on the small blocks of a proof, as somebody who owns the program but not the key:
/// worlds that would have given another pattern are discarded, and what is left is attacked. A block that
/// no key tried gives its pattern, or with too many worlds, tells nothing.
void replay_small_blocks(const CensusProof& proof, const Codebook& codebook, Replays& replays)
{
    constexpr std::size_t few_atoms = 12, most_worlds = 2000;
    const auto survey = std::ranges::find(codebook.surveys, proof.survey, &Survey::survey);
    const GateCount smallest_group = survey == codebook.surveys.end() ? 0 : survey->min_base;
    static const auto keys = guessed_keys();
    for (const auto& block : split_into_blocks(proof.system)) {
        if (block.system.atoms.size() > few_atoms || block.system.bundles == 0)
            continue;
        GatePattern hidden;
        for (const auto bundle : block.bundles)
            hidden.push_back(proof.hidden[bundle]);
        GateOptions options;
        options.k = proof.k;
        const auto truth = true_counts(block.system);
        const auto largest = *std::ranges::max_element(truth) + 2 * proof.k;
        const auto rule = census_rule(block.system, proof.k, smallest_group);
        const auto replay = attack_by_replay(block.system, hidden, rule, options, keys, largest, most_worlds);
        if (!replay.truth_survives || !replay.complete) {
            ++replays.open;
            continue;
        }
        ++replays.blocks;
        replays.found += judge_attack(block.system, replay.bounds, proof.k).exact.size();
    }
}

struct Clusters {
    std::size_t checked = 0, joined = 0, broken = 0;
};

/// Verifies that the proofs of indicators that were divided are worlds of the whole.
void verify_clusters(const std::vector<CensusProof>& divided, const std::string& release, Clusters& clusters)
{
    for (const auto& report : check_clusters(divided)) {
        ++clusters.checked;
        clusters.joined += report.joined;
        if (report.proven())
            continue;
        ++clusters.broken;
        std::cout << fmt::format("NOT PROVEN {}: {} parts are no whole, {} failures\n", release, report.parts,
                                 report.failures.size());
    }
}

/// The releases that were the first to show a figure of a survey behind the gate: each was proven.
std::vector<std::string> shown_by(const Ledger& ledger, const Codebook& codebook)
{
    std::set<std::string> guarded, releases;
    for (const auto& survey : codebook.surveys)
        if (survey.protection == Protection::gate)
            guarded.insert(survey.survey);
    for (const auto& cell : ledger.cells)
        if (guarded.contains(cell.survey) && (cell.value || cell.n))
            releases.insert(cell.release);
    return {releases.begin(), releases.end()};
}

/// A stored proof; one that is damaged is told and counted.
std::optional<CensusProof> read_or_tell(const std::filesystem::path& file, std::size_t& broken)
{
    try {
        return read_proof(file);
    } catch (const DisclosureError& error) {
        ++broken;
        std::cout << fmt::format("NOT PROVEN {}\n", error.what());
        return std::nullopt;
    }
}

/// Verifies the stored proofs; true if one is missing, damaged or does not hold.
bool verify_proofs(const Home& home, const Journal& journal, const Ledger& ledger, const Codebook& codebook)
{
    std::size_t worlds = 0, sensitive = 0, insiders = 0, suppliers = 0, limited = 0, broken = 0;
    Replays replays;
    Clusters clusters;
    const auto files = stored_proofs(home.evidence());
    std::vector<CensusProof> divided; // of the release that is being read
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto& file = files[i];
        if (auto proof = read_or_tell(file, broken)) {
            const auto report = check_certificate(proof->system, proof->hidden, proof->certificate, proof->k);
            worlds += report.worlds;
            sensitive += report.sensitive;
            insiders += report.insider_pairs;
            suppliers += report.supplier_pairs;
            limited += report.limited;
            replay_small_blocks(*proof, codebook, replays);
            if (!report.proven()) {
                ++broken;
                std::cout << fmt::format("NOT PROVEN {}: {} failures\n",
                                         file.lexically_relative(home.root()).string(),
                                         report.failures.size());
            }
            if (proof->cluster)
                divided.push_back(std::move(*proof));
        }
        if (i + 1 == files.size() || files[i + 1].parent_path() != file.parent_path()) {
            verify_clusters(divided, file.parent_path().filename().string(), clusters);
            divided.clear();
        }
    }
    const auto absent = check_proof_files(home, journal, shown_by(ledger, codebook));
    for (const auto& sentence : absent)
        std::cout << fmt::format("NOT PROVEN {}\n", sentence);
    std::cout << fmt::format(
        "proofs: {} files, {} worlds verified in whole numbers; G1 for {} small numbers, G2 for {} "
        "pairs of number and insider, G2b for {} of number and supplier; {} kept as public "
        "knowledge leaves them; {} do not hold; {} missing or changed\n",
        files.size(), worlds, sensitive, insiders, suppliers, limited, broken, absent.size());
    std::cout << fmt::format("divided: {} sets of indicators with the same respondents; {} worlds of their "
                             "parts are worlds of the whole; {} do not hold\n",
                             clusters.checked, clusters.joined, clusters.broken);
    std::cout << fmt::format(
        "replay: {} small blocks attacked with guessed keys, {} numbers exactly known; {} more tell nothing, "
        "for no guessed key gives their pattern or their worlds are too many\n",
        replays.blocks, replays.found, replays.open);
    return broken > 0 || clusters.broken > 0 || replays.found > 0 || !absent.empty();
}

/// Compares every published file with plan.db; true if one has what plan.db does not have.
bool compare_files(const Home& home, const Configuration& configuration)
{
    const auto audit = audit_files(home, configuration);
    for (const auto& fault : audit.found)
        std::cout << fmt::format("FOUND {}\n", fault);
    std::cout << fmt::format("files: {} read back, {} figures compared with plan.db; {} found\n", audit.files,
                             audit.figures, audit.found.size());
    return !audit.found.empty();
}

} // namespace

int audit_home(const Home& home)
{
    home.require_configuration();
    const HomeLock lock(home);
    const auto configuration = load_configuration(home);
    const Journal journal(home.journal());
    if (journal.last_publication() && !std::filesystem::exists(home.plan_database())) {
        std::cout << "NOT PROVEN plan.db: is missing though something has been published\n";
        return gate_refused;
    }
    const auto ledger = PlanDatabase(home.plan_database()).ledger();
    const bool leaks = attack(home, journal, configuration, ledger);
    const bool unproven = verify_proofs(home, journal, ledger, configuration.codebook);
    const bool invented = compare_files(home, configuration);
    return leaks || unproven || invented ? gate_refused : 0;
}

} // namespace lup
