#include "transform/tally/wave_quantiles.hpp"

namespace lup {

namespace {

template <typename Kept, typename Added>
void append(Kept& kept, const Added& added)
{
    kept.insert(kept.end(), added.begin(), added.end());
}

} // namespace

void WaveQuantiles::add(const DesignRows& batch, const std::vector<std::size_t>& indicators)
{
    rows_ += batch.rows;
    append(stratum_, batch.stratum);
    append(psu_, batch.psu);
    append(weight_, batch.weight);
    append(fpc_, batch.fpc);
    cells_.resize(batch.cells.size());
    for (std::size_t column = 0; column < cells_.size(); ++column)
        append(cells_[column], batch.cells[column]);
    indicators_.resize(indicators.size());
    for (std::size_t i = 0; i < indicators.size(); ++i) {
        append(indicators_[i].answers, batch.indicators[indicators[i]].answers);
        append(indicators_[i].values, batch.indicators[indicators[i]].values);
    }
}

std::vector<QuantileEstimate> WaveQuantiles::medians(std::size_t place, DesignSums::Units units,
                                                     const LonelyRules& rules) const
{
    constexpr double middle = 0.5;
    DesignRows rows;
    rows.rows = rows_;
    rows.stratum = stratum_;
    rows.psu = psu_;
    rows.weight = weight_;
    rows.fpc = fpc_;
    for (const auto& column : cells_)
        rows.cells.emplace_back(column);
    rows.indicators.push_back({indicators_[place].answers, indicators_[place].values});
    std::vector<QuantileEstimate> by_cell;
    for (std::size_t column = 0; column < cells_.size(); ++column) {
        const auto found = estimate_quantiles(rows, units, column, 0, middle, QuantileRule::math, rules);
        by_cell.resize(std::max(by_cell.size(), found.size()));
        for (std::size_t cell = 0; cell < found.size(); ++cell)
            if (found[cell].n > 0)
                by_cell[cell] = found[cell];
    }
    return by_cell;
}

} // namespace lup
