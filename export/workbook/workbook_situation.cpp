#include "export/cell_roles.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/workbook_findings.hpp"
#include "export/workbook/workbook_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

SheetCell wrapped(std::string text)
{
    return SheetCell::of(std::move(text), Look::wrapped);
}

/// The released cells of one indicator and domain, in any table that the workbook has.
struct Series {
    const WorkbookTable* table = nullptr;
    std::vector<const ReleasedCell*> cells;
};

Series series_of(const WorkbookContent& content, const std::string& indicator, const std::string& domain)
{
    Series series;
    for (const auto& table : content.tables) {
        if (table.indicator->indicator != indicator || series.table)
            continue;
        for (const auto* cell : table.rows)
            if (cell->domain == domain)
                series.cells.push_back(cell);
        if (!series.cells.empty())
            series.table = &table;
    }
    return series;
}

const ReleasedCell* cell_at(const Series& series, const std::string& period)
{
    const auto found = std::find_if(series.cells.begin(), series.cells.end(),
                                    [&](const auto* cell) { return cell->period == period; });
    return found == series.cells.end() ? nullptr : *found;
}

std::string marked(Verdict verdict)
{
    constexpr std::string_view reached = "✔";
    constexpr std::string_view missed = "✖";
    const auto symbol = [&]() -> std::string_view {
        switch (verdict) {
        case Verdict::reached:
        case Verdict::done:
            return reached;
        case Verdict::not_reached:
            return missed;
        case Verdict::on_track:
            return "▲";
        case Verdict::off_track:
            return "▼";
        case Verdict::undecidable:
            return "?";
        case Verdict::not_measurable:
            return "–";
        case Verdict::ongoing:
            return "●";
        case Verdict::not_started:
            return "○";
        }
        return "?";
    }();
    return fmt::format("{} {}", symbol, verdict_word(verdict));
}

std::string trend_words(const Series& series, const WorkbookContent& content, const Codebook& codebook)
{
    if (!series.table)
        return {};
    const auto comparable = comparable_series(*series.table->indicator, codebook, series.cells);
    if (comparable.size() < 2)
        return "Bara en jämförbar omgång";
    return capitalised(
        change_words(*series.table->indicator, series.table->decimals, comparable, content.comparisons));
}

std::string unit_of(const Indicator* indicator)
{
    if (!indicator)
        return {};
    return indicator->statistic == Statistic::share ? "%" : indicator->unit;
}

void add_figures(std::vector<SheetCell>& row, const Series& series, const ReleasedCell* cell,
                 const std::optional<double>& target)
{
    const int decimals = series.table ? series.table->table->decimals : 1;
    const auto figure = [&](const std::optional<double>& value) {
        return value ? SheetCell::of(printed(*value, decimals), decimals == 0 ? Look::whole : Look::tenth)
                     : SheetCell();
    };
    row.push_back(cell ? figure(cell->value) : SheetCell());
    row.push_back(cell ? figure(cell->lower) : SheetCell());
    row.push_back(cell ? figure(cell->upper) : SheetCell());
    row.push_back(SheetCell::of(cell ? cell->symbol : std::string(), Look::centred));
    row.push_back(target ? SheetCell::of(printed(*target, 12), Look::tenth) : SheetCell());
}

const Goal* goal_of(const PlanTables& plan, const Judgement& judgement)
{
    const auto found = std::find_if(plan.goals.begin(), plan.goals.end(), [&](const auto& goal) {
        return goal.plan == judgement.plan && goal.goal == judgement.goal;
    });
    return found == plan.goals.end() ? nullptr : &*found;
}

std::vector<SheetCell> judged_row(const Publication& publication, const WorkbookContent& content,
                                  const Judgement& judgement)
{
    const auto& codebook = publication.codebook;
    const auto series = series_of(content, judgement.indicator, judgement.domain);
    const auto* indicator = series.table ? series.table->indicator : nullptr;
    const auto* goal = goal_of(publication.plan, judgement);
    const auto title =
        judgement.indicator.empty() ? std::string() : codebook.indicator(judgement.indicator).title;
    std::vector<SheetCell> row{
        wrapped(judgement.goal + (goal ? " " + goal->title : std::string())), wrapped(title),
        wrapped(indicator ? domain_label(codebook, indicator->survey, judgement.domain) : ""),
        SheetCell::of(period_text(judgement.period)), SheetCell::of(unit_of(indicator))};
    add_figures(row, series, cell_at(series, judgement.period), judgement.target_value);
    row.push_back(wrapped(trend_words(series, content, codebook)));
    row.push_back(wrapped(marked(judgement.verdict)));
    row.push_back(wrapped(judgement.reason));
    row.push_back(wrapped(goal ? goal->responsible : ""));
    row.push_back(wrapped(goal && goal->status_text != judgement.reason ? goal->status_text : ""));
    return row;
}

/// An indicator that no goal follows: its newest figure for the whole survey.
std::vector<SheetCell> unjudged_row(const Publication& publication, const WorkbookContent& content,
                                    const Series& series)
{
    const auto* newest = series.cells.back();
    for (const auto* cell : series.cells)
        if (cell->wave)
            newest = cell;
    std::vector<SheetCell> row{
        SheetCell::of("–"), wrapped(series.table->indicator->title),
        wrapped(domain_label(publication.codebook, series.table->table->survey, newest->domain)),
        SheetCell::of(period_text(newest->period)), SheetCell::of(unit_of(series.table->indicator))};
    add_figures(row, series, newest, std::nullopt);
    row.push_back(wrapped(trend_words(series, content, publication.codebook)));
    row.push_back(wrapped("inget mål"));
    row.push_back({});
    row.push_back({});
    row.push_back({});
    return row;
}

/// The whole survey's series of each indicator that no goal follows.
std::vector<Series> unjudged_series(const WorkbookContent& content)
{
    std::vector<Series> found;
    std::set<const Indicator*> seen;
    for (const auto* judgement : content.judgements)
        for (const auto& table : content.tables)
            if (table.indicator->indicator == judgement->indicator)
                seen.insert(table.indicator);
    for (const auto& table : content.tables)
        if (seen.insert(table.indicator).second)
            if (auto series = series_of(content, table.indicator->indicator, ""); series.table)
                found.push_back(std::move(series));
    return found;
}

} // namespace

SheetTable situation_sheet(const Publication& publication, const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Läget";
    sheet.notices = {"Från mål till utfall: varje mål med sin indikator, utfallet med osäkerhet, målvärdet, "
                     "trenden och bedömningen.",
                     std::string(symbols_line) + " Bedömningen görs bara av uppgifter som visas."};
    sheet.name = "Tabell_laget";
    sheet.headings = {"Mål",    "Indikator",   "Grupp",      "Period",   "Enhet",
                      "Utfall", "Nedre gräns", "Övre gräns", "Symbol",   "Målvärde",
                      "Trend",  "Bedömning",   "Skäl",       "Ansvarig", "Kommentar"};
    sheet.widest = {24, 24, 16, 10, 8, 8, 8, 8, 8, 8, 24, 19, 34, 20, 18};
    const auto add_judged = [&](bool with_indicator) {
        for (const auto* judgement : content.judgements)
            if (judgement->indicator.empty() != with_indicator)
                sheet.rows.push_back(judged_row(publication, content, *judgement));
    };
    // What has figures is read first; milestones are last.
    add_judged(true);
    for (const auto& series : unjudged_series(content))
        sheet.rows.push_back(unjudged_row(publication, content, series));
    add_judged(false);
    if (sheet.rows.empty()) {
        sheet.rows.emplace_back(sheet.headings.size());
        sheet.rows.back()[0] = wrapped("Inga mål och inga uppgifter att visa ännu.");
    }
    return sheet;
}

} // namespace lup
