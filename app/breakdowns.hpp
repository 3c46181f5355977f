#pragma once

#include "app/files/home.hpp"

namespace lup {

/// Prints, for each declared breakdown of the surveys that the gate protects, how many numbers must be hidden
/// in it and how many it costs the others, and which one loses least if it is left out. Confidential: for the
/// unit that plans its tables. Returns 0.
int print_breakdowns(const Home& home);

} // namespace lup
