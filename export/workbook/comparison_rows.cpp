#include "export/workbook/comparison_rows.hpp"

#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace lup {

namespace {

constexpr std::string_view trend_words = "trend från ";

class ComparisonRows {
public:
    ComparisonRows(const SheetGrid& grid, const std::vector<DataRow>& data,
                   const PublishedComparisons& published)
        : grid_(grid), published_(published)
    {
        for (const auto& row : data)
            sides_.emplace(Side{row.title, row.group, period_text(row.row.period)}, &row);
        for (const auto* heading : {"Skillnad", "Nedre gräns", "Övre gräns"})
            numbers_.push_back(grid.column(heading));
    }

    std::vector<std::string> find() const
    {
        std::vector<std::string> faults;
        for (const auto& [number, row] : grid_.rows)
            if (has_other_number(row) || !is_published(row))
                faults.push_back(fmt::format("{}, rad {}: raden är inte en publicerad jämförelse",
                                             grid_.sheet->name, number + 1));
        return faults;
    }

private:
    using Side = std::tuple<std::string, std::string, std::string>; ///< title, group and period in words

    bool has_other_number(const SheetGrid::Row& row) const
    {
        return std::any_of(row.begin(), row.end(), [&](const auto& cell) {
            return std::holds_alternative<double>(cell.second) &&
                   std::find(numbers_.begin(), numbers_.end(), cell.first) == numbers_.end();
        });
    }

    FileComparison said_by(const SheetGrid::Row& row) const
    {
        FileComparison said;
        said.rounded = true;
        for (std::size_t i = 0; i < numbers_.size(); ++i)
            if (numbers_[i])
                said.numbers[i] = SheetGrid::number(row, *numbers_[i]);
        said.unit = unit_of(row);
        said.verdict = grid_.text_under(row, "Bedömning");
        said.note = grid_.text_under(row, "Anmärkning");
        return said;
    }

    /// "Skillnad (procentenheter)", or a column where there are several.
    std::string unit_of(const SheetGrid::Row& row) const
    {
        const auto column = grid_.column("Skillnad");
        const auto heading = column ? grid_.headings[*column] : std::string();
        const auto open = heading.find(" (");
        return open == std::string::npos ? grid_.text_under(row, "Enhet")
                                         : heading.substr(open + 2, heading.size() - open - 3);
    }

    /// Whether the row, read as any two rows of Data that its words can stand for, is published.
    bool is_published(const SheetGrid::Row& row) const
    {
        const auto title = grid_.text_under(row, "Indikator");
        const auto group = group_key(grid_.text_under(row, "Område och grupp"));
        const auto period = grid_.text_under(row, "Period");
        const auto other = grid_.text_under(row, "Jämförs med");
        const bool is_trend = other.starts_with(trend_words);
        const Side earlier{title, group, is_trend ? other.substr(trend_words.size()) : other};
        const Side beside{title, group_key(other), period};
        auto said = said_by(row);
        const auto [first, last] = sides_.equal_range({title, group, period});
        return std::any_of(first, last, [&](const auto& one) {
            return says(said, *one.second, earlier, {is_trend ? "trend" : "wave", nullptr}) ||
                   (!is_trend && says(said, *one.second, beside, {"whole", "group"}));
        });
    }

    bool says(FileComparison& said, const DataRow& one, const Side& other,
              const std::array<const char*, 2>& kinds) const
    {
        const auto [first, last] = sides_.equal_range(other);
        for (auto side = first; side != last; ++side)
            for (const auto* kind : kinds) {
                const auto& with = side->second->row;
                if (kind == nullptr || with.indicator != one.row.indicator)
                    continue;
                said.what = {one.row.indicator, kind,           one.row.domain,
                             with.domain,       one.row.period, with.period};
                said.release = one.release;
                if (published_.says(said))
                    return true;
            }
        return false;
    }

    const SheetGrid& grid_;
    const PublishedComparisons& published_;
    std::multimap<Side, const DataRow*> sides_;
    std::vector<std::optional<std::size_t>> numbers_;
};

} // namespace

std::vector<std::string> comparison_faults(const SheetGrid& grid, const std::vector<DataRow>& data,
                                           const PublishedComparisons& published)
{
    return ComparisonRows(grid, data, published).find();
}

} // namespace lup
