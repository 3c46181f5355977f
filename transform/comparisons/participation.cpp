#include "transform/comparisons/participation.hpp"

#include "config/table_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lup {

namespace {

/// A share that is shown with its number of answers; printed in percent.
std::optional<CountedShare> counted_share(const ReleasedCell* cell)
{
    if (cell == nullptr || !cell->shown() || !cell->n || *cell->n == 0)
        return std::nullopt;
    return CountedShare{*cell->value / 100, *cell->n};
}

} // namespace

Participation::Participation(const ShownFigures& figures, const Codebook& codebook, const Survey& survey)
    : figures_(figures), codebook_(codebook), survey_(survey)
{
    for (const auto role : {Role::school, Role::area}) {
        Level level;
        level.role = role;
        for (const auto* table : figures.tables())
            for (std::size_t i = 0; i < table->dimensions.size(); ++i) {
                if (table->survey != survey.survey || role_of(table->dimensions[i].name) != role)
                    continue;
                level.name = table->dimensions[i].name;
                for (const auto& cell : table->cells)
                    if (cell.wave && cell.symbol != ".")
                        level.by_wave[*cell.wave].insert(cell.codes[i]);
            }
        if (!level.name.empty())
            levels_.push_back(std::move(level));
    }
}

Role Participation::role_of(const std::string& name) const
{
    const auto what = codebook_.meaning(survey_.survey, name, "");
    return what && what->bands.empty() ? what->variable->role : Role::none;
}

/// Whether tables are divided by the level in all of the waves: otherwise nothing tells who took part.
bool Participation::is_told(const Level& level, const std::vector<const Wave*>& waves)
{
    return std::all_of(waves.begin(), waves.end(),
                       [&](const Wave* wave) { return level.by_wave.contains(wave->wave); });
}

/// The units of the wave within the domain that hold no other unit.
Participation::Units Participation::relevant(const Level& level, const std::string& domain,
                                             const std::string& wave) const
{
    const auto units = level.by_wave.find(wave);
    if (units == level.by_wave.end())
        return {};
    Units found;
    for (const auto& unit : units->second) {
        const bool holds_others =
            std::any_of(units->second.begin(), units->second.end(),
                        [&](const auto& one) { return codebook_.lies_within(one, unit); });
        bool inside = true;
        for (const auto& [name, code] : domain_pairs(domain))
            if (const auto role = role_of(name); role == Role::area || role == Role::school)
                inside = inside && (unit == code || codebook_.lies_within(unit, code));
        if (inside && !holds_others)
            found.insert(unit);
    }
    return found;
}

std::string Participation::names(const Level& level, const std::vector<const Wave*>& waves,
                                 const std::vector<Units>& present) const
{
    Units all;
    for (const auto& units : present)
        all.insert(units.begin(), units.end());
    std::string text;
    for (std::size_t i = 0; i < waves.size(); ++i) {
        std::vector<std::string> missing;
        for (const auto& unit : all)
            if (!present[i].contains(unit))
                missing.push_back(codebook_.label(survey_.survey, level.name, unit));
        if (!missing.empty())
            text += fmt::format("{}{} saknas {}.", text.empty() ? "" : " ", fmt::join(missing, ", "),
                                waves[i]->wave);
    }
    return text;
}

std::optional<std::vector<CountedShare>> Participation::summed(const Level& level, const Units& units,
                                                               const std::string& indicator,
                                                               const std::string& domain,
                                                               const std::vector<const Wave*>& waves) const
{
    std::vector<std::pair<std::string, std::string>> rest;
    for (const auto& pair : domain_pairs(domain))
        if (const auto role = role_of(pair.first); role != Role::area && role != Role::school)
            rest.push_back(pair);
    std::vector<CountedShare> shares;
    for (const auto* wave : waves) {
        double yes = 0;
        std::uint64_t n = 0;
        for (const auto& unit : units) {
            auto pairs = rest;
            pairs.emplace_back(level.name, unit);
            const auto part = counted_share(figures_.released(indicator, domain_text(pairs), wave->wave));
            if (!part)
                return std::nullopt;
            yes += part->share * static_cast<double>(part->n);
            n += part->n;
        }
        shares.push_back({yes / static_cast<double>(n), n});
    }
    return shares;
}

std::optional<Participation::Common> Participation::common(const std::string& indicator,
                                                           const std::string& domain,
                                                           const std::vector<const Wave*>& waves) const
{
    for (const auto& level : levels_) {
        if (!is_told(level, waves))
            continue;
        std::vector<Units> present;
        for (const auto* wave : waves)
            present.push_back(relevant(level, domain, wave->wave));
        if (std::all_of(present.begin(), present.end(),
                        [&](const Units& units) { return units == present[0]; }))
            continue;
        Units units = present[0];
        std::erase_if(units, [&](const std::string& unit) {
            return std::any_of(present.begin(), present.end(),
                               [&](const Units& one) { return !one.contains(unit); });
        });
        if (units.empty())
            return std::nullopt;
        auto shares = summed(level, units, indicator, domain, waves);
        if (!shares)
            return std::nullopt;
        return Common{*std::move(shares), names(level, waves, present)};
    }
    Common direct;
    for (const auto* wave : waves) {
        const auto share = counted_share(figures_.released(indicator, domain, wave->wave));
        if (!share)
            return std::nullopt;
        direct.shares.push_back(*share);
    }
    return direct;
}

std::string Participation::missing(const std::vector<const Wave*>& waves) const
{
    std::string text;
    for (const auto& level : levels_) {
        if (!is_told(level, waves))
            continue;
        std::vector<Units> present;
        for (const auto* wave : waves)
            present.push_back(relevant(level, "", wave->wave));
        const auto sentence = names(level, waves, present);
        text += (text.empty() || sentence.empty() ? "" : " ") + sentence;
    }
    return text;
}

} // namespace lup
