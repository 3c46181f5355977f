#include "config/errors.hpp"
#include "export/published/comparison_text.hpp"
#include "export/published/finished_files.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

namespace lup {

namespace {

const std::vector<std::string> headings{"survey", "wave",   "indicator", "domain", "area",
                                        "sex",    "period", "value",     "lower",  "upper",
                                        "n",      "symbol", "decimals",  "release"};

/// The rows of comma-separated text with quotes (RFC 4180).
std::vector<std::vector<std::string>> rows_of(std::string_view text)
{
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (byte == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
            rows.back().back() += text[++i];
        else if (byte == '"')
            quoted = !quoted;
        else if (byte == ',' && !quoted)
            rows.back().emplace_back();
        else if (byte == '\n' && !quoted)
            rows.push_back({""});
        else if (byte != '\r' || quoted)
            rows.back().back() += byte;
    }
    if (rows.back() == std::vector<std::string>{""})
        rows.pop_back();
    return rows;
}

[[noreturn]] void refuse(const std::string& file, std::size_t row, std::string_view what)
{
    throw ExportError(fmt::format("{}, rad {}: {}", file, row + 1, what));
}

/// The number of a field; none if it is empty.
std::optional<double> number_in(const std::string& file, std::size_t row, const std::string& field)
{
    if (field.empty())
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (error != std::errc() || end != field.data() + field.size())
        refuse(file, row, "ett fält som ska vara ett tal är något annat");
    return number;
}

} // namespace

FinishedFile read_tidy_csv(const std::string& file, std::string_view text)
{
    const auto rows = rows_of(text);
    if (rows.empty() || rows[0] != headings)
        refuse(file, 0, "filen har andra kolumner än den ska");
    FinishedFile finished;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        if (rows[r].size() != headings.size())
            refuse(file, r, "raden har inte ett fält för varje kolumn");
        FileRow row;
        row.place = fmt::format("rad {}", r + 1);
        row.indicator = rows[r][2];
        row.domain = rows[r][3];
        row.period = rows[r][6];
        row.symbol = rows[r][11];
        row.has.fill(true);
        for (std::size_t m = 0; m < all_measures.size(); ++m)
            row.figures[m] = number_in(file, r, rows[r][7 + m]);
        for (const auto column : {0, 1, 4, 5, 12, 13}) {
            const auto& field = rows[r][static_cast<std::size_t>(column)];
            // A code of an area or a sex must be that of the row's own domain.
            const bool in_domain = (column == 4 || column == 5) &&
                                   (";" + row.domain + ";").find("=" + field + ";") != std::string::npos;
            if (!field.empty() && !in_domain)
                finished.texts.insert(headings[static_cast<std::size_t>(column)] + "=" + field);
        }
        finished.rows.push_back(std::move(row));
    }
    return finished;
}

std::string finished_text(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<FileComparison> read_comparison_csv(const std::string& file, std::string_view text)
{
    static const std::vector<std::string> comparison_headings{
        "survey", "indicator", "kind", "domain",  "other_domain", "period",   "other_period", "difference",
        "lower",  "upper",     "unit", "verdict", "note",         "decimals", "release"};
    const auto rows = rows_of(text);
    if (rows.empty() || rows[0] != comparison_headings)
        refuse(file, 0, "filen har andra kolumner än den ska");
    std::vector<FileComparison> found;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const auto& row = rows[r];
        if (row.size() != comparison_headings.size())
            refuse(file, r, "raden har inte ett fält för varje kolumn");
        found.push_back({fmt::format("rad {}", r + 1),
                         {row[1], row[2], row[3], row[4], row[5], row[6]},
                         {number_in(file, r, row[7]), number_in(file, r, row[8]), number_in(file, r, row[9])},
                         row[10],
                         row[11],
                         row[12],
                         row[14],
                         row[0],
                         row[13],
                         false});
    }
    return found;
}

} // namespace lup
