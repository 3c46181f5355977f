#pragma once

#include "transform/estimates/exact_sum.hpp"
#include "transform/estimates/pair_index.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lup {

/// What a stratum whose sample holds a single PSU adds to a variance (the rules of R's survey.lonely.psu).
/// `certainty` and `remove` add nothing, `adjust` the squared total about the grand mean, `average` what the
/// other strata add on average, `fail` stops.
enum class LonelyPsu : std::uint8_t { adjust, remove, certainty, average, fail };

/// What a stratum with several PSUs adds if only one of them has a row in the domain: `centre` treats it like
/// any other, `lonely` by the rule for lonely PSUs (R's survey.adjust.domain.lonely).
enum class LonelyInDomain : std::uint8_t { centre, lonely };

struct LonelyRules {
    LonelyPsu in_design = LonelyPsu::adjust;
    LonelyInDomain in_domain = LonelyInDomain::centre;
};

/// What an indicator estimates: the share of `yes` among `yes` and `no`, or the mean of the values.
enum class Measure : std::uint8_t { share, mean };

/// One respondent's answer to one indicator. A missing answer stays in the domain and in its degrees of
/// freedom; `outside` (not `among`) is not in the domain at all.
enum class Answer : std::uint8_t { no, yes, missing, outside };

/// The answers of some rows to one indicator. Of a mean, `yes` stands for a valid answer and `values` holds
/// it; of a share, `values` is empty.
struct IndicatorRows {
    std::span<const Answer> answers;
    std::span<const double> values;
};

/// Some rows of a survey, column by column. An empty column means: one stratum, every row a PSU of its own,
/// weight 1, no finite population correction.
struct DesignRows {
    static constexpr std::uint32_t no_cell = std::numeric_limits<std::uint32_t>::max();

    std::size_t rows = 0;
    std::span<const std::uint32_t> stratum; ///< any numbers, the same in all batches and threads
    std::span<const std::uint32_t> psu;     ///< within stratum
    std::span<const double> weight;         ///< > 0; a row with 0 counts as a PSU and in nothing else
    std::span<const double> fpc; ///< PSUs in the population of the stratum, or, if <= 1, the sampled fraction
    std::span<const double> second_stage_fpc; ///< the same for the rows of a PSU
    std::vector<std::span<const std::uint32_t>>
        cells; ///< one column a breakdown: the row's domain cell, or no_cell
    std::vector<IndicatorRows> indicators;
};

/// Weighted totals of one indicator in one domain cell.
struct CellTotals {
    std::uint64_t n = 0;          ///< valid answers, unweighted
    std::uint64_t n_positive = 0; ///< of a share: `yes`
    std::uint64_t n_missing = 0;
    long double w = 0, wy = 0, wyy = 0; ///< sums over the valid answers
};

/// One summand of a linearised estimate: rows of `cell` have z = w (alpha y - beta). Terms of one estimate
/// hold different rows, except that a term may lie wholly within an earlier one, whose place is `within`.
struct LinearTerm {
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

    std::uint32_t cell = 0;
    std::uint32_t indicator = 0;
    long double alpha = 0, beta = 0;
    std::size_t within = nowhere;
};

/// The sums of one survey design from which shares, means, totals, their differences, trends and standardised
/// values and all their variances follow in closed form: one pass, mergeable, exact whatever the order.
/// Memory grows with the (cell, stratum) or (cell, PSU) pairs that occur, not with the rows.
class DesignSums {
public:
    enum class Units : std::uint8_t { rows, clusters };

    DesignSums(Units units, std::vector<Measure> indicators);

    /// Throws InputError for a weight that is negative or not finite.
    /// REQUIRES: every column is empty or has `rows` entries; indicators as many as the constructor's.
    void add(const DesignRows& batch);

    /// REQUIRES: the same units and indicators.
    void merge(const DesignSums& other);

    std::span<const Measure> indicators() const { return measures_; }
    std::uint32_t cell_count() const { return static_cast<std::uint32_t>(blocks_of_cell_.size()); }

    CellTotals totals(std::uint32_t cell, std::uint32_t indicator) const;

    /// Taylor-linearised variance of the sum of z over the terms (one entry a term), with the full n_h of
    /// every stratum: sum_h (1-f_h) n_h/(n_h-1) sum_i (z_hi - mean z_h)^2 over PSU totals (Binder 1983; the
    /// same as svyrecvar of R survey 4.1). Throws ConfigurationError for LonelyPsu::fail.
    long double variance(std::span<const LinearTerm> terms, const LonelyRules& rules) const;

    /// Which rows of a domain count for its degrees of freedom.
    enum class Rows : std::uint8_t { all, valid };

    /// PSUs and strata that have a row in one of the cells: of the terms' indicators, missing answers
    /// included or not. Their difference is the domain's degrees of freedom.
    struct Extent {
        std::int64_t psus = 0, strata = 0;
    };
    Extent extent(std::span<const LinearTerm> terms, Rows rows) const;

    /// PSUs and strata of the whole design.
    Extent design_extent() const;

    /// Strata whose sample holds a single PSU: where the rule for lonely PSUs was needed.
    std::size_t lonely_strata() const;

    /// Strata whose rows disagree on the population size, or that hold more PSUs than their population.
    std::size_t strata_with_doubtful_fpc() const;

private:
    /// Places of an indicator's sums in a block; a share needs the first four because y^2 = y.
    enum Slot : std::size_t { sum_w, sum_wy, sum_ww, sum_wwy, sum_wyy, sum_wwyy };
    static constexpr std::size_t share_slots = 4, mean_slots = 6;

    struct Stratum {
        std::uint32_t id = 0;
        std::uint64_t psus = 0;
        double fpc_low = std::numeric_limits<double>::infinity();
        double fpc_high = -std::numeric_limits<double>::infinity();
    };
    struct Psu {
        std::uint32_t id = 0, stratum = 0;
        std::uint64_t rows = 0;
        double fpc_low = std::numeric_limits<double>::infinity();
        double fpc_high = -std::numeric_limits<double>::infinity();
    };
    struct Counts {
        std::uint64_t valid = 0, positive = 0, missing = 0;
    };
    struct RowTerms;
    struct Gathered;
    struct UnitTotal {
        long double z = 0, zz = 0; ///< sums of z and z^2 over the unit's rows
        std::uint64_t valid = 0;
    };

    std::uint32_t stratum_of(std::uint32_t id);
    std::uint32_t unit_of_row(const DesignRows& batch, std::size_t row);
    std::uint32_t psu_of(std::uint32_t id, std::uint32_t stratum);
    std::uint32_t block_of(std::uint32_t cell, std::uint32_t unit);
    void add_row(const DesignRows& batch, std::size_t row, std::uint32_t block, const RowTerms& w);
    void add_value(std::size_t slot, double y, const RowTerms& w);
    std::vector<Gathered> gather(std::span<const LinearTerm> terms) const;
    void add_unit(UnitTotal& total, std::span<const LinearTerm> terms, const Gathered& gathered) const;
    std::uint32_t stratum_of_unit(std::uint32_t unit) const;
    long double within_psus(const Stratum& stratum, std::uint32_t unit, const UnitTotal& total,
                            const LonelyRules& rules) const;

    Units units_;
    std::vector<Measure> measures_;
    std::vector<std::size_t> slot_of_; ///< first sum of each indicator within a block
    std::size_t slots_ = 0;            ///< sums in a block
    std::vector<Stratum> strata_;
    std::vector<Psu> psus_;
    PairIndex stratum_index_, psu_index_, block_index_;
    std::vector<std::uint32_t> unit_of_block_;
    std::vector<std::vector<std::uint32_t>> blocks_of_cell_;
    std::vector<ExactSum> sums_; ///< by block, then slot
    std::vector<Counts> counts_; ///< by block, then indicator
};

} // namespace lup
