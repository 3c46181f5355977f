// Reads a corpus of real spreadsheets and compares every cell with what other readers found:
//   evidence_corpus FOLDER [--cells]
// FOLDER/manifest.csv names the files and their expected cells. A file that differs is "explained" if
// corpus_differences.csv, beside this program, says why ours is right, and "wrong" otherwise; --cells prints
// the places that differ. Ends with 1 if any file is wrong.
#include "config/errors.hpp"
#include "ingest/sheet_reader.hpp"
#include "ingest/sheets/csv_file.hpp"
#include "ingest/sheets/number_text.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;

using Record = std::vector<std::string>;
using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>; ///< sheet, row, column, from 1

struct Value {
    char type = 's';
    std::string text;
    double number = 0;
};

using Cells = std::map<Place, std::vector<Value>>; ///< alternatives of each cell

/// Some expected cells hold NUL, which no CSV may; it is compared as U+2400.
std::string without_nul(std::string_view text)
{
    std::string changed;
    for (const char c : text) {
        c == '\0' ? void(changed += "\u2400") : void(changed += c);
    }
    return changed;
}

std::vector<Record> read_records(const fs::path& file)
{
    std::vector<Record> records;
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto opened = lup::open_csv_text(file.filename().string(), without_nul(bytes));
    const auto reader = opened->read(0);
    for (lup::Row row; reader->next(row);) {
        Record record;
        for (const auto& cell : row.cells) {
            record.resize(cell.column);
            record[cell.column - 1] = cell.text;
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::string field(const Record& record, std::size_t column)
{
    return column < record.size() ? record[column] : std::string();
}

Value expected_value(const std::string& type, const std::string& text)
{
    Value value{type.empty() ? 's' : type[0], text, 0};
    if (value.type == 'b') {
        value.number = text == "True" || text == "true" || text == "TRUE" || text == "1" ? 1 : 0;
    } else if (const auto number = lup::parse_xml_number(text)) {
        value.number = *number;
    }
    return value;
}

void add_expected(Cells& cells, const std::string& sheet, std::size_t row, std::size_t column,
                  const Value& value)
{
    if (!value.text.empty()) {
        cells[{sheet, static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column)}].push_back(value);
    }
}

/// sheet,row0,col0,type,value, or with two readers' types and values where those differ.
void read_consensus(const fs::path& file, Cells& cells)
{
    auto records = read_records(file);
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& record = records[i];
        const auto row = std::stoul(field(record, 1)) + 1;
        const auto column = std::stoul(field(record, 2)) + 1;
        add_expected(cells, field(record, 0), row, column,
                     expected_value(field(record, 3), field(record, 4)));
        if (records[0].size() > 5) {
            add_expected(cells, field(record, 0), row, column,
                         expected_value(field(record, 5), field(record, 6)));
        }
    }
}

/// A grid of "type:value"; the sheet stands in the file's name. Returns the sheet.
std::string read_grid(const fs::path& file, const std::string& source, Cells& cells)
{
    const auto stem = file.stem().string();
    const auto sheet = stem.substr(std::min(source.size() + 1, stem.size()));
    const auto records = read_records(file);
    for (std::size_t row = 0; row < records.size(); ++row) {
        for (std::size_t column = 0; column < records[row].size(); ++column) {
            const auto& text = records[row][column];
            if (text.size() > 2) {
                add_expected(cells, sheet, row + 1, column + 1,
                             expected_value(text.substr(0, 1), text.substr(2)));
            }
        }
    }
    return sheet;
}

/// The day number of a date or clock time that is written in ISO 8601, by the 1900 system.
double serial_of(const std::string& text)
{
    int year = 1899;
    unsigned month = 12;
    unsigned day = 30;
    int hours = 0;
    int minutes = 0;
    double seconds = 0;
    const bool date = text.size() > 4 && text[4] == '-';
    if (date) {
        std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%lf", &year, &month, &day, &hours, &minutes, &seconds);
    } else {
        std::sscanf(text.c_str(), "%2d:%2d:%lf", &hours, &minutes, &seconds);
    }
    const std::chrono::year_month_day parts{std::chrono::year{year}, std::chrono::month{month},
                                            std::chrono::day{day}};
    const auto days = std::chrono::sys_days{parts}.time_since_epoch().count() + 25'569;
    return static_cast<double>(days) + (hours * 3600 + minutes * 60 + seconds) / 86'400;
}

Cells read_actual(const fs::path& file)
{
    Cells cells;
    const auto opened = lup::open_sheet_file(file);
    for (std::size_t i = 0; i < opened->sheets().size(); ++i) {
        const auto reader = opened->read(i);
        for (lup::Row row; reader->next(row);) {
            for (const auto& cell : row.cells) {
                constexpr std::string_view types = "nsbde";
                cells[{opened->sheets()[i].name, row.number, cell.column}] = {
                    {types[static_cast<std::size_t>(cell.type)], without_nul(cell.text), cell.number}};
            }
        }
    }
    return cells;
}

/// The peers give dates as day numbers.
bool same_value(const Value& actual, const Value& expected)
{
    const bool numeric = expected.type == 'n' || expected.type == 'd' || expected.type == 'b';
    if (actual.type == 'n' || actual.type == 'd') {
        const auto equals = [&](double n) {
            return std::abs(n - expected.number) <= 1e-12 * std::abs(expected.number);
        };
        const bool close = equals(actual.number) || (actual.type == 'd' && equals(serial_of(actual.text)));
        return numeric && expected.type != 'b' && close;
    }
    return actual.type == expected.type &&
           (actual.type == 'b' ? actual.number == expected.number : actual.text == expected.text);
}

struct Comparison {
    std::size_t same = 0;
    std::vector<Place> different;
};

Comparison compare(const Cells& actual, const Cells& expected, const std::set<std::string>& sheets)
{
    Comparison result;
    for (const auto& [place, values] : expected) {
        const auto found = actual.find(place);
        const bool same = found != actual.end() &&
                          std::any_of(values.begin(), values.end(),
                                      [&](const auto& v) { return same_value(found->second.front(), v); });
        same ? void(++result.same) : result.different.push_back(place);
    }
    for (const auto& [place, value] : actual) {
        if (expected.count(place) == 0 && (sheets.empty() || sheets.count(std::get<0>(place)) > 0)) {
            result.different.push_back(place);
        }
    }
    return result;
}

struct Tally {
    std::size_t files = 0;
    std::size_t right = 0;     ///< every cell equals the expected ones
    std::size_t counted = 0;   ///< as many cells as a peer finds; its cells are not in the corpus
    std::size_t read = 0;      ///< read, nothing to compare with
    std::size_t explained = 0; ///< differs, and the table says why ours is right
    std::size_t refused = 0;   ///< as peers do, or as the table says it must be
    std::size_t missed = 0;    ///< refused though a peer reads it
    std::size_t wrong = 0;
    std::size_t cells = 0;
};

class Corpus {
public:
    Corpus(fs::path folder, bool show_cells) : folder_(std::move(folder)), show_cells_(show_cells)
    {
        for (const auto& record :
             read_records(fs::path(LUP_SOURCE_DIR) / "tests/evidence/corpus_differences.csv")) {
            reasons_[field(record, 0)] = field(record, 1);
        }
    }

    int run()
    {
        const auto manifest = read_records(folder_ / "manifest.csv");
        for (std::size_t i = 1; i < manifest.size(); ++i) {
            check(field(manifest[i], 0), field(manifest[i], 7), field(manifest[i], 8));
        }
        return print();
    }

private:
    void check(const std::string& name, const std::string& expected_files, const std::string& readers)
    {
        auto format = fs::path(name).extension().string();
        std::transform(format.begin(), format.end(), format.begin(),
                       [](char c) { return static_cast<char>(std::tolower(c)); });
        auto& tally = tallies_[format];
        ++tally.files;
        try {
            const auto actual = read_actual(folder_ / name);
            tally.cells += actual.size();
            judge(tally, name, actual, expected_files, readers);
        } catch (const lup::InputError& error) {
            const auto reason = reasons_.find(name);
            const bool missed =
                reason == reasons_.end() && a_peer_reads(readers) && is_in_scope(format, error.what());
            ++(missed ? tally.missed : tally.refused);
            fmt::print("{} {} ({}; peers: {}{})\n", missed ? "MISSED" : "refused", name, error.what(),
                       readers, reason == reasons_.end() ? std::string() : "; " + reason->second);
        }
    }

    void judge(Tally& tally, const std::string& name, const Cells& actual, const std::string& expected_files,
               const std::string& readers)
    {
        Cells expected;
        std::set<std::string> sheets;
        bool comparable = false;
        for (std::size_t from = 0; from < expected_files.size();) {
            const auto end = std::min(expected_files.find(';', from), expected_files.size());
            const auto file = expected_files.substr(from, end - from);
            from = end + 1;
            if (file.find("/consensus/") != std::string::npos) {
                read_consensus(folder_ / file, expected);
                comparable = true;
            } else if (expected_files.find("/consensus/") == std::string::npos &&
                       file.starts_with("calamine") && file.find("formula") == std::string::npos) {
                sheets.insert(read_grid(folder_ / file, fs::path(name).filename().string(), expected));
                comparable = true;
            }
        }
        if (!comparable) {
            return judge_count(tally, name, actual.size(), readers);
        }
        report(tally, name, compare(actual, expected, sheets));
    }

    void judge_count(Tally& tally, const std::string& name, std::size_t cells, const std::string& readers)
    {
        std::size_t peer = 0;
        const auto place = readers.find("SheetJS");
        const bool known = place != std::string::npos &&
                           (std::sscanf(readers.c_str() + place, "SheetJS only: %zu cells", &peer) == 1 ||
                            std::sscanf(readers.c_str() + place, "SheetJS reads %zu cells", &peer) == 1);
        if (!known || peer == cells) {
            ++(known ? tally.counted : tally.read);
            return;
        }
        const auto reason = reasons_.find(name);
        ++(reason == reasons_.end() ? tally.wrong : tally.explained);
        fmt::print("{} {}: {} cells, a peer has {}{}\n", reason == reasons_.end() ? "WRONG" : "explained",
                   name, cells, peer, reason == reasons_.end() ? std::string() : ": " + reason->second);
    }

    /// Binary workbooks and those of Excel 95 and older are not read, and refused by name.
    static bool is_in_scope(const std::string& format, std::string_view message)
    {
        return format != ".xlsb" && message.find("Excel 95") == std::string::npos;
    }

    static bool a_peer_reads(const std::string& readers)
    {
        const auto place = readers.find("SheetJS only: ");
        const bool counted =
            place != std::string::npos && readers[place + 14] >= '1' && readers[place + 14] <= '9';
        return counted || readers.find("SheetJS reads") != std::string::npos ||
               readers.find("openpyxl = ") != std::string::npos ||
               readers.find("DIFFER") != std::string::npos;
    }

    void report(Tally& tally, const std::string& name, const Comparison& result)
    {
        if (result.different.empty()) {
            ++tally.right;
            return;
        }
        const auto reason = reasons_.find(name);
        const bool explained = reason != reasons_.end();
        ++(explained ? tally.explained : tally.wrong);
        fmt::print("{} {}: {} cells same, {} differ{}\n", explained ? "explained" : "WRONG", name,
                   result.same, result.different.size(), explained ? ": " + reason->second : std::string());
        for (std::size_t i = 0; show_cells_ && i < std::min<std::size_t>(result.different.size(), 8); ++i) {
            const auto& [sheet, row, column] = result.different[i];
            fmt::print("    {} row {} column {}\n", sheet, row, column);
        }
    }

    int print() const
    {
        std::size_t wrong = 0;
        constexpr std::string_view line = "{:8}{:>7}{:>7}{:>9}{:>7}{:>11}{:>9}{:>8}{:>7}{:>11}{:>9}\n";
        fmt::print(line, "format", "files", "right", "counted", "read", "explained", "refused", "missed",
                   "wrong", "cells", "readable");
        for (const auto& [format, t] : tallies_) {
            const auto good = t.right + t.counted + t.read + t.explained;
            const auto readable = good + t.missed + t.wrong;
            fmt::print(line, format, t.files, t.right, t.counted, t.read, t.explained, t.refused, t.missed,
                       t.wrong, t.cells,
                       readable == 0 ? std::string("-")
                                     : fmt::format("{:.1f} %", 100.0 * static_cast<double>(good) /
                                                                   static_cast<double>(readable)));
            wrong += t.wrong;
        }
        return wrong == 0 ? 0 : 1;
    }

    fs::path folder_;
    bool show_cells_;
    std::map<std::string, std::string> reasons_;
    std::map<std::string, Tally> tallies_;
};

} // namespace

int main(int argc, char* argv[])
{
    if (argc < 2) {
        std::cerr << "evidence_corpus FOLDER [--cells]\n";
        return 2;
    }
    try {
        return Corpus(argv[1], argc > 2).run();
    } catch (const lup::Error& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
}
