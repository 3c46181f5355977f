#include "transform/gate/checker.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace lup {

namespace {

__extension__ using Wide = __int128;

struct Range {
    GateCount low = 0, high = 0;
    bool empty = true;

    void take_in(GateCount value)
    {
        low = empty ? value : std::min(low, value);
        high = empty ? value : std::max(high, value);
        empty = false;
    }
    GateCount width() const { return empty ? 0 : high - low; }
};

Wide floor_divide(Wide number, GateCount by)
{
    const Wide quotient = number / by;
    return number % by < 0 ? quotient - 1 : quotient;
}

bool owned_wholly(const GateSystem& system, const GateRow& row, std::uint32_t supplier)
{
    return std::all_of(row.terms.begin(), row.terms.end(),
                       [&](const auto& term) { return system.atoms[term.atom].supplier == supplier; });
}

/// One block against its certificate.
class BlockChecker {
public:
    BlockChecker(const GateBlock& block, std::uint32_t number, const BlockCertificate& certificate,
                 GateCount k, CheckReport& report)
        : block_(block), system_(block.system), certificate_(certificate), number_(number), k_(k),
          report_(report)
    {
    }

    void check(const GatePattern& whole_pattern, bool insiders, bool suppliers)
    {
        GatePattern hidden;
        for (const auto bundle : block_.bundles)
            hidden.push_back(whole_pattern[bundle]);
        const bool promises =
            std::any_of(system_.cells.begin(), system_.cells.end(),
                        [](const GateCell& cell) { return cell.sensitive || cell.scenario; });
        if (!promises)
            return;
        rows_ = public_rows(system_, hidden);
        for (const auto& bounds : certificate_.known_bounds)
            verify_bounds(bounds);
        verify_worlds(certificate_.worlds, no_supplier);
        if (suppliers && certificate_.supplier_worlds.size() != system_.suppliers)
            return fail(CheckFailure::Kind::shape, 0, {});
        for (std::uint32_t p = 0; p < system_.suppliers && suppliers; ++p)
            verify_worlds(certificate_.supplier_worlds[p], p);
        for (std::uint32_t c = 0; c < system_.cells.size() && !broken_; ++c) {
            if (!system_.cells[c].sensitive)
                continue;
            if (system_.cells[c].bundle != never_printed && !hidden[system_.cells[c].bundle])
                fail(CheckFailure::Kind::open_cell, c, {});
            check_reader(c);
            if (insiders)
                check_insiders(c);
            for (std::uint32_t p = 0; p < system_.suppliers && suppliers; ++p)
                check_supplier(c, p);
        }
    }

private:
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

    static Key key(std::uint32_t cell, const OwnKnowledge& own) { return {cell, own.insider, own.supplier}; }

    void fail(CheckFailure::Kind kind, std::uint32_t cell, const OwnKnowledge& own)
    {
        const auto whole = cell < block_.cells.size() ? block_.cells[cell] : 0;
        report_.failures.push_back({kind, number_, whole, own});
    }

    /// Known rows, then what this person knows of its own.
    std::vector<GateRow> known_rows(const OwnKnowledge& own) const
    {
        std::vector<GateRow> rows;
        for (const auto& known : system_.known)
            rows.push_back(known.row);
        if (own.insider != never_printed)
            rows.push_back({{{own.insider, 1}}, RowRelation::at_least, 1});
        if (own.supplier != no_supplier)
            for (std::uint32_t a = 0; a < system_.atoms.size(); ++a)
                if (system_.atoms[a].supplier == own.supplier)
                    rows.push_back({{{a, 1}}, RowRelation::equal, system_.atoms[a].value});
        return rows;
    }

    /// The bound that the factors prove, times the scale; absent if they prove nothing. `side` 1: upper.
    std::optional<Wide> proven(const BoundProof& proof, const GateRow& cell, const std::vector<GateRow>& rows,
                               int side) const
    {
        std::vector<Wide> coefficient(system_.atoms.size(), 0);
        for (const auto& term : cell.terms)
            coefficient[term.atom] = -static_cast<Wide>(proof.scale) * term.coefficient;
        Wide bound = 0;
        for (const auto& [row, factor] : proof.factors) {
            if (row >= rows.size() || factor > (GateCount{1} << 40) || factor < -(GateCount{1} << 40))
                return std::nullopt;
            const auto relation = rows[row].relation;
            const auto sign = side * factor;
            if ((relation == RowRelation::at_most && sign < 0) ||
                (relation == RowRelation::at_least && sign > 0))
                return std::nullopt;
            for (const auto& term : rows[row].terms)
                coefficient[term.atom] += static_cast<Wide>(factor) * term.coefficient;
            bound += static_cast<Wide>(factor) * rows[row].bound;
        }
        // Atoms are not negative, so what is over on this side only makes the bound weaker.
        const bool covers = std::all_of(coefficient.begin(), coefficient.end(),
                                        [&](const Wide& over) { return side > 0 ? over >= 0 : over <= 0; });
        return covers ? std::optional(bound) : std::nullopt;
    }

    bool uses_ledger(const BoundProof& proof) const
    {
        return std::any_of(proof.factors.begin(), proof.factors.end(), [&](const auto& factor) {
            return factor.first < system_.known.size() &&
                   system_.known[factor.first].from == KnownFrom::published;
        });
    }

    void verify_bounds(const KnownBounds& bounds)
    {
        const bool in_range =
            bounds.cell < system_.cells.size() && bounds.lower.scale > 0 && bounds.upper.scale > 0 &&
            (bounds.own.insider == never_printed || bounds.own.insider < system_.atoms.size());
        if (!in_range)
            return fail(CheckFailure::Kind::known_bound, bounds.cell, bounds.own);
        const auto& cell = system_.cells[bounds.cell].row;
        const auto rows = known_rows(bounds.own);
        const auto lower = proven(bounds.lower, cell, rows, -1), upper = proven(bounds.upper, cell, rows, 1);
        if (!lower || !upper)
            return fail(CheckFailure::Kind::known_bound, bounds.cell, bounds.own);
        if (uses_ledger(bounds.lower) || uses_ledger(bounds.upper))
            fail(CheckFailure::Kind::incident, bounds.cell, bounds.own);
        const auto width =
            floor_divide(*upper, bounds.upper.scale) + floor_divide(-*lower, bounds.lower.scale);
        known_width_[key(bounds.cell, bounds.own)] = static_cast<GateCount>(std::min<Wide>(width, 1 << 30));
    }

    void verify_worlds(const std::vector<GateWorld>& worlds, std::uint32_t supplier)
    {
        for (const auto& world : worlds) {
            const bool sound =
                world.size() == system_.atoms.size() && agrees(world, supplier) &&
                std::all_of(rows_.begin(), rows_.end(), [&](const auto* row) { return holds(*row, world); });
            if (!sound) {
                broken_ = true;
                fail(CheckFailure::Kind::world, 0, {never_printed, supplier});
            }
            ++report_.worlds;
        }
    }

    bool agrees(const GateWorld& world, std::uint32_t supplier) const
    {
        for (std::size_t a = 0; a < world.size(); ++a)
            if (world[a] < 0 || (supplier != no_supplier && system_.atoms[a].supplier == supplier &&
                                 world[a] != system_.atoms[a].value))
                return false;
        return true;
    }

    GateCount allowed(std::uint32_t cell, const OwnKnowledge& own, GateCount wanted) const
    {
        const auto found = known_width_.find(key(cell, own));
        return found == known_width_.end() ? wanted : std::min(wanted, found->second);
    }

    void check_reader(std::uint32_t cell)
    {
        Range range;
        GateCount largest = 0;
        for (const auto& world : certificate_.worlds) {
            const auto value = row_value(system_.cells[cell].row, world);
            range.take_in(value);
            largest = std::max({largest, value, -value});
        }
        const auto gap = allowed(cell, {}, k_);
        if (certificate_.worlds.empty() || range.width() < gap || (gap == k_ && largest < k_))
            return fail(CheckFailure::Kind::gap, cell, {});
        ++report_.sensitive;
        report_.limited += gap < k_ ? 1 : 0;
    }

    void check_insiders(std::uint32_t cell)
    {
        std::vector<Range> with_record(system_.atoms.size());
        for (const auto& world : certificate_.worlds) {
            const auto value = row_value(system_.cells[cell].row, world);
            for (std::size_t a = 0; a < world.size(); ++a)
                if (world[a] >= 1)
                    with_record[a].take_in(value);
        }
        for (std::uint32_t a = 0; a < system_.atoms.size(); ++a) {
            if (system_.atoms[a].value < 1)
                continue;
            const OwnKnowledge own{a, no_supplier};
            if (with_record[a].width() < std::min(allowed(cell, own, 1), allowed(cell, {}, 1)))
                fail(CheckFailure::Kind::insider, cell, own);
            ++report_.insider_pairs;
        }
    }

    void check_supplier(std::uint32_t cell, std::uint32_t supplier)
    {
        const auto& row = system_.cells[cell].row;
        if (owned_wholly(system_, row, supplier))
            return;
        Range range;
        for (const auto& world : certificate_.supplier_worlds[supplier])
            range.take_in(row_value(row, world));
        const OwnKnowledge own{never_printed, supplier};
        if (range.width() < std::min(allowed(cell, own, 1), allowed(cell, {}, 1)))
            fail(CheckFailure::Kind::supplier, cell, own);
        ++report_.supplier_pairs;
    }

    const GateBlock& block_;
    const GateSystem& system_;
    const BlockCertificate& certificate_;
    std::uint32_t number_;
    GateCount k_;
    CheckReport& report_;
    std::vector<const GateRow*> rows_;
    std::map<Key, GateCount> known_width_;
    bool broken_ = false;
};

} // namespace

CheckReport check_certificate(const GateSystem& system, const GatePattern& hidden,
                              const Certificate& certificate, GateCount k, bool insiders, bool suppliers)
{
    CheckReport report;
    const auto blocks = split_into_blocks(system);
    if (blocks.size() != certificate.blocks.size() || hidden.size() != system.bundles) {
        report.failures.push_back({});
        return report;
    }
    for (std::uint32_t b = 0; b < blocks.size(); ++b)
        BlockChecker(blocks[b], b, certificate.blocks[b], k, report).check(hidden, insiders, suppliers);
    return report;
}

} // namespace lup
