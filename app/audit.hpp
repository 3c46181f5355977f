#pragma once

#include "app/files/home.hpp"

namespace lup {

/// Attacks everything ever published, all nights and recipients together, verifies the stored proofs with
/// whole numbers only, and reads every file of excel/ and publicerat/ back and compares it with plan.db.
/// Prints what it tried, found and proved, never a value. Returns 0, or 4 if a small count could be found, a
/// file has a number that plan.db does not have, or a proof is missing, damaged or does not hold.
int audit_home(const Home& home);

} // namespace lup
