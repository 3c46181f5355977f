#pragma once

#include "transform/release.hpp"
#include "transform/tally/tally.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// Organisations that read something: as the recipients of a table; empty = everyone.
using Readers = std::set<std::string>;

/// The cells of a release by indicator, domain and period, with what each was tallied from.
class ShownFigures {
public:
    ShownFigures(const Tally& tally, const std::vector<ReleasedTable>& tables);

    /// The cells of the tables that each of the readers gets, without what they were tallied from.
    ShownFigures for_readers(const Readers& readers) const;

    const std::vector<const ReleasedTable*>& tables() const { return tables_; }

    /// The cell as the release has it, a shown one first if several tables hold it; none if no table does.
    const ReleasedCell* released(const std::string& indicator, const std::string& domain,
                                 const std::string& period) const;
    /// What it was made from, or none.
    const TalliedCell* tallied(const std::string& indicator, const std::string& domain,
                               const std::string& period) const;

    /// A cell with the dimensions of its table: codes[i] is of dimensions[i].
    struct Placed {
        const ReleasedCell* cell = nullptr;
        const ReleasedTable* table = nullptr;
    };

    /// The cells of the indicator's tables that are divided by exactly these names, in any order: each
    /// (domain, period) once, in the order of printing.
    std::vector<Placed> divided_by(const std::string& indicator, std::vector<std::string> names) const;

private:
    using Key = std::tuple<std::string, std::string, std::string>;

    ShownFigures() = default;
    void add(const ReleasedTable& table);

    std::vector<const ReleasedTable*> tables_;
    std::map<Key, const ReleasedCell*> released_;
    std::map<Key, const TalliedCell*> tallied_;
};

} // namespace lup
