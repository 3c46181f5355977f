#pragma once

#include "app/demo/adult_levels.hpp"
#include "app/demo/demo_random.hpp"

#include <optional>
#include <vector>

namespace lup {

/// A made-up respondent of Folkhälsoenkäten; every answer in the shipped codebook's harmonised codes.
struct Adult {
    std::size_t municipality = 0, age_band = 0;
    bool woman = false;
    int age = 0;
    int education = 0;     ///< 1 to 3; 0 = outside 25-84 years
    int birth_country = 1; ///< 1 to 4
    double weight = 1;
    std::vector<std::optional<bool>> outcomes; ///< one an adult_outcomes(): in the file's sense
    std::vector<std::optional<int>> kessler, swemwbs, ghq5, auditc;
};

/// The respondents of round 0 to 3 (2018 to 2024), always the same ones. Rounds 0 and 2 have an extra sample
/// that gives the small municipalities more respondents; 85 years and over answer from round 2.
std::vector<Adult> made_up_adults(std::size_t round);

} // namespace lup
