#pragma once

namespace lup {

/// The value as it is printed with that many decimals: rounded once, from the full value, to the nearest
/// decimal (exact ties of the binary value to even). Throws ConfigurationError outside 0-15 decimals.
double round_published(double value, int decimals);

} // namespace lup
