#include "transform/judgement.hpp"

#include "transform/estimates/intervals.hpp"
#include "transform/verdict.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lup {

namespace {

constexpr double z = 1.959963984540054;

std::optional<int> year_in(const std::string& text)
{
    int year = 0;
    const auto* const end = text.data() + std::min<std::size_t>(text.size(), 4);
    if (std::from_chars(text.data(), end, year).ptr != end || year == 0)
        return std::nullopt;
    return year;
}

/// One target's released cells, oldest first.
struct Series {
    const ReleasedTable* table = nullptr;
    std::vector<const ReleasedCell*> cells;
};

Series series_of(const Release& release, const Target& target)
{
    Series best;
    for (const auto& table : release.tables()) {
        if (table.indicator != target.indicator)
            continue;
        Series series{&table, {}};
        for (const auto& cell : table.cells)
            if (cell.domain == target.domain)
                series.cells.push_back(&cell);
        if (series.cells.size() > best.cells.size())
            best = std::move(series);
    }
    return best;
}

class TargetJudge {
public:
    TargetJudge(const Release& release, const Codebook& codebook, const Target& target)
        : codebook_(codebook), target_(target), indicator_(codebook.indicator(target.indicator)),
          series_(series_of(release, target))
    {
    }

    Judgement judge() const
    {
        Judgement made{target_.plan,
                       target_.goal,
                       target_.indicator,
                       target_.domain,
                       "",
                       target_.base_period,
                       {},
                       target_.base_value,
                       {},
                       Verdict::undecidable,
                       ""};
        if (!target_.not_measurable.empty()) {
            made.verdict = Verdict::not_measurable;
            made.reason = target_.not_measurable;
            return made;
        }
        const auto* now = newest();
        if (now == nullptr)
            return because(made, "Det finns inget publicerat värde än.");
        made.period = now->period;
        if (!now->shown())
            return because(made, "Värdet är skyddat eller alltför osäkert.");
        made.value = now->value;
        if (target_.kind == TargetKind::none)
            return because(made, "Målet har inget målvärde.");
        const auto point = measured(*now);
        if (!point)
            return because(made, "Värdet har inget mått på osäkerheten.");
        if (const auto hinder = comparison_hinder(*now); !hinder.empty())
            return because(made, hinder);
        const auto base = base_point();
        if (base)
            made.base_value = base->value;
        const auto verdict = judge_target(*point, path(base), series_.table->decimals);
        made.verdict = verdict.verdict;
        made.reason = verdict.reason;
        made.target_value = verdict.target_value;
        made.smallest_change = verdict.smallest_change;
        return made;
    }

private:
    static Judgement because(Judgement made, std::string reason)
    {
        made.reason = std::move(reason);
        return made;
    }

    const ReleasedCell* newest() const
    {
        const auto single = [](const ReleasedCell* cell) { return cell->wave.has_value(); };
        const auto found = std::find_if(series_.cells.rbegin(), series_.cells.rend(), single);
        return found == series_.cells.rend() ? nullptr : *found;
    }

    const ReleasedCell* base_cell() const
    {
        const auto found = std::find_if(series_.cells.begin(), series_.cells.end(), [&](const auto* cell) {
            return cell->period == target_.base_period;
        });
        return found == series_.cells.end() ? nullptr : *found;
    }

    int year_of(const ReleasedCell& cell) const
    {
        const auto& wave = codebook_.wave(indicator_.survey, *cell.wave);
        return year_in(wave.period_to).value_or(year_in(cell.period).value_or(0));
    }

    /// The printed interval; of a census share, Wilson's, since a year's pupils are one outcome of a process.
    std::optional<MeasuredPoint> measured(const ReleasedCell& cell) const
    {
        if (cell.lower && cell.upper)
            return MeasuredPoint{year_of(cell), *cell.value, (*cell.upper - *cell.lower) / (2 * z)};
        if (indicator_.statistic != Statistic::share || !cell.n)
            return std::nullopt;
        const auto wilson = wilson_interval(*cell.value / 100, static_cast<double>(*cell.n));
        if (!wilson)
            return std::nullopt;
        return MeasuredPoint{year_of(cell), *cell.value, 100 * wilson->width() / (2 * z)};
    }

    std::optional<MeasuredPoint> base_point() const
    {
        const auto* cell = base_cell();
        if (cell != nullptr && cell->shown() && cell->wave)
            return measured(*cell);
        const auto year = year_in(target_.base_period);
        if (target_.base_value && year)
            return MeasuredPoint{*year, *target_.base_value, 0};
        return std::nullopt;
    }

    std::string comparison_hinder(const ReleasedCell& now) const
    {
        const auto* base = base_cell();
        if (base != nullptr && !base->wave)
            return "Basvärdet gäller flera år tillsammans och kan inte jämföras med ett enskilt år.";
        if (base != nullptr && !base->shown() && !target_.base_value)
            return "Basvärdet är skyddat eller alltför osäkert.";
        // The base may be older than the files: its wave counts even if it has no cell.
        const auto waves = codebook_.waves_of(indicator_.survey);
        const bool known = std::any_of(waves.begin(), waves.end(),
                                       [&](const Wave* wave) { return wave->wave == target_.base_period; });
        if (known && codebook_.breaks_between(indicator_, target_.base_period, *now.wave))
            return "Ett tidsseriebrott ligger mellan basåret och nu; värdena kan inte jämföras.";
        return "";
    }

    TargetPath path(const std::optional<MeasuredPoint>& base) const
    {
        return {target_.kind, target_.at_least, target_.value.value_or(0), year_in(target_.due), base};
    }

    const Codebook& codebook_;
    const Target& target_;
    const Indicator& indicator_;
    Series series_;
};

Judgement milestone(const Goal& goal)
{
    const auto verdict = goal.status == Milestone::done      ? Verdict::done
                         : goal.status == Milestone::ongoing ? Verdict::ongoing
                                                             : Verdict::not_started;
    return {goal.plan, goal.goal, "", "", "", "", {}, {}, {}, verdict, goal.status_text};
}

Judgement without_target(const Goal& goal)
{
    return {goal.plan,
            goal.goal,
            "",
            "",
            "",
            "",
            {},
            {},
            {},
            Verdict::not_measurable,
            "Målet har ingen indikator med målvärde."};
}

/// A target that no indicator measures: the plan says what must change.
Judgement without_indicator(const Target& target)
{
    Judgement made;
    made.plan = target.plan;
    made.goal = target.goal;
    made.verdict = Verdict::not_measurable;
    made.reason = target.not_measurable.empty() ? "Målet har ingen indikator." : target.not_measurable;
    return made;
}

} // namespace

std::vector<Judgement> judge(const Release& release, const PlanTables& plan, const Codebook& codebook)
{
    std::vector<Judgement> judgements;
    for (const auto& goal : plan.goals) {
        if (goal.kind == GoalKind::milestone) {
            judgements.push_back(milestone(goal));
            continue;
        }
        const auto before = judgements.size();
        for (const auto& target : plan.targets)
            if (target.plan == goal.plan && target.goal == goal.goal)
                judgements.push_back(target.indicator.empty()
                                         ? without_indicator(target)
                                         : TargetJudge(release, codebook, target).judge());
        if (judgements.size() == before)
            judgements.push_back(without_target(goal));
    }
    return judgements;
}

} // namespace lup
