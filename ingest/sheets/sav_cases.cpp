#include "ingest/sheets/sav_cases.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/statistics_row.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lup {
namespace {

constexpr std::uint64_t spaces = 0x2020'2020'2020'2020;
constexpr std::size_t longest_text = 255;

/// The eight-byte units of all cases, one after the other. Packed, eight bytes tell of the next eight units:
/// a whole number plus the bias, or what the codes say.
class SavUnits {
public:
    SavUnits(const std::shared_ptr<const ByteSource>& source, const SavLayout& layout)
        : bytes_(stream_of(source, layout.cases_at, source->size() - layout.cases_at)),
          is_packed_(layout.is_packed)
    {
        for (std::size_t code = 0; code < units_.size(); ++code) {
            units_[code] = std::bit_cast<std::uint64_t>(static_cast<double>(code) - layout.bias);
        }
        units_[all_spaces] = spaces;
        units_[system_missing] = layout.missing[0];
    }

    /// False after the last.
    bool next(std::uint64_t& unit)
    {
        if (!is_packed_) {
            return take(unit);
        }
        while (true) {
            if (codes_left_ == 0) {
                if (!take(codes_)) {
                    return false;
                }
                codes_left_ = 8;
            }
            const auto code = static_cast<std::uint8_t>(codes_);
            codes_ >>= 8;
            --codes_left_;
            if (code == nothing) {
                continue;
            }
            if (code == as_it_stands) {
                return take(unit);
            }
            if (code == last) {
                at_ = end_ = 0;
                bytes_.reset();
                codes_left_ = 0;
                return false;
            }
            unit = units_[code];
            return true;
        }
    }

private:
    enum Code : std::uint8_t {
        nothing = 0,
        last = 252,
        as_it_stands = 253,
        all_spaces = 254,
        system_missing = 255
    };

    bool take(std::uint64_t& unit)
    {
        if (end_ - at_ < sizeof unit && !fill()) {
            return false;
        }
        std::memcpy(&unit, window_.data() + at_, sizeof unit);
        at_ += sizeof unit;
        return true;
    }

    bool fill()
    {
        if (!bytes_) {
            return false;
        }
        const auto kept = end_ - at_;
        std::memmove(window_.data(), window_.data() + at_, kept);
        at_ = 0;
        end_ = kept + bytes_->read(std::span(window_).subspan(kept));
        return end_ >= sizeof(std::uint64_t);
    }

    std::unique_ptr<ByteStream> bytes_;
    bool is_packed_;
    std::array<std::uint64_t, 256> units_{}; ///< by code
    std::vector<char> window_ = std::vector<char>(std::size_t{128} << 10);
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::uint64_t codes_ = 0;
    unsigned codes_left_ = 0;
};

class SavReader : public SheetReader {
public:
    SavReader(std::shared_ptr<const ByteSource> source, std::shared_ptr<const StatisticsHeader> header,
              std::shared_ptr<const SavLayout> layout, std::shared_ptr<FindingLog> findings)
        : source_(std::move(source)), header_(std::move(header)), layout_(std::move(layout)),
          findings_(std::move(findings)), units_(source_, *layout_),
          cells_(*header_, source_->name(), *findings_)
    {
    }

    bool next(Row& row) override
    {
        if (!std::exchange(named_, true)) {
            return name_variables(*header_, row);
        }
        do {
            if (!read_case(row)) {
                return false;
            }
        } while (row.cells.empty());
        return true;
    }

private:
    bool read_case(Row& row)
    {
        row.cells.clear();
        if (layout_->cases > 0 && cases_ == layout_->cases) {
            return false;
        }
        std::uint64_t unit = 0;
        if (!units_.next(unit)) {
            if (cases_ < layout_->cases) {
                refuse_cut();
            }
            return false;
        }
        if (layout_->cases == 0) {
            refuse_damaged(source_->name(), "", "filen säger att den inte har några svarande, men har det");
        }
        texts_.clear();
        cells_.begin(row, texts_, static_cast<std::uint64_t>(cases_++));
        const auto& variables = layout_->variables;
        for (std::size_t column = 0; column < variables.size(); ++column) {
            if (column > 0 && !units_.next(unit)) {
                refuse_cut();
            }
            if (variables[column].is_text) {
                read_text(column, unit);
            } else if (std::find(layout_->missing.begin(), layout_->missing.end(), unit) ==
                       layout_->missing.end()) {
                cells_.number(column, std::bit_cast<double>(unit));
            }
        }
        return true;
    }

    /// A text whose first eight bytes are `unit`.
    void read_text(std::size_t column, std::uint64_t unit)
    {
        char bytes[longest_text + 1];
        std::size_t size = 0;
        bool is_blank = true;
        for (auto left = layout_->variables[column].units; true;) {
            std::memcpy(bytes + size, &unit, sizeof unit);
            size += sizeof unit;
            is_blank = is_blank && unit == spaces;
            if (--left == 0) {
                break;
            }
            if (!units_.next(unit)) {
                refuse_cut();
            }
        }
        if (!is_blank) {
            add_text(column, bytes, std::min(size, longest_text));
        }
    }

    void add_text(std::size_t column, char* bytes, std::size_t size)
    {
        if (layout_->text == SavText::utf8) {
            size = static_cast<std::size_t>(std::remove(bytes, bytes + size, '\0') - bytes);
        }
        while (size > 0 && bytes[size - 1] == ' ') {
            --size;
        }
        std::string_view text(bytes, size);
        const bool is_ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
        if (!is_ascii) {
            text = decoded(text);
        }
        cells_.text(column, text.substr(0, text.find('\0')));
    }

    std::string_view decoded(std::string_view text)
    {
        if (layout_->text != SavText::windows_1252) {
            Utf8Check whole;
            if (whole.feed(text) && (whole.complete() || layout_->text == SavText::utf8)) {
                return whole.complete() ? text : without_cut_character(text);
            }
        }
        decoded_.clear();
        const bool known = append_windows_1252(decoded_, text);
        if (layout_->text == SavText::utf8 || (layout_->text == SavText::windows_1252 && !known)) {
            refuse_damaged(source_->name(), "rad " + std::to_string(cases_ + 1),
                           "en text har tecken som inte finns i filens teckenkodning");
        }
        return decoded_;
    }

    /// SPSS cuts texts that do not fit, also in the middle of a character.
    static std::string_view without_cut_character(std::string_view text)
    {
        while (!is_utf8(text)) {
            text.remove_suffix(1);
        }
        return text;
    }

    [[noreturn]] void refuse_cut() const
    {
        refuse_damaged(source_->name(), "rad " + std::to_string(cases_ + 1), "filen tar slut för tidigt");
    }

    std::shared_ptr<const ByteSource> source_;
    std::shared_ptr<const StatisticsHeader> header_;
    std::shared_ptr<const SavLayout> layout_;
    std::shared_ptr<FindingLog> findings_;
    SavUnits units_;
    StatisticsRow cells_;
    TextArena texts_;
    std::string decoded_;
    std::int64_t cases_ = 0;
    bool named_ = false;
};

} // namespace

std::unique_ptr<SheetReader> read_sav_cases(std::shared_ptr<const ByteSource> source,
                                            std::shared_ptr<const StatisticsHeader> header,
                                            std::shared_ptr<const SavLayout> layout,
                                            std::shared_ptr<FindingLog> findings)
{
    return std::make_unique<SavReader>(std::move(source), std::move(header), std::move(layout),
                                       std::move(findings));
}

bool fits(const SavLayout& layout, const StatisticsHeader& header)
{
    return std::ranges::equal(layout.variables, header.is_text, {}, &SavLayout::Variable::is_text,
                              [](char is_text) { return is_text != 0; });
}

} // namespace lup
