#pragma once

#include "ingest/bytes/text_arena.hpp"
#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/bytes/zip_archive.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lup {

/// The strings of a workbook that its cells refer to by number. Phonetic guides are left out.
class SharedStrings {
public:
    SharedStrings() = default;

    /// Reads them all. Throws InputError if the part is damaged or passes a limit.
    SharedStrings(const ZipArchive& zip, const ZipEntry& part);

    /// Adds one to the end, of any other format; false if the limit of all texts is passed.
    bool add(std::string_view text);

    std::size_t size() const { return places_.size(); }
    std::string_view operator[](std::size_t index) const
    {
        const auto& place = places_[index];
        return {place.text, place.size};
    }

private:
    struct __attribute__((packed)) Place {
        const char* text;
        std::uint32_t size;
    };

    TextArena texts_;
    std::vector<Place> places_;
};

/// Adds the text of the `si` or `is` whose start `xml` has just returned, and passes over its end.
void append_string_item(XmlScanner& xml, TextArena& out);

} // namespace lup
