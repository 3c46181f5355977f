#include "transform/tally/scales.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace lup {

namespace {

constexpr std::array<Instrument, 14> instruments{{
    {"kessler6", 6, 0, 4, 13, CaseSide::at_or_above},
    {"ghq12", 12, 1, 4, 3, CaseSide::at_or_above},
    {"ghq5", 5, 1, 4, 2, CaseSide::at_or_above},
    {"swemwbs", 7, 1, 5, 27.5, CaseSide::at_or_above},
    {"who5", 5, 0, 5, 50, CaseSide::at_or_below},
    {"auditc", 3, 0, 4, 5, CaseSide::at_or_above},
    {"phq9", 9, 0, 3, 10, CaseSide::at_or_above},
    {"gad7", 7, 0, 3, 10, CaseSide::at_or_above},
    {"sdq_emotional", 5, 0, 2, 7, CaseSide::at_or_above},
    {"sdq_conduct", 5, 0, 2, 5, CaseSide::at_or_above},
    {"sdq_hyperactivity", 5, 0, 2, 7, CaseSide::at_or_above},
    {"sdq_peer", 5, 0, 2, 6, CaseSide::at_or_above},
    {"sdq_prosocial", 5, 0, 2, 4, CaseSide::at_or_below},
    {"sdq_total", 20, 0, 2, 20, CaseSide::at_or_above},
}};

constexpr std::size_t sdq_subscale_items = 5;

/// Raw sum 7-35 to the metric score (Stewart-Brown et al. 2009, table 4).
constexpr std::array<double, 29> swemwbs_metric{
    7.00,  9.51,  11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25,
    19.98, 20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00};

std::size_t missing_items(std::span<const double> items)
{
    return static_cast<std::size_t>(
        std::count_if(items.begin(), items.end(), [](double x) { return std::isnan(x); }));
}

double sum_of_answered(std::span<const double> items)
{
    return std::accumulate(items.begin(), items.end(), 0.0,
                           [](double sum, double x) { return std::isnan(x) ? sum : sum + x; });
}

/// The sum that all items would have had at the mean of the answered ones; none with more than `most`
/// missing.
std::optional<double> prorated(std::span<const double> items, std::size_t most)
{
    const auto missing = missing_items(items);
    if (missing > most)
        return std::nullopt;
    const auto answered = static_cast<double>(items.size() - missing);
    return sum_of_answered(items) * static_cast<double>(items.size()) / answered;
}

std::optional<double> complete_sum(std::span<const double> items)
{
    return prorated(items, 0);
}

/// GHQ scoring 0-0-1-1 of answers coded 1-4.
std::optional<double> ghq(std::span<const double> items)
{
    if (missing_items(items) > 0)
        return std::nullopt;
    return static_cast<double>(std::count_if(items.begin(), items.end(), [](double x) { return x >= 3; }));
}

std::optional<double> swemwbs(std::span<const double> items)
{
    const auto raw = complete_sum(items);
    if (!raw)
        return std::nullopt;
    const auto place = std::lround(*raw) - 7;
    if (place < 0 || place >= static_cast<long>(swemwbs_metric.size()))
        return std::nullopt;
    return swemwbs_metric[static_cast<std::size_t>(place)];
}

/// The first item asks how often one drinks: who never does was not asked the rest and scores 0.
std::optional<double> auditc(std::span<const double> items)
{
    if (items[0] == 0)
        return 0;
    return complete_sum(items);
}

std::optional<double> sdq_subscale(std::span<const double> items)
{
    const auto sum = prorated(items, 2);
    return sum ? std::optional(std::round(*sum)) : std::nullopt;
}

std::optional<double> sdq_total(std::span<const double> items)
{
    double total = 0;
    for (std::size_t first = 0; first < items.size(); first += sdq_subscale_items) {
        const auto part = sdq_subscale(items.subspan(first, sdq_subscale_items));
        if (!part)
            return std::nullopt;
        total += *part;
    }
    return total;
}

} // namespace

const Instrument* find_instrument(std::string_view name)
{
    const auto* const found = std::find_if(instruments.begin(), instruments.end(),
                                           [&](const auto& one) { return one.name == name; });
    return found == instruments.end() ? nullptr : found;
}

std::optional<double> score(const Instrument& instrument, std::span<const double> items,
                            const std::vector<bool>& reversed)
{
    std::vector<double> turned(items.begin(), items.end());
    for (std::size_t i = 0; i < turned.size(); ++i)
        if (reversed[i])
            turned[i] = instrument.lowest + instrument.highest - turned[i];
    if (instrument.name == "ghq12" || instrument.name == "ghq5")
        return ghq(turned);
    if (instrument.name == "swemwbs")
        return swemwbs(turned);
    if (instrument.name == "auditc")
        return auditc(turned);
    if (instrument.name == "sdq_total")
        return sdq_total(turned);
    if (instrument.name.starts_with("sdq_"))
        return sdq_subscale(turned);
    if (instrument.name == "phq9" || instrument.name == "gad7")
        return prorated(turned, 2);
    const auto sum = complete_sum(turned);
    return instrument.name == "who5" && sum ? std::optional(*sum * 4) : sum;
}

bool is_case(const Instrument& instrument, double score, double cut)
{
    return instrument.side == CaseSide::at_or_above ? score >= cut : score <= cut;
}

} // namespace lup
