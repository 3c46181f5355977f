#include "ingest/sheets/xls_sheet.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/sheet_order.hpp"
#include "ingest/sheets/xls_records.hpp"
#include "ingest/sheets/xlsx_cell.hpp"

#include <bit>
#include <cmath>
#include <utility>

namespace lup {
namespace {

/// [MS-XLS] 2.5.217 RkNumber.
double rk_number(std::uint32_t rk)
{
    double number = 0;
    if ((rk & 2U) != 0) {
        number = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
    } else {
        number = std::bit_cast<double>(std::uint64_t{rk & ~3U} << 32);
    }
    return (rk & 1U) != 0 ? number / 100 : number;
}

/// [MS-XLS] 2.5.10 Bes.
std::string_view error_text(std::uint8_t code)
{
    switch (code) {
    case 0x00:
        return "#NULL!";
    case 0x07:
        return "#DIV/0!";
    case 0x0F:
        return "#VALUE!";
    case 0x17:
        return "#REF!";
    case 0x1D:
        return "#NAME?";
    case 0x24:
        return "#NUM!";
    case 0x2B:
        return "#GETTING_DATA";
    default:
        return "#N/A";
    }
}

class XlsSheetReader : public SheetReader {
public:
    XlsSheetReader(std::shared_ptr<const XlsStream> stream, std::size_t offset, std::string title,
                   std::shared_ptr<XlsxContext> context)
        : stream_(std::move(stream)), context_(std::move(context)), title_(std::move(title)),
          records_(stream_->bytes, offset, stream_->file), cells_(*context_, stream_->file, title_),
          order_(cells_)
    {
        if (!records_.next(record_) || record_.type != XlsRecord::start_of_file) {
            refuse_damaged(stream_->file, title_, "bladet börjar inte där filen säger");
        }
        advance();
    }

    bool next(Row& row) override
    {
        while (!finished_) {
            row.cells.clear();
            text_.clear();
            row.number = row_of_record() + 1;
            const auto number = row.number;
            while (!finished_ && row_of_record() + 1 == number) {
                add_record(row);
                advance();
            }
            if (!row.cells.empty()) {
                order_.check(row);
                return true;
            }
        }
        return false;
    }

private:
    /// Moves to the next record that is a cell.
    void advance()
    {
        std::size_t depth = 0; // of charts and the like inside the sheet
        while (records_.next(record_)) {
            if (record_.type == XlsRecord::start_of_file) {
                ++depth;
            } else if (record_.type == XlsRecord::end_of_file && depth-- == 0) {
                finish();
                return;
            } else if (record_.type == XlsRecord::row && depth == 0) {
                hidden_rows_ += record_.first().size() >= 16 && (record_.first()[12] & 0x20) != 0 ? 1 : 0;
            } else if (depth == 0 && is_cell(record_.type)) {
                return;
            }
        }
        refuse_damaged(stream_->file, title_, "bladet är avkortat");
    }

    void finish()
    {
        finished_ = true;
        if (hidden_rows_ > 0) {
            context_->findings.add({Severity::note, stream_->file, title_ + "!",
                                    "bladet har dolda rader; de är lästa som de andra",
                                    "Ta bort rader som inte ska vara med.", hidden_rows_});
        }
    }

    static bool is_cell(XlsRecord type)
    {
        switch (type) {
        case XlsRecord::formula:
        case XlsRecord::multiple_rk:
        case XlsRecord::rich_string:
        case XlsRecord::label_shared:
        case XlsRecord::number:
        case XlsRecord::label:
        case XlsRecord::boolean_or_error:
        case XlsRecord::rk:
            return true;
        default:
            return false;
        }
    }

    std::uint32_t row_of_record() const
    {
        need(6);
        return u16(record_.first(), 0);
    }

    void need(std::size_t bytes) const
    {
        if (record_.first().size() < bytes) {
            refuse_damaged(stream_->file, title_, "en cell är kortare än den ska vara");
        }
    }

    void check_column(const XlsxCellHead& head) const
    {
        if (head.column > limits::columns) {
            refuse_damaged(stream_->file, title_, "en cell ligger utanför bladet");
        }
    }

    void add_record(Row& row)
    {
        const auto data = record_.first();
        XlsxCellHead head;
        head.column = std::uint32_t{u16(data, 2)} + 1;
        head.format = u16(data, 4);
        check_column(head);
        switch (record_.type) {
        case XlsRecord::number:
            need(14);
            return add_number(row, head, std::bit_cast<double>(u64(data, 6)));
        case XlsRecord::rk:
            need(10);
            return add_number(row, head, rk_number(u32(data, 6)));
        case XlsRecord::multiple_rk:
            return add_multiple(row, head);
        case XlsRecord::label_shared:
            need(10);
            return cells_.add_shared(row, head, u32(data, 6));
        case XlsRecord::boolean_or_error:
            need(8);
            return add_boolean_or_error(row, head, static_cast<std::uint8_t>(data[6]), data[7] != 0);
        case XlsRecord::formula:
            need(14);
            return add_formula(row, head);
        default:
            return add_label(row, head);
        }
    }

    void add_number(Row& row, const XlsxCellHead& head, double number)
    {
        if (std::isfinite(number)) {
            return cells_.add_number(row, head, number, text_);
        }
        cells_.warn(row.number, head.column, "cellen ska vara ett tal men är inte det",
                    "Skriv talet på nytt; cellen läses som tom.");
    }

    void add_multiple(Row& row, XlsxCellHead head)
    {
        const auto data = record_.first();
        for (std::size_t at = 4; at + 6 <= data.size() - 2; at += 6, ++head.column) {
            head.format = u16(data, at);
            check_column(head);
            add_number(row, head, rk_number(u32(data, at + 2)));
        }
    }

    void add_boolean_or_error(Row& row, XlsxCellHead head, std::uint8_t value, bool error)
    {
        head.type = error ? XlsxType::error : XlsxType::boolean;
        add(row, head, error ? error_text(value) : value != 0 ? "1" : "0");
    }

    void add(Row& row, const XlsxCellHead& head, std::string_view text)
    {
        if (!text_.append(text)) {
            refuse_too_large(stream_->file, cells_.place(row.number, head.column),
                             "raden är större än 64 MB");
        }
        cells_.add_literal(row, head, text_);
    }

    void add_label(Row& row, XlsxCellHead head)
    {
        head.type = XlsxType::text;
        XlsRecordReader reader(record_, stream_->file);
        reader.skip(6);
        const auto characters = reader.word();
        add(row, head, reader.text(characters));
    }

    /// [MS-XLS] 2.5.133 FormulaValue: a number, or what it is when the last two bytes are set.
    void add_formula(Row& row, XlsxCellHead head)
    {
        const auto data = record_.first();
        if (u16(data, 12) != 0xFFFF) {
            return add_number(row, head, std::bit_cast<double>(u64(data, 6)));
        }
        const auto value = static_cast<std::uint8_t>(data[8]);
        switch (data[6]) {
        case 0:
            return add_formula_string(row, head);
        case 1:
            return add_boolean_or_error(row, head, value, false);
        case 2:
            return add_boolean_or_error(row, head, value, true);
        default:
            return; // an empty text
        }
    }

    /// The text stands in a record of its own, after those of a shared formula or an array.
    void add_formula_string(Row& row, XlsxCellHead head)
    {
        head.type = XlsxType::text;
        auto ahead = records_;
        XlsRecordData record;
        while (ahead.next(record) && !is_cell(record.type) && record.type != XlsRecord::end_of_file) {
            if (record.type == XlsRecord::formula_string) {
                XlsRecordReader reader(record, stream_->file);
                const auto characters = reader.word();
                return add(row, head, characters == 0 ? std::string() : reader.text(characters));
            }
        }
        cells_.warn(row.number, head.column, "cellen har en formel utan uträknat värde",
                    "Öppna filen i Excel och spara den, så räknas värdet ut; cellen läses som tom.");
    }

    std::shared_ptr<const XlsStream> stream_;
    std::shared_ptr<XlsxContext> context_;
    std::string title_;
    XlsRecords records_;
    XlsRecordData record_;
    XlsxCellMaker cells_;
    SheetOrder order_;
    TextArena text_;
    std::uint64_t hidden_rows_ = 0;
    bool finished_ = false;
};

} // namespace

std::unique_ptr<SheetReader> read_xls_sheet(std::shared_ptr<const XlsStream> stream, std::size_t offset,
                                            std::string title, std::shared_ptr<XlsxContext> context)
{
    return std::make_unique<XlsSheetReader>(std::move(stream), offset, std::move(title), std::move(context));
}

} // namespace lup
