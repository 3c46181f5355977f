#include "ingest/delivery/archive_copy.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace lup {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10;
constexpr int gzip_window = 15 + 16;
constexpr std::string_view label_start = "lup 1";

[[noreturn]] void cannot_write(const std::filesystem::path& file, int error)
{
    throw ExportError(
        fmt::format("{}: the archive copy cannot be written: {}. Free space or give the service "
                    "the right to write there; the file is tried again next night.",
                    file.filename().string(), std::strerror(error)));
}

void append_quoted(std::string& line, std::string_view text)
{
    line += '"';
    for (auto at = text.find('"'); at != std::string_view::npos; at = text.find('"')) {
        line.append(text.substr(0, at + 1)).append(1, '"');
        text.remove_prefix(at + 1);
    }
    line.append(text).append(1, '"');
}

void append_number(std::string& line, double number)
{
    std::array<char, 32> digits{};
    char* const last = digits.data() + digits.size();
    const bool is_whole = std::abs(number) < 1e15 && number == std::floor(number);
    const auto end = is_whole ? std::to_chars(digits.data(), last, static_cast<std::int64_t>(number)).ptr
                              : std::to_chars(digits.data(), last, number).ptr;
    line.append(digits.data(), end);
}

void append_cell(std::string& line, const Cell& cell)
{
    switch (cell.type) {
    case CellType::number:
        return append_number(line, cell.number);
    case CellType::text:
        return append_quoted(line, cell.text);
    case CellType::boolean:
        line += cell.number != 0 ? "TRUE" : "FALSE";
        return;
    case CellType::date:
        line += cell.text;
        return;
    case CellType::error:
        return;
    }
}

} // namespace

class ArchiveWriter::Stream {
public:
    Stream(const std::filesystem::path& file, std::string comment) : file_(file), comment_(std::move(comment))
    {
        descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (descriptor_ < 0)
            cannot_write(file, errno);
        deflateInit2(&zip_, Z_BEST_SPEED, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY);
        head_.os = 255;
        head_.comment = reinterpret_cast<Bytef*>(comment_.data());
        deflateSetHeader(&zip_, &head_);
    }

    ~Stream()
    {
        deflateEnd(&zip_);
        if (descriptor_ < 0)
            return;
        ::close(descriptor_);
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
    }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void write(std::string& text, int flush)
    {
        zip_.next_in = reinterpret_cast<Bytef*>(text.data());
        zip_.avail_in = static_cast<uInt>(text.size());
        int state = Z_OK;
        do {
            zip_.next_out = out_.data();
            zip_.avail_out = static_cast<uInt>(out_.size());
            state = deflate(&zip_, flush);
            write_out(out_.size() - zip_.avail_out);
        } while (zip_.avail_out == 0 || (flush == Z_FINISH && state != Z_STREAM_END));
        text.clear();
    }

    void close()
    {
        if (::fsync(descriptor_) != 0 || ::close(descriptor_) != 0)
            cannot_write(file_, errno);
        descriptor_ = -1;
    }

private:
    void write_out(std::size_t size) const
    {
        for (std::size_t done = 0; done < size;) {
            const auto written = ::write(descriptor_, out_.data() + done, size - done);
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                cannot_write(file_, errno);
            done += static_cast<std::size_t>(written);
        }
    }

    std::filesystem::path file_;
    std::string comment_;
    int descriptor_ = -1;
    z_stream zip_{};
    gz_header head_{};
    std::vector<unsigned char> out_ = std::vector<unsigned char>(chunk);
};

ArchiveWriter::ArchiveWriter(const std::filesystem::path& file, const ArchiveLabel& label,
                             const std::vector<std::string>& headings)
{
    stream_ =
        std::make_unique<Stream>(file, fmt::format("{}\n{}\n{}", label_start, label.survey, label.wave));
    for (std::size_t i = 0; i < headings.size(); ++i) {
        line_ += i == 0 ? "" : ",";
        append_quoted(line_, headings[i]);
    }
    line_ += '\n';
}

ArchiveWriter::~ArchiveWriter() = default;

void ArchiveWriter::add(const std::vector<const Cell*>& row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            line_ += ',';
        if (row[i] != nullptr)
            append_cell(line_, *row[i]);
    }
    line_ += '\n';
    if (line_.size() >= chunk)
        stream_->write(line_, Z_NO_FLUSH);
}

void ArchiveWriter::finish()
{
    stream_->write(line_, Z_FINISH);
    stream_->close();
}

} // namespace lup
