#pragma once

#include "app/files/home.hpp"

namespace lup {

/// Makes a home with the shipped configuration and its own secret key. Throws ConfigurationError if there is
/// one already.
void init_home(const Home& home);

/// The same with made-up files in inkorg/ and a fixed key, so that it is the same each time. A demo home that
/// is there gets its configuration and files again.
void init_demo(const Home& home);

} // namespace lup
