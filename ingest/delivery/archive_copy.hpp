#pragma once

#include "ingest/sheet_reader.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// What a delivery was taken for; stands in the head of its archive copy.
struct ArchiveLabel {
    std::string survey, wave;
};

/// Writes the kept columns of a delivery as typed CSV through gzip: text between quotation marks, numbers
/// bare in the shortest form that reads back equal, dates bare as ISO 8601, booleans as TRUE and FALSE. The
/// gzip head holds no time and no name, so the same delivery gives the same bytes; its comment holds the
/// label. The file is removed again unless finish() was reached.
class ArchiveWriter {
public:
    /// Throws ExportError if the file cannot be made.
    ArchiveWriter(const std::filesystem::path& file, const ArchiveLabel& label,
                  const std::vector<std::string>& headings);
    ~ArchiveWriter();
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    /// One row: a cell or nullptr for each heading. Error cells are kept as empty.
    void add(const std::vector<const Cell*>& row);

    /// Writes what is left, fsyncs and closes. Throws ExportError if the disk did not take it all.
    void finish();

private:
    class Stream;
    std::unique_ptr<Stream> stream_;
    std::string line_;
};

/// The label of an archive copy. Throws InputError if the file is not one.
ArchiveLabel read_archive_label(const std::filesystem::path& file);

/// Reads an archive copy back as rows of typed cells; the first row holds the headings as text.
/// Throws InputError if it is damaged or cut off.
std::unique_ptr<SheetReader> open_archive_copy(const std::filesystem::path& file);

} // namespace lup
