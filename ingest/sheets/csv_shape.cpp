#include "ingest/sheets/csv_shape.hpp"

#include "ingest/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace lup {
namespace {

constexpr std::array<char, 4> separators = {'\t', ';', '|', ','}; // the first wins when two fit as well

enum Kind : unsigned char { other, first_separator, quote = 5, newline, carriage_return, nul, high };

constexpr std::array<unsigned char, 256> kinds = [] {
    std::array<unsigned char, 256> all{};
    for (std::size_t i = 0; i < separators.size(); ++i) {
        all[static_cast<unsigned char>(separators[i])] = static_cast<unsigned char>(first_separator + i);
    }
    all['"'] = quote;
    all['\n'] = newline;
    all['\r'] = carriage_return;
    all[0] = nul;
    for (std::size_t i = 0x80; i < 0x100; ++i) {
        all[i] = high;
    }
    return all;
}();

/// What one reading of all bytes shows: separators per row, line ends, kinds of bytes.
class Survey {
public:
    void feed(std::string_view piece)
    {
        for (const char c : piece) {
            const auto kind = kinds[static_cast<unsigned char>(c)];
            if (kind == other) {
                field_start_ = false;
                continue;
            }
            in_quotes_ ? quoted(kind) : plain(kind);
            if (kind >= nul) {
                unusual(static_cast<unsigned char>(c), kind);
            }
        }
        utf8_.feed(piece);
    }

    void finish()
    {
        if (!field_start_ || has_separator()) {
            end_row();
        }
    }

    bool is_utf8() const { return utf8_.complete(); }
    bool has_nul() const { return has_nul_; }
    bool in_quotes() const { return in_quotes_; }
    std::uint64_t quote_line() const { return quote_line_; }
    std::uint64_t undefined_bytes() const { return undefined_bytes_; }
    std::uint64_t utf8_letters() const { return utf8_letters_; }
    bool ends_with_return() const { return newlines_ == 0 && returns_ > 0; }

    char separator() const
    {
        double best_share = 0;
        std::array<double, 4> shares{};
        for (std::size_t i = 0; i < separators.size(); ++i) {
            shares[i] = regularity(i);
            best_share = std::max(best_share, shares[i]);
        }
        for (std::size_t i = 0; i < separators.size() && best_share > 0; ++i) {
            if (shares[i] >= 0.9 * best_share) {
                return separators[i];
            }
        }
        return ';';
    }

private:
    void plain(unsigned char kind)
    {
        if (kind == quote) {
            in_quotes_ = field_start_;
            quote_line_ = lines_;
            field_start_ = false;
            return;
        }
        field_start_ = kind != high;
        if (kind < quote) {
            ++here_[static_cast<std::size_t>(kind - first_separator)];
        } else if (kind == newline) {
            ++newlines_;
            ++lines_;
            end_row();
        } else if (kind == carriage_return) {
            ++returns_;
        }
    }

    void quoted(unsigned char kind)
    {
        lines_ += kind == newline ? 1 : 0;
        if (kind == quote) {
            in_quotes_ = false; // a doubled one opens again at once, since that is what plain() sees
            field_start_ = true;
        } else {
            field_start_ = false;
        }
    }

    void unusual(unsigned char byte, unsigned char kind)
    {
        has_nul_ = has_nul_ || kind == nul;
        const bool undefined = byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
        undefined_bytes_ += kind == high && undefined ? 1 : 0;
        constexpr std::string_view letters = "\xA5\xA4\xB6\x85\x84\x96\xA9"; // of åäöÅÄÖé after 0xC3
        utf8_letters_ += before_ == 0xC3 && letters.find(static_cast<char>(byte)) != std::string_view::npos;
        before_ = byte;
    }

    bool has_separator() const
    {
        return std::any_of(here_.begin(), here_.end(), [](auto count) { return count > 0; });
    }

    void end_row()
    {
        ++rows_;
        for (std::size_t i = 0; i < here_.size(); ++i) {
            if (here_[i] > 0) {
                ++rows_with_[i][here_[i]];
            }
        }
        here_.fill(0);
    }

    /// The share of all rows that have the most common number of separators.
    double regularity(std::size_t i) const
    {
        std::uint64_t most = 0;
        for (const auto& [count, rows] : rows_with_[i]) {
            most = std::max(most, rows);
        }
        return static_cast<double>(most) / static_cast<double>(std::max<std::uint64_t>(rows_, 1));
    }

    Utf8Check utf8_;
    bool field_start_ = true;
    bool in_quotes_ = false;
    bool has_nul_ = false;
    unsigned char before_ = 0;
    std::uint64_t lines_ = 1;
    std::uint64_t quote_line_ = 0;
    std::uint64_t newlines_ = 0;
    std::uint64_t returns_ = 0;
    std::uint64_t rows_ = 0;
    std::uint64_t undefined_bytes_ = 0;
    std::uint64_t utf8_letters_ = 0;
    std::array<std::uint32_t, 4> here_{};
    std::array<std::unordered_map<std::uint32_t, std::uint64_t>, 4> rows_with_;
};

/// The encoding that the first bytes show: a byte-order mark, or zero bytes at every second place.
Encoding encoding_of_head(std::string_view head)
{
    if (head.starts_with("\xFF\xFE")) {
        return Encoding::utf16_little;
    }
    if (head.starts_with("\xFE\xFF")) {
        return Encoding::utf16_big;
    }
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i) {
        zeros[i % 2] += head[i] == '\0' ? 1 : 0;
    }
    if (zeros[1] > head.size() / 4 && zeros[0] == 0) {
        return Encoding::utf16_little;
    }
    return zeros[0] > head.size() / 4 && zeros[1] == 0 ? Encoding::utf16_big : Encoding::utf8;
}

void refuse_unreadable(const Survey& survey, const std::string& file)
{
    if (survey.has_nul()) {
        refuse_file(file, "", "filen är varken text eller ett kalkylblad som läses",
                    "Spara den som .xlsx eller som CSV (kommaavgränsad, UTF-8).");
    }
    if (survey.in_quotes()) {
        refuse_file(file, "rad " + std::to_string(survey.quote_line()),
                    "ett citattecken öppnas men stängs aldrig", "Rätta raden eller spara filen på nytt.");
    }
}

} // namespace

CsvShape find_csv_shape(const std::shared_ptr<const ByteSource>& source, FindingLog& findings)
{
    std::string piece(std::size_t{256} << 10, '\0');
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(source->size(), 1024)), '\0');
    source->read_at(0, head);
    CsvShape shape;
    shape.encoding = encoding_of_head(head);
    const bool mark = head.starts_with("\xEF\xBB\xBF");
    shape.start = mark ? 3 : 0;
    std::string_view said = std::string_view(head).substr(static_cast<std::size_t>(shape.start));
    char said_separator = '\0';
    if (said.starts_with("sep=") && said.size() > 5 && (said[5] == '\n' || said[5] == '\r')) {
        said_separator = said[4];
        shape.start += said.substr(5).starts_with("\r\n") ? 7 : 6;
    }
    auto stream = decode_stream(stream_of(source, shape.start, source->size() - shape.start), shape.encoding);
    Survey survey;
    while (const auto got = stream->read(piece)) {
        survey.feed({piece.data(), got});
    }
    survey.finish();
    refuse_unreadable(survey, source->name());
    shape.separator = said_separator != '\0' ? said_separator : survey.separator();
    shape.ends_with_return = survey.ends_with_return();
    if (shape.encoding == Encoding::utf8 && !survey.is_utf8()) {
        if (mark || survey.utf8_letters() > 0) {
            findings.add(Severity::error, "", "filen blandar teckenkodningar (UTF-8 och Windows-1252)",
                         "Öppna filen i Excel, kontrollera å, ä och ö och spara den som CSV UTF-8.");
        }
        shape.encoding = Encoding::windows_1252;
        if (survey.undefined_bytes() > 0) {
            findings.add(
                {Severity::warning, source->name(), "", "filen har tecken som inte finns i Windows-1252",
                 "Spara den som CSV UTF-8; tecknen är lästa som frågetecken.", survey.undefined_bytes()});
        }
    }
    return shape;
}

} // namespace lup
