#include "transform/protect.hpp"

#include "transform/base_rule.hpp"
#include "transform/census_rule.hpp"
#include "transform/frozen_vintages.hpp"
#include "transform/released_tables.hpp"

namespace lup {

Release DisclosureGate::protect(const Tally& tally, const Ledger& ledger) const
{
    const CensusRule census(tally.tables, codebook_);
    std::vector<TablePattern> patterns;
    for (std::size_t i = 0; i < tally.tables.size(); ++i) {
        const bool gate = codebook_.survey(tally.tables[i].survey).protection == Protection::gate;
        patterns.push_back(gate ? census.pattern(i) : apply_base_rule(tally.tables[i], codebook_));
    }
    auto tables = released_tables(tally.tables, patterns, codebook_);
    keep_frozen(tables, ledger, codebook_);
    return Release(std::move(tables), tally.wave_notes, tally.method_notes);
}

} // namespace lup
