#include "ingest/delivery/archive_copy.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace lup {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10;
constexpr std::string_view label_start = "lup 1\n";

[[noreturn]] void damaged(const std::filesystem::path& file)
{
    throw InputError(
        fmt::format("{}: the archive copy is damaged or cut off. Take it back from the backup, or "
                    "drop the original file anew.",
                    file.filename().string()));
}

/// Opens a gzip file for reading; closed with the object.
class GzipFile {
public:
    explicit GzipFile(const std::filesystem::path& file) : file_(file), gz_(gzopen(file.c_str(), "rb"))
    {
        if (gz_ == nullptr)
            throw InputError(fmt::format("{}: the archive copy cannot be opened.", file.filename().string()));
        gzbuffer(gz_, static_cast<unsigned>(chunk));
    }
    ~GzipFile() { gzclose_r(gz_); }
    GzipFile(const GzipFile&) = delete;
    GzipFile& operator=(const GzipFile&) = delete;

    std::size_t read(char* out, std::size_t size)
    {
        const int got = gzread(gz_, out, static_cast<unsigned>(size));
        int state = Z_OK;
        gzerror(gz_, &state);
        if (got < 0 || gzdirect(gz_) != 0 || (state != Z_OK && state != Z_STREAM_END))
            damaged(file_);
        return static_cast<std::size_t>(got);
    }
    [[noreturn]] void refuse() const { damaged(file_); }

private:
    std::filesystem::path file_;
    gzFile gz_;
};

class ArchiveReader : public SheetReader {
public:
    explicit ArchiveReader(const std::filesystem::path& file) : file_(file) {}

    bool next(Row& row) override
    {
        row.cells.clear();
        while (row.cells.empty()) {
            if (!take_line())
                return false;
            ++number_;
            split(row);
        }
        row.number = number_;
        return true;
    }

private:
    /// Finds the end of the next line, outside quotation marks; reads on until there is one.
    bool take_line()
    {
        start_ = next_;
        std::size_t at = start_;
        bool quoted = false;
        while (true) {
            for (; at < text_.size(); ++at) {
                if (text_[at] == '"')
                    quoted = !quoted;
                else if (text_[at] == '\n' && !quoted) {
                    end_ = at;
                    next_ = at + 1;
                    return true;
                }
            }
            text_.erase(0, start_);
            at -= start_;
            start_ = next_ = 0;
            if (!fill()) {
                if (!text_.empty())
                    file_.refuse();
                return false;
            }
        }
    }

    bool fill()
    {
        const auto before = text_.size();
        text_.resize(before + chunk);
        text_.resize(before + file_.read(text_.data() + before, chunk));
        return text_.size() > before;
    }

    void split(Row& row)
    {
        char* at = text_.data() + start_;
        char* const end = text_.data() + end_;
        for (std::uint32_t column = 1;; ++column) {
            if (at < end && *at == '"')
                at = quoted_cell(row, column, at, end);
            else
                at = bare_cell(row, column, at, end);
            if (at == end)
                return;
            if (*at != ',')
                file_.refuse();
            ++at;
        }
    }

    static void add(Row& row, std::uint32_t column, CellType type, double number, std::string_view text)
    {
        auto& cell = row.cells.emplace_back();
        cell.column = column;
        cell.type = type;
        cell.number = number;
        cell.text = text;
    }

    /// Doubled quotation marks are made single in place: the text can only get shorter.
    char* quoted_cell(Row& row, std::uint32_t column, char* at, char* end) const
    {
        char* const first = ++at;
        char* out = first;
        for (; at < end; ++at) {
            if (*at == '"') {
                if (at + 1 == end || at[1] != '"')
                    break;
                ++at;
            }
            *out++ = *at;
        }
        if (at == end)
            file_.refuse();
        add(row, column, CellType::text, 0, {first, static_cast<std::size_t>(out - first)});
        return at + 1;
    }

    char* bare_cell(Row& row, std::uint32_t column, char* at, char* end) const
    {
        // Most answers are one digit.
        if (end - at >= 1 && *at >= '0' && *at <= '9' && (at + 1 == end || at[1] == ',')) {
            add(row, column, CellType::number, *at - '0', {});
            return at + 1;
        }
        char* stop = static_cast<char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)));
        stop = stop == nullptr ? end : stop;
        const std::string_view text(at, static_cast<std::size_t>(stop - at));
        if (text.empty())
            return stop;
        if (text == "TRUE" || text == "FALSE") {
            add(row, column, CellType::boolean, text == "TRUE" ? 1.0 : 0.0, {});
            return stop;
        }
        double number = 0;
        const auto [read, error] = std::from_chars(at, stop, number);
        if (error == std::errc() && read == stop)
            add(row, column, CellType::number, number, {});
        else if (text.find_first_of("-:") != std::string_view::npos)
            add(row, column, CellType::date, 0, text);
        else
            file_.refuse();
        return stop;
    }

    mutable GzipFile file_;
    std::string text_;
    std::size_t start_ = 0, end_ = 0, next_ = 0;
    std::uint32_t number_ = 0;
};

} // namespace

std::unique_ptr<SheetReader> open_archive_copy(const std::filesystem::path& file)
{
    return std::make_unique<ArchiveReader>(file);
}

ArchiveLabel read_archive_label(const std::filesystem::path& file)
{
    std::array<char, 1024> head{};
    std::FILE* opened = std::fopen(file.c_str(), "rb");
    const auto size = opened == nullptr ? 0 : std::fread(head.data(), 1, head.size(), opened);
    if (opened != nullptr)
        std::fclose(opened);
    constexpr std::size_t fixed = 10;
    const std::string_view text(head.data(), size);
    const auto end = text.find('\0', fixed);
    constexpr char has_comment = 0x10;
    if (size <= fixed || head[3] != has_comment || end == std::string_view::npos)
        damaged(file);
    const auto comment = text.substr(fixed, end - fixed);
    const auto survey = comment.find('\n');
    const auto wave = comment.find('\n', survey + 1);
    if (!comment.starts_with(label_start) || survey == std::string_view::npos ||
        wave == std::string_view::npos)
        damaged(file);
    return {std::string(comment.substr(survey + 1, wave - survey - 1)),
            std::string(comment.substr(wave + 1))};
}

} // namespace lup
