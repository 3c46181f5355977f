#pragma once

#include "app/files/home.hpp"

#include <string>
#include <vector>

namespace lup {

/// Sentences about what does not hold together: databases, chain of events, archive copies, sealed files,
/// published files and proofs, which are compared with the hashes that were kept when they were published.
/// None if the home is whole.
std::vector<std::string> find_damage(const Home& home);

/// Prints what was read back. Returns 0 if the home is whole, otherwise 5.
int verify_home(const Home& home);

} // namespace lup
