#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace lup {

/// Starts a program (looked up in PATH when it has no slash) with this process' streams. Throws ExportError
/// if it cannot be started.
pid_t start_process(const std::vector<std::string>& words);

/// Starts a program, waits for it and returns its exit code, or 128 + the signal that ended it.
int run_process(const std::vector<std::string>& words);

/// The exit code in a status of waitpid().
int exit_code_of(int status);

/// The file of this program.
std::string own_program();

} // namespace lup
