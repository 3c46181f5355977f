#pragma once

#include "app/options.hpp"

namespace lup {

/// Does what the command line says and returns the exit code. Throws the errors of config/errors.hpp.
int run(const Options& options);

} // namespace lup
