#pragma once

#include "export/release_sink.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>

namespace lup {

/// What a finished file or plan.db says of one comparison.
struct FileComparison {
    std::string place; ///< in the file: "rad 12"
    /// Indicator, kind, domain and the other's, period and the other's.
    std::array<std::string, 6> what;
    std::array<std::optional<double>, 3> numbers; ///< difference, lower and upper
    std::string unit, verdict, note, release;
    std::optional<std::string> survey, decimals; ///< absent: the file has no place for them
    bool rounded = false;                        ///< its numbers are as sheets print them
};

/// The comparison as files say it.
FileComparison comparison_of(const Codebook& codebook, const ReleasedComparison& one,
                             const std::string& release);

/// The comparisons that may stand in finished files, each with what it is said of and all its words.
class PublishedComparisons {
public:
    /// REQUIRES: its numbers are not rounded, and nothing of it is absent.
    void add(FileComparison one);

    /// Whether the row says exactly one of them: what is compared, in which release, the three numbers, the
    /// unit, the verdict and the note.
    bool says(const FileComparison& row) const;

private:
    std::multimap<std::array<std::string, 6>, FileComparison> all_;
};

} // namespace lup
