#pragma once

#include "config/codebook.hpp"
#include "transform/estimates/design.hpp"
#include "transform/estimates/intervals.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace lup {

/// One domain cell of one indicator in one design. Several parts together (areas, waves) hold different rows;
/// parts of different designs (waves drawn on their own) are independent.
struct DomainPart {
    const DesignSums* design = nullptr;
    std::uint32_t cell = 0;
    std::uint32_t indicator = 0;
};

/// A share or mean with what its uncertainty is made of. Shares lie in [0, 1]. Without a valid answer (n = 0)
/// the figures are NaN.
struct Estimate {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    std::uint64_t n = 0;          ///< valid answers, unweighted
    std::uint64_t n_positive = 0; ///< of a share: `yes`
    std::uint64_t n_missing = 0;  ///< rows of the domain without a valid answer
    double sum_w = 0;             ///< of valid answers
    double sum_wy = 0;            ///< of a share: of those with `yes`
    double value = none;
    double se = none;               ///< Taylor linearisation
    std::int64_t df = 0;            ///< degrees of freedom of the domain, rows with a missing answer included
    std::int64_t df_valid = 0;      ///< the same, of rows with a valid answer
    double element_variance = none; ///< weighted, with n/(n-1) (svyvar)
    double deff = none;             ///< design effect against simple random sampling without replacement
    double deff_replace = none;     ///< the same, with replacement
    double n_eff = none;            ///< effective sample size: of a share p (1-p) / se^2; none if se = 0

    std::uint64_t rows() const { return n + n_missing; }
};

/// The share or mean of the union of `parts` as one design.
Estimate estimate(std::span<const DomainPart> parts, const LonelyRules& rules = {});
Estimate estimate(const DesignSums& design, std::uint32_t cell, std::uint32_t indicator,
                  const LonelyRules& rules = {});

/// An estimated total (sum of w y) and its standard error.
struct Total {
    double value = 0, se = 0;
};
Total total(std::span<const DomainPart> parts, const LonelyRules& rules = {});

/// The interval that the codebook names for a share, or for a mean (then xlogit, beta, wilson and fhm mean
/// the t interval, since they are for shares). None where the method has none: no valid answer, df <= 0,
/// `none`. Under beta and xlogit a share of 0 or 100 % gets NCHS's rule: Clopper-Pearson with the plain n.
/// Wilson takes the effective n of a sample and the plain n otherwise, where people are seen as outcomes of a
/// process.
std::optional<Interval> interval(const Estimate& estimate, IntervalMethod method, Measure measure,
                                 SurveyKind kind = SurveyKind::sample, double alpha = default_alpha);

/// A linear function of the answers of several parts: sum over parts of w (alpha y - beta).
struct LinearPart {
    DomainPart part;
    long double alpha = 0, beta = 0;
    /// Place of an earlier part of the same design that holds all rows of this one.
    std::size_t within = LinearTerm::nowhere;
};

/// Its Taylor-linearised variance: within a design with the covariance of PSUs and strata that parts share,
/// over designs the sum.
double variance(std::span<const LinearPart> parts, const LonelyRules& rules);

/// Degrees of freedom of the union of the parts.
std::int64_t degrees_of_freedom(std::span<const LinearPart> parts, DesignSums::Rows rows);

/// The linearisation of the share or mean of `parts` times `factor`, to be joined with others.
std::vector<LinearPart> linearised_mean(std::span<const DomainPart> parts, long double factor);

} // namespace lup
