#pragma once

#include "app/files/home.hpp"

namespace lup {

/// The service: runs the night at its hour and when files have lain untouched in inkorg/ for settle_seconds,
/// and reads prova/ at once; each run is a process of its own, so nothing that a file does ends the service.
/// Ends at SIGTERM or SIGINT and returns 0. Throws ConfigurationError if the configuration cannot be used at
/// start.
int watch(const Home& home);

} // namespace lup
