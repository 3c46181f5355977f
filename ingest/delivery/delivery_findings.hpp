#pragma once

#include "config/finding.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// "Blad1!D47"; "D47" in a sheet without a name.
std::string cell_place(std::string_view sheet, std::uint32_t column, std::uint32_t row);

/// Collects findings by rule: the first cells of a rule are named, the rest are counted.
class FindingGroups {
public:
    explicit FindingGroups(std::string file) : file_(std::move(file)) {}

    /// A new group; its number is used with count().
    std::size_t open(Severity severity, std::string rule, std::string advice);

    /// One more cell or row of the group.
    void count(std::size_t group, std::string_view sheet, std::uint32_t column, std::uint32_t row);

    /// A finding about the whole file, a sheet or a heading. `place` may be "".
    void add(Severity severity, std::string place, std::string rule, std::string advice,
             std::uint64_t count = 1);

    bool has(Severity severity) const;

    /// Errors first, then by how many cells they stand for. A group is one finding for each named cell and,
    /// for the rest, one without a place, all with the same rule and advice.
    Findings sorted() const;

private:
    struct Group {
        Severity severity = Severity::note;
        std::string rule, advice;
        std::vector<std::string> places;
        std::uint64_t count = 0;
    };

    std::string file_;
    std::vector<Group> groups_;
};

} // namespace lup
