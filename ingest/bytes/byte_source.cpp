#include "ingest/bytes/byte_source.hpp"

#include "ingest/refusal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lup {
namespace {

class FileBytes : public ByteSource {
public:
    FileBytes(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name))
    {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
            ::close(descriptor_);
            refuse_file(name_, "", "det är inte en vanlig fil", "Lämna en fil, inte en mapp eller länk.");
        }
        size_ = static_cast<std::uint64_t>(status.st_size);
    }
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes() override { ::close(descriptor_); }

    const std::string& name() const override { return name_; }
    std::uint64_t size() const override { return size_; }

    void read_at(std::uint64_t offset, std::span<char> out) const override
    {
        while (!out.empty()) {
            const auto got = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                refuse_file(name_, "", "filen ändrades eller gick inte att läsa medan den lästes",
                            "Lämna den igen när den är färdigkopierad.");
            }
            offset += static_cast<std::uint64_t>(got);
            out = out.subspan(static_cast<std::size_t>(got));
        }
    }

private:
    int descriptor_;
    std::string name_;
    std::uint64_t size_ = 0;
};

class MemoryBytes : public ByteSource {
public:
    MemoryBytes(std::string bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}

    const std::string& name() const override { return name_; }
    std::uint64_t size() const override { return bytes_.size(); }

    void read_at(std::uint64_t offset, std::span<char> out) const override
    {
        if (offset > bytes_.size() || out.size() > bytes_.size() - offset) {
            refuse_damaged(name_, "", "filen tar slut för tidigt");
        }
        if (!out.empty()) {
            std::memcpy(out.data(), bytes_.data() + offset, out.size());
        }
    }

private:
    std::string bytes_;
    std::string name_;
};

class SourceStream : public ByteStream {
public:
    SourceStream(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length)
        : source_(std::move(source)), offset_(offset), left_(length)
    {
    }

    std::size_t read(std::span<char> out) override
    {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left_, out.size()));
        source_->read_at(offset_, out.first(wanted));
        offset_ += wanted;
        left_ -= wanted;
        return wanted;
    }

private:
    std::shared_ptr<const ByteSource> source_;
    std::uint64_t offset_;
    std::uint64_t left_;
};

/// First the bytes that were looked at already, then the rest.
class RejoinedStream : public ByteStream {
public:
    RejoinedStream(std::string first, std::unique_ptr<ByteStream> rest)
        : first_(std::move(first)), rest_(std::move(rest))
    {
    }

    std::size_t read(std::span<char> out) override
    {
        const auto size = std::min(out.size(), first_.size() - given_);
        std::memcpy(out.data(), first_.data() + given_, size);
        given_ += size;
        return size < out.size() ? size + rest_->read(out.subspan(size)) : size;
    }

private:
    std::string first_;
    std::size_t given_ = 0;
    std::unique_ptr<ByteStream> rest_;
};

} // namespace

std::shared_ptr<const ByteSource> open_bytes(const std::filesystem::path& file)
{
    const auto name = file.filename().string();
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        refuse_unopened(name, errno);
    }
    return std::make_shared<FileBytes>(descriptor, name);
}

std::shared_ptr<const ByteSource> bytes_of_descriptor(int descriptor, std::string name)
{
    return std::make_shared<FileBytes>(descriptor, std::move(name));
}

std::shared_ptr<const ByteSource> bytes_in_memory(std::string bytes, std::string name)
{
    return std::make_shared<MemoryBytes>(std::move(bytes), std::move(name));
}

std::unique_ptr<ByteStream> stream_of(std::shared_ptr<const ByteSource> source, std::uint64_t offset,
                                      std::uint64_t length)
{
    return std::make_unique<SourceStream>(std::move(source), offset, length);
}

std::unique_ptr<ByteStream> rejoin(std::string first, std::unique_ptr<ByteStream> rest)
{
    return std::make_unique<RejoinedStream>(std::move(first), std::move(rest));
}

std::string read_all(ByteStream& stream, std::uint64_t limit, std::string_view file)
{
    std::string all;
    std::string piece(64 * 1024, '\0');
    while (const auto got = stream.read(piece)) {
        if (all.size() + got > limit) {
            refuse_too_large(file, "", "en del av filen är större än gränsen");
        }
        all.append(piece, 0, got);
    }
    return all;
}

} // namespace lup
