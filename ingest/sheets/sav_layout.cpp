#include "ingest/sheets/sav_layout.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/limits.hpp"

#include <bit>
#include <string>

namespace lup {
namespace {

constexpr std::size_t head_bytes = 176;
constexpr std::size_t variable_bytes = 28;
constexpr std::uint32_t most_units = 32; // of a text of 255 bytes
constexpr std::uint64_t largest_record = std::uint64_t{64} << 20;

enum RecordType : std::uint32_t {
    variable = 2,
    labels = 3,
    labelled = 4,
    documents = 6,
    extra = 7,
    end = 999
};
enum ExtraType : std::uint32_t { integers = 3, floats = 4, long_texts = 14 };

/// Walks the records before the cases. Anything odd ends the walk.
class Walk {
public:
    explicit Walk(const ByteSource& source) : source_(source) {}

    std::optional<SavLayout> layout()
    {
        if (!read_head()) {
            return std::nullopt;
        }
        for (std::uint32_t type = 0; take_number(type);) {
            if (type == end) {
                layout_.cases_at = at_ + 4;
                const bool usable = layout_.cases_at <= source_.size() && !layout_.variables.empty();
                return usable ? std::optional(layout_) : std::nullopt;
            }
            if (!read_record(type)) {
                break;
            }
        }
        return std::nullopt;
    }

private:
    bool take(std::uint64_t size, std::string& bytes)
    {
        if (size > largest_record || size > source_.size() - at_) {
            return false;
        }
        bytes.resize(static_cast<std::size_t>(size));
        source_.read_at(at_, bytes);
        at_ += size;
        return true;
    }

    bool take_number(std::uint32_t& number)
    {
        if (!take(4, bytes_)) {
            return false;
        }
        number = u32(bytes_, 0);
        return true;
    }

    bool skip(std::uint64_t size)
    {
        const bool there = size <= source_.size() - at_;
        at_ += there ? size : 0;
        return there;
    }

    bool read_head()
    {
        if (!take(head_bytes, bytes_) || !bytes_.starts_with("$FL2")) {
            return false;
        }
        const auto order = u32(bytes_, 64);
        const auto packing = u32(bytes_, 72);
        layout_.is_packed = packing == 1;
        layout_.cases = static_cast<std::int32_t>(u32(bytes_, 80));
        layout_.bias = std::bit_cast<double>(u64(bytes_, 84));
        layout_.missing = {0xFFEF'FFFF'FFFF'FFFF, 0xFFEF'FFFF'FFFF'FFFE, 0x7FEF'FFFF'FFFF'FFFF};
        return (order == 2 || order == 3) && packing <= 1 && layout_.cases >= -1;
    }

    bool read_record(std::uint32_t type)
    {
        switch (type) {
        case variable:
            return read_variable();
        case labels:
            return skip_labels();
        case documents: {
            std::uint32_t lines = 0;
            return take_number(lines) && skip(std::uint64_t{lines} * 80);
        }
        case extra:
            return read_extra();
        default:
            return false;
        }
    }

    bool read_variable()
    {
        if (!take(variable_bytes, bytes_)) {
            return false;
        }
        const auto type = static_cast<std::int32_t>(u32(bytes_, 0));
        const bool has_label = u32(bytes_, 4) != 0;
        const auto missing = static_cast<std::int32_t>(u32(bytes_, 8));
        auto& all = layout_.variables;
        if (type >= 0) {
            all.push_back({type > 0, 1});
        } else if (all.empty() || !all.back().is_text || ++all.back().units > most_units) {
            return false;
        }
        std::uint32_t label = 0;
        if (has_label && (!take_number(label) || !skip((std::uint64_t{label} + 3) / 4 * 4))) {
            return false;
        }
        return all.size() <= limits::columns && missing >= -3 && missing <= 3 &&
               skip(static_cast<std::uint64_t>(missing < 0 ? -missing : missing) * 8);
    }

    bool skip_labels()
    {
        std::uint32_t left = 0;
        if (!take_number(left)) {
            return false;
        }
        for (; left > 0; --left) {
            if (!take(9, bytes_) || !skip((static_cast<unsigned char>(bytes_[8]) + 8U) / 8 * 8 - 1)) {
                return false;
            }
        }
        std::uint32_t type = 0;
        std::uint32_t variables = 0;
        return take_number(type) && type == labelled && take_number(variables) &&
               skip(std::uint64_t{variables} * 4);
    }

    bool read_extra()
    {
        if (!take(12, bytes_)) {
            return false;
        }
        const auto type = u32(bytes_, 0);
        const std::uint64_t size = std::uint64_t{u32(bytes_, 4)} * u32(bytes_, 8);
        if (type != integers && type != floats) {
            return type != long_texts && skip(size);
        }
        if (!take(size, bytes_)) {
            return false;
        }
        if (type == floats) {
            layout_.missing = {u64_at(0), u64_at(16), u64_at(8)};
            return size == 24;
        }
        return size == 32 && understand_text(u32(bytes_, 28));
    }

    std::uint64_t u64_at(std::size_t at) const { return at + 8 <= bytes_.size() ? u64(bytes_, at) : 0; }

    bool understand_text(std::uint32_t code_page)
    {
        constexpr std::uint32_t utf8_page = 65'001;
        const bool western = code_page == 2 || code_page == 3 || code_page == 1252;
        layout_.text = code_page == utf8_page ? SavText::utf8 : SavText::windows_1252;
        return western || code_page == utf8_page;
    }

    const ByteSource& source_;
    std::uint64_t at_ = 0;
    std::string bytes_;
    SavLayout layout_;
};

} // namespace

std::optional<SavLayout> sav_layout(const ByteSource& source)
{
    return Walk(source).layout();
}

} // namespace lup
