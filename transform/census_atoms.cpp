#include "transform/census_atoms.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lup {

namespace {

std::vector<bool> outside_mask(const std::vector<Answer>& answers)
{
    std::vector<bool> mask;
    for (const auto answer : answers)
        mask.push_back(answer == Answer::outside);
    return mask;
}

bool has(const std::vector<Answer>& answers, Answer one)
{
    return std::find(answers.begin(), answers.end(), one) != answers.end();
}

bool is_counted(const std::vector<Answer>& answers)
{
    return has(answers, Answer::yes) || has(answers, Answer::no);
}

bool counts_as(const std::vector<Answer>& answers, std::size_t place, Counted counted)
{
    if (answers.empty()) // respondents alone
        return counted == Counted::valid;
    const auto answer = answers[place];
    if (counted == Counted::valid)
        return answer == Answer::yes || answer == Answer::no;
    return answer == (counted == Counted::yes ? Answer::yes : Answer::no);
}

/// Combinations of answers that occur in the wave; of a single indicator both answers always may.
std::set<std::vector<Answer>> possible_answers(const std::vector<CensusCounts::Atom>& observed)
{
    std::set<std::vector<Answer>> possible;
    for (const auto& atom : observed) {
        possible.insert(atom.answers);
        if (atom.answers.size() == 1 && is_counted(atom.answers)) {
            possible.insert({Answer::yes});
            possible.insert({Answer::no});
        }
    }
    return possible;
}

} // namespace

CensusAtoms::CensusAtoms(const TalliedCensus& census, std::vector<std::size_t> groups)
    : census_(census), groups_(std::move(groups))
{
    for (std::size_t wave = 0; wave < census_.waves.size(); ++wave) {
        const auto first_base = base_wave_.size();
        first_base_.push_back(first_base);
        base_wave_.resize(first_base + census_.waves[wave].counts.base_cells().size(), wave);
        atoms_of_base_.resize(base_wave_.size());
        for (std::size_t group = 0; group < groups_.size(); ++group)
            add_group(wave, first_base, group);
    }
}

void CensusAtoms::add_group(std::size_t wave, std::size_t first_base, std::size_t group)
{
    const auto observed = census_.waves[wave].counts.atoms(groups_[group]);
    const auto possible = possible_answers(observed);
    std::map<std::uint32_t, std::map<std::vector<Answer>, std::uint64_t>> by_base;
    for (const auto& atom : observed)
        by_base[atom.base][atom.answers] = atom.count;
    for (const auto& [base, counts] : by_base) {
        std::set<std::vector<bool>> masks;
        for (const auto& [answers, count] : counts)
            if (is_counted(answers))
                masks.insert(outside_mask(answers));
        for (const auto& answers : possible) {
            const auto found = counts.find(answers);
            const bool may_occur = masks.contains(outside_mask(answers)) && !has(answers, Answer::missing);
            if (!is_counted(answers) || (found == counts.end() && !may_occur))
                continue;
            atoms_of_base_[first_base + base].push_back(static_cast<std::uint32_t>(atoms_.size()));
            atoms_.push_back({first_base + base, group, answers, found == counts.end() ? 0 : found->second});
        }
    }
}

CensusAtoms CensusAtoms::respondents(const TalliedCensus& census,
                                     const std::vector<std::vector<std::size_t>>& sets)
{
    std::vector<std::size_t> first;
    for (const auto& set : sets)
        first.push_back(set.front());
    CensusAtoms atoms(census, first);
    for (std::size_t place = 0; place < sets.size(); ++place)
        for (const auto group : sets[place])
            atoms.stand_in_[group] = place;
    std::vector<Atom> merged;
    for (auto& of_base : atoms.atoms_of_base_) {
        std::map<std::size_t, std::uint32_t> made; // by place of the group
        for (const auto old : of_base) {
            const auto& atom = atoms.atoms_[old];
            const auto [place, is_new] =
                made.try_emplace(atom.group, static_cast<std::uint32_t>(merged.size()));
            if (is_new)
                merged.push_back({atom.base, atom.group, {}, 0});
            merged[place->second].count += atom.count;
        }
        of_base.clear();
        for (const auto& [group, atom] : made)
            of_base.push_back(atom);
    }
    atoms.atoms_ = std::move(merged);
    return atoms;
}

bool CensusAtoms::counts_whole_group(std::size_t indicator, const BaseSet& base) const
{
    const auto [group, place] = group_of(indicator);
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b])
            for (const auto atom : atoms_of_base_[b])
                if (atoms_[atom].group == group && !counts_as(atoms_[atom].answers, place, Counted::valid))
                    return false;
    return true;
}

std::pair<std::size_t, std::size_t> CensusAtoms::group_of(std::size_t indicator) const
{
    const auto& all = census_.waves.front().counts.groups();
    for (const auto& [group, place] : stand_in_)
        if (std::ranges::find(all[group], indicator) != all[group].end())
            return {place, 0};
    for (std::size_t place = 0; place < groups_.size(); ++place) {
        const auto& members = all[groups_[place]];
        const auto found = std::find(members.begin(), members.end(), indicator);
        if (found != members.end())
            return {place, static_cast<std::size_t>(found - members.begin())};
    }
    return {groups_.size(), 0};
}

const CensusCounts::BaseCell& CensusAtoms::base_cell(std::size_t base) const
{
    const auto wave = base_wave_[base];
    return census_.waves[wave].counts.base_cells()[base - first_base_[wave]];
}

std::vector<GateAtom> CensusAtoms::gate_atoms(const Codebook& codebook, std::uint32_t& suppliers) const
{
    const TalliedCensus::BaseDimension* supplier = nullptr;
    for (const auto role : {Role::area, Role::school})
        for (const auto& dimension : census_.dimensions)
            if (dimension.role == role)
                supplier = &dimension;
    std::map<std::string, std::uint32_t> numbered;
    std::vector<GateAtom> atoms;
    for (const auto& atom : atoms_) {
        GateAtom made{static_cast<GateCount>(atom.count), no_supplier};
        const auto category =
            supplier == nullptr ? ResponseColumn::missing : base_cell(atom.base)[supplier->first];
        if (category != ResponseColumn::missing) {
            auto name = supplier->codes[category];
            if (const auto* area = codebook.find_area(name); area != nullptr && !area->principal.empty())
                name = area->principal;
            made.supplier =
                numbered.try_emplace(name, static_cast<std::uint32_t>(numbered.size())).first->second;
        }
        atoms.push_back(made);
    }
    suppliers = static_cast<std::uint32_t>(numbered.size());
    return atoms;
}

std::vector<GateTerm> CensusAtoms::terms(std::size_t indicator, const BaseSet& base, Counted counted) const
{
    const auto [group, place] = group_of(indicator);
    std::vector<GateTerm> found;
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b])
            for (const auto atom : atoms_of_base_[b])
                if (atoms_[atom].group == group && counts_as(atoms_[atom].answers, place, counted))
                    found.push_back({atom, 1});
    return found;
}

std::uint64_t CensusAtoms::count(std::size_t indicator, const BaseSet& base, Counted counted) const
{
    std::uint64_t sum = 0;
    for (const auto& term : terms(indicator, base, counted))
        sum += atoms_[term.atom].count;
    return sum;
}

std::vector<GateTerm> CensusAtoms::group_terms(std::size_t group, std::size_t base) const
{
    std::vector<GateTerm> found;
    for (const auto atom : atoms_of_base_[base])
        if (groups_[atoms_[atom].group] == group)
            found.push_back({atom, 1});
    return found;
}

const TalliedCensus::BaseDimension* CensusAtoms::find_dimension(const std::string& name) const
{
    const auto found = std::find_if(census_.dimensions.begin(), census_.dimensions.end(),
                                    [&](const auto& dimension) { return dimension.name == name; });
    return found == census_.dimensions.end() ? nullptr : &*found;
}

bool CensusAtoms::has_code(std::size_t base, const TalliedCensus::BaseDimension& dimension,
                           const std::string& code) const
{
    const auto& cell = base_cell(base);
    for (auto entry = dimension.first; entry < dimension.first + dimension.depth; ++entry)
        if (cell[entry] != ResponseColumn::missing && dimension.codes[cell[entry]] == code)
            return true;
    return false;
}

BaseSet CensusAtoms::base_set(const std::vector<std::string>& waves,
                              const std::vector<std::pair<std::string, std::string>>& codes) const
{
    BaseSet set(base_count(), false);
    for (std::size_t base = 0; base < set.size(); ++base) {
        const auto& wave = census_.waves[base_wave_[base]].wave;
        bool inside = std::find(waves.begin(), waves.end(), wave) != waves.end();
        for (const auto& [name, code] : codes) {
            const auto* dimension = find_dimension(name);
            inside = inside && dimension != nullptr && has_code(base, *dimension, code);
        }
        set[base] = inside;
    }
    return set;
}

} // namespace lup
