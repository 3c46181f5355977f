#include "export/workbook/workbook_sink.hpp"

#include "config/errors.hpp"
#include "export/workbook/workbook_charts.hpp"
#include "export/workbook/workbook_check.hpp"
#include "export/workbook/workbook_sheets.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

constexpr int chart_width = 640;
constexpr int chart_height = 320;
constexpr std::uint32_t rows_for_chart = 18; // 20 pixels each, and a row of air
constexpr std::uint16_t columns_for_chart = 10;
constexpr std::uint16_t chart_print_percent = 78; // two charts fill the width of A4

/// Two charts beside each other, two rows of them on a page.
void write_charts(XlsxWriter& workbook, const WorkbookContent& content, const Codebook& codebook)
{
    auto sheet = workbook.add_sheet("Diagram");
    const auto charts = plan_charts(content, codebook);
    const std::vector<std::string> notices{
        charts.empty()
            ? "Det finns inga uppgifter att visa i diagram."
            : "Rubriken säger vad diagrammet visar. Skyddade eller alltför osäkra uppgifter saknas.",
        "Streckade linjer är konfidensintervallets gränser. Diagrammen bygger på tabellerna i "
        "arbetsboken."};
    const auto top = write_head(sheet, "Diagram", notices, 120) + 1;
    std::vector<std::uint32_t> breaks;
    for (std::size_t i = 0; i < charts.size(); ++i) {
        const auto row = top + static_cast<std::uint32_t>(i / 2) * rows_for_chart;
        const auto column = static_cast<std::uint16_t>(i % 2 * columns_for_chart);
        sheet.chart(row, column, charts[i].chart, chart_width, chart_height);
        if (i > 0 && i % 4 == 0)
            breaks.push_back(row);
    }
    sheet.pages(breaks, chart_print_percent);
}

std::string safe_folder(const std::string& stem)
{
    if (stem.empty() || stem.find_first_of("/\\") != std::string::npos || stem.front() == '.')
        throw ExportError(
            fmt::format("plan/organisations: '{}' kan inte vara namn på en mapp; använd bokstäver, "
                        "siffror och bindestreck",
                        stem));
    return stem;
}

} // namespace

void write_workbook(const Publication& publication, WorkbookContent& content,
                    const std::filesystem::path& file)
{
    const auto& settings = publication.settings;
    XlsxWriter workbook(file, {content.title, settings.unit.empty() ? settings.region : settings.unit,
                               settings.region, "Utgåva " + publication.release.id(), content.newest_day});
    const auto add = [&](std::string_view name, const SheetTable& table) {
        auto sheet = workbook.add_sheet(name);
        return write_table(sheet, table);
    };
    add("Om", about_sheet(publication, content));
    add(contents_sheet, contents_sheet_table(contents_of(content)));
    add("Läget", situation_sheet(publication, content));
    add("Vad är nytt", news_sheet(publication, content));
    for (auto& table : content.tables)
        table.header = add(table.sheet, figures_sheet(publication.codebook, content, table));
    if (!content.comparisons.empty())
        add(comparisons_name, comparisons_sheet(publication.codebook, content));
    write_charts(workbook, content, publication.codebook);
    add("Noter", notes_sheet(content));
    add("Metod och kvalitet", method_sheet(publication, content));
    add("Data", data_sheet(publication, content));
    workbook.close();
}

void WorkbookSink::write(const Publication& publication, const std::filesystem::path& staging) const
{
    std::vector<const Organisation*> organisations;
    for (const auto& organisation : publication.plan.organisations)
        organisations.push_back(&organisation);
    if (organisations.empty())
        organisations.push_back(nullptr);
    for (const auto* organisation : organisations) {
        auto content = content_for(publication, organisation);
        order_for_charts(content);
        const auto stem = safe_folder(content.file_stem);
        const auto folder = staging / "excel" / stem;
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error)
            throw ExportError(
                fmt::format("{}: mappen kan inte skapas: {}", folder.string(), error.message()));
        const auto file = folder / fmt::format("lup-{}.xlsx", stem);
        write_workbook(publication, content, file);
        check_workbook(publication, content, file);
    }
}

} // namespace lup
