#pragma once

namespace lup {

/// The other end of open_sheet_file_isolated: reads a request from standard input, parses the file on
/// descriptor 3 in a sandbox and writes what it holds to descriptor 4. `arguments` are those of the hidden
/// command `parse-worker NAME`. Returns the exit code of the process.
int serve_parse_worker(int argument_count, char* arguments[]);

/// Descriptors that a worker finds open beside standard input.
constexpr int worker_file_descriptor = 3;
constexpr int worker_result_descriptor = 4;

} // namespace lup
