#include "transform/census/atoms.hpp"

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

using AnswerCounts = std::map<std::vector<Answer>, std::uint64_t>;

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

/// Answers that may occur in a base cell: those observed, and the wave's others of respondents like them.
std::vector<std::vector<Answer>> answers_within(const std::set<std::vector<Answer>>& possible,
                                                const std::vector<AnswerCounts>& vintages)
{
    std::set<std::vector<bool>> masks;
    std::set<std::vector<Answer>> observed;
    for (const auto& counts : vintages)
        for (const auto& [answers, count] : counts) {
            masks.insert(outside_mask(answers));
            observed.insert(answers);
        }
    std::vector<std::vector<Answer>> found;
    for (const auto& answers : possible)
        if (is_counted(answers) && (observed.contains(answers) || (masks.contains(outside_mask(answers)) &&
                                                                   !has(answers, Answer::missing))))
            found.push_back(answers);
    return found;
}

std::uint64_t count_of(const AnswerCounts& counts, const std::vector<Answer>& answers)
{
    const auto found = counts.find(answers);
    return found == counts.end() ? 0 : found->second;
}

/// How many records were there from one vintage to another, and no longer: the least change that gives
/// `counts`. What came last goes first.
std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> stays(const std::vector<std::uint64_t>& counts)
{
    std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> found;
    std::vector<std::pair<std::size_t, std::uint64_t>> present; // since, how many
    std::uint64_t before = 0;
    for (std::size_t v = 0; v <= counts.size(); ++v) {
        const auto now = v < counts.size() ? counts[v] : 0;
        if (now > before)
            present.emplace_back(v, now - before);
        for (auto leaving = before > now ? before - now : 0; leaving > 0;) {
            const auto some = std::min(leaving, present.back().second);
            found[{present.back().first, v - 1}] += some;
            leaving -= some;
            present.back().second -= some;
            if (present.back().second == 0)
                present.pop_back();
        }
        before = now;
    }
    return found;
}

} // namespace

CensusAtoms::CensusAtoms(const TalliedCensus& census, std::vector<std::size_t> groups)
    : CensusAtoms(census, std::move(groups), Answers::counted)
{
}

CensusAtoms::CensusAtoms(const TalliedCensus& census, std::vector<std::size_t> groups, Answers answers)
    : census_(census), groups_(std::move(groups)), answers_(answers)
{
    for (std::size_t wave = 0; wave < census_.waves.size(); ++wave) {
        add_wave(wave);
        for (std::size_t group = 0; group < groups_.size(); ++group)
            add_group(wave, group);
    }
}

CensusAtoms CensusAtoms::respondents(const TalliedCensus& census,
                                     const std::vector<std::vector<std::size_t>>& sets)
{
    std::vector<std::size_t> first;
    for (const auto& set : sets)
        first.push_back(set.front());
    CensusAtoms atoms(census, first, Answers::left_out);
    for (std::size_t place = 0; place < sets.size(); ++place)
        for (const auto group : sets[place])
            atoms.stand_in_[group] = place;
    return atoms;
}

void CensusAtoms::add_wave(std::size_t wave)
{
    const auto& tallied = census_.waves[wave];
    WaveCells made;
    made.first_slice = slices_.size();
    made.cells = tallied.counts.base_cells();
    std::set<CensusCounts::BaseCell> known(made.cells.begin(), made.cells.end());
    for (const auto& earlier : tallied.earlier) {
        made.vintages.push_back(&earlier.counts);
        for (const auto& cell : earlier.counts.base_cells())
            if (known.insert(cell).second)
                made.cells.push_back(cell);
    }
    made.vintages.push_back(&tallied.counts);
    for (std::size_t v = 0; v < made.vintages.size(); ++v) {
        const bool tonight = v == tallied.earlier.size();
        slices_.push_back(
            {wave, tonight ? tallied.vintage : tallied.earlier[v].vintage, slice_of_base_.size()});
        slice_of_base_.resize(slice_of_base_.size() + made.cells.size(), slices_.size() - 1);
    }
    atoms_of_base_.resize(slice_of_base_.size() * groups_.size());
    waves_.push_back(std::move(made));
}

void CensusAtoms::add_group(std::size_t wave, std::size_t group)
{
    const auto& cells = waves_[wave];
    std::map<CensusCounts::BaseCell, std::size_t> place;
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell)
        place[cells.cells[cell]] = cell;
    std::set<std::vector<Answer>> possible;
    std::vector<std::vector<AnswerCounts>> counts(cells.cells.size(),
                                                  std::vector<AnswerCounts>(cells.vintages.size()));
    for (std::size_t v = 0; v < cells.vintages.size(); ++v) {
        const auto observed = cells.vintages[v]->atoms(groups_[group]);
        possible.merge(possible_answers(observed));
        for (const auto& atom : observed)
            if (is_counted(atom.answers) && atom.count > 0)
                counts[place.at(cells.vintages[v]->base_cells()[atom.base])][v]
                      [answers_ == Answers::counted ? atom.answers : std::vector<Answer>()] += atom.count;
    }
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
        if (answers_ == Answers::left_out)
            add_cell_atoms({wave, cell, group, {}, 0, false}, counts[cell]);
        else
            for (const auto& answers : answers_within(possible, counts[cell]))
                add_cell_atoms({wave, cell, group, answers, 0, false}, counts[cell]);
    }
}

/// The atoms of one combination of answers in one base cell: one for each time from which and until which its
/// records may have been there. Vintages between which nothing changed in the base cell are one time; where
/// nobody was there at all, that is known.
void CensusAtoms::add_cell_atoms(const Atom& model, const std::vector<AnswerCounts>& vintages)
{
    std::vector<std::size_t> first; // vintages that begin a time
    std::vector<std::uint64_t> counts;
    for (std::size_t v = 0; v < vintages.size(); ++v)
        if (v == 0 || vintages[v] != vintages[v - 1]) {
            first.push_back(v);
            counts.push_back(count_of(vintages[v], model.answers));
        }
    const auto truth = stays(counts);
    for (std::size_t from = 0; from < first.size(); ++from)
        for (std::size_t to = from; to < first.size() && !vintages[first[to]].empty(); ++to) {
            auto atom = model;
            const auto found = truth.find({from, to});
            atom.count = found == truth.end() ? 0 : found->second;
            atom.changed = first.size() > 1;
            const auto end = to + 1 < first.size() ? first[to + 1] : vintages.size();
            add_atom(std::move(atom), first[from], end - 1);
        }
}

void CensusAtoms::add_atom(Atom atom, std::size_t first_vintage, std::size_t last_vintage)
{
    const auto& cells = waves_[atom.wave];
    for (auto v = first_vintage; v <= last_vintage; ++v) {
        const auto base = slices_[cells.first_slice + v].first_base + atom.cell;
        atoms_of_base_[base * groups_.size() + atom.group].push_back(
            static_cast<std::uint32_t>(atoms_.size()));
    }
    atoms_.push_back(std::move(atom));
}

bool CensusAtoms::counts_whole_group(std::size_t indicator, const BaseSet& base) const
{
    const auto [group, place] = group_of(indicator);
    for (std::size_t b = 0; b < base.size(); ++b)
        if (base[b])
            for (const auto atom : atoms_of(b, group))
                if (!counts_as(atoms_[atom].answers, place, Counted::valid))
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
    const auto& slice = slices_[slice_of_base_[base]];
    return waves_[slice.wave].cells[base - slice.first_base];
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
        const auto category = supplier == nullptr ? ResponseColumn::missing
                                                  : waves_[atom.wave].cells[atom.cell][supplier->first];
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
            for (const auto atom : atoms_of(b, group))
                if (counts_as(atoms_[atom].answers, place, counted))
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
    const auto place = std::ranges::find(groups_, group) - groups_.begin();
    std::vector<GateTerm> found;
    for (const auto atom : atoms_of(base, static_cast<std::size_t>(place)))
        found.push_back({atom, 1});
    return found;
}

CountedWave CensusAtoms::counted(std::size_t slice) const
{
    return {census_.waves[slices_[slice].wave].wave, slices_[slice].vintage};
}

std::vector<CountedWave> CensusAtoms::tonight(const std::vector<std::string>& waves) const
{
    std::vector<CountedWave> records;
    for (const auto& wave : census_.waves)
        if (std::ranges::find(waves, wave.wave) != waves.end())
            records.push_back({wave.wave, wave.vintage});
    return records;
}

const TalliedCensus::BaseDimension* CensusAtoms::find_dimension(const std::string& name) const
{
    const auto found = std::find_if(census_.dimensions.begin(), census_.dimensions.end(),
                                    [&](const auto& dimension) { return dimension.name == name; });
    return found == census_.dimensions.end() ? nullptr : &*found;
}

bool CensusAtoms::has_category(std::size_t base, const TalliedCensus::BaseDimension& dimension) const
{
    const auto& cell = base_cell(base);
    for (auto entry = dimension.first; entry < dimension.first + dimension.depth; ++entry)
        if (cell[entry] != ResponseColumn::missing)
            return true;
    return false;
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

BaseSet CensusAtoms::base_set(const std::vector<CountedWave>& records,
                              const std::vector<std::pair<std::string, std::string>>& codes) const
{
    BaseSet set(base_count(), false);
    for (std::size_t slice = 0; slice < slices_.size(); ++slice) {
        if (std::ranges::find(records, counted(slice)) == records.end())
            continue;
        const auto first = slices_[slice].first_base;
        for (auto base = first; base < first + waves_[slices_[slice].wave].cells.size(); ++base)
            set[base] = std::ranges::all_of(codes, [&](const auto& code) {
                const auto* dimension = find_dimension(code.first);
                return dimension != nullptr && has_code(base, *dimension, code.second);
            });
    }
    return set;
}

BaseSet CensusAtoms::moved(const BaseSet& base, const std::vector<CountedWave>& records) const
{
    BaseSet set(base_count(), false);
    for (std::size_t slice = 0; slice < slices_.size(); ++slice) {
        if (std::ranges::find(records, counted(slice)) == records.end())
            continue;
        for (std::size_t b = 0; b < base.size(); ++b) {
            const auto& own = slices_[slice_of_base_[b]];
            if (base[b] && own.wave == slices_[slice].wave)
                set[slices_[slice].first_base + b - own.first_base] = true;
        }
    }
    return set;
}

bool is_inside(const BaseSet& part, const BaseSet& whole)
{
    for (std::size_t b = 0; b < part.size(); ++b)
        if (part[b] && !whole[b])
            return false;
    return true;
}

} // namespace lup
