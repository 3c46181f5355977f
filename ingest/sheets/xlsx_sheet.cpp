#include "ingest/sheets/xlsx_sheet.hpp"

#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/number_text.hpp"
#include "ingest/sheets/sheet_order.hpp"
#include "ingest/sheets/xlsx_cell.hpp"
#include "ingest/sheets/xlsx_quick_cell.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace lup {
namespace {

constexpr std::string_view main_namespaces[] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                "http://purl.oclc.org/ooxml/spreadsheetml/main"};

std::optional<XlsxType> type_named(std::string_view name)
{
    constexpr std::pair<std::string_view, XlsxType> types[] = {
        {"n", XlsxType::number}, {"s", XlsxType::shared},  {"inlineStr", XlsxType::inline_text},
        {"str", XlsxType::text}, {"b", XlsxType::boolean}, {"e", XlsxType::error},
        {"d", XlsxType::date}};
    for (const auto& [key, type] : types) {
        if (key == name) {
            return type;
        }
    }
    return std::nullopt;
}

/// " (XFE1)" of an address that can be nothing else, or "": a message may show no value.
std::string shown(std::string_view address)
{
    const auto digits = std::min(address.find_first_of("0123456789"), address.size());
    const bool is_address = digits > 0 && digits <= 4 && address.size() - digits <= 7 &&
                            std::all_of(address.begin(), address.end(), [](char c) {
                                return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                            });
    return is_address ? " (" + std::string(address) + ")" : std::string();
}

class XlsxSheetReader : public SheetReader {
public:
    XlsxSheetReader(std::shared_ptr<const ZipArchive> zip, const ZipEntry& part, std::string title,
                    std::shared_ptr<XlsxContext> context)
        : zip_(std::move(zip)), context_(std::move(context)), title_(std::move(title)),
          xml_(zip_->open(part), zip_->source().name(), part.name),
          cells_(*context_, zip_->source().name(), title_), order_(cells_)
    {
    }

    bool next(Row& row) override
    {
        row.cells.clear();
        text_.clear();
        while (!finished_) {
            if (!in_data_ && !find_data()) {
                break;
            }
            const auto token = xml_.next();
            if (token == XmlToken::end) {
                in_data_ = false;
            } else if (token == XmlToken::start && is_own("row")) {
                read_row(row);
                if (!row.cells.empty()) {
                    order_.check(row);
                    return true;
                }
            } else if (token == XmlToken::start) {
                xml_.skip_element();
            }
        }
        return false;
    }

private:
    /// Whether the element just returned is `local` in the spreadsheet namespace. The prefixes are those that
    /// the root declares.
    bool is_own(std::string_view local) const
    {
        const auto name = xml_.name();
        const auto here = local_name(name);
        const auto prefix = name.substr(0, name.size() - here.size());
        return here == local && std::find(prefixes_.begin(), prefixes_.end(), prefix) != prefixes_.end();
    }

    /// Moves to the next sheetData; false, and says what is to be said, at the end of the part.
    bool find_data()
    {
        for (auto token = xml_.next(); token != XmlToken::finished; token = xml_.next()) {
            if (token != XmlToken::start) {
                continue;
            }
            if (xml_.depth() == 1) {
                note_prefixes();
            } else if (xml_.depth() == 2 && is_own("sheetData")) {
                in_data_ = true;
                return true;
            }
        }
        finished_ = true;
        if (hidden_rows_ > 0) {
            context_->findings.add({Severity::note, zip_->source().name(), title_ + "!",
                                    "bladet har dolda rader; de är lästa som de andra",
                                    "Ta bort rader som inte ska vara med.", hidden_rows_});
        }
        return false;
    }

    void note_prefixes()
    {
        if (local_name(xml_.name()) != "worksheet") {
            xml_.refuse("bladet är inte ett kalkylblad");
        }
        for (const auto& attribute : xml_.attributes()) {
            const bool main = std::find(std::begin(main_namespaces), std::end(main_namespaces),
                                        attribute.value) != std::end(main_namespaces);
            if (main && attribute.name == "xmlns") {
                prefixes_.emplace_back();
            } else if (main && attribute.name.starts_with("xmlns:")) {
                prefixes_.emplace_back(std::string(attribute.name.substr(6)) + ":");
            }
        }
        if (prefixes_.empty()) {
            prefixes_.emplace_back(); // some writers leave the namespace out
        }
        quick_ = std::find(prefixes_.begin(), prefixes_.end(), "") != prefixes_.end();
    }

    void read_row(Row& row)
    {
        start_row(row);
        std::uint32_t last = 0;
        for (auto token = XmlToken::start; token != XmlToken::end;) {
            if (quick_ && xml_.between_tokens()) {
                take_quick_cells(xml_, cells_, row, text_, last);
            }
            token = xml_.next();
            if (token == XmlToken::start && is_own("c")) {
                read_cell(row, last);
            } else if (token == XmlToken::start) {
                xml_.skip_element();
            }
        }
    }

    void start_row(Row& row)
    {
        const auto* number = xml_.attribute("r");
        row.number = last_row_ + 1;
        if (number != nullptr) {
            const auto value = number->value;
            const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), row.number);
            if (error != std::errc() || stop != value.data() + value.size() || row.number == 0) {
                xml_.refuse("ett radnummer är inte ett radnummer");
            }
        }
        if (row.number > limits::rows) {
            refuse_too_large(xml_.file(), title_, "bladet har fler än 1 048 576 rader");
        }
        last_row_ = row.number;
        const auto* hidden = xml_.attribute("hidden");
        hidden_rows_ += hidden != nullptr && (hidden->value == "1" || hidden->value == "true") ? 1 : 0;
    }

    XlsxCellHead cell_head(std::uint32_t row, std::uint32_t last)
    {
        XlsxCellHead head;
        head.column = last + 1;
        if (const auto* reference = xml_.attribute("r")) {
            std::uint32_t said_row = 0;
            if (!parse_cell_reference(reference->value, head.column, said_row)) {
                refuse_damaged(xml_.file(), cells_.place(row, 0),
                               "en celladress" + shown(reference->value) +
                                   " är fel skriven eller utanför bladet");
            }
            if (said_row != row) {
                refuse_damaged(xml_.file(), cells_.place(row, 0), "en celladress hör till en annan rad");
            }
        }
        if (head.column > limits::columns) {
            refuse_too_large(xml_.file(), cells_.place(row, 0), "raden har fler än 16 384 kolumner");
        }
        if (const auto* type = xml_.attribute("t")) {
            const auto known = type_named(type->value);
            if (!known) {
                refuse_damaged(xml_.file(), cells_.place(row, head.column), "cellen har en okänd typ");
            }
            head.type = *known;
        }
        if (const auto* style = xml_.attribute("s"); style != nullptr && !style->value.empty()) {
            const auto value = style->value;
            const auto result = std::from_chars(value.data(), value.data() + value.size(), head.format);
            head.format = result.ec == std::errc() ? head.format : ~0U;
        }
        return head;
    }

    void read_cell(Row& row, std::uint32_t& last)
    {
        auto head = cell_head(row.number, last);
        last = head.column;
        const auto outside = xml_.depth() - 1;
        bool formula = false;
        bool inline_text = false;
        while (xml_.depth() > outside) {
            const auto token = xml_.next();
            if (token != XmlToken::start) {
                continue;
            }
            if (is_own("v") && !inline_text) {
                read_value();
            } else if (is_own("is") && head.type == XlsxType::inline_text) {
                text_.replace_open(
                    {}); // some writers put a value beside it; the inline text is what people see
                append_string_item(xml_, text_);
                inline_text = true;
            } else {
                formula = formula || is_own("f");
                xml_.skip_element();
            }
        }
        if (formula && text_.open_text().empty() && head.type == XlsxType::number) {
            cells_.warn(row.number, head.column, "cellen har en formel utan uträknat värde",
                        "Öppna filen i Excel och spara den, så räknas värdet ut; cellen läses som tom.");
        }
        cells_.add_text(row, head, text_);
        text_.finish();
    }

    void read_value()
    {
        for (auto token = xml_.next(); token != XmlToken::end; token = xml_.next()) {
            if (token == XmlToken::text) {
                xml_.append_text(text_);
            } else {
                xml_.skip_element();
            }
        }
    }

    std::shared_ptr<const ZipArchive> zip_;
    std::shared_ptr<XlsxContext> context_;
    std::string title_;
    XmlScanner xml_;
    XlsxCellMaker cells_;
    SheetOrder order_;
    TextArena text_;
    std::vector<std::string> prefixes_;
    std::uint32_t last_row_ = 0;
    std::uint64_t hidden_rows_ = 0;
    bool quick_ = false; ///< elements have no prefix
    bool in_data_ = false;
    bool finished_ = false;
};

} // namespace

std::unique_ptr<SheetReader> read_xlsx_sheet(std::shared_ptr<const ZipArchive> zip, const ZipEntry& part,
                                             std::string title, std::shared_ptr<XlsxContext> context)
{
    return std::make_unique<XlsxSheetReader>(std::move(zip), part, std::move(title), std::move(context));
}

} // namespace lup
