#include "ingest/delivery/delivery_identity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::size_t cells_named = 200;

} // namespace

void IdentityWatch::begin_sheet(const std::string& name, std::size_t index)
{
    const bool holds_one = look_for_identity(name) != IdentityLook::none;
    sheet_ = holds_one ? fmt::format("blad {}", index + 1) : name;
    if (holds_one)
        look_at_name(name, fmt::format("namnet på blad {}", index + 1));
    columns_.clear();
}

void IdentityWatch::look_at_name(const std::string& name, const std::string& place)
{
    const auto look = look_for_identity(name);
    if (look != IdentityLook::written && look != IdentityLook::full)
        return;
    ++found_;
    places_.push_back(place);
}

void IdentityWatch::report(std::uint32_t column, std::uint32_t row)
{
    if (++found_ <= cells_named)
        places_.push_back(cell_place(sheet_, column, row));
}

void IdentityWatch::look_closer(const Cell& cell, std::uint32_t row)
{
    const bool is_number = cell.type == CellType::number;
    const auto look = is_number ? look_for_identity(cell.number) : look_for_identity(cell.text);
    if (look == IdentityLook::written)
        return report(cell.column, row);
    const int digits = is_number ? bare_digits(cell.number) : bare_digits(cell.text);
    if (digits < 7 || digits > 10)
        return;
    if (columns_.size() <= cell.column)
        columns_.resize(cell.column + 1);
    auto& column = columns_[cell.column];
    column.tally.add(look, digits);
    if (look != IdentityLook::none && column.hits.size() < cells_named)
        column.hits.emplace_back(row, look == IdentityLook::shortened);
}

void IdentityWatch::end_sheet(const std::vector<std::uint32_t>& weight_columns)
{
    for (std::uint32_t column = 0; column < columns_.size(); ++column) {
        const bool is_weight = std::ranges::find(weight_columns, column) != weight_columns.end();
        judge(column, columns_[column], is_weight ? 3 : 1);
    }
    columns_.clear();
}

void IdentityWatch::judge(std::uint32_t column, const Column& gathered, std::uint64_t hits_needed)
{
    const auto& tally = gathered.tally;
    const bool full = tally.full_counts(), shortened = tally.shortened_counts();
    if ((!full && !shortened) || tally.hits() < hits_needed)
        return;
    for (const auto& [row, is_short] : gathered.hits)
        if (is_short ? shortened : full)
            report(column, row);
    found_ += tally.hits() - std::min<std::uint64_t>(tally.hits(), gathered.hits.size());
}

Findings IdentityWatch::findings(const std::string& file) const
{
    const std::string rule = "Filen innehåller ett personnummer eller samordningsnummer.";
    const std::string advice = "Ta bort det ur filen och lämna filen på nytt.";
    Findings findings;
    for (const auto& place : places_)
        findings.push_back({Severity::error, file, place, rule, advice, 1});
    if (found_ > places_.size())
        findings.push_back({Severity::error, file, "", rule, advice, found_ - places_.size()});
    return findings;
}

} // namespace lup
