#include "export/workbook/workbook_check.hpp"

#include "config/errors.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/reference_values.hpp"
#include "export/workbook/workbook_figures.hpp"
#include "export/workbook/workbook_parts.hpp"
#include "export/workbook/workbook_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace lup {

namespace {

using Value = std::variant<double, std::string>;

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
        check_sheets();
        if (!content_.comparisons.empty())
            check_comparisons();
        check_charts();
        const auto may_have = [&](const ReleasedTable& table, const ReleasedCell& cell) {
            return may_have_cell(publication_.codebook, content_.organisation, table, cell);
        };
        const PublishedFigures figures(publication_.release, may_have);
        const auto faults =
            workbook_faults(book_, numbers_from_elsewhere(publication_, content_.organisation),
                            [&](const FileRow& row) { return figures.says(row); });
        if (!faults.empty())
            throw ExportError(fmt::format("{}, {}", file_.string(), faults.front()));
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

    /// Every sheet but Diagram says what was laid out for it, cell by cell, and nothing else.
    void check_sheets() const
    {
        check_sheet("Om", about_sheet(publication_, content_));
        check_sheet("Innehåll", contents_sheet_table(contents_of(content_)));
        check_sheet("Läget", situation_sheet(publication_, content_));
        check_sheet("Vad är nytt", news_sheet(publication_, content_));
        for (const auto& table : content_.tables)
            check_sheet(table.sheet, figures_sheet(publication_.codebook, content_, table));
        if (!content_.comparisons.empty())
            check_sheet(std::string(comparisons_name), comparisons_sheet(publication_.codebook, content_));
        check_sheet("Noter", notes_sheet(content_));
        check_sheet("Metod och kvalitet", method_sheet(publication_, content_));
        check_sheet("Data", data_sheet(publication_, content_));
        for (const auto& [place, value] : sheet("Diagram").cells)
            if (place.second > 0 || !numbers_in(std::get<std::string>(value)).empty())
                fail("Diagram", place.first, "en cell har något annat än det som skulle skrivas");
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

    std::uint32_t header_of(const ReadSheet& found, const SheetTable& planned) const
    {
        for (const auto& [place, value] : found.cells) {
            std::size_t same = 0;
            for (std::uint32_t i = 0; place.second == 0 && i < planned.headings.size(); ++i)
                if (const auto cell = found.cells.find({place.first, i});
                    cell != found.cells.end() && cell->second == Value(planned.headings[i]))
                    ++same;
            if (same == planned.headings.size())
                return place.first;
        }
        fail(found.name, 0, "tabellens rubriker saknas");
    }

    void check_sheet(const std::string& name, const SheetTable& planned) const
    {
        const auto& found = sheet(name);
        const auto header = header_of(found, planned);
        for (const auto& [place, value] : found.cells) {
            const auto [row, column] = place;
            const auto* text = std::get_if<std::string>(&value);
            bool good = false;
            if (row < header)
                good = column == 0 && text && stands_above(planned, *text);
            else if (row == header)
                good = column < planned.headings.size() && value == Value(planned.headings[column]);
            else if (row - header <= planned.rows.size() && column < planned.rows[row - header - 1].size())
                good = is_planned(planned.rows[row - header - 1][column], value);
            if (!good)
                fail(name, row, "en cell har något annat än det som skulle skrivas");
        }
    }

    /// A line of the title or of a notice, or the link back.
    static bool stands_above(const SheetTable& planned, const std::string& text)
    {
        return text == "Till innehållet" || planned.title.find(text) != std::string::npos ||
               std::any_of(planned.notices.begin(), planned.notices.end(),
                           [&](const auto& notice) { return notice.find(text) != std::string::npos; });
    }

    static bool is_planned(const SheetCell& planned, const Value& value)
    {
        if (const auto* number = std::get_if<double>(&value))
            return planned.number && same_number(*planned.number, *number);
        return !planned.number && planned.text == std::get<std::string>(value);
    }

    void check_charts() const
    {
        for (const auto& chart : book_.charts) {
            const auto has_number = [](const ReadCache& cache) {
                return std::any_of(cache.values.begin(), cache.values.end(), [](const auto& each) {
                    return std::holds_alternative<double>(each.second);
                });
            };
            if (chart.title.empty() || std::none_of(chart.caches.begin(), chart.caches.end(), has_number))
                fail("Diagram", 0, "ett diagram saknar rubrik eller är tomt");
        }
        if (book_.descriptions.size() != book_.charts.size() ||
            std::any_of(book_.descriptions.begin(), book_.descriptions.end(),
                        [](auto& text) { return text.empty(); }))
            fail("Diagram", 0, "ett diagram saknar beskrivning");
    }

    void check_properties() const
    {
        const auto& settings = publication_.settings;
        const auto author = settings.unit.empty() ? settings.region : settings.unit;
        std::map<std::string, std::string> expected{{"title", content_.title},
                                                    {"subject", "Utgåva " + publication_.release.id()},
                                                    {"creator", author},
                                                    {"lastModifiedBy", author},
                                                    {"Language", "sv-SE"}};
        if (!settings.region.empty())
            expected["Company"] = settings.region;
        for (const auto& [name, text] : book_.properties) {
            const bool is_time = name == "created" || name == "modified";
            const bool good = is_time ? text.size() == 20 && text.ends_with("T12:00:00Z")
                                      : expected.contains(name) && expected.at(name) == text;
            if (!good)
                fail("egenskaper", 0, "'" + name + "' är inte det som skulle skrivas");
        }
        for (const auto& [name, text] : expected)
            if (!book_.properties.contains(name))
                fail("egenskaper", 0, "'" + name + "' saknas");
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
