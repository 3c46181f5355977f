#include "ingest/bytes/zip_archive.hpp"

#include "ingest/bytes/zip_directory.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>
#include <array>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

namespace lup {
namespace {

/// Inflates one entry piece by piece and compares size and CRC-32 at its end.
class EntryStream : public ByteStream {
public:
    EntryStream(std::shared_ptr<const ByteSource> source, ZipEntry entry)
        : source_(std::move(source)), entry_(std::move(entry)), offset_(entry_.data_offset),
          packed_left_(entry_.packed_size)
    {
        if (entry_.method == 8) {
            isal_inflate_init(&state_);
            state_.crc_flag = ISAL_DEFLATE;
        }
    }

    std::size_t read(std::span<char> out) override
    {
        std::size_t got = 0;
        if (!finished_) {
            got = entry_.method == 8 ? inflate(out) : copy(out);
            crc_ = crc32_gzip_refl(crc_, reinterpret_cast<const unsigned char*>(out.data()), got);
            produced_ += got;
            check_limits();
            finished_ = got < out.size();
        }
        if (finished_ && !confirmed_) {
            confirm();
        }
        return got;
    }

private:
    std::size_t inflate(std::span<char> out)
    {
        state_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
        state_.avail_out = static_cast<std::uint32_t>(out.size());
        while (state_.avail_out > 0 && state_.block_state != ISAL_BLOCK_FINISH) {
            if (state_.avail_in == 0) {
                refill();
            }
            const auto before = std::pair(state_.avail_in, state_.avail_out);
            const int result = isal_inflate(&state_);
            const bool stuck = before == std::pair(state_.avail_in, state_.avail_out) && packed_left_ == 0;
            if (result < 0) {
                refuse_damaged(source_->name(), entry_.name, "de packade uppgifterna är trasiga");
            }
            if (stuck && state_.block_state != ISAL_BLOCK_FINISH) {
                refuse_damaged(source_->name(), entry_.name, "de packade uppgifterna är avkortade");
            }
        }
        return out.size() - state_.avail_out;
    }

    void refill()
    {
        const auto size = std::min<std::uint64_t>(packed_left_, packed_.size());
        source_->read_at(offset_, std::span(packed_).first(static_cast<std::size_t>(size)));
        offset_ += size;
        packed_left_ -= size;
        state_.next_in = reinterpret_cast<std::uint8_t*>(packed_.data());
        state_.avail_in = static_cast<std::uint32_t>(size);
    }

    std::size_t copy(std::span<char> out)
    {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(packed_left_, out.size()));
        source_->read_at(offset_, out.first(size));
        offset_ += size;
        packed_left_ -= size;
        return size;
    }

    void check_limits() const
    {
        if (produced_ > entry_.size) {
            refuse_damaged(source_->name(), entry_.name, "delen är större än zip-filen uppger");
        }
        const auto eaten = entry_.packed_size - packed_left_;
        if (produced_ > limits::ratio_checked_from && produced_ / limits::ratio > eaten) {
            refuse_too_large(source_->name(), entry_.name,
                             "delen är packad mer än 400 gånger, som en zip-bomb");
        }
    }

    void confirm()
    {
        confirmed_ = true;
        if (produced_ != entry_.size || crc_ != entry_.crc || packed_left_ != 0) {
            refuse_damaged(source_->name(), entry_.name,
                           "delens storlek eller kontrollsumma (CRC) stämmer inte");
        }
    }

    std::shared_ptr<const ByteSource> source_;
    ZipEntry entry_;
    std::uint64_t offset_;
    std::uint64_t packed_left_;
    std::uint64_t produced_ = 0;
    std::uint32_t crc_ = 0;
    bool finished_ = false;
    bool confirmed_ = false;
    inflate_state state_{};
    std::array<char, 64 * 1024> packed_{};
};

} // namespace

std::string folded_part_name(std::string_view name)
{
    std::string folded;
    for (const char c : name) {
        const char slashed = c == '\\' ? '/' : c;
        if (slashed == '/' && folded.empty()) {
            continue;
        }
        folded += slashed >= 'A' && slashed <= 'Z' ? static_cast<char>(slashed - 'A' + 'a') : slashed;
    }
    return folded;
}

ZipArchive::ZipArchive(std::shared_ptr<const ByteSource> source)
    : source_(std::move(source)), entries_(read_zip_directory(*source_))
{
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (!by_name_.emplace(folded_part_name(entries_[i].name), i).second) {
            refuse_damaged(source_->name(), "", "två delar i zip-filen har samma namn");
        }
    }
}

const ZipEntry* ZipArchive::find(std::string_view name) const
{
    const auto found = by_name_.find(folded_part_name(name));
    return found == by_name_.end() ? nullptr : &entries_[found->second];
}

std::unique_ptr<ByteStream> ZipArchive::open(const ZipEntry& entry) const
{
    if ((entry.flags & 1U) != 0) {
        refuse_file(source_->name(), entry.name, "delen är krypterad", "Spara filen utan lösenord.");
    }
    if (entry.method != 0 && entry.method != 8) {
        refuse_file(source_->name(), entry.name,
                    "delen är packad med en metod som inte läses (nummer " + std::to_string(entry.method) +
                        ")",
                    "Spara filen på nytt i Excel.");
    }
    return std::make_unique<EntryStream>(source_, entry);
}

} // namespace lup
