#include "export/workbook/workbook_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace lup {

namespace {

/// What is wrong with the charts of one workbook.
class ChartFaults {
public:
    explicit ChartFaults(const ReadWorkbook& book) : book_(book) {}

    std::vector<std::string> find()
    {
        judge_charts();
        return std::move(faults_);
    }

private:
    void add(const std::string& sheet, std::uint32_t row, std::string_view what)
    {
        faults_.push_back(fmt::format("{}, rad {}: {}", sheet, row + 1, what));
    }

    const ReadSheet* sheet_named(const std::string& name) const
    {
        const auto found = std::find_if(book_.sheets.begin(), book_.sheets.end(),
                                        [&](const auto& each) { return each.name == name; });
        return found == book_.sheets.end() ? nullptr : &*found;
    }

    /// The sheet and first cell that "'T01 Stress'!$B$7:$B$10" names; no sheet if there is none.
    struct Range {
        const ReadSheet* sheet = nullptr;
        std::uint32_t row = 0, column = 0;
    };
    Range range_of(const std::string& text) const
    {
        const auto mark = text.rfind("!$");
        if (mark == std::string::npos || mark + 4 >= text.size())
            return {};
        auto name = text.substr(0, mark);
        if (name.size() > 1 && name.front() == '\'')
            name = name.substr(1, name.size() - 2);
        Range range{sheet_named(name), 0, static_cast<std::uint32_t>(text[mark + 2] - 'A')};
        std::uint32_t row = 0;
        for (auto at = mark + 4; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
            row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
        range.row = row - 1;
        return range;
    }

    /// Whether each number of `text` stands in one of `sheets`, as a number or in a text.
    bool tells_only(const std::string& text, const std::vector<const ReadSheet*>& sheets)
    {
        const auto numbers = numbers_in(text);
        return std::all_of(numbers.begin(), numbers.end(), [&](double number) {
            return std::any_of(sheets.begin(), sheets.end(), [&](const auto* sheet) {
                const auto& known = numbers_of(*sheet);
                return std::any_of(known.begin(), known.end(),
                                   [&](double each) { return std::abs(each - number) < 1e-9; });
            });
        });
    }

    const std::vector<double>& numbers_of(const ReadSheet& sheet)
    {
        auto& known = known_[&sheet];
        if (!known.empty())
            return known;
        for (const auto& [place, value] : sheet.cells) {
            if (const auto* figure = std::get_if<double>(&value))
                known.push_back(std::abs(*figure));
            else
                for (const auto number : numbers_in(std::get<std::string>(value)))
                    known.push_back(number);
        }
        return known;
    }

    void judge_charts()
    {
        for (std::size_t i = 0; i < book_.charts.size(); ++i) {
            const auto& chart = book_.charts[i];
            const auto number = static_cast<std::uint32_t>(i);
            std::vector<const ReadSheet*> drawn;
            for (const auto& cache : chart.caches) {
                const auto range = range_of(cache.range);
                if (!range.sheet) {
                    add("Diagram", number, "ett diagram hämtar tal från ett blad som inte finns");
                    continue;
                }
                drawn.push_back(range.sheet);
                for (const auto& [index, value] : cache.values) {
                    const auto cell = range.sheet->cells.find({range.row + index, range.column});
                    if (cell == range.sheet->cells.end() || cell->second != value)
                        add(range.sheet->name, range.row + index,
                            "ett diagram visar ett tal som inte står i tabellen");
                }
            }
            if (!tells_only(chart.title, drawn))
                add("Diagram", number, "ett diagrams text har ett tal som inte står i tabellen");
        }
        for (const auto& description : book_.descriptions) {
            std::vector<const ReadSheet*> named;
            for (const auto& sheet : book_.sheets)
                if (const auto title = sheet.cells.find({0, 0});
                    title != sheet.cells.end() && std::holds_alternative<std::string>(title->second) &&
                    description.find(std::get<std::string>(title->second)) != std::string::npos)
                    named.push_back(&sheet);
            if (!tells_only(description, named))
                add("Diagram", 0, "ett diagrams beskrivning har ett tal som inte står i tabellen");
        }
    }

    const ReadWorkbook& book_;
    std::map<const ReadSheet*, std::vector<double>> known_;
    std::vector<std::string> faults_;
};

} // namespace

std::vector<std::string> chart_faults(const ReadWorkbook& book)
{
    return ChartFaults(book).find();
}

} // namespace lup
