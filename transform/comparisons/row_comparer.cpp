#include "transform/comparisons/row_comparer.hpp"

#include "config/table_reader.hpp"
#include "transform/rounding.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace lup {

namespace {

constexpr std::size_t shortest_trend = 3;

/// `domain` with only the pairs whose names are listed.
std::string restricted(const std::string& domain, const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& [name, code] : domain_pairs(domain))
        if (std::find(names.begin(), names.end(), name) != names.end())
            text += (text.empty() ? "" : ";") + name + "=" + code;
    return text;
}

std::string code_of(const std::string& domain, const std::string& name)
{
    for (const auto& [own, code] : domain_pairs(domain))
        if (own == name)
            return code;
    return "";
}

double number_in(const std::string& text, std::size_t from, std::size_t length)
{
    double number = 0;
    std::from_chars(text.data() + from, text.data() + from + length, number);
    return number;
}

/// As ShownFigures prints it: shares in percent.
CountedShare counted(const ReleasedCell& cell)
{
    return {*cell.value / 100, *cell.n};
}

/// From the first wave of a line to the last.
Difference along(const Trend& trend, double years)
{
    Difference change;
    change.value = trend.slope * years;
    change.p_value = trend.p_value;
    const double reach = trend.df > 0 ? t_quantile(static_cast<double>(trend.df)) : normal_quantile();
    const double half = reach * trend.se * years;
    change.interval = Interval{change.value - half, change.value + half};
    return change;
}

} // namespace

std::uint64_t smallest_compared_n(const Survey& survey)
{
    constexpr std::uint64_t smallest = 30;
    return std::max(smallest, static_cast<std::uint64_t>(std::max(survey.min_base, 0)));
}

double decimal_year(const Wave& wave)
{
    constexpr double months = 12;
    return number_in(wave.period_from, 0, 4) + (number_in(wave.period_from, 5, 2) - 1) / months;
}

RowComparer::RowComparer(const Tally& tally, const ShownFigures& figures, const Codebook& codebook,
                         const Participation& participation, const Comparison& row,
                         const Indicator& indicator)
    : tally_(tally), figures_(figures), codebook_(codebook), participation_(participation), row_(row),
      indicator_(indicator), survey_(codebook.survey(row.survey)),
      cells_(figures.divided_by(indicator.indicator, Codebook::divided_by(row)))
{
}

std::vector<Candidate> RowComparer::make()
{
    if (row_.compare == "wave" || row_.compare == "trend")
        for (const auto& series : all_series())
            row_.compare == "wave" ? compare_waves(series) : add_trend(series);
    else if (row_.compare == "whole")
        compare_with_whole();
    else
        compare_groups();
    return std::move(found_);
}

bool RowComparer::enough(const ReleasedCell* cell) const
{
    return cell != nullptr && cell->shown() && cell->n && *cell->n >= smallest_compared_n(survey_);
}

const TalliedCell* RowComparer::tallied(const ReleasedCell& cell) const
{
    return figures_.tallied(indicator_.indicator, cell.domain, cell.period);
}

ReleasedComparison RowComparer::blank(CompareKind kind, const ReleasedCell& cell,
                                      const ReleasedCell& other) const
{
    ReleasedComparison made;
    made.survey = survey_.survey;
    made.indicator = indicator_.indicator;
    made.kind = kind;
    made.domain = cell.domain;
    made.other_domain = other.domain;
    made.period = cell.period;
    made.other_period = other.period;
    made.decimals = survey_.decimals;
    made.recipients = row_.recipients;
    return made;
}

void RowComparer::add(ReleasedComparison made, const std::optional<Difference>& difference)
{
    if (!difference)
        return;
    const double factor = indicator_.statistic == Statistic::share ? 100 : 1;
    const auto published = [&](double value) { return round_published(value * factor, survey_.decimals); };
    made.difference = published(difference->value);
    if (difference->interval) {
        made.lower = published(difference->interval->lower);
        made.upper = published(difference->interval->upper);
    }
    made.verdict = difference->value > 0 ? CompareVerdict::more : CompareVerdict::less;
    found_.push_back({std::move(made), difference->p_value});
}

std::optional<Difference> RowComparer::between(const ReleasedCell& first, const ReleasedCell& second) const
{
    if (!is_sample())
        return census_difference(counted(first), counted(second), smallest_compared_n(survey_));
    const auto* a = tallied(first);
    const auto* b = tallied(second);
    if (a == nullptr || b == nullptr)
        return std::nullopt;
    return a->groups.empty() ? difference(a->parts, b->parts, tally_.lonely)
                             : standardised_difference(a->groups, b->groups, tally_.lonely);
}

std::optional<Difference> RowComparer::from_whole(const ReleasedCell& whole, const ReleasedCell& part) const
{
    if (!is_sample())
        return census_difference_from_whole(counted(whole), counted(part), smallest_compared_n(survey_));
    const auto* a = tallied(whole);
    const auto* b = tallied(part);
    if (a == nullptr || b == nullptr || a->n() == b->n())
        return std::nullopt;
    return a->groups.empty() ? difference_from_whole(a->parts, b->parts, tally_.lonely)
                             : standardised_difference_from_whole(a->groups, b->groups, tally_.lonely);
}

std::vector<RowComparer::Series> RowComparer::all_series() const
{
    std::vector<std::string> domains;
    std::map<std::string, std::map<std::string, const ReleasedCell*>> by_domain;
    for (const auto& placed : cells_)
        if (placed.cell->wave) {
            if (!by_domain.contains(placed.cell->domain))
                domains.push_back(placed.cell->domain);
            by_domain[placed.cell->domain][*placed.cell->wave] = placed.cell;
        }
    std::vector<Series> all;
    for (const auto& domain : domains) {
        all.emplace_back();
        for (const auto* wave : codebook_.waves_of(survey_.survey)) {
            const auto cell = by_domain[domain].find(wave->wave);
            if (cell == by_domain[domain].end())
                continue;
            if (!all.back().waves.empty() &&
                codebook_.breaks_between(indicator_, all.back().waves.back()->wave, wave->wave))
                all.emplace_back();
            all.back().waves.push_back(wave);
            all.back().cells.push_back(cell->second);
        }
    }
    return all;
}

void RowComparer::compare_waves(const Series& series)
{
    for (std::size_t i = 1; i < series.waves.size(); ++i) {
        const auto &before = *series.cells[i - 1], &now = *series.cells[i];
        auto made = blank(CompareKind::wave, now, before);
        if (!is_sample()) {
            const auto common = participation_.common(indicator_.indicator, now.domain,
                                                      {series.waves[i - 1], series.waves[i]});
            if (!common)
                continue;
            made.note = common->note;
            add(std::move(made),
                census_difference(common->shares[0], common->shares[1], smallest_compared_n(survey_)));
        } else if (enough(&before) && enough(&now)) {
            add(std::move(made), between(before, now));
        }
    }
}

void RowComparer::add_trend(const Series& series)
{
    Series shown;
    for (std::size_t i = 0; i < series.waves.size(); ++i)
        if (enough(series.cells[i])) {
            shown.waves.push_back(series.waves[i]);
            shown.cells.push_back(series.cells[i]);
        }
    if (shown.waves.size() < shortest_trend)
        return;
    auto made = blank(CompareKind::trend, *shown.cells.back(), *shown.cells.front());
    if (const auto trend = is_sample() ? sampled_trend(shown) : counted_trend(shown, made.note))
        add(std::move(made),
            along(*trend, decimal_year(*shown.waves.back()) - decimal_year(*shown.waves.front())));
}

std::optional<Trend> RowComparer::sampled_trend(const Series& shown) const
{
    std::vector<TrendPoint> points;
    std::vector<StandardPoint> standardised;
    for (std::size_t i = 0; i < shown.waves.size(); ++i) {
        const auto* cell = tallied(*shown.cells[i]);
        if (cell == nullptr)
            return std::nullopt;
        points.push_back({decimal_year(*shown.waves[i]), cell->parts});
        standardised.push_back({decimal_year(*shown.waves[i]), cell->groups});
    }
    return standardised.front().groups.empty() ? linear_trend(points, tally_.lonely)
                                               : standardised_trend(standardised, tally_.lonely);
}

std::optional<Trend> RowComparer::counted_trend(const Series& shown, std::string& note) const
{
    const auto common = participation_.common(indicator_.indicator, shown.cells.front()->domain, shown.waves);
    if (!common)
        return std::nullopt;
    note = common->note;
    std::vector<TimedFigure> points;
    for (std::size_t i = 0; i < shown.waves.size(); ++i) {
        const auto& share = common->shares[i];
        if (share.n < smallest_compared_n(survey_))
            return std::nullopt;
        // A share of 0 or 100 % has no standard error of its own; Wilson's limits give it one.
        const auto wilson = wilson_interval(share.share, static_cast<double>(share.n));
        points.push_back(
            {decimal_year(*shown.waves[i]), share.share, wilson->width() / (2 * normal_quantile())});
    }
    return figure_trend(points);
}

void RowComparer::compare_with_whole()
{
    const auto names = codebook_.whole_of(row_);
    for (const auto& placed : cells_) {
        const auto* whole = figures_.released(indicator_.indicator, restricted(placed.cell->domain, names),
                                              placed.cell->period);
        if (enough(placed.cell) && enough(whole))
            add(blank(CompareKind::whole, *placed.cell, *whole), from_whole(*whole, *placed.cell));
    }
}

void RowComparer::compare_groups()
{
    using Key = std::pair<std::string, std::string>; // domain of `by`, period
    std::vector<Key> keys;
    std::map<Key, std::map<std::size_t, const ReleasedCell*>> members;
    for (const auto& placed : cells_) {
        const Key key{restricted(placed.cell->domain, row_.by), placed.cell->period};
        if (!members.contains(key))
            keys.push_back(key);
        members[key][place_of_code(placed)] = placed.cell;
    }
    for (const auto& key : keys)
        for (const auto& [place, cell] : members[key])
            for (const auto& [other_place, other] : members[key]) {
                if (other_place >= place)
                    break;
                // Areas and bands may hold each other; those are no groups to set against each other.
                const bool apart =
                    !codebook_.overlaps(row_.survey, row_.compare, code_of(cell->domain, row_.compare),
                                        code_of(other->domain, row_.compare));
                if (apart && enough(cell) && enough(other))
                    add(blank(CompareKind::group, *cell, *other), between(*other, *cell));
            }
}

std::size_t RowComparer::place_of_code(const ShownFigures::Placed& placed) const
{
    const auto code = code_of(placed.cell->domain, row_.compare);
    for (const auto& dimension : placed.table->dimensions)
        if (dimension.name == row_.compare)
            for (std::size_t k = 0; k < dimension.categories.size(); ++k)
                if (dimension.categories[k].code == code)
                    return k;
    return 0;
}

} // namespace lup
