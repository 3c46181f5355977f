#pragma once

#include "export/published/published_figures.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// The bytes of a file, "" if it cannot be read.
std::string finished_text(const std::filesystem::path& file);

/// What a finished file that everyone may have says, read apart from the code that wrote it.
struct FinishedFile {
    std::vector<FileRow> rows;
    std::set<std::string> texts; ///< every text outside the figures; CSV: "name=value" of each other column
};

// Each reader throws ExportError, naming file and place, on anything that such a file of ours never has: a
// keyword, key or column too many, a number outside the figures, too many or too few figures. `figures` tells
// which indicator and dimensions the file's name stands for.

FinishedFile read_px(const std::string& file, std::string_view text, const std::string& stem,
                     const PublishedFigures& figures);
FinishedFile read_json_stat(const std::string& file, const std::string& text, const std::string& stem,
                            const PublishedFigures& figures);
FinishedFile read_tidy_csv(const std::string& file, std::string_view text);

/// Difference and limits of comparisons, by what they compare (comparison_key).
using ComparisonNumbers = std::multimap<std::string, std::array<std::optional<double>, 3>>;

/// Indicator, kind, domains and periods as one text.
std::string comparison_key(const std::array<std::string, 6>& what);

ComparisonNumbers comparison_numbers(const Release& release);

/// A row of jamforelser.csv.
struct ComparisonRow {
    std::string place, key;
    std::array<std::optional<double>, 3> numbers;
    std::vector<std::string> texts; ///< survey, unit, verdict, note, decimals and release
};
std::vector<ComparisonRow> read_comparison_csv(const std::string& file, std::string_view text);

/// Whether the row is one of `published`.
bool is_among(const ComparisonNumbers& published, const ComparisonRow& row);

/// The texts of a CSV's metadata.
std::set<std::string> read_csv_metadata(const std::string& file, const std::string& text);

} // namespace lup
