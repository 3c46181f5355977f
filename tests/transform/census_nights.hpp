#pragma once

#include "tests/transform/made_responses.hpp"

#include "transform/gate/checker.hpp"
#include "transform/protect.hpp"

#include <map>
#include <string>

namespace lup::testing {


inline CodebookText census_text()
{
    return {{"surveys", "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,5\n"},
            {"waves", "survey,wave,title,period_from,period_to\ns,2022,2022,2022-01-01,2022-12-31\n"
                      "s,2023,2023,2023-01-01,2023-12-31\n"},
            {"variables", "survey,variable,type,role,column\ns,kon,code,sex,kon\ns,kommun,code,area,kommun\n"
                          "s,svar,code,none,svar\ns,annat,code,none,annat\n"},
            {"indicators", "indicator,title,survey,variable,statistic,numerator\na,A,s,svar,share,1\n"},
            {"breakdowns", "survey,indicators,by\ns,*,\ns,*,sex\ns,*,area\ns,*,area x sex\n"}};
}

/// Pupils of one municipality and sex: `yes` of `n` say yes; of another question, `other_yes` do.
inline std::string pupils(const std::string& area, const std::string& sex, int yes, int n, int other_yes = 0)
{
    std::string text;
    for (int i = 0; i < n; ++i)
        text += sex + "," + area + "," + (i < yes ? "1" : "0") + "," + (i >= n - other_yes ? "1" : "0") + "\n";
    return text;
}

inline const std::string headings = "kon,kommun,svar,annat\n";

inline std::string three_municipalities()
{
    return headings + pupils("A", "K", 2, 30, 8) + pupils("A", "M", 9, 40, 9) + pupils("B", "K", 12, 50, 10) +
           pupils("B", "M", 14, 45, 12) + pupils("C", "K", 20, 60, 11) + pupils("C", "M", 21, 70, 13);
}

using Cells = std::map<std::string, ReleasedCell>;

inline Cells cells_of(const Release& release, const std::string& indicator = "a", const std::string& period = "2022")
{
    Cells cells;
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            if (table.indicator == indicator && cell.period == period)
                cells[cell.domain] = cell;
    return cells;
}

/// What a release adds to the ledger.
inline Ledger published(const Release& release, Ledger ledger = {})
{
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells)
            ledger.cells.push_back({table.survey, cell.wave.value_or(""), cell.period, table.indicator, cell.domain,
                                    cell.value, cell.lower, cell.upper, cell.n, cell.symbol, table.decimals,
                                    release.id(), table.gated, cell.records});
    return ledger;
}

inline ProtectedRelease night(const Codebook& codebook, const std::map<std::string, std::string>& waves,
                       const Ledger& ledger = {})
{
    return DisclosureGate(codebook).protect_with_proof(tally_from(codebook, "s", waves), ledger);
}

/// A night after corrections: what is published stands in `ledger`.
inline ProtectedRelease corrected_night(const Codebook& codebook, const Vintages& waves, const Ledger& ledger)
{
    return DisclosureGate(codebook).protect_with_proof(vintages_from(codebook, "s", waves), ledger);
}

inline void check_proofs(const ProtectedRelease& release)
{
    for (const auto& proof : release.proofs) {
        const auto report = check_certificate(proof.system, proof.hidden, proof.certificate, 5);
        for (const auto& failure : report.failures)
            UNSCOPED_INFO("kind " << static_cast<int>(failure.kind) << ", block " << failure.block << ", cell "
                                  << failure.cell << ", insider " << failure.own.insider << ", supplier "
                                  << failure.own.supplier);
        CHECK(report.proven());
    }
}

} // namespace lup::testing
