#include "ingest/delivery/delivery.hpp"

#include <algorithm>

namespace lup {

RelationToEarlier relation_to(const std::set<PartKey>& parts, const std::vector<std::set<PartKey>>& in_force)
{
    RelationToEarlier relation;
    std::set<PartKey> shared;
    for (std::size_t i = 0; i < in_force.size(); ++i) {
        const bool meets =
            std::ranges::any_of(in_force[i], [&](const auto& key) { return parts.contains(key); });
        if (!meets)
            continue;
        relation.supersedes.push_back(i);
        shared.insert(in_force[i].begin(), in_force[i].end());
    }
    if (in_force.empty())
        relation.relation = Relation::first;
    else if (relation.supersedes.empty())
        relation.relation = Relation::supplement;
    else
        relation.relation = shared == parts ? Relation::correction : Relation::overlap;
    if (relation.relation != Relation::correction)
        relation.supersedes.clear();
    return relation;
}

} // namespace lup
