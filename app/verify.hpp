#pragma once

#include "app/home.hpp"

#include <string>
#include <vector>

namespace lup {

/// Sentences about what does not hold together: databases, chain of events, archive copies, sealed files,
/// published folders. None if the home is whole.
std::vector<std::string> find_damage(const Home& home);

/// Prints what was read back. Returns 0 if the home is whole, otherwise 5.
int verify_home(const Home& home);

} // namespace lup
