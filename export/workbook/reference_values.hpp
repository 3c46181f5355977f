#pragma once

#include "config/codebook.hpp"
#include "transform/release.hpp"

#include <string>
#include <string_view>

namespace lup {

/// The reference value of `area` that answers to a cell: same indicator, wave and sex, and group where the
/// cell has one; or none.
const ReferenceValue* reference_for(const Codebook& codebook, const ReleasedTable& table,
                                    const ReleasedCell& cell, std::string_view area);

/// What a figure is of.
struct FigureName {
    std::string survey, indicator, wave, domain; ///< wave "" if pooled
};
const ReferenceValue* reference_for(const Codebook& codebook, const FigureName& figure,
                                    std::string_view area);

/// The heading of the reference values of an area, without its unit: "Jämförelse: Riket".
std::string reference_heading(const Codebook& codebook, const std::string& area);

} // namespace lup
