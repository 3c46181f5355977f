#pragma once

#include "export/published/published_comparisons.hpp"
#include "export/published/published_figures.hpp"

#include <filesystem>
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

/// The rows of jamforelser.csv.
std::vector<FileComparison> read_comparison_csv(const std::string& file, std::string_view text);

/// The texts of a CSV's metadata.
std::set<std::string> read_csv_metadata(const std::string& file, const std::string& text);

} // namespace lup
