#include "ingest/sheets/csv_file.hpp"

#include "ingest/bytes/text_arena.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/csv_shape.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace lup {
namespace {

/// The cells of a row are views into one window that holds the whole row.
class CsvReader : public SheetReader {
public:
    CsvReader(std::shared_ptr<const ByteSource> source, const CsvShape& shape)
        : source_(std::move(source)), separator_(shape.separator),
          newline_(shape.ends_with_return ? '\r' : '\n'),
          bytes_(
              decode_stream(stream_of(source_, shape.start, source_->size() - shape.start), shape.encoding)),
          window_(std::size_t{256} << 10, '\0')
    {
    }

    bool next(Row& row) override
    {
        while (true) {
            if (at_ == end_ && !fill()) {
                return false;
            }
            row.number = ++record_;
            if (record_ > limits::records) {
                refuse_too_large(source_->name(), "", "filen har fler än en miljard rader");
            }
            while (!parse(row) && fill()) {
            }
            at_ = position_;
            if (!row.cells.empty()) {
                return true;
            }
        }
    }

private:
    /// Reads the row that starts at at_; false if it goes on after the window and there may be more.
    bool parse(Row& row)
    {
        row.cells.clear();
        text_.clear();
        position_ = at_;
        std::uint32_t column = 1;
        while (true) {
            const bool quoted = position_ < end_ && window_[position_] == '"';
            if (quoted ? !quoted_field(row, column) : !plain_field(row, column)) {
                return false;
            }
            if (position_ == end_) {
                return no_more_;
            }
            if (window_[position_++] != separator_) {
                return true;
            }
            if (++column > limits::columns) {
                refuse_too_large(source_->name(), place(), "raden har fler än 16 384 kolumner");
            }
        }
    }

    bool plain_field(Row& row, std::uint32_t column)
    {
        const char* const start = window_.data() + position_;
        const char* const end = window_.data() + end_;
        const char* p = start;
        while (p != end && *p != separator_ && *p != newline_) {
            ++p;
        }
        position_ = static_cast<std::size_t>(p - window_.data());
        if (p == end && !no_more_) {
            return false;
        }
        const bool carriage = p != start && p[-1] == '\r' && (p == end || *p == newline_);
        add(row, column, {start, static_cast<std::size_t>(p - start) - (carriage ? 1 : 0)}, false);
        return true;
    }

    /// A quoted field; what follows the closing quote up to the separator belongs to it, as it stands.
    bool quoted_field(Row& row, std::uint32_t column)
    {
        const std::size_t start = position_ + 1;
        std::size_t from = start;
        bool copied = false;
        while (true) {
            const auto* found = std::memchr(window_.data() + from, '"', end_ - from);
            if (found == nullptr) {
                return ended_in_quotes();
            }
            const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - window_.data());
            if (quote + 1 == end_ && !no_more_) {
                return false;
            }
            const bool doubled = quote + 1 < end_ && window_[quote + 1] == '"';
            const std::string_view piece(window_.data() + (copied ? from : start),
                                         quote - (copied ? from : start));
            if (!doubled) {
                return close_quotes(row, column, piece, copied, quote + 1);
            }
            append(piece);
            append("\"");
            copied = true;
            from = quote + 2;
        }
    }

    bool close_quotes(Row& row, std::uint32_t column, std::string_view piece, bool copied, std::size_t after)
    {
        std::size_t rest = after;
        while (rest < end_ && window_[rest] != separator_ && window_[rest] != newline_) {
            ++rest;
        }
        if (rest == end_ && !no_more_) {
            return false;
        }
        const bool carriage =
            rest > after && window_[rest - 1] == '\r' && (rest == end_ || window_[rest] == newline_);
        const std::string_view tail(window_.data() + after, rest - after - (carriage ? 1 : 0));
        position_ = rest;
        if (copied || !tail.empty()) {
            append(piece);
            append(tail);
            piece = text_.finish();
        }
        add(row, column, piece, true);
        return true;
    }

    bool ended_in_quotes() const
    {
        if (no_more_) {
            refuse_file(source_->name(), place(), "ett citattecken öppnas men stängs aldrig",
                        "Rätta raden eller spara filen på nytt.");
        }
        return false;
    }

    void append(std::string_view piece)
    {
        if (!text_.append(piece)) {
            refuse_too_large(source_->name(), place(), "en text är längre än 32 767 tecken");
        }
    }

    void add(Row& row, std::uint32_t column, std::string_view text, bool quoted) const
    {
        if (text.empty()) {
            return;
        }
        if (text.size() > limits::text_characters && code_points(text) > limits::text_characters) {
            refuse_too_large(source_->name(), place(), "en text är längre än 32 767 tecken");
        }
        Cell& cell = row.cells.emplace_back();
        cell.column = column;
        cell.text = text;
        cell.quoted = quoted;
    }

    std::string place() const { return "rad " + std::to_string(record_); }

    /// Gets more bytes after the row that has begun, which moves to the front; false at the end.
    bool fill()
    {
        if (no_more_) {
            return false;
        }
        const auto kept = end_ - at_;
        std::memmove(window_.data(), window_.data() + at_, kept);
        if (kept == window_.size()) {
            if (kept > limits::row_bytes) {
                refuse_too_large(source_->name(), place(), "raden är större än 64 MB");
            }
            window_.resize(kept * 2);
        }
        const auto got = bytes_->read({window_.data() + kept, window_.size() - kept});
        no_more_ = got < window_.size() - kept;
        at_ = 0;
        end_ = kept + got;
        return got > 0 || kept > 0;
    }

    std::shared_ptr<const ByteSource> source_;
    char separator_;
    char newline_;
    std::unique_ptr<ByteStream> bytes_;
    std::string window_;
    TextArena text_;
    std::size_t at_ = 0;       ///< where the row starts
    std::size_t position_ = 0; ///< how far it has been read
    std::size_t end_ = 0;
    bool no_more_ = false;
    std::uint32_t record_ = 0;
};

class CsvFile : public SheetFile {
public:
    explicit CsvFile(std::shared_ptr<const ByteSource> source)
        : source_(std::move(source)), log_(source_->name()), shape_(find_csv_shape(source_, log_)),
          sheets_{{name_in_utf8(std::filesystem::path(source_->name()).stem().string()), false}}
    {
    }

    /// People go by the name, so a name that says something else is worth a word.
    void note_name()
    {
        const auto ending = std::filesystem::path(source_->name()).extension().string();
        constexpr std::string_view others[] = {".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".XLSX", ".XLS"};
        if (std::find(std::begin(others), std::end(others), ending) != std::end(others)) {
            log_.add(Severity::warning, "", "filen är en textfil (CSV) fast namnet säger något annat",
                     "Den är läst som CSV. Spara den som Excel-arbetsbok, eller byt namnets slut till .csv.");
        }
    }

    const std::vector<SheetInfo>& sheets() const override { return sheets_; }
    std::unique_ptr<SheetReader> read(std::size_t) const override
    {
        return std::make_unique<CsvReader>(source_, shape_);
    }
    Findings findings() const override { return log_.all(); }
    std::string_view format() const override { return "csv"; }

private:
    std::shared_ptr<const ByteSource> source_;
    FindingLog log_;
    CsvShape shape_;
    std::vector<SheetInfo> sheets_;
};

} // namespace

std::unique_ptr<SheetFile> open_csv(std::shared_ptr<const ByteSource> source)
{
    if (source->size() > limits::text_file_bytes) {
        refuse_too_large(source->name(), "", "textfilen är större än 8 GB");
    }
    auto file = std::make_unique<CsvFile>(std::move(source));
    file->note_name();
    return file;
}

std::unique_ptr<SheetFile> open_csv_text(std::string name, std::string bytes)
{
    return open_csv(bytes_in_memory(std::move(bytes), std::move(name)));
}

} // namespace lup
