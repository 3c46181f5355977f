#include "ingest/sheets/xlsx_quick_cell.hpp"

#include "ingest/limits.hpp"
#include "ingest/sheets/number_text.hpp"

#include <array>
#include <cstring>

namespace lup {
namespace {

constexpr std::array<bool, 256> ends_plain_text = [] {
    std::array<bool, 256> ends{};
    for (std::size_t i = 0; i < 0x20; ++i) {
        ends[i] = i != '\t' && i != '\n';
    }
    for (std::size_t i = 0x80; i < 0x100; ++i) {
        ends[i] = true;
    }
    ends['<'] = true;
    ends['&'] = true;
    return ends;
}();

template <std::size_t size>
bool take(const char*& p, const char (&expected)[size])
{
    if (std::memcmp(p, expected, size - 1) != 0) {
        return false;
    }
    p += size - 1;
    return true;
}

/// Every step stops at the zero byte that ends the window, so that none needs to know where that is.
class QuickCell {
public:
    QuickCell(const char* window, std::uint32_t row, std::uint32_t last) : p_(window), row_(row)
    {
        head_.column = last + 1;
    }

    bool read_head()
    {
        if (!take(p_, "<c")) {
            return false;
        }
        while (*p_ == ' ') {
            ++p_;
            const bool known = p_[1] == '=' && p_[2] == '"' &&
                               (*p_ == 'r'   ? reference()
                                : *p_ == 's' ? style()
                                             : *p_ == 't' && type());
            if (!known) {
                return false;
            }
        }
        empty_ = take(p_, "/>");
        return (empty_ || *p_++ == '>') && head_.column <= limits::columns;
    }

    bool read_content(const XlsxCellMaker& cells, Row& row, TextArena& text)
    {
        if (empty_ || take(p_, "</c>")) {
            return true;
        }
        switch (head_.type) {
        case XlsxType::number:
            return number(cells, row, text);
        case XlsxType::shared:
            return shared(cells, row);
        case XlsxType::inline_text:
            return (take(p_, "<is><t>") || take(p_, "<is><t xml:space=\"preserve\">")) && plain_text() &&
                   take(p_, "</t></is></c>") && add_text(cells, row, text);
        case XlsxType::text:
            return take(p_, "<v>") && plain_text() && take(p_, "</v></c>") && add_text(cells, row, text);
        default:
            return false;
        }
    }

    const char* position() const { return p_; }
    std::uint32_t column() const { return head_.column; }

private:
    bool reference()
    {
        p_ += 3;
        std::uint32_t column = 0;
        for (const char* const start = p_; *p_ >= 'A' && *p_ <= 'Z' && p_ - start < 3; ++p_) {
            column = column * 26 + static_cast<std::uint32_t>(*p_ - 'A') + 1;
        }
        std::uint32_t row = 0;
        const char* const digits = p_;
        for (; *p_ >= '0' && *p_ <= '9' && p_ - digits < 7; ++p_) {
            row = row * 10 + static_cast<std::uint32_t>(*p_ - '0');
        }
        head_.column = column;
        return column > 0 && column <= limits::columns && row == row_ && *p_++ == '"';
    }

    bool style()
    {
        p_ += 3;
        std::uint32_t index = 0;
        const char* const digits = p_;
        for (; *p_ >= '0' && *p_ <= '9' && p_ - digits < 6; ++p_) {
            index = index * 10 + static_cast<std::uint32_t>(*p_ - '0');
        }
        head_.format = index;
        return p_ > digits && *p_++ == '"';
    }

    bool type()
    {
        p_ += 3;
        if (take(p_, "s\"")) {
            head_.type = XlsxType::shared;
        } else if (take(p_, "inlineStr\"")) {
            head_.type = XlsxType::inline_text;
        } else if (take(p_, "str\"")) {
            head_.type = XlsxType::text;
        } else {
            return take(p_, "n\"");
        }
        return true;
    }

    bool number(const XlsxCellMaker& cells, Row& row, TextArena& text)
    {
        double value = 0;
        if (!take(p_, "<v>") || !scan_plain_number(p_, value) || !take(p_, "</v></c>")) {
            return false;
        }
        if (cells.is_plain_number(head_.format)) {
            Cell& cell = row.cells.emplace_back();
            cell.column = head_.column;
            cell.type = CellType::number;
            cell.number = value;
        } else {
            cells.add_number(row, head_, value, text);
        }
        return true;
    }

    bool shared(const XlsxCellMaker& cells, Row& row)
    {
        if (!take(p_, "<v>")) {
            return false;
        }
        std::size_t index = 0;
        const char* const digits = p_;
        for (; *p_ >= '0' && *p_ <= '9' && p_ - digits < 9; ++p_) {
            index = index * 10 + static_cast<std::size_t>(*p_ - '0');
        }
        if (p_ == digits || !take(p_, "</v></c>")) {
            return false;
        }
        cells.add_shared(row, head_, index);
        return true;
    }

    /// Moves over a text; what holds entities or is damaged is left to the scanner.
    bool plain_text()
    {
        text_start_ = p_;
        bool ascii = true;
        while (true) {
            while (!ends_plain_text[static_cast<unsigned char>(*p_)]) {
                ++p_;
            }
            if (static_cast<unsigned char>(*p_) < 0x80) {
                break;
            }
            ascii = false;
            ++p_;
        }
        text_size_ = static_cast<std::size_t>(p_ - text_start_);
        return *p_ == '<' && text_size_ <= limits::text_characters &&
               (ascii || is_utf8({text_start_, text_size_}));
    }

    bool add_text(const XlsxCellMaker& cells, Row& row, TextArena& text)
    {
        if (!text.append({text_start_, text_size_})) {
            return false; // the scanner says which limit it is
        }
        cells.add_text(row, head_, text);
        return true;
    }

    const char* p_;
    std::uint32_t row_;
    XlsxCellHead head_;
    bool empty_ = false;
    const char* text_start_ = nullptr;
    std::size_t text_size_ = 0;
};

} // namespace

void take_quick_cells(XmlScanner& xml, const XlsxCellMaker& cells, Row& row, TextArena& text,
                      std::uint32_t& last)
{
    while (true) {
        QuickCell cell(xml.window(), row.number, last);
        if (!cell.read_head() || !cell.read_content(cells, row, text)) {
            return;
        }
        last = cell.column();
        xml.take_to(cell.position());
    }
}

} // namespace lup
