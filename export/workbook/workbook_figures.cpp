#include "export/workbook/workbook_figures.hpp"

#include "export/published/finished_files.hpp"
#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lup {

namespace {

using Value = std::variant<double, std::string>;

/// A table of a sheet: where its headings stand, and its rows by heading.
struct SheetGrid {
    const ReadSheet* sheet = nullptr;
    std::uint32_t header = 0;
    std::vector<std::string> headings;
    std::map<std::uint32_t, std::map<std::size_t, Value>> rows;

    std::string text(const std::map<std::size_t, Value>& row, std::size_t column) const
    {
        const auto found = row.find(column);
        return found == row.end() || !std::holds_alternative<std::string>(found->second)
                   ? std::string()
                   : std::get<std::string>(found->second);
    }
    std::optional<std::size_t> column(std::string_view start) const
    {
        for (std::size_t i = 0; i < headings.size(); ++i)
            if (headings[i].starts_with(start))
                return i;
        return std::nullopt;
    }
};

/// The texts above the table's headings, as one.
std::string head_of(const SheetGrid& grid)
{
    std::string head;
    for (const auto& [place, value] : grid.sheet->cells)
        if (place.first < grid.header && std::holds_alternative<std::string>(value))
            head += (head.empty() ? "" : " ") + std::get<std::string>(value);
    return head;
}

/// The labels of a group in an order of their own, so that tables of the same breakdowns agree.
std::string group_key(const std::string& label)
{
    if (label == "Hela undersökningen")
        return {};
    std::vector<std::string> pieces;
    std::size_t from = 0;
    for (auto comma = label.find(", "); comma != std::string::npos; comma = label.find(", ", from)) {
        pieces.push_back(label.substr(from, comma - from));
        from = comma + 2;
    }
    pieces.push_back(label.substr(from));
    std::sort(pieces.begin(), pieces.end());
    std::string key;
    for (const auto& piece : pieces)
        key += piece + ", ";
    return label.empty() ? std::string() : key;
}

struct DataRow {
    FileRow row;
    std::string title, group; ///< as the tables label them
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

    /// The table that begins with a row whose first cell is `first`; cells beside or above it that hold a
    /// number are faults.
    std::optional<SheetGrid> grid_of(const ReadSheet& sheet, std::string_view first)
    {
        SheetGrid grid;
        grid.sheet = &sheet;
        const auto is_header = [&](const auto& cell) {
            return cell.first.second == 0 && cell.second == Value(std::string(first));
        };
        const auto header = std::find_if(sheet.cells.begin(), sheet.cells.end(), is_header);
        if (header == sheet.cells.end()) {
            add(sheet.name, 0, "bladets tabell saknas");
            return std::nullopt;
        }
        grid.header = header->first.first;
        for (const auto& [place, value] : sheet.cells) {
            if (place.first < grid.header && std::holds_alternative<double>(value))
                add(sheet.name, place.first, "tal ovanför tabellen");
            if (place.first == grid.header && std::holds_alternative<std::string>(value) &&
                place.second == grid.headings.size())
                grid.headings.push_back(std::get<std::string>(value));
            if (place.first > grid.header)
                grid.rows[place.first][place.second] = value;
        }
        return grid;
    }

    void judge_data(const ReadSheet& sheet, const RowIsGood& is_good)
    {
        const auto grid = grid_of(sheet, "Undersökning");
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
            data.title = grid->text(cells, 2);
            data.group = group_key(grid->text(cells, 7));
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

    /// Whether Data has a row of that indicator, period and group that prints these figures.
    template <typename SameTitle>
    bool is_in_data(const SameTitle& same_title, const std::string& period, const std::string& group,
                    const std::array<std::optional<double>, 4>& figures, const std::array<bool, 4>& has) const
    {
        const auto prints = [&](const DataRow& data, std::size_t m) {
            const auto& full = data.row.figures[m];
            if (!has[m])
                return true;
            return full.has_value() == figures[m].has_value() &&
                   (!full || same_number(m == 3 ? *full : printed(*full, 2), *figures[m]));
        };
        return std::any_of(data_.begin(), data_.end(), [&](const DataRow& data) {
            return same_title(data) && period_text(data.row.period) == period && data.group == group &&
                   prints(data, 0) && prints(data, 1) && prints(data, 2) && prints(data, 3);
        });
    }

    static std::optional<double> number_at(const std::map<std::size_t, Value>& row, std::size_t column)
    {
        const auto found = row.find(column);
        return found == row.end() || !std::holds_alternative<double>(found->second)
                   ? std::nullopt
                   : std::optional(std::get<double>(found->second));
    }

    static bool is_among(const std::vector<double>& all, double number)
    {
        return std::any_of(all.begin(), all.end(),
                           [&](double each) { return same_number(printed(each, 2), number); });
    }

    void judge_table(const ReadSheet& sheet)
    {
        const auto grid = grid_of(sheet, "Period");
        if (!grid)
            return;
        const auto symbol = grid->column("Symbol"), lower = grid->column("Nedre gräns"),
                   upper = grid->column("Övre gräns"), n = grid->column("Antal svar");
        if (!symbol)
            return add(sheet.name, grid->header, "kolumnen Symbol saknas");
        const auto value = lower ? *lower - 1 : n ? *n - 1 : *symbol - 1;
        const auto head = head_of(*grid);
        const auto same_title = [&head](const DataRow& data) { return head.starts_with(data.title); };
        for (const auto& [number, cells] : grid->rows) {
            std::array<std::optional<double>, 4> figures;
            std::array<bool, 4> has{true, lower.has_value(), upper.has_value(), n.has_value()};
            std::string group;
            for (std::size_t column = 1; column < value; ++column)
                group += (group.empty() ? "" : ", ") + grid->text(cells, column);
            for (const auto& [column, cell] : cells) {
                const auto figure = number_at(cells, column);
                if (!figure)
                    continue;
                if (column == value || column == lower || column == upper || column == n)
                    figures[column == value ? 0 : column == lower ? 1 : column == upper ? 2 : 3] = figure;
                else if (column >= grid->headings.size() ||
                         !grid->headings[column].starts_with("Jämförelse: ") ||
                         !is_among(elsewhere_.references, *figure))
                    add(sheet.name, number, "ett tal står där det inte ska stå något");
            }
            if (!is_in_data(same_title, grid->text(cells, 0), group_key(group), figures, has))
                add(sheet.name, number, "ett tal som inte är bladets Data");
        }
    }

    void judge_situation(const ReadSheet& sheet)
    {
        const auto grid = grid_of(sheet, "Mål");
        if (!grid)
            return;
        for (const auto& [number, cells] : grid->rows) {
            std::array<std::optional<double>, 4> figures;
            for (const auto& [column, cell] : cells)
                if (const auto figure = number_at(cells, column)) {
                    if (column >= 5 && column <= 7)
                        figures[column - 5] = figure;
                    else if (column != 9 || !is_among(elsewhere_.targets, *figure))
                        add(sheet.name, number, "ett tal står där det inte ska stå något");
                }
            if (!figures[0] && !figures[1] && !figures[2])
                continue;
            const auto title = grid->text(cells, 1);
            const auto same_title = [&](const DataRow& data) { return data.title == title; };
            if (!is_in_data(same_title, grid->text(cells, 3), group_key(grid->text(cells, 2)), figures,
                            {true, true, true, false}))
                add(sheet.name, number, "ett tal som inte är bladets Data");
        }
    }

    void judge_comparisons(const ReadSheet& sheet)
    {
        const auto grid = grid_of(sheet, "Indikator");
        if (!grid)
            return;
        const auto difference = grid->column("Skillnad"), lower = grid->column("Nedre gräns"),
                   upper = grid->column("Övre gräns");
        for (const auto& [number, cells] : grid->rows)
            for (const auto& [column, cell] : cells)
                if (const auto figure = number_at(cells, column);
                    figure && ((column != difference && column != lower && column != upper) ||
                               !is_among(elsewhere_.comparisons, *figure)))
                    add(sheet.name, number, "ett tal som inte är en publicerad jämförelse");
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

NumbersFromElsewhere numbers_from_elsewhere(const Publication& publication)
{
    NumbersFromElsewhere numbers;
    for (const auto& reference : publication.codebook.reference_values)
        if (reference.value)
            numbers.references.push_back(*reference.value);
    for (const auto& judgement : publication.judgements)
        if (judgement.target_value)
            numbers.targets.push_back(*judgement.target_value);
    for (const auto& [key, all] : comparison_numbers(publication.release))
        for (const auto& number : all)
            if (number)
                numbers.comparisons.push_back(*number);
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
