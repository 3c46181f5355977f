#include "ingest/raw_tables.hpp"

#include "config/errors.hpp"
#include "config/matching.hpp"
#include "ingest/sheet_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace lup {

namespace {

namespace fs = std::filesystem;

std::string cell_text(const Cell& cell)
{
    switch (cell.type) {
    case CellType::number:
        return number_text(cell.number);
    case CellType::boolean:
        return cell.number != 0 ? "1" : "0";
    case CellType::date:
        // Midnight is a day: people write days.
        return std::string(cell.text.substr(0, cell.text.find("T00:00")));
    case CellType::text:
        return trimmed(cell.text);
    case CellType::error:
        break;
    }
    return "";
}

std::vector<std::string> texts_of(const Row& row)
{
    std::vector<std::string> texts;
    for (const auto& cell : row.cells) {
        texts.resize(std::max<std::size_t>(texts.size(), cell.column));
        texts[cell.column - 1] = cell_text(cell);
    }
    while (!texts.empty() && texts.back().empty())
        texts.pop_back();
    return texts;
}

[[noreturn]] void beside_headings(const std::string& file, std::size_t row)
{
    throw ConfigurationError(
        fmt::format("{}: rad {}: en cell står till höger om rubrikerna. Ge kolumnen en rubrik, "
                    "eller töm cellen.",
                    file, row));
}

std::optional<RawTable> read_table(const SheetFile& source, std::size_t sheet, std::string name,
                                   std::string file)
{
    RawTable table{std::move(name), std::move(file), {}, {}};
    const auto reader = source.read(sheet);
    Row row;
    while (reader->next(row)) {
        auto texts = texts_of(row);
        if (texts.empty())
            continue;
        if (table.headings.empty()) {
            table.headings = std::move(texts);
            continue;
        }
        if (texts.size() > table.headings.size())
            beside_headings(table.file, row.number);
        texts.resize(table.headings.size());
        table.rows.push_back({row.number, std::move(texts)});
    }
    return table.headings.empty() ? std::nullopt : std::optional(std::move(table));
}

void add_table(std::vector<RawTable>& tables, std::optional<RawTable> table)
{
    if (!table)
        return;
    const auto same = std::ranges::find_if(
        tables, [&](const auto& other) { return same_heading(other.name, table->name); });
    if (same != tables.end())
        throw ConfigurationError(fmt::format("{}: tabellen '{}' finns också i {}. Behåll den ena.",
                                             table->file, table->name, same->file));
    tables.push_back(std::move(*table));
}

/// "kodbok/variables.csv": as people know the file.
std::string shown(const fs::path& file)
{
    return (file.parent_path().filename() / file.filename()).string();
}

void add_tables(std::vector<RawTable>& tables, const fs::path& file)
{
    const auto source = open_sheet_file(file);
    if (folded(file.extension().string()) == ".csv")
        return add_table(tables, read_table(*source, 0, file.stem().string(), shown(file)));
    for (std::size_t i = 0; i < source->sheets().size(); ++i) {
        const auto& name = source->sheets()[i].name;
        add_table(tables, read_table(*source, i, trimmed(name), fmt::format("{}: {}", shown(file), name)));
    }
}

bool holds_tables(const fs::path& file)
{
    const auto name = file.filename().string();
    const auto ending = folded(file.extension().string());
    const bool is_temporary = name.starts_with('.') || name.starts_with("~$");
    return !is_temporary && (ending == ".csv" || ending == ".xlsx" || ending == ".xlsm");
}

} // namespace

std::vector<RawTable> read_raw_tables(const fs::path& folder_or_workbook)
{
    if (!fs::exists(folder_or_workbook))
        throw ConfigurationError(
            fmt::format("{}: mappen eller arbetsboken finns inte. Skapa den, eller kör lup init.",
                        folder_or_workbook.filename().string()));
    std::vector<fs::path> files;
    if (fs::is_directory(folder_or_workbook)) {
        for (const auto& entry : fs::directory_iterator(folder_or_workbook))
            if (entry.is_regular_file() && holds_tables(entry.path()))
                files.push_back(entry.path());
        std::ranges::sort(files);
    } else {
        files.push_back(folder_or_workbook);
    }
    std::vector<RawTable> tables;
    for (const auto& file : files)
        add_tables(tables, file);
    return tables;
}

} // namespace lup
