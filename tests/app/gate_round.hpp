#pragma once

#include "tests/app/test_home.hpp"

namespace lup {

/// A round of three kommuner, of which only the middle one differs from file to file.
inline std::string round_csv(const std::string& wave, int count, int stressed)
{
    auto text = survey_csv(wave, "2303", 40, 12);
    for (const auto& more : {survey_csv(wave, "2305", count, stressed), survey_csv(wave, "2309", 50, 20)})
        text += more.substr(more.find('\n') + 1);
    return text;
}

/// The survey is protected by the gate, and round 2022 takes corrections in or not.
inline void put_under_gate(const TestHome& home, const std::string& corrections)
{
    home.write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_cell;min_base\n"
                                     "enkat;Enkäten;census;gate;none;1;5;10\n");
    home.write("kodbok/waves.csv", "survey;wave;title;period_from;period_to;corrections\n"
                                   "enkat;2022;Enkäten 2022;2022-01-01;2022-12-31;" +
                                       corrections + "\nenkat;2024;Enkäten 2024;2024-01-01;2024-12-31;\n");
}

} // namespace lup
