#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lup {

/// How much a finding costs: `error` rejects what it is about, `warning` makes a receipt yellow, `note` is
/// worth knowing.
enum class Severity : std::uint8_t { note, warning, error };

/// Something that a person should look at: where, which rule, what to do. Never the value that was found.
struct Finding {
    Severity severity = Severity::error;
    std::string file;           ///< file or table name, "" if the finding is about the whole
    std::string place;          ///< "Blad1!D47", "rad 12, kolumn 'wave'", or ""
    std::string rule;           ///< what is wrong, one sentence
    std::string advice;         ///< what to do, one sentence; may hold "menade du ...?"
    std::uint64_t count = 1;    ///< how many cells or rows it stands for
};

using Findings = std::vector<Finding>;

} // namespace lup
