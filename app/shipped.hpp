#pragma once

#include <span>
#include <string_view>

namespace lup {

/// A file of config/jamtland-harjedalen/ as it was when the program was built.
struct ShippedFile {
    std::string_view path; ///< below the home: "kodbok/surveys.csv"
    std::string_view content;
};

/// The configuration that a new home gets, carried in the program itself.
std::span<const ShippedFile> shipped_files();

} // namespace lup
