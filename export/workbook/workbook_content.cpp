#include "export/workbook/workbook_content.hpp"

#include "export/cell_roles.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/reference_values.hpp"
#include "export/workbook/sheet_names.hpp"
#include "export/workbook/workbook_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace lup {

namespace {

template <typename Range, typename Value>
bool holds(const Range& range, const Value& value)
{
    return std::find(range.begin(), range.end(), value) != range.end();
}

std::vector<const ReleasedCell*> rows_for(const Codebook& codebook, const Organisation* organisation,
                                          const ReleasedTable& table)
{
    std::vector<const ReleasedCell*> rows;
    for (const auto& cell : table.cells)
        if (may_have_domain(codebook, organisation, table.survey, cell.domain))
            rows.push_back(&cell);
    return rows;
}

std::size_t category_place(const Dimension& dimension, const std::string& code)
{
    const auto& all = dimension.categories;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& category) { return category.code == code; });
    return static_cast<std::size_t>(found - all.begin());
}

/// Whether the table is read as a series over time (one group, or two such as the sexes): then each group's
/// periods stand together. Others are read group by group within a period, the newest first.
bool is_series(const std::vector<const ReleasedCell*>& rows)
{
    std::set<std::string> groups;
    for (const auto* cell : rows)
        groups.insert(cell->domain);
    return groups.size() <= 2;
}

/// Single waves before pooled periods; within them as is_series() says. The table's own order is oldest
/// first.
void order_rows(const ReleasedTable& table, std::vector<const ReleasedCell*>& rows)
{
    std::vector<std::string> periods;
    for (const auto& cell : table.cells)
        if (!holds(periods, cell.period))
            periods.push_back(cell.period);
    const bool series = is_series(rows);
    const auto key = [&](const ReleasedCell* cell) {
        std::vector<std::size_t> places;
        const auto period = static_cast<std::size_t>(std::find(periods.begin(), periods.end(), cell->period) -
                                                     periods.begin());
        places.push_back(cell->wave ? 0 : 1);
        if (!series)
            places.push_back(periods.size() - period);
        for (std::size_t i = 0; i < table.dimensions.size() && i < cell->codes.size(); ++i)
            places.push_back(category_place(table.dimensions[i], cell->codes[i]));
        if (series)
            places.push_back(period);
        return places;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const ReleasedCell* a, const ReleasedCell* b) { return key(a) < key(b); });
}

std::string breakdown_words(const ReleasedTable& table)
{
    std::vector<std::string> names;
    for (const auto& dimension : table.dimensions)
        names.push_back(uncapitalised(dimension.title));
    return swedish_list(names);
}

std::string title_of(const WorkbookTable& table)
{
    auto title = table.indicator->title;
    if (!table.table->dimensions.empty())
        title += " efter " + breakdown_words(*table.table);
    std::vector<std::string> periods;
    for (const auto& cell : table.table->cells)
        if (cell.wave && !holds(periods, cell.period))
            periods.push_back(cell.period);
    if (!periods.empty())
        title += ", " + period_text(periods.front());
    if (periods.size() > 1)
        title += " till " + period_text(periods.back());
    return title;
}

std::vector<std::string> reference_areas(const Codebook& codebook, const WorkbookTable& table)
{
    std::vector<std::string> areas;
    for (const auto& reference : codebook.reference_values) {
        if (reference.indicator != table.indicator->indicator || holds(areas, reference.area))
            continue;
        if (std::any_of(table.rows.begin(), table.rows.end(), [&](const ReleasedCell* cell) {
                return reference_for(codebook, *table.table, *cell, reference.area) != nullptr;
            }))
            areas.push_back(reference.area);
    }
    return areas;
}

std::string unit_mark(const Indicator& indicator)
{
    return indicator.statistic == Statistic::share ? " (%)" : "";
}

std::vector<TableColumn> columns_of(const Codebook& codebook, const WorkbookTable& table)
{
    const auto any = [&](auto member) {
        return std::any_of(table.rows.begin(), table.rows.end(),
                           [&](const ReleasedCell* cell) { return (cell->*member).has_value(); });
    };
    std::vector<TableColumn> columns{{Column::period, 0, "Period"}};
    for (std::size_t i = 0; i < table.table->dimensions.size(); ++i)
        columns.push_back({Column::category, i, table.table->dimensions[i].title});
    columns.push_back({Column::value, 0, value_heading(*table.indicator)});
    if (any(&ReleasedCell::lower) || any(&ReleasedCell::upper)) {
        columns.push_back({Column::lower, 0, "Nedre gräns" + unit_mark(*table.indicator)});
        columns.push_back({Column::upper, 0, "Övre gräns" + unit_mark(*table.indicator)});
    }
    if (any(&ReleasedCell::n))
        columns.push_back({Column::n, 0, "Antal svar"});
    columns.push_back({Column::symbol, 0, "Symbol"});
    for (std::size_t i = 0; i < table.references.size(); ++i)
        columns.push_back({Column::reference, i,
                           reference_heading(codebook, table.references[i]) + unit_mark(*table.indicator)});
    if (std::any_of(table.rows.begin(), table.rows.end(), [](const ReleasedCell* cell) {
            return cell->reliability != Reliability::good && cell->shown();
        }))
        columns.push_back({Column::note, 0, "Not"});
    return columns;
}

bool may_have_table(const Organisation* organisation, const ReleasedTable& table)
{
    if (!organisation)
        return true;
    const bool is_recipient = table.recipients.empty() || holds(table.recipients, organisation->organisation);
    return is_recipient && may_have_indicator(organisation, table.indicator);
}

std::vector<WorkbookTable> tables_for(const Publication& publication, const Organisation* organisation)
{
    const auto& codebook = publication.codebook;
    std::vector<WorkbookTable> tables;
    for (const auto& table : publication.release.tables()) {
        if (!may_have_table(organisation, table))
            continue;
        WorkbookTable entry;
        entry.table = &table;
        entry.indicator = &codebook.indicator(table.indicator);
        entry.codebook = &codebook;
        entry.survey = &codebook.survey(table.survey);
        entry.rows = rows_for(codebook, organisation, table);
        if (entry.rows.empty())
            continue;
        order_rows(table, entry.rows);
        entry.title = title_of(entry);
        entry.references = reference_areas(codebook, entry);
        entry.columns = columns_of(codebook, entry);
        entry.decimals = std::min(table.decimals, 1);
        tables.push_back(std::move(entry));
    }
    // An indicator's tables stand together, in the codebook's order of indicators.
    const auto place = [&](const WorkbookTable& table) {
        return table.indicator - codebook.indicators.data();
    };
    std::stable_sort(tables.begin(), tables.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return tables;
}

/// Those that are meant for the organisation and whose both sides are rows of its tables.
std::vector<const ReleasedComparison*> comparisons_for(const Publication& publication,
                                                       const Organisation* organisation,
                                                       const std::vector<WorkbookTable>& tables)
{
    std::set<std::tuple<std::string, std::string, std::string>> rows;
    for (const auto& table : tables)
        for (const auto* cell : table.rows)
            rows.insert({table.table->indicator, cell->period, cell->domain});
    std::vector<const ReleasedComparison*> found;
    for (const auto& one : publication.release.comparisons()) {
        if (is_meant_for(organisation, one) && rows.contains({one.indicator, one.period, one.domain}) &&
            rows.contains({one.indicator, one.other_period, one.other_domain}))
            found.push_back(&one);
    }
    return found;
}

std::string newest_day(const Publication& publication, const std::vector<WorkbookTable>& tables)
{
    std::string day;
    for (const auto& table : tables)
        for (const auto* cell : table.rows)
            if (cell->wave)
                for (const auto* wave : publication.codebook.waves_of(table.table->survey))
                    if (wave->wave == *cell->wave)
                        day = std::max(day, wave->period_to);
    return day;
}

} // namespace

bool WorkbookTable::breaks_within(const std::vector<const ReleasedCell*>& cells) const
{
    if (indicator->breaks.empty())
        return false;
    for (const auto* one : cells)
        for (const auto* other : cells)
            if (one->wave && other->wave && codebook->breaks_between(*indicator, *one->wave, *other->wave))
                return true;
    return false;
}

std::optional<std::uint16_t> WorkbookTable::column(Column kind) const
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].kind == kind)
            return static_cast<std::uint16_t>(i);
    return std::nullopt;
}

bool may_have_indicator(const Organisation* organisation, std::string_view indicator)
{
    return !organisation || organisation->indicators.empty() || holds(organisation->indicators, indicator);
}

bool is_meant_for(const Organisation* organisation, const ReleasedComparison& comparison)
{
    return !organisation || comparison.recipients.empty() ||
           holds(comparison.recipients, organisation->organisation);
}

bool may_have_domain(const Codebook& codebook, const Organisation* organisation, std::string_view survey,
                     std::string_view domain)
{
    if (!organisation || organisation->areas.empty())
        return true;
    for (const auto role : {Role::area, Role::school})
        if (const auto code = code_in_domain(codebook, survey, domain, role);
            !code.empty() && area_within(codebook, code, organisation->areas))
            return true;
    return code_in_domain(codebook, survey, domain, Role::area).empty() &&
           code_in_domain(codebook, survey, domain, Role::school).empty();
}

bool may_have_cell(const Codebook& codebook, const Organisation* organisation, const ReleasedTable& table,
                   const ReleasedCell& cell)
{
    return may_have_table(organisation, table) &&
           may_have_domain(codebook, organisation, table.survey, cell.domain);
}

std::string value_heading(const Indicator& indicator)
{
    const auto unit = indicator.unit.empty() || indicator.unit == "%" ? "" : " (" + indicator.unit + ")";
    switch (indicator.statistic) {
    case Statistic::share:
        return "Andel (%)";
    case Statistic::mean:
        return "Medelvärde" + unit;
    case Statistic::median:
        return "Median" + unit;
    case Statistic::count:
        return "Antal" + unit;
    case Statistic::rate:
        return "Antal per " + swedish_number(indicator.per, 0) + unit;
    }
    return "Värde";
}

std::string figure_text(const Indicator& indicator, double value, int decimals)
{
    // A no-break space, so that the number and its unit stay on one line.
    return swedish_number(value, std::min(decimals, 1)) +
           (indicator.statistic == Statistic::share ? "\u00a0%" : "");
}

std::string period_text(std::string_view period)
{
    std::string text;
    for (std::size_t i = 0; i < period.size(); ++i) {
        const auto is_digit = [&](std::size_t place) {
            return place < period.size() && period[place] >= '0' && period[place] <= '9';
        };
        const bool between_years = period[i] == '-' && i > 0 && is_digit(i - 1) && is_digit(i + 1);
        text += between_years ? std::string("–") : std::string(1, period[i]);
    }
    return text;
}

double printed(double value, int decimals)
{
    if (decimals <= 1)
        return value;
    const double rounded = std::round(value * 10) / 10;
    return rounded == 0 ? 0 : rounded;
}

WorkbookContent content_for(const Publication& publication, const Organisation* organisation)
{
    WorkbookContent content;
    content.organisation = organisation;
    content.file_stem = organisation ? organisation->organisation : "alla";
    content.title = "Psykisk hälsa: sammanställning för " +
                    (organisation ? organisation->title : std::string("alla verksamheter"));
    content.tables = tables_for(publication, organisation);
    name_sheets(content.tables);
    content.comparisons = comparisons_for(publication, organisation, content.tables);
    for (const auto& judgement : publication.judgements) {
        const auto& indicators = publication.codebook.indicators;
        const auto indicator = std::find_if(indicators.begin(), indicators.end(), [&](const auto& each) {
            return each.indicator == judgement.indicator;
        });
        const auto survey = indicator == indicators.end() ? std::string() : indicator->survey;
        if (judgement.indicator.empty() ||
            (may_have_indicator(organisation, judgement.indicator) &&
             may_have_domain(publication.codebook, organisation, survey, judgement.domain)))
            content.judgements.push_back(&judgement);
    }
    const auto has_row = [&](const Publication::Change& change) {
        return std::any_of(content.tables.begin(), content.tables.end(), [&](const auto& table) {
            return table.indicator->indicator == change.indicator &&
                   may_have_domain(publication.codebook, organisation, table.table->survey, change.domain) &&
                   (change.kind == "borttagen" ||
                    std::any_of(table.rows.begin(), table.rows.end(), [&](const ReleasedCell* cell) {
                        return cell->period == change.period &&
                               (change.domain.empty() || cell->domain == change.domain);
                    }));
        });
    };
    for (const auto& change : publication.changes)
        if (has_row(change))
            content.changes.push_back(&change);
    content.newest_day = newest_day(publication, content.tables);
    number_notes(publication.codebook, content);
    return content;
}

} // namespace lup
