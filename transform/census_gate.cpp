#include "transform/census_gate.hpp"

#include "config/errors.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate_refusal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <set>
#include <thread>

namespace lup {

namespace {

/// Answers of one group by wave and base cell: what a reader sees as its n.
std::vector<std::vector<std::uint64_t>> respondents(const TalliedCensus& census, std::size_t group)
{
    std::vector<std::vector<std::uint64_t>> found;
    for (const auto& wave : census.waves) {
        auto& counts = found.emplace_back(wave.counts.base_cells().size(), 0);
        for (const auto& atom : wave.counts.atoms(group))
            if (std::ranges::any_of(atom.answers,
                                    [](Answer a) { return a == Answer::yes || a == Answer::no; }))
                counts[atom.base] += atom.count;
    }
    return found;
}

/// Runs `work(i)` for every i below `count` on some threads; the first failure is thrown here.
template <typename Work>
void run_on_threads(std::size_t count, unsigned threads, const Work& work)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> failures(count);
    {
        std::vector<std::jthread> workers;
        for (unsigned t = 0; t < std::max(threads, 1U); ++t)
            workers.emplace_back([&] {
                for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
                    try {
                        work(i);
                    } catch (...) {
                        failures[i] = std::current_exception();
                    }
                }
            });
    }
    for (const auto& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

ReleasedCell hidden_cell(ReleasedCell cell)
{
    cell.value = cell.lower = cell.upper = std::nullopt;
    cell.n = std::nullopt;
    cell.symbol = "..";
    return cell;
}

ReleasedCell as_published(const PublishedCell& before, ReleasedCell cell)
{
    cell.value = before.value;
    cell.lower = before.lower;
    cell.upper = before.upper;
    cell.n = before.n;
    cell.symbol = before.symbol;
    return cell;
}

} // namespace

std::vector<std::vector<std::size_t>> join_equal_respondents(const TalliedCensus& census)
{
    std::map<std::vector<std::vector<std::uint64_t>>, std::vector<std::size_t>> joined;
    for (std::size_t group = 0; group < census.waves.front().counts.groups().size(); ++group)
        joined[respondents(census, group)].push_back(group);
    std::vector<std::vector<std::size_t>> parts;
    for (auto& [counts, groups] : joined)
        parts.push_back(std::move(groups));
    std::sort(parts.begin(), parts.end());
    return parts;
}

CensusGate::CensusGate(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                       const Ledger& ledger, const Codebook& codebook, const GateOptions& options)
    : census_(census), tables_(tables), codebook_(codebook)
{
    if (census_.waves.empty())
        return;
    for (auto& groups : join_equal_respondents(census_))
        parts_.push_back({std::move(groups), nullptr, nullptr, nullptr, {}});
    auto alone = options;
    alone.threads = 1;
    run_on_threads(parts_.size(), options.threads, [&](std::size_t i) {
        auto& part = parts_[i];
        part.atoms = std::make_unique<CensusAtoms>(census_, part.groups);
        part.ledger = std::make_unique<CensusLedger>(*part.atoms, ledger, codebook_,
                                                     periods_of(census_.survey, codebook_));
        part.system = std::make_unique<CensusSystem>(tables_, *part.atoms, *part.ledger, codebook_);
        solve(part, alone);
    });
    for (auto& part : parts_)
        keep_proof(part);
}

void CensusGate::solve(Part& part, const GateOptions& options) const
{
    if (part.system->is_settled())
        return;
    part.result = protect_system(part.system->system(), options);
    if (!part.result.incidents.empty())
        throw DisclosureError(census_.survey + ": " + refusal_text(*part.system, part.result, options.k));
    const auto report = check_certificate(part.system->system(), part.result.hidden, part.result.certificate,
                                          options.k, options.guards.insiders, options.guards.suppliers);
    if (!report.proven())
        throw DisclosureError(
            fmt::format("{}: the proof for {} does not hold; nothing is published. This is a fault in "
                        "the program: keep the home as it is and report it",
                        census_.survey, fmt::join(indicators_of(part), ", ")));
}

void CensusGate::keep_proof(Part& part)
{
    if (part.system->is_settled())
        return;
    proofs_.push_back({census_.survey, codebook_.survey(census_.survey).min_cell, indicators_of(part),
                       part.system->system(), part.result.hidden, std::move(part.result.certificate)});
}

std::vector<std::string> CensusGate::indicators_of(const Part& part) const
{
    std::vector<std::string> names;
    for (const auto group : part.groups)
        for (const auto indicator : census_.waves.front().counts.groups()[group])
            names.push_back(census_.indicators[indicator]);
    return names;
}

const CensusGate::Part* CensusGate::part_of(const std::string& indicator) const
{
    const auto place = std::find(census_.indicators.begin(), census_.indicators.end(), indicator);
    const auto number = static_cast<std::size_t>(place - census_.indicators.begin());
    const auto found = std::find_if(parts_.begin(), parts_.end(),
                                    [&](const Part& part) { return part.atoms->holds_indicator(number); });
    return found == parts_.end() ? nullptr : &*found;
}

TablePattern CensusGate::pattern(std::size_t table) const
{
    TablePattern pattern(tables_[table].cells.size(), Showing::nothing);
    const auto* part = part_of(tables_[table].indicator);
    if (part == nullptr || part->system->is_settled())
        return pattern;
    for (std::size_t cell = 0; cell < pattern.size(); ++cell)
        pattern[cell] = part->system->showing(table, cell, part->result.hidden);
    return pattern;
}

void CensusGate::restore_published(std::vector<ReleasedTable>& tables) const
{
    for (auto& table : tables) {
        const auto* part = table.survey == census_.survey ? part_of(table.indicator) : nullptr;
        if (part == nullptr)
            continue;
        for (auto& cell : table.cells)
            if (cell.symbol != ".")
                restore(cell, table, *part->ledger);
    }
}

void CensusGate::restore(ReleasedCell& cell, const ReleasedTable& table, const CensusLedger& ledger) const
{
    const auto* before = ledger.newest(table.indicator, cell.period, cell.domain);
    const bool frozen = ledger.frozen(table.indicator, cell.period);
    const bool decided_anew = before == nullptr || ledger.has_new_records(cell.period, cell.domain);
    if (before != nullptr && (frozen || !decided_anew))
        cell = as_published(*before, cell);
    else if (frozen)
        cell = hidden_cell(cell);
}

std::vector<const CensusSystem*> CensusGate::systems() const
{
    std::vector<const CensusSystem*> found;
    for (const auto& part : parts_)
        found.push_back(part.system.get());
    return found;
}

std::vector<std::string> CensusGate::held() const
{
    std::set<std::string> periods;
    for (const auto& part : parts_)
        for (const auto& name : indicators_of(part))
            for (const auto& [period, waves] : periods_of(census_.survey, codebook_))
                if (part.ledger->frozen(name, period))
                    periods.insert(period);
    std::vector<std::string> sentences;
    for (const auto& period : periods)
        sentences.push_back(
            fmt::format("{} {}: uppgifterna har ändrats efter publiceringen; det som är publicerat "
                        "ligger fast.",
                        codebook_.survey(census_.survey).title, period));
    return sentences;
}

} // namespace lup
