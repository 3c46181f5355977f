#include "ingest/sheets/xls_records.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>

namespace lup {

XlsRecords::XlsRecords(std::string_view stream, std::size_t offset, std::string_view file)
    : stream_(stream), at_(offset), file_(file)
{
    if (offset > stream.size()) {
        refuse_damaged(file, "", "ett blad ligger utanför filen");
    }
}

bool XlsRecords::head(std::uint16_t& type, std::string_view& data) const
{
    if (stream_.size() - at_ < 4) {
        return false;
    }
    type = u16(stream_, at_);
    const auto size = u16(stream_, at_ + 2);
    if (stream_.size() - at_ - 4 < size) {
        refuse_damaged(file_, "", "filen är avkortad");
    }
    data = stream_.substr(at_ + 4, size);
    return true;
}

bool XlsRecords::next(XlsRecordData& record)
{
    std::uint16_t type = 0;
    std::string_view data;
    if (!head(type, data)) {
        return false;
    }
    record.type = static_cast<XlsRecord>(type);
    record.pieces.assign(1, data);
    at_ += 4 + data.size();
    while (head(type, data) && static_cast<XlsRecord>(type) == XlsRecord::continuation) {
        record.pieces.push_back(data);
        at_ += 4 + data.size();
    }
    return true;
}

void XlsRecordReader::refuse() const
{
    refuse_damaged(file_, "", "en post i filen är kortare än den ska vara");
}

bool XlsRecordReader::to_next_piece()
{
    while (at_ == piece().size()) {
        if (piece_ + 1 == record_.pieces.size()) {
            return false;
        }
        ++piece_;
        at_ = 0;
    }
    return true;
}

bool XlsRecordReader::at_end()
{
    return !to_next_piece();
}

std::uint8_t XlsRecordReader::byte()
{
    if (!to_next_piece()) {
        refuse();
    }
    return static_cast<std::uint8_t>(piece()[at_++]);
}

std::uint16_t XlsRecordReader::word()
{
    const auto low = byte();
    return static_cast<std::uint16_t>(low | byte() << 8);
}

std::uint32_t XlsRecordReader::double_word()
{
    const std::uint32_t low = word();
    return low | std::uint32_t{word()} << 16;
}

void XlsRecordReader::skip(std::size_t bytes)
{
    while (bytes > 0) {
        if (!to_next_piece()) {
            refuse();
        }
        const auto step = std::min(bytes, piece().size() - at_);
        at_ += step;
        bytes -= step;
    }
}

std::string XlsRecordReader::text(std::size_t characters)
{
    const auto options = byte();
    const std::size_t runs = (options & 0x08U) != 0 ? word() : 0;
    const std::size_t extension = (options & 0x04U) != 0 ? double_word() : 0;
    bool wide = (options & 0x01U) != 0;
    if (characters > limits::text_characters) {
        refuse_too_large(file_, "", "en text är längre än 32 767 tecken");
    }
    std::string text;
    char32_t high = 0;
    for (std::size_t i = 0; i < characters; ++i) {
        if (at_ == piece().size()) {
            if (!to_next_piece()) {
                refuse();
            }
            wide = (byte() & 0x01U) != 0; // each continuation of a text says its width anew
        }
        const char32_t unit = wide ? word() : byte();
        if (high != 0 && unit >= 0xDC00 && unit < 0xE000) {
            append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            high = 0;
            continue;
        }
        if (high != 0) {
            append_utf8(text, U'\uFFFD');
        }
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (high == 0) {
            append_utf8(text, unit >= 0xDC00 && unit < 0xE000 ? U'\uFFFD' : unit);
        }
    }
    if (high != 0) {
        append_utf8(text, U'\uFFFD');
    }
    skip(runs * 4 + extension);
    return text;
}

} // namespace lup
