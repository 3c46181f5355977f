#pragma once

#include "app/demo/adults.hpp"
#include "app/demo/demo_table.hpp"

namespace lup {

/// The respondents of a round (0 to 3: 2018 to 2024) as the year's file has them: headings and codes as they
/// were that year, one row a person.
DemoTable adult_table(std::size_t round);

} // namespace lup
