#pragma once

#include "transform/gate/attack.hpp"
#include "transform/release.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lup::testing {

/// Somebody who has nothing but what was published and knows how the tables hang together: which groups a
/// domain is made of, and which answers a count. Independent of the census system, so that a row which that
/// one has forgotten is not forgotten here too.
class Reader {
public:
    /// `groups`: the finest groups of each period, such as "area=A;sex=K". `answers`: how a record can
    /// answer.
    Reader(std::vector<std::string> periods, std::vector<std::string> groups,
           std::vector<std::string> answers = {"yes", "no"})
    {
        for (const auto& period : periods)
            for (const auto& group : groups)
                for (const auto& answer : answers) {
                    atoms_.push_back({period, ";" + group + ";", answer});
                    system_.atoms.push_back({0, no_supplier});
                }
    }

    /// A domain that is a union of groups by another name: "area=R" holds "area=A".
    void holds(const std::string& outer, const std::string& inner) { within_[outer].push_back(inner); }

    void knows(const std::string& period, const std::string& domain, const std::vector<std::string>& answers,
               RowRelation relation, GateCount count)
    {
        system_.known.push_back({{terms({period}, domain, answers), relation, count}, KnownFrom::published});
    }

    /// Takes in all shown numbers of an indicator: `yes` are the answers of its numerator, `valid` of its n.
    void reads(const Release& release, const std::string& indicator,
               const std::vector<std::string>& yes = {"yes"},
               const std::vector<std::string>& valid = {"yes", "no"},
               const std::map<std::string, std::vector<std::string>>& pooled = {})
    {
        for (const auto& table : release.tables())
            for (const auto& cell : table.cells) {
                if (table.indicator != indicator || !cell.n)
                    continue;
                const auto found = pooled.find(cell.period);
                const auto periods = found == pooled.end() ? std::vector{cell.period} : found->second;
                const auto n = static_cast<GateCount>(*cell.n);
                add(periods, cell.domain, valid, n);
                if (cell.value)
                    add(periods, cell.domain, yes, std::llround(*cell.value * static_cast<double>(n) / 100));
            }
    }

    /// How wide the count of these answers in a domain is for this reader; none: no limit.
    std::optional<GateCount> width(const std::string& period, const std::string& domain,
                                   const std::vector<std::string>& answers) const
    {
        auto system = system_;
        system.cells.push_back(
            {{terms({period}, domain, answers), RowRelation::equal, 0}, never_printed, true, 0});
        return attack_hidden(system, {}, 5).front().width();
    }

    /// Whether the count stays open by at least five.
    bool is_open(const std::string& period, const std::string& domain,
                 const std::vector<std::string>& answers) const
    {
        const auto known = width(period, domain, answers);
        return !known || *known >= 5;
    }

private:
    struct Atom {
        std::string period, group, answer;
    };

    void add(const std::vector<std::string>& periods, const std::string& domain,
             const std::vector<std::string>& answers, GateCount count)
    {
        system_.known.push_back(
            {{terms(periods, domain, answers), RowRelation::equal, count}, KnownFrom::published});
    }

    bool is_in(const std::string& group, const std::string& pair) const
    {
        if (group.find(";" + pair + ";") != std::string::npos)
            return true;
        const auto found = within_.find(pair);
        return found != within_.end() && std::any_of(found->second.begin(), found->second.end(),
                                                     [&](const auto& inner) { return is_in(group, inner); });
    }

    std::vector<GateTerm> terms(const std::vector<std::string>& periods, const std::string& domain,
                                const std::vector<std::string>& answers) const
    {
        std::vector<std::string> pairs;
        for (std::size_t start = 0; start < domain.size();) {
            const auto end = std::min(domain.find(';', start), domain.size());
            pairs.push_back(domain.substr(start, end - start));
            start = end + 1;
        }
        const auto holds_one = [](const auto& list, const std::string& one) {
            return std::find(list.begin(), list.end(), one) != list.end();
        };
        std::vector<GateTerm> found;
        for (std::uint32_t a = 0; a < atoms_.size(); ++a)
            if (holds_one(periods, atoms_[a].period) && holds_one(answers, atoms_[a].answer) &&
                std::all_of(pairs.begin(), pairs.end(),
                            [&](const auto& pair) { return is_in(atoms_[a].group, pair); }))
                found.push_back({a, 1});
        return found;
    }

    GateSystem system_;
    std::vector<Atom> atoms_;
    std::map<std::string, std::vector<std::string>> within_;
};

} // namespace lup::testing
