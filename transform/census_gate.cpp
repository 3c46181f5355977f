#include "transform/census_gate.hpp"

#include "config/errors.hpp"
#include "transform/gate/checker.hpp"
#include "transform/gate_history.hpp"
#include "transform/gate_refusal.hpp"
#include "transform/released_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace lup {

namespace {

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

} // namespace

CensusGate::CensusGate(const TalliedCensus& census, const std::vector<TalliedTable>& tables,
                       const Ledger& ledger, const Codebook& codebook, const GateOptions& options)
    : census_(census), tables_(tables), codebook_(codebook),
      parts_(census_parts(census, tables, ledger, codebook)), results_(parts_.size())
{
    auto alone = options;
    alone.threads = 1;
    run_on_threads(parts_.size(), options.threads,
                   [&](std::size_t i) { results_[i] = solve(parts_[i], alone); });
}

GateResult CensusGate::solve(const CensusPart& part, const GateOptions& options) const
{
    if (part.system->is_settled())
        return {};
    auto result = protect_system(part.system->system(), options);
    if (!result.incidents.empty())
        throw DisclosureError(census_.survey + ": " + refusal_text(*part.system, result, options.k));
    const auto report = check_certificate(part.system->system(), result.hidden, result.certificate, options.k,
                                          options.guards.insiders, options.guards.suppliers);
    if (!report.proven())
        throw DisclosureError(
            fmt::format("{}: the proof for {} does not hold; nothing is published. This is a "
                        "fault in the program: keep the home as it is and report it",
                        census_.survey, fmt::join(part.indicators, ", ")));
    return result;
}

std::vector<CensusProof> CensusGate::proofs() const
{
    std::vector<CensusProof> proofs;
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (!parts_[i].system->is_settled())
            proofs.push_back({census_.survey, codebook_.survey(census_.survey).min_cell, parts_[i].indicators,
                              parts_[i].system->system(), results_[i].hidden, results_[i].certificate});
    return proofs;
}

std::optional<std::size_t> CensusGate::part_of(const std::string& indicator) const
{
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (std::ranges::find(parts_[i].indicators, indicator) != parts_[i].indicators.end())
            return i;
    return std::nullopt;
}

Showing CensusGate::showing(std::size_t part, std::size_t table, std::size_t cell) const
{
    const auto own = parts_[part].system->showing(table, cell, results_[part].hidden);
    const auto first = parts_[part].n_decided_by;
    if (!first)
        return own;
    const auto domain = domain_of(tables_[table].dimensions, tables_[table].cells[cell].categories);
    if (!parts_[*first].system->shows_n(parts_[part].n_like, tables_[table].period, domain,
                                        results_[*first].hidden))
        return Showing::nothing;
    return own == Showing::nothing ? Showing::n_only : own;
}

TablePattern CensusGate::pattern(std::size_t table) const
{
    TablePattern pattern(tables_[table].cells.size(), Showing::nothing);
    const auto part = part_of(tables_[table].indicator);
    if (!part || parts_[*part].system->is_settled())
        return pattern;
    for (std::size_t cell = 0; cell < pattern.size(); ++cell)
        pattern[cell] = showing(*part, table, cell);
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
    const bool decided_anew = before == nullptr || ledger.has_new_records(cell.period, cell.domain);
    if (before != nullptr && (held || !decided_anew))
        cell = as_published(*before, cell);
    else if (held)
        cell = held_cell(cell);
}

std::vector<std::string> CensusGate::held() const
{
    if (parts_.empty())
        return {};
    return parts_.front().ledger->held_periods().sentences(codebook_.survey(census_.survey).title);
}

} // namespace lup
