#pragma once

#include "transform/tally/cell_figures.hpp"
#include "transform/tally/tally.hpp"
#include "transform/tally/wave_tally.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lup {

/// The waves of one survey that have been tallied, by wave id.
using WaveTallies = std::map<std::string, std::unique_ptr<WaveTally>>;

/// Makes the tables of one survey from its waves' sums.
class TableMaker {
public:
    TableMaker(const TallyFrame& frame, const WaveTallies& waves, const LonelyRules& rules);

    std::vector<TalliedTable> make() const;

private:
    /// What a cell is made of in each wave of a period, by the places of its categories.
    using CellParts = std::map<std::vector<std::uint32_t>, std::vector<DomainPart>>;
    using GroupedParts = std::map<std::vector<std::uint32_t>, std::vector<StandardGroup>>;
    /// Place in Dimension::categories of each category index, by dimension.
    using CategoryOrder = std::vector<std::vector<std::uint32_t>>;

    /// A table's period: one wave, or several as one design.
    struct Period {
        std::string label;
        std::optional<std::string> wave;
        std::vector<const WaveTally*> waves;
    };

    std::vector<Period> periods(const Breakdown& breakdown, const Indicator& indicator) const;
    std::optional<Period> pooled_period(const Breakdown& breakdown, const Indicator& indicator) const;
    TalliedTable table(const Breakdown& breakdown, const Indicator& indicator, const Period& period) const;
    CellParts cell_parts(const std::vector<std::string>& by, const Indicator& indicator, const Period& period,
                         const CategoryOrder& order) const;
    GroupedParts grouped_parts(const std::vector<std::string>& by, const Indicator& indicator,
                               const Period& period, const CategoryOrder& order,
                               std::span<const StandardWeight> standard) const;
    static RowKind row_kind(const Period& period);
    void take_medians(TalliedTable& table, const Indicator& indicator, const CellParts& parts,
                      const WaveTally& wave) const;
    bool impossible(const Indicator& indicator, const std::vector<Dimension>& dimensions,
                    const std::vector<std::uint32_t>& categories, const std::string& wave) const;
    std::size_t breakdown_place(const std::vector<std::string>& by) const;
    std::uint32_t indicator_place(const Indicator& indicator) const;

    const TallyFrame& frame_;
    const WaveTallies& waves_;
    LonelyRules rules_;
};

} // namespace lup
