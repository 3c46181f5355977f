#pragma once

#include <iosfwd>

namespace lup {

/// Prints the current exception's message with advice and returns the exit code: 1 a bug, 2 configuration,
/// 3 input, 4 the gate refused, 5 storage or export. REQUIRES: called inside a catch block.
int report_failure(std::ostream& out);

} // namespace lup
