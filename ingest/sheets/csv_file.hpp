#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/sheet_reader.hpp"

#include <memory>
#include <string>

namespace lup {

/// Opens text with separated values as a file with one sheet. Every cell is text as it stands (leading zeros,
/// decimal commas); rows are numbered by record, empty lines counted. A text file has no sheet's end: up to
/// 8 GB and a thousand million rows are read, in constant memory. Throws InputError as find_csv_shape does.
std::unique_ptr<SheetFile> open_csv(std::shared_ptr<const ByteSource> source);

/// The same for text in memory, `name` for messages: our own archive and the tables of kodbok/.
std::unique_ptr<SheetFile> open_csv_text(std::string name, std::string bytes);

} // namespace lup
