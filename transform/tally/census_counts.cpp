#include "transform/tally/census_counts.hpp"

#include "config/errors.hpp"

#include <map>

namespace lup {

namespace {

constexpr std::uint32_t answer_bits = 2;
constexpr std::size_t most_linked = 32 / answer_bits;

} // namespace

CensusCounts::CensusCounts(std::vector<LinkedIndicators> groups)
    : groups_(std::move(groups)), counts_(groups_.size())
{
    for (const auto& group : groups_)
        if (group.size() > most_linked)
            throw ConfigurationError(
                "indicators: more than 16 indicators of a protected survey share a variable or "
                "filter each other; split the variable or take indicators away");
}

void CensusCounts::add(std::size_t rows, std::span<const std::span<const std::uint32_t>> base,
                       std::span<const std::span<const Answer>> answers)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const auto cell = base_of(row, base);
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            std::uint32_t packed = 0;
            for (const auto indicator : groups_[group])
                packed = (packed << answer_bits) | static_cast<std::uint32_t>(answers[indicator][row]);
            const auto place = counts_[group].index.index_of(cell, packed);
            if (place.is_new)
                counts_[group].counts.push_back(0);
            ++counts_[group].counts[place.index];
        }
    }
}

std::uint32_t CensusCounts::base_of(std::size_t row, std::span<const std::span<const std::uint32_t>> base)
{
    if (chain_.empty())
        chain_.resize(base.size() + 1);
    PairIndex::Place place = chain_.front().index_of(0, 0);
    for (std::size_t column = 0; column < base.size(); ++column)
        place = chain_[column + 1].index_of(place.index, base[column][row]);
    if (place.index == base_cells_.size()) {
        BaseCell cell;
        for (const auto& column : base)
            cell.push_back(column[row]);
        base_cells_.push_back(std::move(cell));
    }
    return place.index;
}

std::vector<CensusCounts::Atom> CensusCounts::atoms(std::size_t group) const
{
    const auto& counted = counts_[group];
    const auto size = groups_[group].size();
    std::vector<Atom> found;
    for (std::size_t i = 0; i < counted.counts.size(); ++i) {
        Atom atom{counted.index.first(i), std::vector<Answer>(size), counted.counts[i]};
        auto packed = counted.index.second(i);
        for (std::size_t place = size; place-- > 0; packed >>= answer_bits)
            atom.answers[place] = static_cast<Answer>(packed & ((1U << answer_bits) - 1));
        found.push_back(std::move(atom));
    }
    return found;
}

bool CensusCounts::same_counts(const CensusCounts& other) const
{
    using Counted = std::map<std::pair<BaseCell, std::vector<Answer>>, std::uint64_t>;
    const auto counted = [](const CensusCounts& counts, std::size_t group) {
        Counted found;
        for (const auto& atom : counts.atoms(group))
            found[{counts.base_cells_[atom.base], atom.answers}] += atom.count;
        return found;
    };
    for (std::size_t group = 0; group < groups_.size(); ++group)
        if (counted(*this, group) != counted(other, group))
            return false;
    return true;
}

} // namespace lup
