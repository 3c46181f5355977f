#include "export/workbook/workbook_figures.hpp"

#include "export/cell_roles.hpp"
#include "export/workbook/comparison_rows.hpp"
#include "export/workbook/reference_values.hpp"
#include "export/workbook/sheet_grid.hpp"
#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lup {

namespace {

using Row = SheetGrid::Row;

/// Figures of a row, by CubeMeasure, and which of them the sheet has a column for.
struct SaidFigures {
    std::array<std::optional<double>, 4> figures;
    std::array<bool, 4> has{};
};

class Faults {
public:
    Faults(const ReadWorkbook& book, const NumbersFromElsewhere& elsewhere)
        : book_(book), elsewhere_(elsewhere)
    {
    }

    std::vector<std::string> find(const RowIsGood& is_good)
    {
        for (const auto& sheet : book_.sheets)
            if (sheet.name == "Data")
                judge_data(sheet, is_good);
        for (const auto& sheet : book_.sheets) {
            const bool is_table =
                sheet.name.size() > 1 && sheet.name[0] == 'T' && sheet.name[1] >= '0' && sheet.name[1] <= '9';
            if (is_table)
                judge_table(sheet);
            else if (sheet.name == "Läget")
                judge_situation(sheet);
            else if (sheet.name == "Jämförelser")
                judge_comparisons(sheet);
            else if (sheet.name != "Data")
                judge_words(sheet);
        }
        for (auto& fault : chart_faults(book_))
            faults_.push_back(std::move(fault));
        return std::move(faults_);
    }

private:
    void add(const std::string& sheet, std::uint32_t row, std::string_view what)
    {
        faults_.push_back(fmt::format("{}, rad {}: {}", sheet, row + 1, what));
    }

    /// The sheet's table; that there is none, or a number above it, is a fault.
    std::optional<SheetGrid> table_of(const ReadSheet& sheet, std::string_view first)
    {
        auto grid = grid_of(sheet, first);
        if (!grid)
            add(sheet.name, 0, "bladets tabell saknas");
        for (const auto& [place, value] : sheet.cells)
            if (grid && place.first < grid->header && std::holds_alternative<double>(value))
                add(sheet.name, place.first, "tal ovanför tabellen");
        return grid;
    }

    void judge_data(const ReadSheet& sheet, const RowIsGood& is_good)
    {
        const auto grid = table_of(sheet, "Undersökning");
        if (!grid)
            return;
        const std::vector<std::string> wanted{"Undersökning", "Indikator",  "Benämning", "Enhet",
                                              "Period",       "Omgång",     "Domän",     "Grupp",
                                              "Område",       "Kön",        "Värde",     "Nedre gräns",
                                              "Övre gräns",   "Antal svar", "Symbol",    "Utgåva"};
        if (grid->headings != wanted)
            return add(sheet.name, grid->header, "bladet har andra kolumner än det ska");
        for (const auto& [number, cells] : grid->rows) {
            DataRow data;
            data.row.place = fmt::format("rad {}", number + 1);
            data.row.indicator = grid->text(cells, 1);
            data.row.period = grid->text(cells, 4);
            data.row.domain = grid->text(cells, 6);
            data.row.symbol = grid->text(cells, 14);
            data.row.has.fill(true);
            data.survey = grid->text(cells, 0);
            data.wave = grid->text(cells, 5);
            data.title = grid->text(cells, 2);
            data.group = group_key(grid->text(cells, 7));
            data.release = grid->text(cells, 15);
            for (const auto& [column, value] : cells)
                if (const auto* figure = std::get_if<double>(&value)) {
                    if (column < 10 || column > 13)
                        add(sheet.name, number, "ett tal står i en textkolumn");
                    else
                        data.row.figures[column - 10] = *figure;
                }
            if (data.row.indicator.empty() && !data.row.has_number())
                continue; // a workbook without any figure
            if (!is_good(data.row))
                add(sheet.name, number, "ett tal eller en symbol som inte står i utgåvan");
            data_.push_back(std::move(data));
        }
    }

    /// The row of Data of that indicator, period and group that prints these figures; none if none does.
    template <typename SameTitle>
    const DataRow* find_in_data(const SameTitle& same_title, const std::string& period,
                                const std::string& group, const SaidFigures& said) const
    {
        const auto prints = [&](const DataRow& data, std::size_t m) {
            const auto &full = data.row.figures[m], &figure = said.figures[m];
            if (!said.has[m])
                return true;
            return full.has_value() == figure.has_value() &&
                   (!full || same_number(m == 3 ? *full : printed(*full, 2), *figure));
        };
        const auto found = std::find_if(data_.begin(), data_.end(), [&](const DataRow& data) {
            return same_title(data) && period_text(data.row.period) == period && data.group == group &&
                   prints(data, 0) && prints(data, 1) && prints(data, 2) && prints(data, 3);
        });
        return found == data_.end() ? nullptr : &*found;
    }

    void judge_table(const ReadSheet& sheet)
    {
        const auto grid = table_of(sheet, "Period");
        if (!grid)
            return;
        const auto symbol = grid->column("Symbol"), lower = grid->column("Nedre gräns"),
                   upper = grid->column("Övre gräns"), n = grid->column("Antal svar");
        if (!symbol)
            return add(sheet.name, grid->header, "kolumnen Symbol saknas");
        const auto value = lower ? *lower - 1 : n ? *n - 1 : *symbol - 1;
        const std::array<std::optional<std::size_t>, 4> columns{value, lower, upper, n};
        const auto head = grid->head();
        const auto same_title = [&head](const DataRow& data) { return head.starts_with(data.title); };
        for (const auto& [number, cells] : grid->rows) {
            SaidFigures said;
            for (std::size_t m = 0; m < columns.size(); ++m) {
                said.has[m] = columns[m].has_value();
                if (columns[m])
                    said.figures[m] = SheetGrid::number(cells, *columns[m]);
            }
            std::string group;
            for (std::size_t column = 1; column < value; ++column)
                group += (group.empty() ? "" : ", ") + SheetGrid::text(cells, column);
            const auto* data = find_in_data(same_title, SheetGrid::text(cells, 0), group_key(group), said);
            if (!data)
                add(sheet.name, number, "ett tal som inte är bladets Data");
            for (const auto& [column, cell] : cells)
                if (std::holds_alternative<double>(cell) &&
                    std::find(columns.begin(), columns.end(), column) == columns.end() &&
                    !(data && is_reference(*grid, column, std::get<double>(cell), *data)))
                    add(sheet.name, number, "ett tal står där det inte ska stå något");
        }
    }

    /// Whether the number is the reference value of the area in the column's heading for just that figure.
    bool is_reference(const SheetGrid& grid, std::size_t column, double number, const DataRow& data) const
    {
        const auto heading = column < grid.headings.size() ? grid.headings[column] : std::string();
        const auto& codebook = elsewhere_.codebook;
        const auto& all = codebook.reference_values;
        return std::any_of(all.begin(), all.end(), [&](const ReferenceValue& each) {
            const auto named = reference_heading(codebook, each.area);
            if (each.indicator != data.row.indicator || (heading != named && heading != named + " (%)"))
                return false;
            const auto* found = reference_for(
                codebook, {data.survey, data.row.indicator, data.wave, data.row.domain}, each.area);
            return found == &each && same_number(printed(*each.value, 2), number);
        });
    }

    void judge_situation(const ReadSheet& sheet)
    {
        const auto grid = table_of(sheet, "Mål");
        if (!grid)
            return;
        for (const auto& [number, cells] : grid->rows) {
            SaidFigures said{{}, {true, true, true, false}};
            for (const auto& [column, cell] : cells)
                if (const auto figure = SheetGrid::number(cells, column)) {
                    if (column >= 5 && column <= 7)
                        said.figures[column - 5] = figure;
                    else if (column != 9 || !is_target(cells, *figure))
                        add(sheet.name, number, "ett tal står där det inte ska stå något");
                }
            if (!said.figures[0] && !said.figures[1] && !said.figures[2])
                continue;
            const auto title = SheetGrid::text(cells, 1);
            const auto same_title = [&](const DataRow& data) { return data.title == title; };
            if (!find_in_data(same_title, SheetGrid::text(cells, 3), group_key(SheetGrid::text(cells, 2)),
                              said))
                add(sheet.name, number, "ett tal som inte är bladets Data");
        }
    }

    /// Whether the goal of the row was judged against that number: for its indicator, group and period.
    bool is_target(const Row& cells, double number) const
    {
        const auto& codebook = elsewhere_.codebook;
        const auto goal = SheetGrid::text(cells, 0), title = SheetGrid::text(cells, 1),
                   group = group_key(SheetGrid::text(cells, 2)), period = SheetGrid::text(cells, 3);
        return std::any_of(elsewhere_.targets.begin(), elsewhere_.targets.end(), [&](const Judgement& each) {
            const auto& all = codebook.indicators;
            const auto indicator = std::find_if(
                all.begin(), all.end(), [&](const auto& one) { return one.indicator == each.indicator; });
            return each.target_value && same_number(printed(*each.target_value, 2), number) &&
                   (goal == each.goal || goal.starts_with(each.goal + " ")) &&
                   period == period_text(each.period) && indicator != all.end() &&
                   title == indicator->title &&
                   (group.empty() ||
                    group == group_key(domain_label(codebook, indicator->survey, each.domain)));
        });
    }

    void judge_comparisons(const ReadSheet& sheet)
    {
        if (const auto grid = table_of(sheet, "Indikator"))
            for (auto& fault : comparison_faults(*grid, data_, elsewhere_.comparisons))
                faults_.push_back(std::move(fault));
    }

    void judge_words(const ReadSheet& sheet)
    {
        for (const auto& [place, value] : sheet.cells)
            if (std::holds_alternative<double>(value))
                add(sheet.name, place.first, "bladet ska inte innehålla tal");
    }

    const ReadWorkbook& book_;
    const NumbersFromElsewhere& elsewhere_;
    std::vector<DataRow> data_;
    std::vector<std::string> faults_;
};

} // namespace

NumbersFromElsewhere numbers_from_elsewhere(const Publication& publication, const Organisation* organisation)
{
    NumbersFromElsewhere numbers{
        publication.codebook, {publication.judgements.begin(), publication.judgements.end()}, {}};
    for (const auto& one : publication.release.comparisons())
        if (is_meant_for(organisation, one))
            numbers.comparisons.add(comparison_of(publication.codebook, one, publication.release.id()));
    return numbers;
}

std::vector<std::string> workbook_faults(const ReadWorkbook& book, const NumbersFromElsewhere& elsewhere,
                                         const RowIsGood& is_good)
{
    return Faults(book, elsewhere).find(is_good);
}

std::vector<std::string> change_faults(const ReadWorkbook& book, const PublishedFigures& figures)
{
    std::vector<std::string> faults;
    for (const auto& sheet : book.sheets) {
        std::map<std::uint32_t, std::map<std::uint32_t, std::string>> rows;
        std::optional<std::uint32_t> header;
        for (const auto& [place, value] : sheet.cells)
            if (sheet.name == "Vad är nytt" && std::holds_alternative<std::string>(value)) {
                rows[place.first][place.second] = std::get<std::string>(value);
                if (place.second == 0 && std::get<std::string>(value) == "Slag")
                    header = place.first;
            }
        for (auto& [number, row] : rows)
            for (const std::uint32_t column : {4U, 5U})
                for (const auto figure : numbers_in(header && number > *header ? row[column] : ""))
                    if (!figures.was_ever(figure))
                        faults.push_back(fmt::format("{}, rad {}: ett tal som aldrig har publicerats",
                                                     sheet.name, number + 1));
    }
    return faults;
}

} // namespace lup
