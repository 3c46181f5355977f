#include "transform/census/ledger.hpp"

#include "config/table_reader.hpp"
#include "transform/rounding.hpp"

#include <algorithm>
#include <limits>

namespace lup {

std::vector<std::string> waves_of(const std::vector<CountedWave>& records)
{
    std::vector<std::string> waves;
    for (const auto& counted : records)
        waves.push_back(counted.wave);
    return waves;
}

CensusLedger::CensusLedger(CensusAtoms atoms, const Ledger& ledger, const Codebook& codebook,
                           std::map<std::string, std::vector<std::string>> periods,
                           const RefusedWaves& refused)
    : atoms_(std::move(atoms)), codebook_(codebook), periods_(std::move(periods))
{
    find_parts(ledger);
    std::map<std::string, std::size_t> order;
    for (const auto& cell : ledger.cells) {
        if (cell.survey != atoms_.census().survey)
            continue;
        const auto when = order.try_emplace(cell.release, order.size()).first->second;
        if (!cell.held())
            add(cell, when);
    }
    find_new_waves(ledger);
    for (const auto& [wave, because] : refused)
        held_.hold_waves({wave}, {because, ""});
    held_.spread(numbers_);
}

void CensusLedger::add(const PublishedCell& cell, std::size_t order)
{
    newest_[{cell.indicator, cell.period, cell.domain}] = &cell;
    const auto records = records_of(cell);
    if (!records) {
        std::vector<std::string> all;
        for (const auto* wave : codebook_.waves_of(cell.survey))
            all.push_back(wave->wave);
        if (cell.n)
            held_.hold_waves(all, {HeldBecause::waves_unknown, cell.period});
        return;
    }
    const auto waves = waves_of(*records);
    const auto period = periods_.find(cell.period);
    if (period != periods_.end() && !std::ranges::is_permutation(waves, period->second))
        held_.hold_label(cell.period, {HeldBecause::other_waves, cell.period});
    for (const auto& counted : *records) {
        auto& newest = newest_vintage_[counted.wave];
        newest = std::max(newest, counted.vintage);
    }
    if (cell.n)
        numbers_.insert(waves);
    auto reason = why_not_known(cell, *records);
    PublishedCount count{&cell, *records, {}};
    if (!reason) {
        count.base = base_of(cell, *records, order);
        if (cell.n && !still_true(cell, count.base))
            reason = HeldReason{why_changed(*records), ""};
    }
    if (!reason)
        counts_[cell.indicator].push_back(std::move(count));
    else if (cell.n)
        held_.hold_waves(waves, *reason);
}

CountedRecords CensusLedger::records_of(const PublishedCell& cell) const
{
    if (cell.records)
        return cell.records;
    std::vector<std::string> waves{cell.wave};
    if (cell.wave.empty()) {
        const auto period = periods_.find(cell.period);
        if (period == periods_.end())
            return std::nullopt;
        waves = period->second;
    }
    std::vector<CountedWave> records;
    for (const auto& wave : waves)
        records.push_back({wave, 0});
    return records;
}

/// Why a number cannot be expressed in the records that are there.
std::optional<HeldReason> CensusLedger::why_not_known(const PublishedCell& cell,
                                                      const std::vector<CountedWave>& records) const
{
    for (const auto& wanted : records) {
        bool wave = false, vintage = false;
        for (std::size_t slice = 0; slice < atoms_.slice_count(); ++slice) {
            wave = wave || atoms_.counted(slice).wave == wanted.wave;
            vintage = vintage || atoms_.counted(slice) == wanted;
        }
        if (!vintage)
            return wave ? HeldReason{HeldBecause::vintage_gone, ""}
                        : HeldReason{HeldBecause::wave_gone, wanted.wave};
    }
    const auto& indicators = atoms_.census().indicators;
    if (std::ranges::find(indicators, cell.indicator) == indicators.end())
        return HeldReason{HeldBecause::indicator_gone, cell.indicator};
    for (const auto& [name, code] : domain_pairs(cell.domain))
        if (atoms_.find_dimension(name) == nullptr)
            return HeldReason{HeldBecause::dimension_gone, name};
    return std::nullopt;
}

/// Why a number is not true of tonight's records.
HeldBecause CensusLedger::why_changed(const std::vector<CountedWave>& records) const
{
    const auto any_is = [&](RecordsOrigin origin) {
        return std::ranges::any_of(atoms_.census().waves, [&](const auto& wave) {
            return wave.origin == origin &&
                   std::ranges::find(records, wave.wave, &CountedWave::wave) != records.end();
        });
    };
    return any_is(RecordsOrigin::unknown)    ? HeldBecause::origin_unknown
           : any_is(RecordsOrigin::replaced) ? HeldBecause::records_changed
                                             : HeldBecause::definition_changed;
}

/// A published wave that has left the codebook may have come back under another name, so waves that have
/// never been published are held until it is there again.
void CensusLedger::find_new_waves(const Ledger& ledger)
{
    std::set<std::string> published;
    for (const auto& cell : ledger.cells)
        if (cell.survey == atoms_.census().survey && !cell.held())
            if (const auto records = records_of(cell))
                for (const auto& counted : *records)
                    published.insert(counted.wave);
    std::set<std::string> known;
    for (const auto* wave : codebook_.waves_of(atoms_.census().survey))
        known.insert(wave->wave);
    const auto gone =
        std::ranges::find_if(published, [&](const auto& wave) { return !known.contains(wave); });
    if (gone == published.end())
        return;
    for (const auto& wave : atoms_.census().waves)
        if (!published.contains(wave.wave))
            held_.hold_waves({wave.wave}, {HeldBecause::wave_gone, *gone});
}

void CensusLedger::find_parts(const Ledger& ledger)
{
    std::map<std::string, std::size_t> order;
    for (const auto& cell : ledger.cells) {
        if (cell.survey != atoms_.census().survey)
            continue;
        const auto when = order.try_emplace(cell.release, order.size()).first->second;
        if (cell.held())
            continue;
        const auto codes = domain_pairs(cell.domain);
        if (codes.size() == 1 && !cell.wave.empty() && cell.symbol != ".")
            parts_[cell.wave][codes.front().first].try_emplace(codes.front().second, when);
    }
}

/// A base cell had come if, by each dimension that tells, one of its codes had been published then. A
/// dimension tells nothing of what came before it was first published, nor of records without a category in
/// it.
bool CensusLedger::arrived(std::size_t base, const std::string& wave, std::size_t order) const
{
    const auto parts = parts_.find(wave);
    if (parts == parts_.end())
        return true;
    const auto second = [](const auto& code) { return code.second; };
    return std::ranges::all_of(parts->second, [&](const auto& part) {
        const auto* dimension = atoms_.find_dimension(part.first);
        if (dimension == nullptr || !atoms_.has_category(base, *dimension))
            return true;
        const auto when = std::max(order, std::ranges::min_element(part.second, {}, second)->second);
        return std::ranges::any_of(part.second, [&](const auto& code) {
            return code.second <= when && atoms_.has_code(base, *dimension, code.first);
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

bool CensusLedger::is_settled(const std::string& indicator, const std::string& period,
                              const std::string& domain) const
{
    const auto* cell = newest(indicator, period, domain);
    const auto waves = periods_.find(period);
    if (cell == nullptr || waves == periods_.end())
        return cell != nullptr;
    const auto tonight = atoms_.tonight(waves->second);
    const auto records = records_of(*cell);
    return records && std::ranges::is_permutation(*records, tonight) &&
           !has_new_records(atoms_.base_set(tonight, domain_pairs(domain)));
}

std::set<std::string> CensusLedger::corrected_waves() const
{
    std::set<std::string> corrected;
    for (const auto& wave : atoms_.census().waves)
        if (const auto published = newest_vintage_.find(wave.wave);
            published != newest_vintage_.end() && wave.vintage > published->second)
            corrected.insert(wave.wave);
    return corrected;
}

BaseSet CensusLedger::base_of(const PublishedCell& cell, const std::vector<CountedWave>& records,
                              std::size_t order) const
{
    auto base = atoms_.base_set(records, domain_pairs(cell.domain));
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b])
            base[b] = arrived(b, atoms_.census().waves[atoms_.wave_of_base(b)].wave, order);
    return base;
}

bool CensusLedger::still_true(const PublishedCell& cell, const BaseSet& base) const
{
    const auto& indicators = atoms_.census().indicators;
    const auto place = std::ranges::find(indicators, cell.indicator);
    const auto indicator = static_cast<std::size_t>(place - indicators.begin());
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

bool CensusLedger::held(const std::string& period) const
{
    const auto waves = periods_.find(period);
    return held_.holds(period, waves == periods_.end() ? std::vector<std::string>{} : waves->second);
}

std::vector<CensusLedger::PublishedCount> CensusLedger::counts(const std::string& indicator) const
{
    std::vector<PublishedCount> found;
    if (const auto all = counts_.find(indicator); all != counts_.end())
        for (const auto& count : all->second)
            if (std::ranges::none_of(count.records,
                                     [&](const auto& counted) { return held_.holds_wave(counted.wave); }))
                found.push_back(count);
    return found;
}

} // namespace lup
