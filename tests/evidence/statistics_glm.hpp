#pragma once

#include "statistics_cases.hpp"

namespace evidence {

/// The logit interval as R's `logit` makes it: through glm's iterations, which stop when the deviance changes
/// by less than 1e-8 and so leave the share off by up to 1e-7 of itself. The program's own interval is the
/// closed form.
class GlmLogit {
public:
    GlmLogit(const lup::DesignRows& rows, std::uint32_t cell)
    {
        double all = 0, count = 0;
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const auto answer = rows.indicators[0].answers[i];
            if (rows.cells[cell][i] == lup::DesignRows::no_cell || answer == lup::Answer::outside)
                continue;
            all += rows.weight[i];
            count += 1;
            if (answer != lup::Answer::missing)
                answers_.push_back({rows.weight[i], answer == lup::Answer::yes ? 1.0 : 0.0});
        }
        for (auto& [w, y] : answers_)
            w /= all / count;
        fit();
    }

    /// Share at which the iterations stopped.
    double mean() const { return expit(eta_); }

    std::optional<lup::Interval> interval(const lup::DomainPart& part, const lup::LonelyRules& rules,
                                          double df) const
    {
        const double mu = mean();
        if (!(df > 0) || !(mu > 0 && mu < 1))
            return std::nullopt;
        const auto totals = part.design->totals(part.cell, part.indicator);
        const long double alpha = 1 / (totals.w * mu * (1 - mu));
        const lup::LinearPart linear{part, alpha, alpha * mu};
        const double half = lup::t_quantile(df) * std::sqrt(lup::variance({&linear, 1}, rules));
        return lup::Interval{expit(eta_ - half), expit(eta_ + half)};
    }

private:
    static double expit(double eta) { return 1 / (1 + std::exp(-eta)); }

    double deviance(double mu) const
    {
        double sum = 0;
        for (const auto& [w, y] : answers_)
            sum -= 2 * w * std::log(y > 0 ? mu : 1 - mu);
        return sum;
    }

    /// The first step starts at each answer drawn to a half, (w y + 1/2) / (w + 1); the later ones share one
    /// mean.
    void fit()
    {
        double weights = 0, sum = 0, before = 0;
        for (const auto& [w, y] : answers_) {
            const double mu = (w * y + 0.5) / (w + 1);
            const double spread = mu * (1 - mu);
            weights += w * spread;
            sum += w * spread * (std::log(mu / (1 - mu)) + (y - mu) / spread);
            before -= 2 * w * std::log(y > 0 ? mu : 1 - mu);
        }
        eta_ = sum / weights;
        constexpr int most_steps = 25;
        constexpr double epsilon = 1e-8;
        for (int step = 1; step < most_steps; ++step) {
            const double now = deviance(mean());
            if (std::fabs(now - before) / (0.1 + std::fabs(now)) < epsilon)
                return;
            before = now;
            const double mu = mean();
            double rest = 0, all = 0;
            for (const auto& [w, y] : answers_) {
                rest += w * (y - mu);
                all += w * mu * (1 - mu);
            }
            eta_ += rest / all;
        }
    }

    std::vector<std::pair<double, double>> answers_; ///< weight, scaled to mean 1, and y
    double eta_ = 0;
};

} // namespace evidence
