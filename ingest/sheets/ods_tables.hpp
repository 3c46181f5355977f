#pragma once

#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/sheet_reader.hpp"

#include <optional>
#include <set>
#include <string>

namespace lup {

/// Moves an XML scanner over an OpenDocument content from table to table (OpenDocument 1.3 part 3, 9.1).
class OdsTables {
public:
    explicit OdsTables(XmlScanner xml) : xml_(std::move(xml)) {}

    /// Moves to the start of the next table of the spreadsheet; nothing after the last.
    std::optional<SheetInfo> next();

    /// Passes over the table whose start was just returned.
    void skip() { xml_.skip_element(); }

    XmlScanner& xml() { return xml_; }

private:
    void note_style();

    XmlScanner xml_;
    std::string style_;                   ///< the table style that is being read
    std::set<std::string> hidden_styles_; ///< styles whose tables are not displayed
};

/// An attribute's value with its entities decoded, or "".
std::string decoded_attribute(XmlScanner& xml, std::string_view name);

/// The rows of the table at whose start `tables` stands.
std::unique_ptr<SheetReader> read_ods_table(OdsTables tables, std::string title,
                                            std::shared_ptr<class FindingLog> findings);

} // namespace lup
