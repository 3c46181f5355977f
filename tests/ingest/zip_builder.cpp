#include "zip_builder.hpp"

#include <utility>
#include <zlib.h>

namespace {

std::string little(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i) {
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    }
    return bytes;
}

std::string deflated(const std::string& data)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, data.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::uint64_t shifted(std::size_t value, std::int64_t by)
{
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value) + by);
}

} // namespace

ZipBuilder& ZipBuilder::add(std::string name, std::string data)
{
    Part part;
    part.name = std::move(name);
    part.data = std::move(data);
    return add(std::move(part));
}

ZipBuilder& ZipBuilder::add(Part part)
{
    parts_.push_back(std::move(part));
    return *this;
}

ZipBuilder& ZipBuilder::stored()
{
    for (auto& part : parts_) {
        part.method = 0;
    }
    return *this;
}

std::string ZipBuilder::bytes(std::string_view comment) const
{
    std::string all;
    std::string directory;
    std::size_t offset = 0;
    for (const auto& part : parts_) {
        const auto packed = part.method == 0 ? part.data : deflated(part.data);
        const auto crc = shifted(
            crc32(0, reinterpret_cast<const Bytef*>(part.data.data()), static_cast<uInt>(part.data.size())),
            part.crc_error);
        const auto sizes = little(crc, 4) + little(shifted(packed.size(), part.packed_size_error), 4) +
                           little(shifted(part.data.size(), part.size_error), 4);
        const auto flags = static_cast<std::uint16_t>(part.flags | (part.sizes_after_data ? 8 : 0));
        const auto& local_name = part.local_name.empty() ? part.name : part.local_name;
        const auto head = little(20, 2) + little(flags, 2) + little(part.method, 2) + little(0, 4);
        if (!part.shares_previous) {
            offset = all.size();
            all += "PK\3\4" + head + (part.sizes_after_data ? std::string(12, '\0') : sizes) +
                   little(local_name.size(), 2) + little(0, 2) + local_name + packed;
            all += part.sizes_after_data ? "PK\7\10" + sizes : std::string();
        }
        directory += "PK\1\2" + little(20, 2) + head + sizes + little(part.name.size(), 2) + little(0, 2) +
                     little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(offset, 4) +
                     part.name;
    }
    const auto start = all.size();
    return all + directory + "PK\5\6" + little(0, 4) + little(parts_.size(), 2) + little(parts_.size(), 2) +
           little(directory.size(), 4) + little(start, 4) + little(comment.size(), 2) + std::string(comment);
}

XlsxBuilder& XlsxBuilder::sheet(std::string name, std::string xml, std::string attributes)
{
    sheets_.push_back({std::move(name), std::move(xml), std::move(attributes)});
    return *this;
}

XlsxBuilder& XlsxBuilder::rows(std::string name, std::string_view row_xml, std::string attributes)
{
    return sheet(
        std::move(name),
        R"(<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)" +
            std::string(row_xml) + "</sheetData></worksheet>",
        std::move(attributes));
}

XlsxBuilder& XlsxBuilder::strings(std::string xml)
{
    strings_ = std::move(xml);
    return *this;
}

XlsxBuilder& XlsxBuilder::styles(std::string xml)
{
    styles_ = std::move(xml);
    return *this;
}

XlsxBuilder& XlsxBuilder::workbook_properties(std::string xml)
{
    properties_ = std::move(xml);
    return *this;
}

ZipBuilder XlsxBuilder::zip() const
{
    constexpr std::string_view office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto relationship = [&](const std::string& id, std::string_view type, const std::string& target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(office) + "/" + std::string(type) +
               "\" Target=\"" + target + "\"/>";
    };
    const std::string open =
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    std::string sheets;
    std::string relationships;
    ZipBuilder zip;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        const auto number = std::to_string(i + 1);
        sheets += "<sheet name=\"" + sheets_[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number +
                  "\" " + sheets_[i].attributes + "/>";
        relationships += relationship("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        zip.add("xl/worksheets/sheet" + number + ".xml", sheets_[i].xml);
    }
    if (!strings_.empty()) {
        relationships += relationship("rIdS", "sharedStrings", "sharedStrings.xml");
        zip.add("xl/sharedStrings.xml", strings_);
    }
    if (!styles_.empty()) {
        relationships += relationship("rIdT", "styles", "styles.xml");
        zip.add("xl/styles.xml", styles_);
    }
    zip.add("_rels/.rels",
            open + relationship("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>");
    zip.add("xl/workbook.xml",
            R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r=")" +
                std::string(office) + "\">" + properties_ + "<sheets>" + sheets + "</sheets></workbook>");
    zip.add("xl/_rels/workbook.xml.rels", open + relationships + "</Relationships>");
    return zip;
}
