#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Makes small zip files in memory, right or wrong in one chosen way.
class ZipBuilder {
public:
    struct Part {
        std::string name;
        std::string data;
        std::uint16_t method = 8; ///< 0 stored, 8 deflated, else deflated under that number
        std::uint16_t flags = 0;
        bool sizes_after_data = false;      ///< a data descriptor holds them, as streaming writers do
        std::int64_t crc_error = 0;         ///< added to the CRC in both headers
        std::int64_t size_error = 0;        ///< added to the size in both headers
        std::int64_t packed_size_error = 0; ///< added to the packed size in both headers
        std::string local_name;             ///< another name in the local header
        bool shares_previous = false;       ///< its entry points at the data of the part before
    };

    ZipBuilder& add(std::string name, std::string data);
    ZipBuilder& add(Part part);

    /// Packs none of the parts added so far, which is faster.
    ZipBuilder& stored();

    /// The archive, with `comment` at its end.
    std::string bytes(std::string_view comment = {}) const;

private:
    std::vector<Part> parts_;
};

/// Makes small .xlsx files: sheet XML in, archive out.
class XlsxBuilder {
public:
    XlsxBuilder& sheet(std::string name, std::string xml, std::string attributes = {});
    /// A sheet of which only the rows are given.
    XlsxBuilder& rows(std::string name, std::string_view row_xml, std::string attributes = {});
    XlsxBuilder& strings(std::string xml);
    XlsxBuilder& styles(std::string xml);
    XlsxBuilder& workbook_properties(std::string xml);

    std::string bytes() const { return zip().bytes(); }
    ZipBuilder zip() const;

private:
    struct Sheet {
        std::string name;
        std::string xml;
        std::string attributes;
    };
    std::vector<Sheet> sheets_;
    std::string strings_;
    std::string styles_;
    std::string properties_;
};
