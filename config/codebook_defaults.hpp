#pragma once

#include "config/codebook.hpp"
#include "config/table_reader.hpp"

namespace lup {

/// What a blank cell means where it depends on the rest of the row (codebook.md, disclosure.md).
void fill_blanks(RowReader& written, Survey& row);
void fill_blanks(RowReader& written, Wave& row);
void fill_blanks(RowReader& written, Variable& row);
void fill_blanks(RowReader& written, Code& row);
void fill_blanks(RowReader& written, Indicator& row);
void fill_blanks(RowReader& written, Breakdown& row);
void fill_blanks(RowReader& written, Comparison& row);
void fill_blanks(RowReader& written, ReferenceValue& row);

template <class T>
void fill_blanks(RowReader&, T&)
{
}

/// What a blank means where it depends on other tables (a banded variable is a number, an instrument's own
/// cut), and codes written as numbers in the form that the code rows have (1.0 becomes 1).
void harmonise(Codebook& codebook);

/// First and last day that a wave id names: 2022; 2019-2020, 2019/20 (a school year, July to June); "" if
/// none.
std::pair<std::string, std::string> period_of_wave_id(std::string_view id);

/// A screening instrument that Lup can score (transform/tally/scales.hpp has the rules).
struct KnownInstrument {
    std::string_view name;
    std::size_t items = 0;     ///< how many variables it takes
    std::optional<double> cut; ///< its usual cut, if it has one for all
    std::string_view title;
};

std::span<const KnownInstrument> known_instruments();

/// The instruments as a Markdown table in Swedish.
std::string instruments_reference();
/// Letter case, spaces and hyphens make no difference: Kessler-6, WHO-5.
const KnownInstrument* find_known_instrument(std::string_view name);

} // namespace lup
