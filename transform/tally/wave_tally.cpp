#include "transform/tally/wave_tally.hpp"

#include "transform/tally/census_links.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

std::vector<Measure> measures(const std::vector<const Indicator*>& indicators)
{
    std::vector<Measure> found;
    for (const auto* indicator : indicators)
        found.push_back(RowOutcomes::measure(*indicator));
    return found;
}

/// The next combination of memberships, like an odometer; false after the last.
bool advance(std::vector<std::size_t>& membership, const std::vector<std::size_t>& depth)
{
    for (std::size_t i = 0; i < membership.size(); ++i) {
        if (++membership[i] < depth[i])
            return true;
        membership[i] = 0;
    }
    return false;
}

/// A row whose weight is missing is not in the survey; the reading leaves such rows out already.
std::vector<double> design_numbers(const ResponseBatch& batch, const std::string& variable)
{
    const auto* column = variable.empty() ? nullptr : find_column(batch, variable);
    if (column == nullptr || !column->present)
        return {};
    auto numbers = column->numbers;
    std::replace_if(
        numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); }, 0.0);
    return numbers;
}

} // namespace

std::string WaveTally::design_variable(Role role) const
{
    const auto* variable = frame_.codebook.variable_with_role(frame_.survey.survey, role, wave_.wave);
    return variable == nullptr ? "" : variable->variable;
}

WaveTally::WaveTally(TallyFrame& frame, const Wave& wave)
    : frame_(frame), wave_(wave),
      // A weighted share beside the counts that the gate protects would tell of them.
      weight_(frame.survey.protection == Protection::gate ? "" : design_variable(Role::weight)),
      stratum_(design_variable(Role::stratum)), cluster_(design_variable(Role::cluster)),
      fpc_(design_variable(Role::fpc)),
      sums_(std::make_unique<DesignSums>(units(), measures(frame.indicators)))
{
    for (std::size_t i = 0; i < frame_.indicators.size(); ++i)
        if (frame_.indicators[i]->statistic == Statistic::median)
            medians_.push_back(i);
    for (const auto* indicator : frame_.indicators)
        outcomes_.push_back(std::make_unique<RowOutcomes>(frame_.codebook, *indicator, wave_.wave));
    for (auto& [name, dimension] : frame_.dimensions)
        classes_[name] = std::make_unique<RowClasses>(frame_.codebook, wave_.wave, *dimension);
    if (frame_.survey.protection == Protection::gate)
        census_.emplace(link_indicators(frame_));
    for (const auto& names : frame_.breakdowns) {
        BreakdownCells breakdown{CellIndex(names.size()), {}, {}, {}};
        for (const auto& name : names)
            breakdown.classes.push_back(classes_.at(name).get());
        breakdowns_.push_back(std::move(breakdown));
    }
}

DesignSums::Units WaveTally::units() const
{
    return cluster_.empty() ? DesignSums::Units::rows : DesignSums::Units::clusters;
}

std::vector<QuantileEstimate> WaveTally::medians(std::size_t indicator, const LonelyRules& rules) const
{
    const auto place = std::find(medians_.begin(), medians_.end(), indicator);
    if (place == medians_.end() || quantiles_.empty())
        return {};
    return quantiles_.medians(static_cast<std::size_t>(place - medians_.begin()), units(), rules);
}

void WaveTally::add_all(ResponseSource& source)
{
    ResponseBatch batch;
    while (source.next(batch))
        add(batch, source);
}

void WaveTally::add(const ResponseBatch& batch, const ResponseSource& source)
{
    rows_ += batch.rows;
    for (auto& [name, classes] : classes_)
        classes->classify(batch, source);
    DesignRows rows;
    rows.rows = batch.rows;
    const auto weight = design_numbers(batch, weight_);
    const auto fpc = design_numbers(batch, fpc_);
    const auto stratum = design_codes(batch, stratum_);
    const auto psu = design_codes(batch, cluster_);
    rows.weight = weight;
    rows.fpc = fpc;
    rows.stratum = stratum;
    rows.psu = psu;
    for (auto& breakdown : breakdowns_) {
        number_cells(breakdown, batch.rows);
        for (const auto& column : breakdown.columns)
            rows.cells.emplace_back(column);
    }
    for (auto& outcome : outcomes_) {
        outcome->classify(batch, source);
        rows.indicators.push_back(outcome->rows());
    }
    sums_->add(rows);
    if (!medians_.empty())
        quantiles_.add(rows, medians_);
    if (census_)
        count_census(batch.rows, rows);
}

void WaveTally::count_census(std::size_t rows, const DesignRows& design)
{
    std::vector<std::span<const std::uint32_t>> base;
    for (const auto& [name, classes] : classes_)
        for (std::size_t k = 0; k < classes->depth(); ++k)
            base.emplace_back(classes->category(k));
    std::vector<std::span<const Answer>> answers;
    for (const auto& indicator : design.indicators)
        answers.push_back(indicator.answers);
    census_->add(rows, base, answers);
}

void WaveTally::number_cells(BreakdownCells& breakdown, std::size_t rows)
{
    std::vector<std::size_t> depth, membership(breakdown.classes.size(), 0);
    for (const auto* classes : breakdown.classes)
        depth.push_back(classes->depth());
    std::size_t used = 0;
    do {
        if (breakdown.columns.size() == used)
            breakdown.columns.emplace_back();
        auto& column = breakdown.columns[used++];
        column.resize(rows);
        for (std::size_t row = 0; row < rows; ++row)
            column[row] = cell_of(breakdown, membership, row);
    } while (advance(membership, depth));
}

std::uint32_t WaveTally::cell_of(BreakdownCells& breakdown, std::span<const std::size_t> membership,
                                 std::size_t row)
{
    scratch_.clear();
    for (std::size_t i = 0; i < breakdown.classes.size(); ++i) {
        const auto category = breakdown.classes[i]->category(membership[i])[row];
        if (category == DimensionCategories::none)
            return DesignRows::no_cell;
        scratch_.push_back(category);
    }
    const auto place = breakdown.index.place(scratch_);
    if (place.is_new)
        breakdown.number.push_back(next_cell_++);
    return breakdown.number[place.index];
}

std::vector<std::uint32_t> WaveTally::design_codes(const ResponseBatch& batch, const std::string& variable)
{
    const auto* column = variable.empty() ? nullptr : find_column(batch, variable);
    if (column == nullptr || !column->present)
        return {};
    if (!column->codes.empty())
        return column->codes;
    auto& known = numbers_[variable];
    std::vector<std::uint32_t> codes;
    for (const double number : column->numbers) {
        // Each number is a stratum or cluster of its own, whatever its decimals and sign.
        const auto next = static_cast<std::uint32_t>(known.size());
        codes.push_back(std::isnan(number) ? ResponseColumn::missing
                                           : known.try_emplace(number, next).first->second);
    }
    return codes;
}

std::vector<WaveTally::NumberedCell> WaveTally::cells(std::size_t breakdown) const
{
    const auto& cells = breakdowns_[breakdown];
    std::vector<NumberedCell> found;
    for (std::size_t i = 0; i < cells.index.size(); ++i)
        found.push_back({cells.index.categories(i), cells.number[i]});
    return found;
}

} // namespace lup
