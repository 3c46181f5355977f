#include "ingest/finding_log.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/number_text.hpp"
#include "ingest/sheets/ods_tables.hpp"
#include "ingest/sheets/serial_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace lup {
namespace {

/// What a cell's attributes say, before its text is read.
struct OdsCell {
    CellType type = CellType::text;
    bool has_value = false; ///< the value stands in an attribute; else it is the text
    double number = 0;
    std::string text;
};

/// "PT13H45M12.5S" as "13:45:12"; nothing for a day and more, which is a length of time.
std::optional<std::string> clock_time(std::string_view duration, double& days)
{
    std::array<double, 3> parts{};
    if (!duration.starts_with("PT")) {
        return std::nullopt;
    }
    duration.remove_prefix(2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto end = duration.find("HMS"[i]);
        const auto number =
            end == std::string_view::npos ? std::nullopt : parse_xml_number(duration.substr(0, end));
        if (number) {
            parts[i] = *number;
            duration.remove_prefix(end + 1);
        }
    }
    days = (parts[0] * 3600 + parts[1] * 60 + parts[2]) / 86'400;
    return days < 1 ? DateSystem{}.iso(days, true) : std::nullopt;
}

class OdsTableReader : public SheetReader {
public:
    OdsTableReader(OdsTables tables, std::string title, std::shared_ptr<FindingLog> findings)
        : tables_(std::move(tables)), xml_(tables_.xml()), title_(std::move(title)),
          findings_(std::move(findings)), outside_(xml_.depth() - 1)
    {
    }

    bool next(Row& row) override
    {
        while (repeats_left_ == 0) {
            if (!read_row()) {
                return false;
            }
        }
        --repeats_left_;
        row.number = static_cast<std::uint32_t>(row_++);
        row.cells = cells_;
        return true;
    }

private:
    /// Reads up to the next row with cells; false at the end of the table.
    bool read_row()
    {
        while (!finished_) {
            const auto token = xml_.next();
            if (token == XmlToken::end && xml_.depth() == outside_) {
                finish();
            } else if (token == XmlToken::start && xml_.name() == "table:table-row") {
                start_row();
                return true;
            } else if (token == XmlToken::start && !is_group(xml_.name())) {
                xml_.skip_element();
            }
        }
        return false;
    }

    static bool is_group(std::string_view name)
    {
        return name == "table:table-row-group" || name == "table:table-header-rows" ||
               name == "table:table-rows";
    }

    /// The rest of the file is read too: only its end shows that it is whole.
    void finish()
    {
        finished_ = true;
        while (xml_.next() != XmlToken::finished) {
        }
        if (hidden_rows_ > 0) {
            findings_->add({Severity::note, xml_.file(), title_ + "!",
                            "bladet har dolda rader; de är lästa som de andra",
                            "Ta bort rader som inte ska vara med.", hidden_rows_});
        }
    }

    void start_row()
    {
        text_.clear();
        cells_.clear();
        const auto repeats = repeat_count("table:number-rows-repeated");
        const auto visibility = decoded_attribute(xml_, "table:visibility");
        const auto row_outside = xml_.depth() - 1;
        row_ = next_row_;
        std::uint64_t column = 1;
        while (xml_.depth() > row_outside) {
            if (xml_.next() != XmlToken::start) {
                continue;
            }
            if (xml_.name() == "table:table-cell" || xml_.name() == "table:covered-table-cell") {
                column = read_cell(column);
            } else {
                xml_.skip_element();
            }
        }
        next_row_ += repeats;
        if (!cells_.empty()) {
            if (next_row_ - 1 > limits::rows) {
                refuse_too_large(xml_.file(), title_, "bladet har fler än 1 048 576 rader");
            }
            spend(repeats * cells_.size());
            repeats_left_ = repeats;
            hidden_rows_ += visibility == "collapse" || visibility == "filter" ? repeats : 0;
        }
    }

    std::uint64_t repeat_count(std::string_view name)
    {
        const auto* attribute = xml_.attribute(name);
        if (attribute == nullptr) {
            return 1;
        }
        std::uint32_t count = 0;
        const auto* const end = attribute->value.data() + attribute->value.size();
        const auto [stop, error] = std::from_chars(attribute->value.data(), end, count);
        if (error != std::errc() || stop != end || count == 0) {
            refuse_damaged(xml_.file(), title_, "ett antal upprepningar av en cell eller rad är orimligt");
        }
        return count;
    }

    /// Cells that only exist by repetition are cheap to write and dear to read.
    void spend(std::uint64_t cells)
    {
        repeated_cells_ += cells;
        if (repeated_cells_ > limits::repeated_cells) {
            refuse_too_large(xml_.file(), title_, "bladet har fler än 200 000 000 celler");
        }
    }

    /// Returns the column after the cell and its repetitions.
    std::uint64_t read_cell(std::uint64_t column)
    {
        const auto repeats = repeat_count("table:number-columns-repeated");
        auto cell = cell_value();
        read_paragraphs(cell.has_value);
        if (!cell.has_value) {
            cell.text.clear();
        } else if (!cell.text.empty()) {
            text_.append(cell.text);
        }
        const auto text = text_.finish();
        if (cell.type != CellType::number && cell.type != CellType::boolean && text.empty()) {
            return column + repeats;
        }
        if (column + repeats - 1 > limits::columns) {
            refuse_too_large(xml_.file(), title_, "bladet har fler än 16 384 kolumner");
        }
        for (std::uint64_t i = 0; i < repeats; ++i) {
            Cell& added = cells_.emplace_back();
            added.column = static_cast<std::uint32_t>(column + i);
            added.type = cell.type;
            added.number = cell.number;
            added.text = text;
        }
        return column + repeats;
    }

    OdsCell cell_value()
    {
        OdsCell cell;
        const auto type = decoded_attribute(xml_, "office:value-type");
        if (decoded_attribute(xml_, "calcext:value-type") == "error") {
            cell.type = CellType::error;
            findings_->add(Severity::warning, place(), "cellen är ett fel (#N/A, #DIV/0! ...)",
                           "Rätta formeln eller töm cellen; den räknas som inget svar.");
        } else if (type == "float" || type == "percentage" || type == "currency") {
            const auto number = parse_xml_number(decoded_attribute(xml_, "office:value"));
            if (!number) {
                refuse_damaged(xml_.file(), place(), "cellen ska vara ett tal men är inte det");
            }
            cell = {CellType::number, true, *number, std::string()};
        } else if (type == "boolean") {
            cell = {CellType::boolean, true,
                    decoded_attribute(xml_, "office:boolean-value") == "true" ? 1.0 : 0.0, std::string()};
        } else if (type == "date") {
            date_value(cell);
        } else if (type == "time") {
            time_value(cell);
        } else if (const auto* text = xml_.attribute("office:string-value")) {
            cell.has_value = true;
            cell.text = decode_xml_attribute(text->value).value_or(std::string());
        }
        return cell;
    }

    void date_value(OdsCell& cell)
    {
        auto text = decoded_attribute(xml_, "office:date-value");
        if (text.ends_with("T00:00:00")) {
            text.resize(10);
        }
        const bool valid = is_iso_date(text);
        if (!valid) {
            findings_->add(Severity::warning, place(), "cellen ska vara ett datum men är inte det",
                           "Skriv datumet på nytt; cellen läses som text.");
        }
        cell = {valid ? CellType::date : CellType::text, true, 0, std::move(text)};
    }

    void time_value(OdsCell& cell)
    {
        double days = 0;
        const auto clock = clock_time(decoded_attribute(xml_, "office:time-value"), days);
        cell = {clock ? CellType::date : CellType::number, true, days, clock.value_or(std::string())};
    }

    /// Reads the cell to its end; its paragraphs become the open text unless the value is known.
    void read_paragraphs(bool has_value)
    {
        const auto outside = xml_.depth() - 1;
        std::size_t paragraphs = 0;
        while (xml_.depth() > outside) {
            const auto token = xml_.next();
            if (token == XmlToken::text && !has_value && paragraphs > 0 && xml_.depth() > outside + 1) {
                xml_.append_text(text_);
            }
            if (token != XmlToken::start) {
                continue;
            }
            const auto name = xml_.name();
            if (name == "text:p" || name == "text:h") {
                add(paragraphs++ > 0 && !has_value ? "\n" : "");
            } else if (name == "text:s" && !has_value) {
                add(std::string(std::min<std::uint64_t>(repeat_count("text:c"), limits::text_characters),
                                ' '));
            } else if (name == "text:tab" || name == "text:line-break") {
                add(has_value ? "" : name == "text:tab" ? "\t" : "\n");
            } else if (name == "office:annotation" || name == "table:table" || name.starts_with("draw:")) {
                xml_.skip_element();
            }
        }
    }

    void add(std::string_view text)
    {
        if (!text_.append(text) || text_.open_text().size() > limits::text_bytes) {
            refuse_too_large(xml_.file(), place(), "texten är längre än 32 767 tecken");
        }
    }

    std::string place() const { return fmt::format("{}!rad {}", title_, next_row_); }

    OdsTables tables_;
    XmlScanner& xml_;
    std::string title_;
    std::shared_ptr<FindingLog> findings_;
    std::size_t outside_;
    TextArena text_;
    std::vector<Cell> cells_;
    std::uint64_t next_row_ = 1;
    std::uint64_t row_ = 1;
    std::uint64_t repeats_left_ = 0;
    std::uint64_t repeated_cells_ = 0;
    std::uint64_t hidden_rows_ = 0;
    bool finished_ = false;
};

} // namespace

std::unique_ptr<SheetReader> read_ods_table(OdsTables tables, std::string title,
                                            std::shared_ptr<FindingLog> findings)
{
    return std::make_unique<OdsTableReader>(std::move(tables), std::move(title), std::move(findings));
}

} // namespace lup
