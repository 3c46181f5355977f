#pragma once

#include "export/release_sink.hpp"

#include <memory>
#include <vector>

namespace lup {

/// Everything that a release is published as, in the order it is written.
std::vector<std::unique_ptr<ReleaseSink>> release_sinks();

} // namespace lup
