#pragma once

namespace lup {

/// Takes from this process, for good, all it does not need to parse an open file: no file can be opened or
/// written, no socket made, no program started (seccomp, and Landlock where the kernel has it), and memory,
/// processor time and files are bounded (rlimits). False if the kernel refuses.
bool enter_parse_sandbox();

} // namespace lup
