#include "transform/estimates/design.hpp"

#include "config/errors.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace lup {

/// One block that a term touches, with the ids that give a fixed order to the additions.
struct DesignSums::Gathered {
    std::uint32_t stratum_id = 0, psu_id = 0;
    std::uint32_t unit = 0;
    std::size_t block = 0, term = 0;
};

namespace {

/// Part of a population that was sampled: fpc is a number of units, or a fraction if it is at most 1.
long double sampled_fraction(double fpc_low, double fpc_high, std::uint64_t sampled)
{
    if (fpc_high < fpc_low || fpc_high == std::numeric_limits<double>::infinity())
        return 0;
    const auto population = static_cast<long double>(fpc_high);
    const long double fraction =
        population <= 1 ? population : static_cast<long double>(sampled) / population;
    return std::clamp(fraction, 0.0L, 1.0L);
}

/// The PSU totals of one stratum: how many, their sum and the sum of squares about their mean.
struct PsuTotals {
    std::uint64_t sampled = 0;   ///< n_h
    std::uint64_t in_domain = 0; ///< with a valid row in the domain
    long double squares = 0;     ///< sum of squares
    long double about_mean = 0;  ///< sum of squares about the mean of all n_h
    long double fraction = 0;    ///< f_h
};

/// What a stratum adds, or nothing if the rule says that it is unknown (LonelyPsu::average).
std::optional<long double> contribution(const PsuTotals& totals, const LonelyRules& rules)
{
    constexpr long double census = 1e-7L;
    const long double unsampled = 1 - totals.fraction;
    if (unsampled < census)
        return 0;
    const bool lonely = totals.sampled == 1;
    const bool lonely_here = totals.in_domain == 1 && rules.in_domain == LonelyInDomain::lonely;
    if (lonely && rules.in_design == LonelyPsu::fail)
        throw ConfigurationError(
            "a stratum holds a single PSU and lonely_psu is 'fail': join the stratum with "
            "another, or choose adjust, remove or average");
    if ((lonely || lonely_here) && rules.in_design == LonelyPsu::average)
        return std::nullopt;
    const auto n = static_cast<long double>(totals.sampled);
    const long double scale = lonely ? unsampled : unsampled * n / (n - 1);
    const bool centred = rules.in_design != LonelyPsu::adjust || !(lonely || lonely_here);
    return scale * (centred ? totals.about_mean : totals.squares);
}

/// Totals of a stratum whose rows are its PSUs.
PsuTotals of_rows(long double z, long double zz, std::uint64_t valid, std::uint64_t sampled,
                  long double fraction)
{
    // Below the rounding of the squares themselves nothing is left but noise.
    constexpr long double noise = 1e-15L;
    PsuTotals totals{sampled, valid, zz, zz - z * z / static_cast<long double>(sampled), fraction};
    if (totals.about_mean < noise * zz)
        totals.about_mean = 0;
    return totals;
}

PsuTotals of_clusters(std::span<const long double> z, std::uint64_t sampled, long double fraction)
{
    PsuTotals totals{sampled, z.size(), 0, 0, fraction};
    long double sum = 0;
    for (const auto total : z)
        sum += total;
    const long double mean = sum / static_cast<long double>(sampled);
    for (const auto total : z) {
        totals.squares += total * total;
        totals.about_mean += (total - mean) * (total - mean);
    }
    totals.about_mean += static_cast<long double>(sampled - z.size()) * mean * mean;
    return totals;
}

/// Sum of w^2 (alpha y - beta)^2 over the rows of a block.
struct Squares {
    long double ww = 0, wwy = 0, wwyy = 0; ///< of a share: wwyy is unused, ww is over `no` only

    long double of_share(long double alpha, long double beta) const
    {
        return (alpha - beta) * (alpha - beta) * wwy + beta * beta * ww;
    }
    long double of_mean(long double alpha, long double beta) const
    {
        return alpha * alpha * wwyy - 2 * alpha * beta * wwy + beta * beta * ww;
    }
};

} // namespace

std::uint32_t DesignSums::stratum_of_unit(std::uint32_t unit) const
{
    return units_ == Units::rows ? unit : psus_[unit].stratum;
}

std::vector<DesignSums::Gathered> DesignSums::gather(std::span<const LinearTerm> terms) const
{
    std::vector<Gathered> gathered;
    for (std::size_t term = 0; term < terms.size(); ++term) {
        if (terms[term].cell >= blocks_of_cell_.size())
            continue;
        for (const auto block : blocks_of_cell_[terms[term].cell]) {
            const auto unit = block_index_.second(block);
            const auto psu_id = units_ == Units::rows ? 0U : psus_[unit].id;
            gathered.push_back({strata_[stratum_of_unit(unit)].id, psu_id, unit, block, term});
        }
    }
    std::sort(gathered.begin(), gathered.end(), [](const Gathered& a, const Gathered& b) {
        return std::tie(a.stratum_id, a.psu_id, a.term) < std::tie(b.stratum_id, b.psu_id, b.term);
    });
    return gathered;
}

void DesignSums::add_unit(UnitTotal& total, std::span<const LinearTerm> terms, const Gathered& gathered) const
{
    const auto& term = terms[gathered.term];
    const ExactSum* sums = &sums_[gathered.block * slots_ + slot_of_[term.indicator]];
    const bool share = measures_[term.indicator] == Measure::share;
    Squares squares{(share ? sums[sum_ww].without(sums[sum_wwy]) : sums[sum_ww]).value(),
                    sums[sum_wwy].value(), share ? 0.0L : sums[sum_wwyy].value()};
    const auto square = [&](long double alpha, long double beta) {
        return share ? squares.of_share(alpha, beta) : squares.of_mean(alpha, beta);
    };
    // The terms around this one have counted its rows' squares without it: replace them.
    long double alpha = 0, beta = 0;
    for (auto outer = term.within; outer != LinearTerm::nowhere; outer = terms[outer].within) {
        alpha += terms[outer].alpha;
        beta += terms[outer].beta;
    }
    if (term.within != LinearTerm::nowhere)
        total.zz -= square(alpha, beta);
    total.zz += square(alpha + term.alpha, beta + term.beta);
    total.z += share ? (term.alpha - term.beta) * sums[sum_wy].value() -
                           term.beta * sums[sum_w].without(sums[sum_wy]).value()
                     : term.alpha * sums[sum_wy].value() - term.beta * sums[sum_w].value();
    if (term.within == LinearTerm::nowhere)
        total.valid += counts_[gathered.block * measures_.size() + term.indicator].valid;
}

long double DesignSums::within_psus(const Stratum& stratum, std::uint32_t unit, const UnitTotal& total,
                                    const LonelyRules& rules) const
{
    const auto& psu = psus_[unit];
    const bool second_stage = psu.fpc_high >= psu.fpc_low;
    const auto fraction = sampled_fraction(stratum.fpc_low, stratum.fpc_high, stratum.psus);
    if (!second_stage || fraction == 0)
        return 0;
    const auto rows = of_rows(total.z, total.zz, total.valid, psu.rows,
                              sampled_fraction(psu.fpc_low, psu.fpc_high, psu.rows));
    return fraction * contribution(rows, rules).value_or(0);
}

long double DesignSums::variance(std::span<const LinearTerm> terms, const LonelyRules& rules) const
{
    const auto gathered = gather(terms);
    long double known = 0, within = 0;
    std::size_t strata = 0, known_strata = 0;
    std::vector<long double> psu_totals;
    for (std::size_t i = 0; i < gathered.size();) {
        const auto& stratum = strata_[stratum_of_unit(gathered[i].unit)];
        const auto fraction = sampled_fraction(stratum.fpc_low, stratum.fpc_high, stratum.psus);
        psu_totals.clear();
        UnitTotal whole;
        while (i < gathered.size() && gathered[i].stratum_id == stratum.id) {
            UnitTotal psu;
            const auto unit = gathered[i].unit;
            for (; i < gathered.size() && gathered[i].unit == unit; ++i)
                add_unit(units_ == Units::rows ? whole : psu, terms, gathered[i]);
            if (units_ == Units::clusters && psu.valid > 0) {
                psu_totals.push_back(psu.z);
                within += within_psus(stratum, unit, psu, rules);
                whole.valid += psu.valid;
            }
        }
        if (whole.valid == 0)
            continue;
        const auto added = contribution(units_ == Units::rows
                                            ? of_rows(whole.z, whole.zz, whole.valid, stratum.psus, fraction)
                                            : of_clusters(psu_totals, stratum.psus, fraction),
                                        rules);
        ++strata;
        known_strata += added ? 1U : 0U;
        known += added.value_or(0);
    }
    if (known_strata == 0 && strata > 0)
        return std::numeric_limits<long double>::quiet_NaN();
    return strata == 0
               ? 0
               : known * static_cast<long double>(strata) / static_cast<long double>(known_strata) + within;
}

DesignSums::Extent DesignSums::extent(std::span<const LinearTerm> terms, Rows rows) const
{
    Extent extent;
    const Gathered* last_stratum = nullptr;
    const Gathered* last_psu = nullptr;
    const auto gathered = gather(terms);
    for (const auto& here : gathered) {
        const auto& counts = counts_[here.block * measures_.size() + terms[here.term].indicator];
        const auto present = counts.valid + (rows == Rows::all ? counts.missing : 0);
        if (present == 0 || terms[here.term].within != LinearTerm::nowhere)
            continue;
        if (last_stratum == nullptr || last_stratum->stratum_id != here.stratum_id)
            ++extent.strata;
        if (units_ == Units::rows)
            extent.psus += static_cast<std::int64_t>(present);
        else if (last_psu == nullptr || last_psu->unit != here.unit)
            ++extent.psus;
        last_stratum = last_psu = &here;
    }
    return extent;
}

} // namespace lup
