#include "transform/estimates/trend.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

/// Totals of one wave, its time centred so that the normal equations are well conditioned.
struct WaveTotals {
    const TrendPoint* point = nullptr;
    long double time = 0, w = 0, wy = 0;
};

struct TrendTotals {
    std::vector<WaveTotals> waves;
    long double centre = 0;
    std::uint64_t n = 0;
};

/// A line: value at the centre, and slope.
struct Line {
    long double level = 0, slope = 0;
    long double at(long double time) const { return level + slope * time; }
};

/// Inverse of the 2 x 2 information matrix of a line.
struct Inverse {
    long double a = 0, b = 0, c = 0; ///< [a b; b c]
    bool regular = false;
};

std::optional<TrendTotals> collect(std::span<const TrendPoint> points)
{
    TrendTotals all;
    long double weights = 0, times = 0;
    for (const auto& point : points) {
        WaveTotals wave{&point, point.time, 0, 0};
        for (const auto& part : point.parts) {
            const auto totals = part.design->totals(part.cell, part.indicator);
            wave.w += totals.w;
            wave.wy += totals.wy;
            all.n += totals.n;
        }
        if (wave.w <= 0)
            continue;
        weights += wave.w;
        times += wave.w * wave.time;
        all.waves.push_back(wave);
    }
    if (all.waves.empty())
        return std::nullopt;
    all.centre = times / weights;
    for (auto& wave : all.waves)
        wave.time -= all.centre;
    return all;
}

/// `spread` is the weight of an answer in the information matrix: 1, or the variance of a yes.
template <typename Spread>
Inverse information(const TrendTotals& all, Spread spread)
{
    long double s0 = 0, s1 = 0, s2 = 0;
    for (const auto& wave : all.waves) {
        const long double weight = wave.w * spread(wave);
        s0 += weight;
        s1 += weight * wave.time;
        s2 += weight * wave.time * wave.time;
    }
    const long double determinant = s0 * s2 - s1 * s1;
    constexpr long double singular = 1e-14L;
    if (!(determinant > singular * s0 * s2))
        return {};
    return {s2 / determinant, -s1 / determinant, s0 / determinant, true};
}

template <typename Mean>
Line step(const TrendTotals& all, const Inverse& inverse, Mean mean)
{
    long double u0 = 0, u1 = 0;
    for (const auto& wave : all.waves) {
        const long double rest = wave.wy - mean(wave) * wave.w;
        u0 += rest;
        u1 += rest * wave.time;
    }
    return {inverse.a * u0 + inverse.b * u1, inverse.b * u0 + inverse.c * u1};
}

/// Sandwich variance of the slope: each answer's z is its row of the inverse information times w (y - mean).
template <typename Mean>
Trend described(const TrendTotals& all, const Line& line, const Inverse& inverse, Mean mean,
                const LonelyRules& rules)
{
    std::vector<LinearPart> linear;
    for (const auto& wave : all.waves) {
        const long double alpha = inverse.b + inverse.c * wave.time;
        for (const auto& part : wave.point->parts)
            linear.push_back({part, alpha, alpha * mean(wave)});
    }
    Trend trend;
    trend.n = all.n;
    trend.slope = static_cast<double>(line.slope);
    trend.intercept = static_cast<double>(line.level - line.slope * all.centre);
    trend.se = std::sqrt(variance(linear, rules));
    trend.df = degrees_of_freedom(linear, DesignSums::Rows::valid) - 1;
    if (trend.se > 0 && trend.df > 0) {
        trend.statistic = trend.slope / trend.se;
        trend.p_value = t_p_value(trend.statistic, static_cast<double>(trend.df));
    }
    return trend;
}

} // namespace

std::optional<Trend> linear_trend(std::span<const TrendPoint> points, const LonelyRules& rules)
{
    const auto all = collect(points);
    if (!all)
        return std::nullopt;
    const auto inverse = information(*all, [](const WaveTotals&) { return 1.0L; });
    if (!inverse.regular)
        return std::nullopt;
    const auto line = step(*all, inverse, [](const WaveTotals&) { return 0.0L; });
    return described(
        *all, line, inverse, [&](const WaveTotals& wave) { return line.at(wave.time); }, rules);
}

std::optional<Trend> logit_trend(std::span<const TrendPoint> points, const LonelyRules& rules)
{
    const auto all = collect(points);
    if (!all)
        return std::nullopt;
    Line line;
    const auto mean = [&](const WaveTotals& wave) { return 1 / (1 + std::exp(-line.at(wave.time))); };
    const auto spread = [&](const WaveTotals& wave) { return mean(wave) * (1 - mean(wave)); };
    constexpr int most_steps = 50;
    constexpr long double settled = 1e-15L;
    for (int i = 0; i < most_steps; ++i) {
        const auto inverse = information(*all, spread);
        if (!inverse.regular)
            return std::nullopt;
        const auto change = step(*all, inverse, mean);
        line.level += change.level;
        line.slope += change.slope;
        const long double size = std::fabs(line.level) + std::fabs(line.slope);
        if (std::fabs(change.level) + std::fabs(change.slope) <= settled * (1 + size))
            return described(*all, line, information(*all, spread), mean, rules);
    }
    return std::nullopt;
}

std::optional<Trend> figure_trend(std::span<const TimedFigure> figures)
{
    long double s0 = 0, s1 = 0, sy = 0;
    for (const auto& figure : figures) {
        if (!(figure.se > 0) || !std::isfinite(figure.value))
            continue;
        const long double weight = 1 / (static_cast<long double>(figure.se) * figure.se);
        s0 += weight;
        s1 += weight * figure.time;
        sy += weight * figure.value;
    }
    if (s0 <= 0)
        return std::nullopt;
    const long double centre = s1 / s0;
    long double s2 = 0, sxy = 0;
    for (const auto& figure : figures) {
        if (!(figure.se > 0) || !std::isfinite(figure.value))
            continue;
        const long double weight = 1 / (static_cast<long double>(figure.se) * figure.se);
        s2 += weight * (figure.time - centre) * (figure.time - centre);
        sxy += weight * (figure.time - centre) * figure.value;
    }
    if (s2 <= 0)
        return std::nullopt;
    Trend trend;
    trend.slope = static_cast<double>(sxy / s2);
    trend.intercept = static_cast<double>(sy / s0 - sxy / s2 * centre);
    trend.se = static_cast<double>(1 / std::sqrt(s2));
    trend.statistic = trend.slope / trend.se;
    trend.p_value = normal_p_value(trend.statistic);
    return trend;
}

} // namespace lup
