#pragma once

#include "app/files/home.hpp"

namespace lup {

/// Prints what came, what waits or is missing, how the last night went and when the next one is. Returns 0.
int print_status(const Home& home);

} // namespace lup
