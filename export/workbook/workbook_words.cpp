#include "export/workbook/workbook_words.hpp"

#include "config/text_numbers.hpp"
#include "export/cell_roles.hpp"
#include "export/workbook/sheet_grid.hpp"
#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace lup {

namespace {

using Numbers = std::vector<double>;
using Row = SheetGrid::Row;

void add_numbers(Numbers& numbers, std::string_view text)
{
    for (const auto number : numbers_in(text))
        numbers.push_back(number);
}

void add_number(Numbers& numbers, const std::optional<double>& number)
{
    if (number)
        numbers.push_back(*number);
}

void add_all(Numbers& numbers, const Numbers& more)
{
    numbers.insert(numbers.end(), more.begin(), more.end());
}

bool is_table_sheet(const std::string& name)
{
    return name.size() > 1 && name[0] == 'T' && name[1] >= '0' && name[1] <= '9';
}

/// What the first heading of each sheet's table is.
std::string_view first_heading(const std::string& sheet)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> sheets{
        {{"Om", "Uppgift"},
         {"Innehåll", "Blad"},
         {"Läget", "Mål"},
         {"Vad är nytt", "Slag"},
         {"Jämförelser", "Indikator"},
         {"Noter", "Not"},
         {"Metod och kvalitet", "Avsnitt"},
         {"Data", "Undersökning"}}};
    const auto* found =
        std::find_if(sheets.begin(), sheets.end(), [&](const auto& each) { return each.first == sheet; });
    return found == sheets.end() ? "Period" : found->second;
}

class WordFaults {
public:
    WordFaults(const ReadWorkbook& book, const Publication& publication, const Organisation* organisation,
               const KnownWords& words)
        : book_(book), publication_(publication), organisation_(organisation), words_(words),
          units_(unit_numbers(publication))
    {
        for (const auto& sheet : book.sheets) {
            tables_ += is_table_sheet(sheet.name) ? 1 : 0;
            const auto grid = grid_of(sheet, first_heading(sheet.name));
            if (sheet.name == "Noter" && grid)
                notes_ = grid->rows.size();
            if (sheet.name == "Data" && grid)
                for (const auto& [number, row] : grid->rows)
                    indicators_.insert(SheetGrid::text(row, 1));
        }
    }

    std::vector<std::string> find()
    {
        for (const auto& sheet : book_.sheets)
            judge(sheet);
        judge_table_names();
        return std::move(faults_);
    }

private:
    void add(const std::string& sheet, std::uint32_t row)
    {
        faults_.push_back(fmt::format("{}, rad {}: en text har ett tal som varken är utgåvans, kodbokens "
                                      "eller planens",
                                      sheet, row + 1));
    }

    void judge(const ReadSheet& sheet)
    {
        const auto grid = grid_of(sheet, first_heading(sheet.name));
        judge_head(sheet, grid ? grid->header : ~0U);
        if (!grid)
            return;
        for (const auto& heading : grid->headings)
            if (!words_.allows(heading))
                add(sheet.name, grid->header);
        for (const auto& [number, row] : grid->rows) {
            const auto here = allowed_in(*grid, row);
            for (const auto& [column, value] : row)
                if (const auto* text = std::get_if<std::string>(&value);
                    text && !is_good(*grid, column, *text, here))
                    add(sheet.name, number);
        }
    }

    /// The texts above the table as one, because they are broken into lines; and the sheet's name, whose
    /// numbers are its own and those of the title, or the beginning of one.
    void judge_head(const ReadSheet& sheet, std::uint32_t header)
    {
        std::string head;
        for (const auto& [place, value] : sheet.cells)
            if (place.first < header && std::holds_alternative<std::string>(value))
                head += (head.empty() ? "" : " ") + std::get<std::string>(value);
        if (!words_.allows(without_marks(head)))
            add(sheet.name, 0);
        const auto titles = text_numbers(head);
        auto names = text_numbers(sheet.name);
        if (is_table_sheet(sheet.name) && names.front().value <= static_cast<double>(tables_))
            names.erase(names.begin());
        for (const auto& each : names) {
            const auto bytes = sheet.name.substr(each.start, each.end - each.start);
            if (std::none_of(titles.begin(), titles.end(), [&](const auto& title) {
                    return head.substr(title.start, title.end - title.start).starts_with(bytes);
                }))
                add(sheet.name, 0);
        }
    }

    /// "Tabell_01_stress_area"
    void judge_table_names()
    {
        Numbers here;
        for (std::size_t i = 0; i < tables_; ++i)
            here.push_back(static_cast<double>(i + 1));
        for (const auto& table : publication_.release.tables()) {
            add_numbers(here, table.indicator);
            for (const auto& dimension : table.dimensions)
                add_numbers(here, dimension.name);
        }
        for (const auto& table : book_.tables)
            if (!words_.allows(table.name, here))
                add("Tabellnamn", 0);
    }

    bool is_good(const SheetGrid& grid, std::size_t column, const std::string& text,
                 const Numbers& here) const
    {
        if (grid.sheet->name == "Innehåll" && column == 0)
            return std::any_of(book_.sheets.begin(), book_.sheets.end(),
                               [&](const auto& each) { return each.name == text; });
        const auto field = column < grid.headings.size() ? grid.headings[column] : std::string();
        if (field == "Jämförs med")
            return words_.allows(text, here, "Grupp") || words_.allows(text, here, "Period");
        return words_.allows(without_marks(text), here, field == "Område och grupp" ? "Grupp" : field);
    }

    /// Without "[not 3]" where there is such a note.
    std::string without_marks(std::string text) const
    {
        constexpr std::string_view mark = "[not ";
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
            const auto end = text.find(']', at);
            const auto numbers = numbers_in(std::string_view(text).substr(at, end - at));
            if (end == std::string::npos || numbers.size() != 1 || numbers[0] < 1 ||
                numbers[0] > static_cast<double>(notes_))
                return text;
            text.erase(at, end + 1 - at);
        }
        return text;
    }

    Numbers allowed_in(const SheetGrid& grid, const Row& row) const
    {
        const auto& name = grid.sheet->name;
        const auto text = [&](std::size_t column) { return SheetGrid::text(row, column); };
        if (name == "Om" && text(0) == "Vad")
            return {static_cast<double>(indicators_.size()), static_cast<double>(tables_)};
        if (name == "Läget")
            return situation_numbers(text(0), text(1), group_key(text(2)));
        if (name == "Vad är nytt")
            return change_numbers(text(1), text(3));
        if (name == "Jämförelser")
            return units_;
        if (name == "Metod och kvalitet")
            return method_numbers(text(0), text(1));
        return {};
    }

    Numbers situation_numbers(const std::string& goal, const std::string& title,
                              const std::string& group) const
    {
        Numbers here;
        const auto& codebook = publication_.codebook;
        for (const auto& table : publication_.release.tables()) {
            if (codebook.indicator(table.indicator).title != title)
                continue;
            for (const auto& cell : table.cells)
                if (cell.value && may_have_cell(codebook, organisation_, table, cell) &&
                    group_key(domain_label(codebook, table.survey, cell.domain)) == group) {
                    here.push_back(*cell.value);
                    here.push_back(printed(*cell.value, table.decimals));
                }
        }
        for (const auto& each : publication_.judgements) {
            const bool same_goal = goal == each.goal || goal.starts_with(each.goal + " ");
            if (!same_goal || each.indicator.empty() || codebook.indicator(each.indicator).title != title)
                continue;
            for (const auto& number : {each.value, each.base_value, each.target_value, each.smallest_change})
                add_number(here, number);
        }
        return here;
    }

    Numbers change_numbers(const std::string& title, const std::string& period) const
    {
        Numbers here;
        const auto& indicators = publication_.codebook.indicators;
        for (const auto& change : publication_.changes) {
            // One that has left the codebook is told in no workbook.
            const auto indicator = std::ranges::find(indicators, change.indicator, &Indicator::indicator);
            if (indicator == indicators.end() || indicator->title != title ||
                period_text(change.period) != period)
                continue;
            add_numbers(here, change.before);
            add_numbers(here, change.after);
            // A published period or code may have left the codebook, and is then printed as it is.
            if (change.kind == "borttagen") {
                add_numbers(here, period);
                add_numbers(here, domain_label(publication_.codebook, indicator->survey, change.domain));
            }
        }
        return here;
    }

    Numbers method_numbers(const std::string& section, const std::string& about) const
    {
        const auto& codebook = publication_.codebook;
        const auto is_guarded = [&](const std::string& survey) {
            return codebook.survey(survey).protection == Protection::gate;
        };
        Numbers here;
        if (section == "Svar och bearbetning")
            for (const auto& note : publication_.release.wave_notes())
                if (about == (note.title.empty() ? note.period : note.title) && !is_guarded(note.survey))
                    add_response(here, note);
        if (section == "Beräkning")
            for (const auto& note : publication_.release.method_notes())
                if (const auto& indicator = codebook.indicator(note.indicator); indicator.title == about) {
                    add_all(here, note.rules);
                    if (!is_guarded(indicator.survey))
                        add_all(here, note.counts);
                    for (const auto& group : codebook.standard_of(indicator))
                        add_numbers(here, codebook.label(indicator.survey, group.group, group.code));
                }
        if (section == "Jämförelser")
            for (const auto& note : publication_.release.comparison_notes())
                if (codebook.survey(note.survey).title == about) {
                    add_all(here, note.rules);
                    add_all(here, units_);
                }
        return here;
    }

    static void add_response(Numbers& here, const WaveNote& note)
    {
        for (const auto& count : {note.respondents, note.eligible})
            if (count)
                here.push_back(static_cast<double>(*count));
        if (note.respondents && note.eligible && *note.eligible > 0)
            here.push_back(std::round(100.0 * static_cast<double>(*note.respondents) /
                                      static_cast<double>(*note.eligible)));
    }

    const ReadWorkbook& book_;
    const Publication& publication_;
    const Organisation* organisation_;
    const KnownWords& words_;
    Numbers units_;
    std::size_t tables_ = 0, notes_ = 0;
    std::set<std::string> indicators_;
    std::vector<std::string> faults_;
};

} // namespace

std::vector<double> unit_numbers(const Publication& publication)
{
    Numbers numbers;
    for (const auto& table : publication.release.tables())
        for (const auto& dimension : table.dimensions) {
            const auto role = role_of_dimension(publication.codebook, table.survey, dimension.name);
            for (const auto& category : dimension.categories)
                if (role == Role::area || role == Role::school)
                    add_numbers(numbers, category.label);
        }
    return numbers;
}

std::vector<std::string> word_faults(const ReadWorkbook& book, const Publication& publication,
                                     const Organisation* organisation, const KnownWords& words)
{
    return WordFaults(book, publication, organisation, words).find();
}

} // namespace lup
