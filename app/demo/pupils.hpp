#pragma once

#include "app/demo/demo_random.hpp"
#include "app/demo/demo_table.hpp"
#include "app/demo/pupil_levels.hpp"

#include <functional>
#include <vector>

namespace lup {

inline constexpr std::size_t pupil_rounds = 5; ///< läsår 2019-2020 to 2023-2024

/// Which schools a file holds.
using SchoolChoice = std::function<bool(const DemoSchool&)>;

/// Hälsosamtalet of a läsår (0 to 4) as its file has it: a sheet a grade, title rows, headings under merged
/// group headings, labels (läsår 2021-2022: codes) as answers, a totals row. A school's pupils are the same
/// whatever the choice.
std::vector<DemoTable> pupil_tables(std::size_t round, const SchoolChoice& choice);

} // namespace lup
