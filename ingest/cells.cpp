#include "ingest/cells.hpp"

#include "ingest/refusal.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <ostream>
#include <thread>

#include <fmt/format.h>

namespace lup {
namespace {

constexpr std::size_t flushed_at = std::size_t{64} << 10;

std::vector<std::size_t> chosen_sheets(const SheetFile& file, const std::optional<std::string>& sheet)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < file.sheets().size(); ++i) {
        if (!sheet || file.sheets()[i].name == *sheet) {
            chosen.push_back(i);
        }
    }
    if (chosen.empty() && sheet) {
        refuse_file("", "", "det finns inget blad med det namnet", "Utan --sheet visas alla blad.");
    }
    return chosen;
}

void append_field(std::string& line, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        line += c;
        if (c == '"') {
            line += '"';
        }
    }
    line += '"';
}

void append_value(std::string& line, const Cell& cell)
{
    switch (cell.type) {
    case CellType::number:
        fmt::format_to(std::back_inserter(line), "n,{}", cell.number);
        break;
    case CellType::boolean:
        line += cell.number != 0 ? "b,1" : "b,0";
        break;
    case CellType::text:
        line += "s,";
        append_field(line, cell.text);
        break;
    case CellType::date:
        line += "d,";
        append_field(line, cell.text);
        break;
    case CellType::error:
        line += "e,";
        append_field(line, cell.text);
        break;
    }
    line += '\n';
}

std::uint64_t write_sheet(SheetReader& reader, const std::string& name, std::ostream& out)
{
    std::string prefix;
    append_field(prefix, name);
    std::string lines;
    std::uint64_t cells = 0;
    for (Row row; reader.next(row);) {
        for (const auto& cell : row.cells) {
            fmt::format_to(std::back_inserter(lines), "{},{},{},", prefix, row.number, cell.column);
            append_value(lines, cell);
        }
        cells += row.cells.size();
        if (lines.size() > flushed_at) {
            out.write(lines.data(), static_cast<std::streamsize>(lines.size()));
            lines.clear();
        }
    }
    out.write(lines.data(), static_cast<std::streamsize>(lines.size()));
    return cells;
}

std::uint64_t count_sheet(const SheetFile& file, std::size_t sheet)
{
    std::uint64_t cells = 0;
    const auto reader = file.read(sheet);
    for (Row row; reader->next(row);) {
        cells += row.cells.size();
    }
    return cells;
}

} // namespace

std::uint64_t write_cells(const SheetFile& file, std::ostream& out, const std::optional<std::string>& sheet)
{
    const auto chosen = chosen_sheets(file, sheet);
    out << "sheet,row,column,type,value\n";
    std::uint64_t cells = 0;
    for (const auto i : chosen) {
        cells += write_sheet(*file.read(i), file.sheets()[i].name, out);
    }
    return cells;
}

std::uint64_t count_cells(const SheetFile& file, const std::optional<std::string>& sheet)
{
    const auto chosen = chosen_sheets(file, sheet);
    std::atomic<std::size_t> next_sheet = 0;
    std::atomic<std::uint64_t> cells = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (std::size_t i = next_sheet++; i < chosen.size(); i = next_sheet++) {
                cells += count_sheet(file, chosen[i]);
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            next_sheet = chosen.size();
        }
    };
    std::vector<std::thread> others;
    const auto threads = std::min<std::size_t>(chosen.size(), std::thread::hardware_concurrency());
    for (std::size_t i = 1; i < threads; ++i) {
        others.emplace_back(work);
    }
    work();
    for (auto& thread : others) {
        thread.join();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return cells;
}

} // namespace lup
