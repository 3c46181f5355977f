#pragma once

#include "ingest/bytes/byte_source.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/finding_log.hpp"

#include <cstdint>

namespace lup {

/// How a text file with separated values is written, found from the whole file.
struct CsvShape {
    Encoding encoding = Encoding::utf8;
    std::uint64_t start = 0; ///< first byte after a byte-order mark or a "sep=;" line
    char separator = ';';
    bool ends_with_return = false; ///< rows end with \r alone (files of old Macs)
};

/// Reads the whole file once. The separator is the one of tab, `;`, `|` and `,` that gives most rows the same
/// number of columns. Throws InputError if the file is not text or a quotation never ends; what can be read
/// but looks wrong (mixed encodings, unknown characters) goes to `findings`.
CsvShape find_csv_shape(const std::shared_ptr<const ByteSource>& source, FindingLog& findings);

} // namespace lup
