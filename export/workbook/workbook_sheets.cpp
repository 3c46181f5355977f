#include "export/workbook/workbook_sheets.hpp"

#include "export/cell_roles.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/reference_values.hpp"
#include "export/workbook/workbook_findings.hpp"
#include "export/workbook/workbook_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lup {

namespace {

SheetCell wrapped(std::string text)
{
    return SheetCell::of(std::move(text), Look::wrapped);
}

SheetCell figure_cell(const std::optional<double>& value, int decimals)
{
    if (!value)
        return {};
    return SheetCell::of(printed(*value, decimals), decimals == 0 ? Look::whole : Look::tenth);
}

SheetCell count_cell(const std::optional<std::uint64_t>& count)
{
    return count ? SheetCell::of(static_cast<double>(*count), Look::whole) : SheetCell();
}

std::string label_of(const Dimension& dimension, const std::string& code)
{
    const auto& all = dimension.categories;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.code == code; });
    return found == all.end() ? code : found->label;
}

SheetCell cell_of(const Codebook& codebook, const WorkbookTable& table, const ReleasedCell& cell,
                  const TableColumn& column, std::size_t uncertainty)
{
    switch (column.kind) {
    case Column::period:
        return SheetCell::of(period_text(cell.period));
    case Column::category:
        return SheetCell::of(label_of(table.table->dimensions[column.index], cell.codes[column.index]));
    case Column::value:
        return figure_cell(cell.value, table.table->decimals);
    case Column::lower:
        return figure_cell(cell.lower, table.table->decimals);
    case Column::upper:
        return figure_cell(cell.upper, table.table->decimals);
    case Column::n:
        return count_cell(cell.n);
    case Column::symbol:
        return SheetCell::of(cell.symbol, Look::centred);
    case Column::reference:
        if (const auto* found = reference_for(codebook, *table.table, cell, table.references[column.index]))
            return figure_cell(found->value, 12);
        return {};
    case Column::note:
        return SheetCell::of(cell.reliability != Reliability::good && cell.shown()
                                 ? fmt::format("[not {}]", uncertainty)
                                 : std::string());
    }
    return {};
}

std::string source_line(const Survey& survey)
{
    return "Källa: " + (survey.source.empty() ? survey.title : survey.source) + ".";
}

std::string interval_line(const WorkbookTable& table)
{
    return table.column(Column::lower) ? "Nedre och övre gräns: 95-procentigt konfidensintervall. "
                                       : std::string();
}

std::string all_periods(const WorkbookContent& content)
{
    std::vector<std::string> periods;
    for (const auto& table : content.tables)
        for (const auto* cell : table.rows)
            if (cell->wave &&
                std::find(periods.begin(), periods.end(), period_text(cell->period)) == periods.end())
                periods.push_back(period_text(cell->period));
    std::sort(periods.begin(), periods.end());
    return swedish_list(periods);
}

} // namespace

std::vector<const Survey*> surveys_of(const Codebook& codebook, const WorkbookContent& content)
{
    std::vector<const Survey*> surveys;
    for (const auto& survey : codebook.surveys)
        if (std::any_of(content.tables.begin(), content.tables.end(),
                        [&](const auto& table) { return table.survey == &survey; }))
            surveys.push_back(&survey);
    return surveys;
}

std::string next_update(const Publication& publication, const WorkbookContent& content)
{
    std::string earliest;
    for (const auto* survey : surveys_of(publication.codebook, content))
        for (const auto* wave : publication.codebook.waves_of(survey->survey)) {
            const auto& day = wave->publish_from.empty() ? wave->expected_by : wave->publish_from;
            if (wave->period_to > content.newest_day && !day.empty() && (earliest.empty() || day < earliest))
                earliest = day;
        }
    return earliest.empty() ? "När nästa undersökningsomgång är klar; fråga kontakten."
                            : "Tidigast " + swedish_date(earliest) + ".";
}

SheetTable about_sheet(const Publication& publication, const WorkbookContent& content)
{
    const auto& settings = publication.settings;
    SheetTable sheet;
    sheet.title = content.title;
    sheet.notices = {"Arbetsboken innehåller bara uppgifter om grupper, aldrig om enskilda personer."};
    sheet.name = "Tabell_om";
    sheet.headings = {"Uppgift", "Beskrivning"};
    sheet.widest = {30, 100};
    const auto add = [&](std::string what, std::string text) {
        sheet.rows.push_back({SheetCell::of(std::move(what)), wrapped(std::move(text))});
    };
    std::vector<std::string> surveys;
    for (const auto* survey : surveys_of(publication.codebook, content))
        surveys.push_back(survey->title);
    std::set<const Indicator*> indicators;
    for (const auto& table : content.tables)
        indicators.insert(table.indicator);
    add("Vad", fmt::format("Indikatorer om psykisk hälsa: {} indikatorer i {} tabeller.", indicators.size(),
                           content.tables.size()));
    add("För vem", content.organisation ? content.organisation->title : "Alla verksamheter");
    add("Från", settings.unit.empty() ? settings.region : settings.unit + ", " + settings.region);
    add("Undersökningar", surveys.empty() ? "Inga ännu" : swedish_list(surveys));
    add("Perioder", content.tables.empty() ? "Inga ännu" : all_periods(content));
    add("Utgåva", publication.release.id());
    add("Symboler",
        ".. betyder skyddad eller alltför osäker uppgift. . betyder att uppgiften inte kan förekomma. "
        "Symbolen står i en egen kolumn, så att talen går att räkna med.");
    add("Nästa uppdatering", next_update(publication, content));
    add("Kontakt", settings.contact.empty() ? settings.unit : settings.contact);
    return sheet;
}

std::vector<ContentsEntry> contents_of(const WorkbookContent& content)
{
    std::vector<ContentsEntry> entries{
        {"Om", "Vad arbetsboken är, för vem, källor, symboler och kontakt"},
        {"Läget", "Mål, utfall, trend och bedömning på en sida"},
        {"Vad är nytt", "Tillkommet, ändrat och borttaget sedan förra utgåvan"}};
    for (const auto& table : content.tables)
        entries.push_back({table.sheet, table.title});
    if (!content.comparisons.empty())
        entries.push_back(
            {std::string(comparisons_name), "Förändringar och skillnader med intervall och bedömning"});
    entries.push_back({"Diagram", "Diagram över indikatorerna"});
    entries.push_back({"Noter", "Noter till tabellerna"});
    entries.push_back({"Metod och kvalitet", "Population, svar, beräkning, skydd av uppgifter och kontakt"});
    entries.push_back({"Data", "Alla uppgifter i en tabell för maskiner"});
    return entries;
}

SheetTable contents_sheet_table(const std::vector<ContentsEntry>& entries)
{
    SheetTable sheet;
    sheet.title = "Innehåll";
    sheet.notices = {"Varje rad är ett blad. Klicka på bladets namn för att gå dit."};
    sheet.name = "Tabell_innehall";
    sheet.headings = {"Blad", "Vad bladet visar"};
    sheet.widest = {36, 110};
    for (const auto& entry : entries)
        sheet.rows.push_back({{entry.sheet, {}, Look::link, entry.sheet}, wrapped(entry.describes)});
    return sheet;
}

SheetTable news_sheet(const Publication& publication, const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Vad är nytt";
    sheet.notices = {"Vad som har tillkommit, ändrats eller tagits bort sedan förra utgåvan, och varför.",
                     std::string(symbols_line)};
    sheet.name = "Tabell_vad_ar_nytt";
    sheet.headings = {"Slag", "Indikator", "Grupp", "Period", "Före", "Efter", "Skäl"};
    sheet.widest = {14, 60, 40, 14, 14, 14, 60};
    for (const auto* change : content.changes) {
        const auto& indicator = publication.codebook.indicator(change->indicator);
        sheet.rows.push_back({SheetCell::of(change->kind), wrapped(indicator.title),
                              wrapped(domain_label(publication.codebook, indicator.survey, change->domain)),
                              SheetCell::of(period_text(change->period)), SheetCell::of(change->before),
                              SheetCell::of(change->after), wrapped(change->reason)});
    }
    if (sheet.rows.empty())
        sheet.rows.push_back({SheetCell::of("inget nytt"), {}, {}, {}, {}, {}, {}});
    return sheet;
}

SheetTable figures_sheet(const Codebook& codebook, const WorkbookContent& content, const WorkbookTable& table)
{
    SheetTable sheet;
    sheet.title = table.title;
    sheet.notices = {table.notes.empty()
                         ? "Tabellen har inga noter."
                         : "Noter till tabellen: " + note_marks(table.notes) + ", se bladet Noter.",
                     interval_line(table) + std::string(symbols_line), source_line(*table.survey)};
    sheet.name = table.name;
    for (const auto& column : table.columns) {
        sheet.headings.push_back(column.heading);
        sheet.widest.push_back(column.kind == Column::category ? 45 : 16);
    }
    const auto uncertainty = uncertainty_note(content);
    for (const auto* cell : table.rows) {
        std::vector<SheetCell> row;
        for (const auto& column : table.columns)
            row.push_back(cell_of(codebook, table, *cell, column, uncertainty));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

SheetTable notes_sheet(const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Noter";
    sheet.notices = {"Noterna hör till tabellerna; varje tabell säger vilka den har."};
    sheet.name = "Tabell_noter";
    sheet.headings = {"Not", "Text"};
    sheet.widest = {12, 120};
    for (std::size_t i = 0; i < content.notes.size(); ++i)
        sheet.rows.push_back({SheetCell::of(fmt::format("[not {}]", i + 1)), wrapped(content.notes[i])});
    if (sheet.rows.empty())
        sheet.rows.push_back({SheetCell::of("inga noter"), {}});
    return sheet;
}

SheetTable data_sheet(const Publication& publication, const WorkbookContent& content)
{
    SheetTable sheet;
    sheet.title = "Data";
    sheet.notices = {
        "Alla uppgifter i arbetsboken som en enda tabell för maskiner: en rad för varje period och grupp.",
        std::string(symbols_line)};
    sheet.name = "Tabell_data";
    sheet.headings = {"Undersökning", "Indikator",  "Benämning", "Enhet", "Period", "Omgång",
                      "Domän",        "Grupp",      "Område",    "Kön",   "Värde",  "Nedre gräns",
                      "Övre gräns",   "Antal svar", "Symbol",    "Utgåva"};
    sheet.widest = {20, 30, 60, 20, 14, 14, 40, 45, 12, 8, 14, 14, 14, 14, 10, 16};
    std::set<std::pair<const Indicator*, std::pair<std::string, std::string>>> seen;
    for (const auto& table : content.tables)
        for (const auto* cell : table.rows) {
            if (!seen.insert({table.indicator, {cell->period, cell->domain}}).second)
                continue;
            const auto role = [&](Role which) {
                return SheetCell::of(code_with_role(publication.codebook, *table.table, *cell, which));
            };
            const auto unit = table.indicator->statistic == Statistic::share ? "%" : table.indicator->unit;
            const auto look = Look::full;
            sheet.rows.push_back({SheetCell::of(table.table->survey), SheetCell::of(table.table->indicator),
                                  SheetCell::of(table.indicator->title), SheetCell::of(unit),
                                  SheetCell::of(cell->period), SheetCell::of(cell->wave.value_or("")),
                                  SheetCell::of(cell->domain), SheetCell::of(group_label(table, *cell)),
                                  role(Role::area), role(Role::sex), SheetCell::of(cell->value, look),
                                  SheetCell::of(cell->lower, look), SheetCell::of(cell->upper, look),
                                  count_cell(cell->n), SheetCell::of(cell->symbol, Look::centred),
                                  SheetCell::of(publication.release.id())});
        }
    if (sheet.rows.empty())
        sheet.rows.emplace_back(sheet.headings.size());
    return sheet;
}

} // namespace lup
