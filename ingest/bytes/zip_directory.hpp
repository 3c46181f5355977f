#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/bytes/zip_archive.hpp"

#include <vector>

namespace lup {

/// The central directory of a zip file (APPNOTE 6.3.10, sections 4.3.12-4.3.16, zip64 included), each entry
/// compared with its local header, in the order they stand in the file. Throws InputError as ZipArchive does.
std::vector<ZipEntry> read_zip_directory(const ByteSource& source);

} // namespace lup
