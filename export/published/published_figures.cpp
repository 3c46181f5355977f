#include "export/published/published_figures.hpp"

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

bool same_figure(const std::optional<double>& a, const std::optional<double>& b)
{
    return a.has_value() == b.has_value() && (!a || same_number(*a, *b));
}

/// `name` in pieces between hyphens.
std::vector<std::string> pieces_of(const std::string& name)
{
    std::vector<std::string> pieces(1);
    for (const char byte : name)
        if (byte == '-')
            pieces.emplace_back();
        else
            pieces.back() += byte;
    return pieces;
}

bool is_number(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

bool FileRow::has_number() const
{
    return std::any_of(figures.begin(), figures.end(), [](const auto& each) { return each.has_value(); });
}

bool same_number(double a, double b)
{
    return std::abs(a - b) <= 1e-14 * std::max({1.0, std::abs(a), std::abs(b)});
}

PublishedFigures::PublishedFigures(const Ledger& ledger)
{
    for (const auto& cell : ledger.cells) {
        const Key key{cell.indicator, cell.period, cell.domain};
        cells_[key] = {cell};
        note_names(key);
        if (cell.value)
            values_.insert(std::abs(*cell.value));
    }
}

PublishedFigures::PublishedFigures(const Release& release, const MayHave& may_have)
{
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells) {
            if (!may_have(table, cell))
                continue;
            const Key key{table.indicator, cell.period, cell.domain};
            PublishedCell published;
            published.survey = table.survey;
            published.indicator = table.indicator;
            published.period = cell.period;
            published.domain = cell.domain;
            published.value = cell.value;
            published.lower = cell.lower;
            published.upper = cell.upper;
            published.n = cell.n;
            published.symbol = cell.symbol;
            cells_[key].push_back(std::move(published));
            note_names(key);
            if (cell.value)
                values_.insert(std::abs(*cell.value));
        }
}

void PublishedFigures::note_names(const Key& key)
{
    indicators_.insert(std::get<0>(key));
    std::string_view rest = std::get<2>(key);
    while (!rest.empty()) {
        dimensions_.emplace(rest.substr(0, rest.find('=')));
        const auto end = rest.find(';');
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
}

bool PublishedFigures::was_ever(double number) const
{
    const auto near = values_.lower_bound(std::abs(number) - 1e-9);
    return near != values_.end() && *near <= std::abs(number) + 1e-9;
}

std::span<const PublishedCell> PublishedFigures::cells(const std::string& indicator,
                                                       const std::string& period,
                                                       const std::string& domain) const
{
    const auto found = cells_.find({indicator, period, domain});
    return found == cells_.end() ? std::span<const PublishedCell>() : found->second;
}

bool PublishedFigures::says(const FileRow& row) const
{
    const auto all = cells(row.indicator, row.period, row.domain);
    if (all.empty())
        return !row.has_number() && (!row.symbol || *row.symbol == "..");
    return std::any_of(all.begin(), all.end(), [&](const PublishedCell& cell) {
        const bool same = std::all_of(all_measures.begin(), all_measures.end(), [&](CubeMeasure measure) {
            const auto i = static_cast<std::size_t>(measure);
            return row.has[i] ? same_figure(row.figures[i], figure_of(cell, measure)) : !row.figures[i];
        });
        return same && (!row.symbol || *row.symbol == cell.symbol);
    });
}

bool PublishedFigures::is_invented(const FileRow& row) const
{
    const auto all = cells(row.indicator, row.period, row.domain);
    const auto invented = [&](const PublishedCell* cell) {
        return std::any_of(all_measures.begin(), all_measures.end(), [&](CubeMeasure measure) {
            const auto& figure = row.figures[static_cast<std::size_t>(measure)];
            if (!figure || (!cell && measure == CubeMeasure::n && *figure == 0))
                return false;
            return !cell || !same_figure(figure, figure_of(*cell, measure));
        });
    };
    return all.empty() ? invented(nullptr)
                       : std::all_of(all.begin(), all.end(),
                                     [&](const PublishedCell& cell) { return invented(&cell); });
}

std::optional<CubeName> cube_name(const std::string& stem, std::size_t dimensions,
                                  const PublishedFigures& figures)
{
    std::map<std::string, std::string> names;
    for (const auto& name : figures.dimensions())
        names.emplace(safe_name(name), name);
    for (const auto& indicator : figures.indicators()) {
        const auto start = safe_name(indicator);
        if (!stem.starts_with(start) || (stem.size() > start.size() && stem[start.size()] != '-'))
            continue;
        auto pieces = pieces_of(stem.substr(start.size()));
        // A second table of the same name ends in its number.
        if (pieces.size() == dimensions + 2 && is_number(pieces.back()))
            pieces.pop_back();
        CubeName name{indicator, {}};
        for (std::size_t i = 1; i < pieces.size(); ++i)
            if (const auto found = names.find(pieces[i]); found != names.end())
                name.dimensions.push_back(found->second);
        if (pieces.size() == dimensions + 1 && name.dimensions.size() == dimensions)
            return name;
    }
    return std::nullopt;
}

} // namespace lup
