#pragma once

#include "app/home.hpp"

namespace lup {

/// Attacks everything ever published, all nights and recipients together, verifies the stored proofs with
/// whole numbers only, and compares every figure in excel/ with plan.db. Prints what it tried, found and
/// proved, never a value. Returns 0, or 4 if a small count could be found or a proof does not hold.
int audit_home(const Home& home);

} // namespace lup
