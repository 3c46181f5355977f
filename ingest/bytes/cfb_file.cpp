#include "ingest/bytes/cfb_file.hpp"

#include "ingest/bytes/little_endian.hpp"
#include "ingest/refusal.hpp"

#include <algorithm>

namespace lup {
namespace {

constexpr std::size_t header_size = 512;
constexpr std::size_t entry_size = 128;
constexpr std::size_t mini_sector_size = 64;
constexpr std::uint32_t last_sector = 0xFFFFFFFAU; ///< numbers above it are marks
constexpr std::size_t header_slots = 109;
constexpr std::size_t entry_limit = 100'000;

std::string lower_ascii(std::string_view utf16)
{
    std::string name;
    for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
        const auto unit = u16(utf16, i);
        if (unit > 0 && unit < 0x80) {
            name += static_cast<char>(unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit);
        }
    }
    return name;
}

} // namespace

CompoundFile::CompoundFile(std::shared_ptr<const ByteSource> source) : source_(std::move(source))
{
    if (source_->size() < header_size) {
        refuse();
    }
    std::string header(header_size, '\0');
    source_->read_at(0, header);
    const auto shift = u16(header, 30);
    if (shift != 9 && shift != 12) {
        refuse();
    }
    sector_size_ = std::size_t{1} << shift;
    // The last sector may be cut short; what is missing reads as zeros.
    sectors_ = (source_->size() + sector_size_ - 1) / sector_size_ - 1;
    mini_cutoff_ = u32(header, 56);
    read_allocation(header);
    read_directory(u32(header, 48));
    if (const auto mini = u32(header, 60); mini < last_sector) {
        const auto bytes = chain(mini, std::uint64_t{u32(header, 64)} * sector_size_);
        for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
            mini_allocation_.push_back(u32(bytes, i));
        }
        mini_stream_ = chain(entries_[0].start, entries_[0].size);
    }
}

void CompoundFile::refuse() const
{
    refuse_damaged(source_->name(), "", "filens inre ordning (OLE) är trasig");
}

std::string CompoundFile::sector(std::uint32_t number) const
{
    const auto offset = (std::uint64_t{number} + 1) * sector_size_;
    if (number >= sectors_) {
        refuse();
    }
    std::string bytes(sector_size_, '\0');
    const auto size = std::min<std::uint64_t>(sector_size_, source_->size() - offset);
    source_->read_at(offset, std::span(bytes).first(static_cast<std::size_t>(size)));
    return bytes;
}

/// The sectors that hold the allocation table stand in the header and, for large files, in a chain of their
/// own.
void CompoundFile::read_allocation(std::string_view header)
{
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < header_slots; ++i) {
        places.push_back(u32(header, 76 + 4 * i));
    }
    auto next = u32(header, 68);
    for (std::uint64_t step = 0; next < last_sector; ++step) {
        if (step > sectors_) {
            refuse();
        }
        const auto bytes = sector(next);
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 4) {
            places.push_back(u32(bytes, i));
        }
        next = u32(bytes, bytes.size() - 4);
    }
    for (const auto place : places) {
        if (place >= last_sector || allocation_.size() > sectors_) {
            continue;
        }
        const auto bytes = sector(place);
        for (std::size_t i = 0; i < bytes.size(); i += 4) {
            allocation_.push_back(u32(bytes, i));
        }
    }
}

void CompoundFile::read_directory(std::uint32_t start)
{
    const auto bytes = chain(start, ~std::uint64_t{0});
    for (std::size_t i = 0; i + entry_size <= bytes.size() && entries_.size() < entry_limit;
         i += entry_size) {
        const auto raw = std::string_view(bytes).substr(i, entry_size);
        const auto name_size = std::min<std::size_t>(u16(raw, 64), 64);
        Entry entry{lower_ascii(raw.substr(0, name_size)),
                    u32(raw, 68),
                    u32(raw, 72),
                    u32(raw, 76),
                    u32(raw, 116),
                    sector_size_ == 512 ? u32(raw, 120) : u64(raw, 120),
                    raw[66] == 2};
        entries_.push_back(std::move(entry));
    }
    if (entries_.empty()) {
        refuse();
    }
    // The root's children are a binary tree; one that turns back on itself would be walked for ever.
    std::vector<bool> seen(entries_.size());
    std::vector<std::uint32_t> waiting{entries_[0].child};
    while (!waiting.empty()) {
        const auto index = waiting.back();
        waiting.pop_back();
        if (index >= entries_.size() || seen[index]) {
            continue;
        }
        seen[index] = true;
        root_.push_back(index);
        waiting.push_back(entries_[index].left);
        waiting.push_back(entries_[index].right);
    }
}

std::string CompoundFile::chain(std::uint32_t start, std::uint64_t size) const
{
    std::string bytes;
    std::uint64_t steps = 0;
    for (auto next = start; next < last_sector && bytes.size() < size; next = allocation_[next]) {
        if (next >= allocation_.size() || ++steps > sectors_) {
            refuse();
        }
        bytes += sector(next);
    }
    if (size != ~std::uint64_t{0}) {
        if (bytes.size() < size) {
            refuse();
        }
        bytes.resize(static_cast<std::size_t>(size));
    }
    return bytes;
}

std::string CompoundFile::mini_chain(std::uint32_t start, std::uint64_t size) const
{
    std::string bytes;
    std::size_t steps = 0;
    for (auto next = start; bytes.size() < size; next = mini_allocation_[next]) {
        if (next >= mini_allocation_.size() || ++steps > mini_allocation_.size() ||
            (std::uint64_t{next} + 1) * mini_sector_size > mini_stream_.size()) {
            refuse();
        }
        bytes.append(mini_stream_, std::size_t{next} * mini_sector_size, mini_sector_size);
    }
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

const CompoundFile::Entry* CompoundFile::find(std::string_view name) const
{
    for (const auto index : root_) {
        if (entries_[index].is_stream && entries_[index].name == name) {
            return &entries_[index];
        }
    }
    return nullptr;
}

std::optional<std::string> CompoundFile::stream(std::string_view name, std::uint64_t limit) const
{
    const auto* entry = find(name);
    if (entry == nullptr) {
        return std::nullopt;
    }
    if (entry->size > limit) {
        refuse_too_large(source_->name(), "", "arbetsboken är större än 100 MB");
    }
    return entry->size < mini_cutoff_ ? mini_chain(entry->start, entry->size)
                                      : chain(entry->start, entry->size);
}

} // namespace lup
