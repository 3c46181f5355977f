#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>

namespace lup {

/// open_sheet_file for bytes from anywhere.
std::unique_ptr<SheetFile> open_sheet_bytes(const std::shared_ptr<const ByteSource>& source);

} // namespace lup
