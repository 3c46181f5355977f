#pragma once

#include "app/demo/demo_places.hpp"

#include <array>
#include <span>
#include <string_view>

namespace lup {

inline constexpr std::size_t adult_rounds = 4; ///< 2018, 2020, 2022, 2024

/// Invented levels of a yes/no variable of Folkhälsoenkäten.
struct AdultOutcome {
    std::string_view variable;
    std::array<std::string_view, adult_rounds> headings; ///< "" = not asked that year
    bool good_is_yes;                                    ///< the file's 1 is the good state
    std::array<double, demo_age_bands> women, men;       ///< share in the bad state, by age
    std::array<double, adult_rounds> trend;              ///< factor by year
    double missing;                                      ///< share without an answer
};

std::span<const AdultOutcome> adult_outcomes();

/// Invented answers to an instrument: a person in the bad state draws from `bad`, others from `good`, until
/// the sum of the items is on the right side of the cut.
struct AdultInstrument {
    std::string_view stem; ///< of the items' headings: stem + number
    std::array<bool, adult_rounds> asked;
    int items, first;                ///< answers are first, first + 1, ...
    std::array<double, 5> good, bad; ///< weights of the answers
    int cut_women, cut_men;
    bool bad_is_high; ///< bad: sum >= cut; else sum < cut
};

/// Kessler-6 (serious distress 13+), SWEMWBS (low wellbeing), GHQ-5 (2+), AUDIT-C (women 5+, men 6+).
const AdultInstrument& kessler_items();
const AdultInstrument& swemwbs_items();
const AdultInstrument& ghq5_items();
const AdultInstrument& auditc_items();

} // namespace lup
