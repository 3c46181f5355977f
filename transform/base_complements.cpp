#include "transform/base_complements.hpp"

#include "transform/base_rule.hpp"
#include "transform/released_tables.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace lup {

namespace {

/// A figure, in however many tables it stands.
struct Figure {
    std::uint64_t yes = 0, no = 0;
    bool hidden = false;
    bool protects = false; ///< hidden for the sake of min_cell, itself or another
};

/// A sum and its parts by one dimension.
struct Family {
    Figure* sum = nullptr; ///< none: no table prints it
    std::vector<Figure*> parts;
    bool is_sexes = false;
};

/// All figures of one indicator and period, and how they add up.
class FigureFamilies {
public:
    FigureFamilies(const Codebook& codebook, int min_cell) : codebook_(codebook), min_cell_(min_cell) {}

    void add(const TalliedTable& table, const TablePattern& pattern)
    {
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            const auto& cell = table.cells[i];
            if (cell.impossible)
                continue;
            auto& figure = figures_[domain_of(table.dimensions, cell.categories)];
            figure.yes = cell.yes();
            figure.no = cell.no();
            figure.hidden = figure.hidden || pattern[i] == Showing::nothing;
            figure.protects = is_protected(figure);
        }
    }

    /// REQUIRES: all tables are added.
    void join(const TalliedTable& table)
    {
        for (std::size_t d = 0; d < table.dimensions.size(); ++d)
            for (const auto& cell : table.cells) {
                const auto part = figures_.find(domain_of(table.dimensions, cell.categories));
                if (part != figures_.end())
                    for (const auto& sum : sums_of(table, d, cell.categories))
                        join(part->second, sum, table.dimensions[d].name,
                             has_role(table, d, Role::sex, codebook_));
            }
    }

    void hide_parts_and_sums()
    {
        for (auto& [name, family] : families_)
            std::ranges::stable_sort(family.parts, {},
                                     [](const Figure* part) { return part->yes + part->no; });
        do {
            changed_ = false;
            for (auto& [name, family] : families_) {
                hide_parts(family);
                hide_with_sum(family);
            }
        } while (changed_);
    }

    bool is_hidden(const std::string& domain) const
    {
        const auto figure = figures_.find(domain);
        return figure != figures_.end() && figure->second.hidden;
    }

private:
    void join(Figure& part, const std::string& sum, const std::string& dimension, bool sexes)
    {
        auto& family = families_[{sum, dimension}];
        const auto printed = figures_.find(sum);
        family.sum = printed == figures_.end() ? nullptr : &printed->second;
        family.is_sexes = sexes;
        if (std::ranges::find(family.parts, &part) == family.parts.end())
            family.parts.push_back(&part);
    }

    bool is_small(std::uint64_t count) const
    {
        return count > 0 && count < static_cast<std::uint64_t>(min_cell_);
    }

    bool is_protected(const Figure& figure) const { return is_small(figure.yes) || is_small(figure.no); }

    void hide(Figure& figure)
    {
        changed_ = changed_ || !figure.protects || !figure.hidden;
        figure.hidden = figure.protects = true;
    }

    void hide_parts(Family& family)
    {
        if (std::ranges::none_of(family.parts, &Figure::protects))
            return;
        // What is hidden for another reason has to stay unknown too, if others are to hide behind it.
        for (auto* part : family.parts)
            if (part->hidden || family.is_sexes || !is_enough(family))
                hide(*part);
        if (family.parts.size() == 1 && family.sum != nullptr)
            hide(*family.sum);
    }

    bool is_enough(const Family& family) const
    {
        Figure together;
        int hidden = 0;
        for (const auto* part : family.parts)
            if (part->hidden) {
                ++hidden;
                together.yes += part->yes;
                together.no += part->no;
            }
        return hidden >= 2 && !is_protected(together);
    }

    void hide_with_sum(Family& family)
    {
        if (family.sum == nullptr || !family.sum->protects ||
            std::ranges::any_of(family.parts, &Figure::protects))
            return;
        const auto hidden = std::ranges::find_if(family.parts, &Figure::hidden);
        hide(hidden == family.parts.end() ? *family.parts.front() : **hidden);
    }

    /// The domains that the cell's category is a part of: the areas around it, or all categories together.
    std::vector<std::string> sums_of(const TalliedTable& table, std::size_t dimension,
                                     const std::vector<std::uint32_t>& categories) const
    {
        std::vector<std::string> sums;
        auto around = categories;
        const auto& known = table.dimensions[dimension].categories;
        const auto* area = has_role(table, dimension, Role::area, codebook_)
                               ? codebook_.find_area(known[categories[dimension]].code)
                               : nullptr;
        for (std::uint32_t whole = 0; area != nullptr && whole < known.size(); ++whole)
            if (std::ranges::find(area->within, known[whole].code) != area->within.end()) {
                around[dimension] = whole;
                sums.push_back(domain_of(table.dimensions, around));
            }
        if (!sums.empty())
            return sums;
        auto dimensions = table.dimensions;
        dimensions.erase(dimensions.begin() + static_cast<std::ptrdiff_t>(dimension));
        around.erase(around.begin() + static_cast<std::ptrdiff_t>(dimension));
        return {domain_of(dimensions, around)};
    }

    const Codebook& codebook_;
    int min_cell_ = 0;
    std::map<std::string, Figure> figures_;                          ///< by domain
    std::map<std::pair<std::string, std::string>, Family> families_; ///< by domain of the sum and dimension
    bool changed_ = false;
};

} // namespace

void hide_complements(const std::vector<TalliedTable>& tables, std::vector<TablePattern>& patterns,
                      const Codebook& codebook)
{
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> together;
    for (std::size_t i = 0; i < tables.size(); ++i)
        if (protects_small_counts(codebook.survey(tables[i].survey), codebook.indicator(tables[i].indicator)))
            together[{tables[i].survey, tables[i].indicator, tables[i].period}].push_back(i);
    for (const auto& [name, places] : together) {
        FigureFamilies families(codebook, codebook.survey(std::get<0>(name)).min_cell);
        for (const auto i : places)
            families.add(tables[i], patterns[i]);
        for (const auto i : places)
            families.join(tables[i]);
        families.hide_parts_and_sums();
        for (const auto i : places)
            for (std::size_t c = 0; c < tables[i].cells.size(); ++c)
                if (families.is_hidden(domain_of(tables[i].dimensions, tables[i].cells[c].categories)))
                    patterns[i][c] = Showing::nothing;
    }
}

} // namespace lup
