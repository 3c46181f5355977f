#pragma once

#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace lup {

/// `file` with a counter: `told` hears how many rows have been read since it was last told, now and then, on
/// the thread that reads.
std::unique_ptr<SheetFile> count_rows(std::unique_ptr<SheetFile> file,
                                      std::function<void(std::uint64_t)> told);

} // namespace lup
