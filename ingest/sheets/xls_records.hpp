#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// Record numbers of BIFF8 ([MS-XLS] 2.3) that matter to the cells.
enum class XlsRecord : std::uint16_t {
    formula = 0x0006,
    end_of_file = 0x000A,
    date_mode = 0x0022,
    file_pass = 0x002F,
    continuation = 0x003C,
    bound_sheet = 0x0085,
    multiple_rk = 0x00BD,
    rich_string = 0x00D6,
    cell_format = 0x00E0,
    shared_strings = 0x00FC,
    label_shared = 0x00FD,
    number = 0x0203,
    label = 0x0204,
    boolean_or_error = 0x0205,
    formula_string = 0x0207,
    row = 0x0208,
    rk = 0x027E,
    number_format = 0x041E,
    start_of_file = 0x0809
};

/// One record with its continuations, each of which is a piece: a text may change its width at their borders.
struct XlsRecordData {
    XlsRecord type{};
    std::vector<std::string_view> pieces; ///< at least one

    std::string_view first() const { return pieces.front(); }
};

/// Goes through the records of a workbook stream. Throws InputError if one is cut short.
class XlsRecords {
public:
    XlsRecords(std::string_view stream, std::size_t offset, std::string_view file);

    /// The next record; nothing at the end of the stream.
    bool next(XlsRecordData& record);

private:
    bool head(std::uint16_t& type, std::string_view& data) const;

    std::string_view stream_;
    std::size_t at_;
    std::string_view file_;
};

/// Reads numbers and texts from a record, over the borders of its pieces ([MS-XLS] 2.5.293
/// XLUnicodeRichExtendedString).
class XlsRecordReader {
public:
    XlsRecordReader(const XlsRecordData& record, std::string_view file) : record_(record), file_(file) {}

    bool at_end();
    std::uint8_t byte();
    std::uint16_t word();
    std::uint32_t double_word();
    void skip(std::size_t bytes);

    /// A text of `characters` UTF-16 units whose option byte comes next, in UTF-8.
    std::string text(std::size_t characters);

private:
    std::string_view piece() const { return record_.pieces[piece_]; }
    bool to_next_piece();
    [[noreturn]] void refuse() const;

    const XlsRecordData& record_;
    std::string_view file_;
    std::size_t piece_ = 0;
    std::size_t at_ = 0;
};

} // namespace lup
