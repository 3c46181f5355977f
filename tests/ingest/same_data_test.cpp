#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/number_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path(LUP_SOURCE_DIR) / "../shared/data";

/// A text as the number that it writes, with point or comma and thousands apart, or without spaces at its
/// end: Excel's headings have some so that they differ.
std::string plain(std::string_view text)
{
    std::string number(text);
    std::replace(number.begin(), number.end(), ',', '.');
    std::erase(number, ' ');
    const bool changed = number.find('.') != std::string::npos || number.size() < text.size();
    if (const auto value = lup::parse_xml_number(number); value && changed) {
        return fmt::format("{}", *value);
    }
    return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

/// Every cell as "row column value".
std::vector<std::string> all_cells(const lup::SheetFile& file)
{
    std::vector<std::string> cells;
    const auto reader = file.read(0);
    for (lup::Row row; reader->next(row);) {
        for (const auto& cell : row.cells) {
            const auto value =
                cell.type == lup::CellType::number ? fmt::format("{}", cell.number) : plain(cell.text);
            cells.push_back(fmt::format("{} {} {}", row.number, cell.column, value));
        }
    }
    return cells;
}

/// The cells after the first one that says `heading`, without their row numbers: title lines differ.
std::vector<std::string> from_heading(std::vector<std::string> cells, const std::string& heading)
{
    const auto start = std::find_if(cells.begin(), cells.end(),
                                    [&](const auto& cell) { return cell.ends_with(" 1 " + heading); });
    cells.erase(cells.begin(), start);
    for (auto& cell : cells) {
        cell.erase(0, cell.find(' ') + 1);
    }
    return cells;
}

} // namespace

TEST_CASE("a school survey reads the same as .sav and as .xlsx", "[ingest]")
{
    const auto sav = data / "yrbs2019/2019_YRBS_data.dat.sav";
    const auto xlsx = data / "yrbs2019/yrbs2019.xlsx";
    if (!fs::exists(sav) || !fs::exists(xlsx)) {
        WARN("skipped: " << sav << " is not there");
        return;
    }
    const auto first = all_cells(*lup::open_sheet_file(sav));
    CHECK(first.size() == 2'612'798);
    CHECK((first == all_cells(*lup::open_sheet_file(xlsx)))); // not printed when they differ
}

TEST_CASE("a Skolverket table reads the same as .csv and as .xlsx", "[ingest]")
{
    const std::string name =
        "Grundskola - Betyg årskurs 6, andel som fått godkänt betyg (A-E), per kön 2025 Kommun";
    const auto csv = data / "skolverket" / (name + ".csv");
    const auto xlsx = data / "skolverket" / (name + ".xlsx");
    if (!fs::exists(csv) || !fs::exists(xlsx)) {
        WARN("skipped: " << csv << " is not there");
        return;
    }
    auto first = from_heading(all_cells(*lup::open_sheet_file(csv)), "Kommun");
    const auto second = from_heading(all_cells(*lup::open_sheet_file(xlsx)), "Kommun");
    REQUIRE(second.size() == 11'430);
    REQUIRE(first.size() > second.size());
    first.resize(
        second.size()); // the .csv goes on with definitions, which are a sheet of their own in the .xlsx
    CHECK((first == second));
}
