#pragma once

#include "ingest/bytes/zip_archive.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace lup {

/// One element of a part: its local name, attributes, and text (of leaves).
struct WorkbookElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;

    std::string attribute(const std::string& key) const;
};

/// The parts of a finished workbook, read one element at a time. Throws ExportError naming the part if the
/// file has a part of a kind, an element of a name or a number format that no workbook of ours has, a link
/// out of it, or bytes between its parts or after them.
class WorkbookPackage {
public:
    explicit WorkbookPackage(const std::filesystem::path& file);

    const ZipArchive& archive() const { return archive_; }

    [[noreturn]] void fail(const std::string& part, std::string_view what) const;

    using Visit = std::function<void(const WorkbookElement&)>;

    /// Calls `start(element)` for each element and `end(element)` when it closes, with its text.
    void walk(const std::string& part, const Visit& start, const Visit& end) const;

private:
    void check_part_names() const;
    void check_formats() const;
    void check_no_gaps(const std::filesystem::path& file) const;
    void check_element(const std::string& part, const std::string& name) const;

    std::string file_;
    ZipArchive archive_;
};

/// Whether `part` is `start`, a number and `end`.
bool is_numbered(std::string_view part, std::string_view start, std::string_view end);

} // namespace lup
