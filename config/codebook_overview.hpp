#pragma once

#include "config/codebook.hpp"

#include <vector>

namespace lup {

/// The codebook for people to read, in Swedish: for each survey a table of its variables and one of its
/// indicators, with a column for each wave that says whether the wave has it ("ja", "ny serie" where a break
/// starts, "" where it does not). `name` is a short title and `file` is empty.
std::vector<RawTable> codebook_overview(const Codebook& codebook);

} // namespace lup
