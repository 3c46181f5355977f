#pragma once

#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace lup {

/// open_sheet_file, but everything that looks at the file's content runs in another process without network,
/// files or much memory: `worker_program` started as `PROGRAM parse-worker NAME`, which calls
/// serve_parse_worker. A worker that crashes, hangs or answers nonsense is an InputError of this file.
std::unique_ptr<SheetFile> open_sheet_file_isolated(const std::filesystem::path& file,
                                                    const std::filesystem::path& worker_program);

/// count_cells in such a process: every cell is decoded there, and only the number comes back.
std::uint64_t count_cells_isolated(const std::filesystem::path& file,
                                   const std::filesystem::path& worker_program,
                                   const std::optional<std::string>& sheet = std::nullopt);

} // namespace lup
