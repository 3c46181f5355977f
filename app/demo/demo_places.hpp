#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace lup {

inline constexpr std::size_t demo_age_bands = 5; ///< 16-29, 30-44, 45-64, 65-84, 85+
inline constexpr std::size_t demo_grades = 4;    ///< förskoleklass, åk 4, åk 7, gymnasiet åk 1

/// A municipality with rounded, invented sizes.
struct DemoMunicipality {
    std::string_view code, name;
    double adults;                                 ///< 16 years and over
    std::array<double, demo_age_bands> age_shares; ///< of the adults
    int extra_sample;                              ///< respondents in a round with an extra sample
};

std::span<const DemoMunicipality> demo_municipalities();

/// An invented school; `size` is the pupils of one grade in an ordinary year.
struct DemoSchool {
    std::string_view name;
    std::size_t municipality; ///< index into demo_municipalities()
    int size;
    bool upper_secondary;
};

std::span<const DemoSchool> demo_schools();

} // namespace lup
