#include "export/workbook_check.hpp"

#include "config/errors.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook_parts.hpp"
#include "export/workbook_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lup {

namespace {

/// The writer keeps 16 digits, so what is read back can differ in the last one.
bool same_number(double a, double b)
{
    return std::abs(a - b) <= 1e-14 * std::max({1.0, std::abs(a), std::abs(b)});
}

class Check {
public:
    Check(const Publication& publication, const WorkbookContent& content, const std::filesystem::path& file)
        : publication_(publication), content_(content), file_(file), book_(read_workbook(file))
    {
    }

    void run() const
    {
        check_form();
        for (const auto& table : content_.tables)
            check_figures(table);
        check_situation();
        if (!content_.comparisons.empty())
            check_comparisons();
        for (const auto* name : {"Om", "Innehåll", "Vad är nytt", "Noter", "Metod och kvalitet", "Diagram"})
            for (const auto& [place, value] : sheet(name).cells)
                if (std::holds_alternative<double>(value))
                    fail(name, place.first, "bladet ska inte innehålla tal");
        check_data();
        check_charts();
        check_properties();
    }

private:
    [[noreturn]] void fail(const std::string& sheet_name, std::uint32_t row, std::string_view what) const
    {
        throw ExportError(fmt::format("{}, {}, rad {}: {}", file_.string(), sheet_name, row + 1, what));
    }

    const ReadSheet& sheet(const std::string& name) const
    {
        const auto found = std::find_if(book_.sheets.begin(), book_.sheets.end(),
                                        [&](const auto& each) { return each.name == name; });
        if (found == book_.sheets.end())
            fail(name, 0, "bladet saknas");
        return *found;
    }

    void check_form() const
    {
        std::vector<std::string> expected{"Om", "Innehåll", "Läget", "Vad är nytt"};
        for (const auto& table : content_.tables)
            expected.push_back(table.sheet);
        if (!content_.comparisons.empty())
            expected.emplace_back(comparisons_name);
        expected.insert(expected.end(), {"Diagram", "Noter", "Metod och kvalitet", "Data"});
        std::vector<std::string> found;
        for (const auto& each : book_.sheets)
            found.push_back(each.name);
        if (found != expected)
            fail("arbetsboken", 0, "bladen står inte i den ordning de ska");
        for (const auto& each : book_.sheets) {
            const auto first = each.cells.find({0, 0});
            if (first == each.cells.end() || !std::holds_alternative<std::string>(first->second))
                fail(each.name, 0, "bladet saknar rubrik i A1");
            if (each.name != "Innehåll" &&
                std::find(each.links.begin(), each.links.end(), "'Innehåll'!A1") == each.links.end())
                fail(each.name, 0, "bladet saknar länk till innehållet");
            if (each.tables != (each.name == "Diagram" ? 0U : 1U))
                fail(each.name, 0, "bladet ska ha precis en tabell");
        }
        if (sheet("Innehåll").links.size() + 1 != book_.sheets.size())
            fail("Innehåll", 0, "alla blad ska ha en länk");
        std::set<std::string> names;
        for (const auto& table : book_.tables) {
            if (!table.range.starts_with("A") || !names.insert(lowered(table.name)).second)
                fail(table.name, 0, "tabellen börjar inte i kolumn A eller delar namn med en annan");
            std::set<std::string> headings(table.headings.begin(), table.headings.end());
            if (headings.size() != table.headings.size() || headings.contains(""))
                fail(table.name, 0, "en rubrik saknas eller står två gånger");
        }
    }

    /// The number that a cell of a table should show, none if it should show none.
    std::optional<double> expected_number(const WorkbookTable& table, const ReleasedCell& cell,
                                          const TableColumn& column) const
    {
        const auto shown = [&](const std::optional<double>& value) {
            return value ? std::optional<double>(printed(*value, table.table->decimals)) : std::nullopt;
        };
        switch (column.kind) {
        case Column::value:
            return shown(cell.value);
        case Column::lower:
            return shown(cell.lower);
        case Column::upper:
            return shown(cell.upper);
        case Column::n:
            return cell.n ? std::optional<double>(static_cast<double>(*cell.n)) : std::nullopt;
        case Column::reference: {
            const auto* found =
                reference_for(publication_.codebook, *table.table, cell, table.references[column.index]);
            return found ? std::optional<double>(printed(*found->value, 12)) : std::nullopt;
        }
        case Column::period:
        case Column::category:
        case Column::symbol:
        case Column::note:
            break;
        }
        return std::nullopt;
    }

    void check_number(const std::string& sheet_name, std::uint32_t row, std::uint32_t column,
                      const std::optional<double>& expected) const
    {
        const auto& cells = sheet(sheet_name).cells;
        const auto found = cells.find({row, column});
        const auto* number = found == cells.end() ? nullptr : std::get_if<double>(&found->second);
        if ((number != nullptr) != expected.has_value() || (number && !same_number(*number, *expected)))
            fail(sheet_name, row, "ett tal står inte i utgåvan eller saknas i bladet");
    }

    void check_figures(const WorkbookTable& table) const
    {
        std::size_t numbers = 0;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const auto row = table.header + 1 + static_cast<std::uint32_t>(i);
            for (std::size_t k = 0; k < table.columns.size(); ++k) {
                const auto expected = expected_number(table, *table.rows[i], table.columns[k]);
                check_number(table.sheet, row, static_cast<std::uint32_t>(k), expected);
                numbers += expected ? 1 : 0;
            }
        }
        const auto& cells = sheet(table.sheet).cells;
        const auto found =
            static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto& cell) {
                return std::holds_alternative<double>(cell.second);
            }));
        if (found != numbers)
            fail(table.sheet, table.header, "bladet innehåller tal utanför tabellen");
    }

    void check_situation() const
    {
        std::set<double> allowed;
        const auto add = [&](const std::optional<double>& value, int decimals) {
            if (value)
                allowed.insert(printed(*value, decimals));
        };
        for (const auto& table : content_.tables)
            for (const auto* cell : table.rows) {
                add(cell->value, table.table->decimals);
                add(cell->lower, table.table->decimals);
                add(cell->upper, table.table->decimals);
            }
        for (const auto* judgement : content_.judgements)
            add(judgement->target_value, 12);
        for (const auto& [place, value] : sheet("Läget").cells)
            if (const auto* number = std::get_if<double>(&value)) {
                const auto near = allowed.lower_bound(*number - 1e-9);
                if (near == allowed.end() || !same_number(*near, *number))
                    fail("Läget", place.first, "ett tal står varken i utgåvan eller i planen");
            }
    }

    /// Every row of Jämförelser, in the order of the release.
    void check_comparisons() const
    {
        const std::string name(comparisons_name);
        const auto& cells = sheet(name).cells;
        std::uint32_t header = 0;
        std::map<std::string, std::uint32_t> columns;
        for (const auto& [place, value] : cells)
            if (place.second == 0 && value == std::variant<double, std::string>("Indikator"))
                header = place.first;
        for (const auto& [place, value] : cells)
            if (place.first == header)
                columns[std::get<std::string>(value)] = place.second;
        std::size_t numbers = 0;
        for (std::size_t i = 0; i < content_.comparisons.size(); ++i) {
            const auto& one = *content_.comparisons[i];
            const auto row = header + 1 + static_cast<std::uint32_t>(i);
            const auto check = [&](const char* heading, const std::optional<double>& value) {
                for (const auto& [text, column] : columns)
                    if (text.starts_with(heading)) {
                        check_number(name, row, column,
                                     value ? std::optional(printed(*value, one.decimals)) : std::nullopt);
                        numbers += value ? 1 : 0;
                    }
            };
            check("Skillnad", one.difference);
            check("Nedre gräns", one.lower);
            check("Övre gräns", one.upper);
        }
        const auto found =
            static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto& cell) {
                return std::holds_alternative<double>(cell.second);
            }));
        if (found != numbers)
            fail(name, header, "bladet innehåller tal utanför tabellen");
    }

    /// Every row of Data against the release itself, found by indicator, period and domain.
    void check_data() const
    {
        std::map<std::tuple<std::string, std::string, std::string>, const ReleasedCell*> released;
        for (const auto& table : publication_.release.tables())
            for (const auto& cell : table.cells)
                if (may_have_domain(publication_.codebook, content_.organisation, table.survey,
                                    cell.domain) &&
                    may_have_indicator(content_.organisation, table.indicator)) {
                    auto& known = released[{table.indicator, cell.period, cell.domain}];
                    if (!known || !known->shown())
                        known = &cell;
                }
        const auto& data = sheet("Data");
        std::map<std::string, std::uint32_t> columns;
        std::uint32_t header = 0;
        for (const auto& [place, value] : data.cells)
            if (place.second == 0 && value == std::variant<double, std::string>("Undersökning"))
                header = place.first;
        for (const auto& [place, value] : data.cells)
            if (place.first == header)
                columns[std::get<std::string>(value)] = place.second;
        std::map<std::uint32_t, std::map<std::uint32_t, std::variant<double, std::string>>> rows;
        for (const auto& [place, value] : data.cells)
            if (place.first > header)
                rows[place.first][place.second] = value;
            else if (std::holds_alternative<double>(value))
                fail("Data", place.first, "tal ovanför tabellen");
        for (auto& [row, cells] : rows) {
            const auto text = [&](const char* heading) {
                const auto found = cells.find(columns.at(heading));
                return found == cells.end() ? std::string() : std::get<std::string>(found->second);
            };
            const auto cell = released.find({text("Indikator"), text("Period"), text("Domän")});
            if (cell == released.end())
                fail("Data", row, "raden finns inte i utgåvan");
            std::size_t numbers = 0;
            const auto check = [&](const char* heading, const std::optional<double>& expected) {
                check_number("Data", row, columns.at(heading), expected);
                numbers += expected ? 1 : 0;
            };
            check("Värde", cell->second->value);
            check("Nedre gräns", cell->second->lower);
            check("Övre gräns", cell->second->upper);
            check("Antal svar", cell->second->n ? std::optional<double>(static_cast<double>(*cell->second->n))
                                                : std::nullopt);
            const auto found = std::count_if(cells.begin(), cells.end(), [](const auto& each) {
                return std::holds_alternative<double>(each.second);
            });
            if (static_cast<std::size_t>(found) != numbers)
                fail("Data", row, "ett tal står i en textkolumn");
        }
    }

    /// A chart's numbers are copies of the cells that it names, which have been checked already.
    void check_charts() const
    {
        std::set<const ReadSheet*> drawn;
        for (const auto& chart : book_.charts) {
            if (chart.title.empty() || chart.caches.empty())
                fail("Diagram", 0, "ett diagram saknar rubrik eller tal");
            std::size_t numbers = 0;
            for (const auto& cache : chart.caches) {
                const auto mark = cache.range.rfind('!');
                std::uint32_t first = 0;
                auto name = cache.range.substr(0, mark);
                if (name.starts_with("'"))
                    name = name.substr(1, name.size() - 2);
                const auto& source = sheet(name);
                drawn.insert(&source);
                const auto column = static_cast<std::uint32_t>(cache.range.at(mark + 2) - 'A');
                first = static_cast<std::uint32_t>(std::stoul(cache.range.substr(mark + 4)));
                for (const auto& [index, number] : cache.numbers) {
                    const auto cell = source.cells.find({first - 1 + index, column});
                    if (cell == source.cells.end() ||
                        cell->second != std::variant<double, std::string>(number))
                        fail(name, first - 1 + index, "ett diagram visar ett tal som inte står i tabellen");
                }
                numbers += cache.numbers.size();
            }
            if (numbers == 0)
                fail("Diagram", 0, "ett diagram är tomt");
        }
        if (book_.descriptions.size() != book_.charts.size() ||
            std::any_of(book_.descriptions.begin(), book_.descriptions.end(),
                        [](auto& text) { return text.empty(); }))
            fail("Diagram", 0, "ett diagram saknar beskrivning");
    }

    void check_properties() const
    {
        const auto property = [&](const char* name) {
            const auto found = book_.properties.find(name);
            return found == book_.properties.end() ? std::string() : found->second;
        };
        if (property("title") != content_.title || property("creator").empty() ||
            property("Language") != "sv-SE")
            fail("egenskaper", 0, "titel, författare eller språk saknas");
    }

    const Publication& publication_;
    const WorkbookContent& content_;
    const std::filesystem::path& file_;
    ReadWorkbook book_;
};

} // namespace

void check_workbook(const Publication& publication, const WorkbookContent& content,
                    const std::filesystem::path& file)
{
    Check(publication, content, file).run();
}

} // namespace lup
