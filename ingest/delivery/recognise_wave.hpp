#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/recognise_headings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// A year or a pair of years in a text: 2022, 2019-2020, 2019/20, 2019_2020. `last` is 0 for a single year.
struct YearMention {
    int first = 0, last = 0;
    bool operator==(const YearMention&) const = default;
};

/// The years that a text names, apart from those in dates (2024-11-12).
std::vector<YearMention> years_in(std::string_view text);

/// Whether the text names the wave: by the years of its id, or by its id or title as words.
bool mentions(std::string_view text, const Wave& wave);

/// Tells whether the cells of a year column belong to a wave.
class YearColumn {
public:
    YearColumn(const Codebook& codebook, const Variable& variable, const Wave& wave);

    /// Blank cells and error cells agree with any wave.
    bool agrees(const Cell& cell);

private:
    bool means_wave(const std::string& words) const;

    const Wave& wave_;
    VariableCoder coder_;
    Categories categories_;
    bool has_codes_ = false;
    TextMap<bool> seen_;
    std::unordered_map<double, bool> seen_numbers_;
};

} // namespace lup
