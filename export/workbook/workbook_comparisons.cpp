#include "export/cell_roles.hpp"
#include "export/published/comparison_text.hpp"
#include "export/workbook/workbook_sheets.hpp"

#include <algorithm>

namespace lup {

namespace {

/// The unit of all comparisons of the workbook, or "" if they have several.
std::string common_unit(const Codebook& codebook, const WorkbookContent& content)
{
    const auto unit_of = [&](const ReleasedComparison* one) {
        return unit_text(codebook.indicator(one->indicator));
    };
    const auto unit = unit_of(content.comparisons.front());
    return std::all_of(content.comparisons.begin(), content.comparisons.end(),
                       [&](const auto* one) { return unit_of(one) == unit; })
               ? unit
               : "";
}

} // namespace

SheetTable comparisons_sheet(const Codebook& codebook, const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Jämförelser";
    sheet.notices = {
        "Skillnad: värdet minus det som det jämförs med; av en trend förändringen från första till sista "
        "omgången längs en rät linje. Nedre och övre gräns: 95-procentigt konfidensintervall.",
        "Bedömningen är korrigerad för att många jämförelser görs, se Metod och kvalitet. Bara tal som visas "
        "jämförs: att en jämförelse saknas säger ingenting om värdet."};
    sheet.name = "Tabell_jamforelser";
    const auto unit = common_unit(codebook, content);
    const auto in_unit = unit.empty() ? std::string() : " (" + unit + ")";
    sheet.headings = {"Indikator",   "Område och grupp", "Period",    "Jämförs med", "Skillnad" + in_unit,
                      "Nedre gräns", "Övre gräns",       "Bedömning", "Anmärkning"};
    sheet.widest = {60, 36, 14, 32, 18, 14, 14, 30, 40};
    if (unit.empty()) {
        sheet.headings.insert(sheet.headings.begin() + 5, "Enhet");
        sheet.widest.insert(sheet.widest.begin() + 5, 16);
    }
    for (const auto* one : content.comparisons) {
        const auto& indicator = codebook.indicator(one->indicator);
        const auto figure = [&](const std::optional<double>& value) {
            return value ? SheetCell::of(printed(*value, one->decimals),
                                         one->decimals == 0 ? Look::whole : Look::tenth)
                         : SheetCell();
        };
        const auto wrapped = [](std::string text) { return SheetCell::of(std::move(text), Look::wrapped); };
        std::vector<SheetCell> row{wrapped(indicator.title),
                                   wrapped(domain_label(codebook, one->survey, one->domain)),
                                   SheetCell::of(period_text(one->period)),
                                   wrapped(other_text(codebook, *one)), figure(one->difference)};
        if (unit.empty())
            row.push_back(SheetCell::of(unit_text(indicator)));
        row.push_back(figure(one->lower));
        row.push_back(figure(one->upper));
        row.push_back(wrapped(verdict_text(*one)));
        row.push_back(wrapped(one->note));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

} // namespace lup
