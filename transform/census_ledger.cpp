#include "transform/census_ledger.hpp"

#include "transform/rounding.hpp"

#include <algorithm>
#include <limits>

namespace lup {

std::vector<std::pair<std::string, std::string>> domain_codes(const std::string& domain)
{
    std::vector<std::pair<std::string, std::string>> codes;
    for (std::size_t start = 0; start < domain.size();) {
        const auto end = std::min(domain.find(';', start), domain.size());
        const auto equals = domain.find('=', start);
        codes.emplace_back(domain.substr(start, equals - start), domain.substr(equals + 1, end - equals - 1));
        start = end + 1;
    }
    return codes;
}

CensusLedger::CensusLedger(const CensusAtoms& atoms, const Ledger& ledger, const Codebook& codebook,
                           std::map<std::string, std::vector<std::string>> periods)
    : atoms_(atoms), codebook_(codebook), periods_(std::move(periods))
{
    find_parts(ledger);
    const auto& indicators = atoms_.census().indicators;
    std::map<std::string, std::size_t> order;
    for (const auto& cell : ledger.cells) {
        if (cell.survey != atoms_.census().survey)
            continue;
        const auto when = order.try_emplace(cell.release, order.size()).first->second;
        newest_[{cell.indicator, cell.period, cell.domain}] = &cell;
        const auto place = std::find(indicators.begin(), indicators.end(), cell.indicator);
        if (!cell.n)
            continue;
        if (place == indicators.end()) { // nobody can say any more which records it counts
            frozen_.insert({cell.indicator, cell.period});
            continue;
        }
        const auto indicator = static_cast<std::size_t>(place - indicators.begin());
        PublishedCount count{&cell, base_of(cell, when)};
        if (atoms_.holds_indicator(indicator) && !still_true(cell, count.base, indicator))
            frozen_.insert({cell.indicator, cell.period});
        counts_[cell.indicator].push_back(std::move(count));
    }
}

void CensusLedger::find_parts(const Ledger& ledger)
{
    std::map<std::string, std::size_t> order;
    for (const auto& cell : ledger.cells) {
        if (cell.survey != atoms_.census().survey)
            continue;
        const auto when = order.try_emplace(cell.release, order.size()).first->second;
        const auto codes = domain_codes(cell.domain);
        if (codes.size() == 1 && !cell.wave.empty() && cell.symbol != ".")
            parts_[cell.wave][codes.front().first].try_emplace(codes.front().second, when);
    }
}

bool CensusLedger::arrived(std::size_t base, const std::string& wave, std::size_t order) const
{
    const auto parts = parts_.find(wave);
    if (parts == parts_.end())
        return true;
    return std::all_of(parts->second.begin(), parts->second.end(), [&](const auto& part) {
        const auto* dimension = atoms_.find_dimension(part.first);
        return dimension == nullptr ||
               std::any_of(part.second.begin(), part.second.end(), [&](const auto& code) {
                   return code.second <= order && atoms_.has_code(base, *dimension, code.first);
               });
    });
}

bool CensusLedger::has_new_records(const BaseSet& base) const
{
    constexpr auto any_time = std::numeric_limits<std::size_t>::max();
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b] && !arrived(b, atoms_.census().waves[atoms_.wave_of_base(b)].wave, any_time))
            return true;
    return false;
}

bool CensusLedger::has_new_records(const std::string& period, const std::string& domain) const
{
    const auto waves = periods_.find(period);
    return waves != periods_.end() && has_new_records(atoms_.base_set(waves->second, domain_codes(domain)));
}

BaseSet CensusLedger::base_of(const PublishedCell& cell, std::size_t order) const
{
    const auto period = periods_.find(cell.period);
    if (period == periods_.end())
        return BaseSet(atoms_.base_count(), false);
    auto base = atoms_.base_set(period->second, domain_codes(cell.domain));
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b])
            base[b] = arrived(b, atoms_.census().waves[atoms_.wave_of_base(b)].wave, order);
    return base;
}

bool CensusLedger::still_true(const PublishedCell& cell, const BaseSet& base, std::size_t indicator) const
{
    const auto valid = atoms_.count(indicator, base, Counted::valid);
    if (valid != *cell.n)
        return false;
    if (!cell.value || valid == 0)
        return true;
    const auto& definition = codebook_.indicator(cell.indicator);
    const auto yes = static_cast<double>(atoms_.count(indicator, base, Counted::yes));
    const double figure = definition.statistic == Statistic::count ? yes
                          : definition.statistic == Statistic::rate
                              ? yes / static_cast<double>(valid) * definition.per
                              : yes / static_cast<double>(valid) * 100;
    return round_published(figure, cell.decimals) == *cell.value;
}

const PublishedCell* CensusLedger::newest(const std::string& indicator, const std::string& period,
                                          const std::string& domain) const
{
    const auto found = newest_.find({indicator, period, domain});
    return found == newest_.end() ? nullptr : found->second;
}

/// A number that cannot be put among the known rows holds every period that shares a wave with its own, for
/// all indicators of the system: what were added there could be set against it.
bool CensusLedger::frozen(const std::string& indicator, const std::string& period) const
{
    if (frozen_.contains({indicator, period}))
        return true;
    const auto waves = periods_.find(period);
    return waves != periods_.end() && std::ranges::any_of(frozen_, [&](const auto& held) {
               const auto others = periods_.find(held.second);
               return others != periods_.end() &&
                      std::ranges::find_first_of(waves->second, others->second) != waves->second.end();
           });
}

std::vector<CensusLedger::PublishedCount> CensusLedger::counts(const std::string& indicator) const
{
    std::vector<PublishedCount> found;
    if (const auto all = counts_.find(indicator); all != counts_.end())
        for (const auto& count : all->second)
            if (!frozen(indicator, count.cell->period))
                found.push_back(count);
    return found;
}

} // namespace lup
