#pragma once

#include "config/finding.hpp"

#include <mutex>
#include <string>
#include <string_view>

namespace lup {

/// Collects findings from several readers at once; the same rule in the same sheet is one finding that
/// counts, with its first place.
class FindingLog {
public:
    explicit FindingLog(std::string file) : file_(std::move(file)) {}

    /// `place` starts with the sheet's name and "!", as in "Blad1!D47", or is "".
    void add(Severity severity, std::string_view place, std::string_view rule, std::string_view advice);

    /// Adds a finding that someone else counted.
    void add(Finding finding);

    Findings all() const;

private:
    std::string file_;
    mutable std::mutex mutex_;
    Findings findings_;
};

} // namespace lup
