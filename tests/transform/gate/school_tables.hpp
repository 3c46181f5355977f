#pragma once

#include "transform/gate/system.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace lup::test {

/// The pupils of one school, sex and grade in one year, and how many said yes to one question.
struct PupilGroup {
    std::string year, municipality, school, sex, grade;
    GateCount yes = 0, no = 0;
};

enum class Zeros { known_to_all, ordinary, sensitive };
enum class Bundles { single_cells, yes_with_no };
enum class Supplier { municipality, school };

struct TableLayout {
    bool schools = false; ///< a table by school beside the one by municipality
    bool pooled = true;   ///< all years together beside each year, if there are several
    Zeros zeros = Zeros::sensitive;
    Bundles bundles = Bundles::single_cells;
    Supplier supplier = Supplier::municipality;
    GateCount k = 5;
};

/// year,group,mun,school,sex,grade,n,yes,no with a heading.
inline std::vector<PupilGroup> read_groups(std::istream& in)
{
    std::vector<PupilGroup> groups;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
        std::istringstream fields(line);
        std::vector<std::string> field;
        for (std::string one; std::getline(fields, one, ',');)
            field.push_back(one);
        groups.push_back(
            {field[0], field[2], field[3], field[4], field[5], std::stoll(field[7]), std::stoll(field[8])});
    }
    return groups;
}

/// Municipality x sex x grade x answer with all margins, for each year and pooled, as the instances are made.
class SchoolTables {
public:
    SchoolTables(std::vector<PupilGroup> groups, TableLayout layout) : layout_(layout)
    {
        if (!layout.schools)
            groups = without_schools(groups);
        std::set<std::string> years, municipalities, schools, sexes, grades;
        for (const auto& group : groups) {
            const auto& who = layout.supplier == Supplier::school ? group.school : group.municipality;
            const auto [at, fresh] = suppliers_.emplace(who, system_.suppliers);
            system_.suppliers += fresh ? 1 : 0;
            system_.atoms.push_back({group.yes, at->second});
            system_.atoms.push_back({group.no, at->second});
            years.insert(group.year);
            municipalities.insert(group.municipality);
            schools.insert(group.school);
            sexes.insert(group.sex);
            grades.insert(group.grade);
        }
        groups_ = std::move(groups);
        sexes.insert("");
        grades.insert("");
        if (layout.pooled && years.size() > 1)
            years.insert("");
        for (const auto& year : years)
            for (const auto& sex : sexes)
                for (const auto& grade : grades) {
                    add_domain({year, "", "", sex, grade});
                    for (const auto& municipality : municipalities)
                        add_domain({year, municipality, "", sex, grade});
                    for (const auto& school : schools)
                        if (layout.schools)
                            add_domain({year, "", school, sex, grade});
                }
    }

    const GateSystem& system() const { return system_; }

private:
    static std::vector<PupilGroup> without_schools(const std::vector<PupilGroup>& groups)
    {
        std::vector<PupilGroup> merged;
        std::map<std::vector<std::string>, std::size_t> place;
        for (const auto& group : groups) {
            const auto [at, fresh] = place.emplace(
                std::vector{group.year, group.municipality, group.sex, group.grade}, merged.size());
            if (fresh)
                merged.push_back({group.year, group.municipality, "", group.sex, group.grade, 0, 0});
            merged[at->second].yes += group.yes;
            merged[at->second].no += group.no;
        }
        return merged;
    }

    /// Three counts of the groups that match; an empty name matches all.
    void add_domain(const PupilGroup& domain)
    {
        GateRow yes, no, n;
        const auto matches = [](const std::string& wanted, const std::string& is) {
            return wanted.empty() || wanted == is;
        };
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            const auto& group = groups_[g];
            if (!matches(domain.year, group.year) || !matches(domain.municipality, group.municipality) ||
                !matches(domain.school, group.school) || !matches(domain.sex, group.sex) ||
                !matches(domain.grade, group.grade))
                continue;
            yes.terms.push_back({2 * g, 1});
            no.terms.push_back({2 * g + 1, 1});
            yes.bound += group.yes;
            no.bound += group.no;
        }
        if (yes.terms.empty())
            return;
        n.bound = yes.bound + no.bound;
        n.terms = yes.terms;
        n.terms.insert(n.terms.end(), no.terms.begin(), no.terms.end());
        const auto joined = layout_.bundles == Bundles::yes_with_no;
        add_cell(n, system_.bundles++);
        add_cell(yes, system_.bundles++);
        add_cell(no, joined ? system_.bundles - 1 : system_.bundles++);
    }

    void add_cell(const GateRow& row, std::uint32_t bundle)
    {
        GateCell cell;
        cell.row = row;
        cell.bundle = bundle;
        cell.sensitive = row.bound < layout_.k && (row.bound > 0 || layout_.zeros == Zeros::sensitive);
        if (row.bound == 0 && layout_.zeros == Zeros::known_to_all)
            system_.known.push_back({row, KnownFrom::elsewhere});
        system_.cells.push_back(std::move(cell));
    }

    TableLayout layout_;
    GateSystem system_;
    std::vector<PupilGroup> groups_;
    std::map<std::string, std::uint32_t> suppliers_;
};

/// A generator with the same numbers everywhere (64-bit LCG, Knuth's MMIX constants).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed)
    {
        for (int k = 0; k < 10; ++k)
            unit();
    }
    double unit()
    {
        state_ = 6364136223846793005U * state_ + 1442695040888963407U;
        return static_cast<double>(state_ >> 11) / static_cast<double>(std::uint64_t{1} << 53);
    }
    GateCount below(GateCount limit) { return static_cast<GateCount>(unit() * static_cast<double>(limit)); }
    GateCount binomial(GateCount n, double p)
    {
        GateCount yes = 0;
        for (GateCount k = 0; k < n; ++k)
            yes += unit() < p ? 1 : 0;
        return yes;
    }

private:
    std::uint64_t state_;
};

/// A made-up census: municipalities of uneven size with their schools, girls and boys, grades, years.
struct CensusPlan {
    int municipalities = 4, grades = 3, years = 1;
    double prevalence = 0.1;
    GateCount smallest = 6, largest = 120; ///< pupils of a grade in a municipality
};

inline std::vector<PupilGroup> made_up_census(Dice& dice, const CensusPlan& plan)
{
    std::vector<PupilGroup> groups;
    for (int y = 0; y < plan.years; ++y)
        for (int m = 0; m < plan.municipalities; ++m) {
            const double share = static_cast<double>(m) / std::max(1, plan.municipalities - 1);
            const double size = static_cast<double>(plan.smallest) +
                                share * share * static_cast<double>(plan.largest - plan.smallest);
            const int schools = 1 + static_cast<int>(size / 50);
            for (int s = 0; s < schools; ++s)
                for (int g = 0; g < plan.grades; ++g)
                    for (const auto* sex : {"K", "M"}) {
                        const auto n =
                            static_cast<GateCount>(size / schools * (0.3 + 0.4 * dice.unit()) + dice.unit());
                        const auto yes = dice.binomial(n, plan.prevalence * (0.5 + dice.unit()));
                        const auto municipality = "M" + std::to_string(m);
                        groups.push_back({std::to_string(2020 + y), municipality,
                                          municipality + "_s" + std::to_string(s), sex,
                                          "g" + std::to_string(g), yes, n - yes});
                    }
        }
    return groups;
}

} // namespace lup::test
